// An auditor takes the log's key, a checkpoint and an exported stream home, and checks there what was recorded, without trusting us.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RFC9162 } from '@transmute/rfc9162';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../../../src/app/cli/program.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { isLeaf } from '../../../src/platform/proof/own-events.ts';
import { keyIdOf, makeSigningKey, parseSigningKey } from '../../../src/proof/note.ts';
import { createWorld, type World } from '../../support/world.ts';

const secret = makeSigningKey('example.com/proof');
const key = parseSigningKey(secret);
const verifierKey = key?.verifierKey ?? '';
const stream = 'company-salon';

let world: World;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-proof-'));
  world = await createWorld({ proofKey: key });
  await world.customer('c1', 'Erika Musterfrau', '+4915112345671');
  env = {
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: world.databaseUrl,
    EVENTSTORE_URL: world.rebook.servers.eventStoreUrl,
    PROOF_KEY: secret,
  };
});
afterAll(async () => {
  await world?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function run(args: string[], more: Record<string, string> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await runProgram(args, {
    out: text => out.push(text),
    err: text => err.push(text),
    env: { ...env, ...more },
    clock: systemClock,
    interactive: false,
  });
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}
const path = (name: string): string => join(folder, name);
async function checkpoint(name: string): Promise<string> {
  const { exitCode, out } = await run(['proof', 'checkpoint']);
  expect(exitCode).toBe(0);
  await writeFile(path(name), `${out}\n`);
  return `${out}\n`;
}
const sizeOf = (note: string): number => Number(note.split('\n')[1]);

/** What the documents say of the file, checked with another's code and none of ours. */
async function checkedByOthers(file: string, older: string): Promise<void> {
  const { checkpoint: note, events, growth } = JSON.parse(await readFile(file, 'utf8'));
  const [text, signature] = [note.slice(0, note.indexOf('\n\n') + 1), note.trim().split(' ').at(-1)];
  const publicKey = createPublicKey({
    key: Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(verifierKey.split('+').slice(2).join('+'), 'base64').subarray(1),
    ]),
    format: 'der',
    type: 'spki',
  });
  expect(verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64').subarray(4))).toBe(true);
  const [, size, encoded] = text.split('\n');
  const root = Buffer.from(encoded, 'base64');
  for (const { index, revision, id, type, contentType, encoding, metadata, data, inclusion } of events) {
    const fields = ['rebook-event-1', stream, revision, id, type, contentType].map(field => Buffer.from(field));
    const hash = createHash('sha256').update(Buffer.of(0));
    for (const field of [...fields, Buffer.from(metadata, encoding), Buffer.from(data, encoding)]) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(field.length);
      hash.update(length).update(field);
    }
    const hashes = inclusion.map((one: string) => Buffer.from(one, 'base64'));
    const proof = { log_id: '', tree_size: Number(size), leaf_index: index, inclusion_path: hashes };
    expect(await RFC9162.verifyInclusionProof(root, hash.digest(), proof)).toBe(true);
  }
  const [, olderSize, olderRoot] = older.split('\n');
  const first = Number(olderSize);
  const hashes = growth
    .find((one: { size: number }) => one.size === first)
    .hashes.map((one: string) => Buffer.from(one, 'base64'));
  // The library wants the older root in front where the RFC leaves it out: for powers of two.
  const before = Buffer.from(olderRoot ?? '', 'base64');
  const isPower = Number.isInteger(Math.log2(first));
  const grown = {
    log_id: '',
    tree_size_1: first,
    tree_size_2: Number(size),
    consistency_path: isPower ? [before, ...hashes] : hashes,
  };
  expect(await RFC9162.verifyConsistencyProof(before, root, grown)).toBe(true);
}

describe('the way of an auditor', () => {
  let older: string;
  beforeAll(async () => {
    older = await checkpoint('older');
    await world.customer('c2', 'Max Beispiel', '+4915112345672');
  });

  test('the key that checks is printed, and never the one that signs', async () => {
    const { out, err } = await run(['proof', 'key']);
    expect(out).toBe(verifierKey);
    expect(out + err).not.toContain('PRIVATE');
  });

  test('a checkpoint on request vouches for everything there is', async () => {
    const note = await checkpoint('newer');
    expect(sizeOf(note)).toBeGreaterThan(sizeOf(older));
    expect(await (await fetch(`${world.rebook.opsAddress}/proof/checkpoint`)).text()).toBe(note);
    expect((await run(['verify', '--since', path('older'), '--since', path('newer')])).exitCode).toBe(0);
  });

  test('an exported stream is checked at home, by us and by others', async () => {
    const file = path('stream.json');
    const exported = await run(['replay', stream, '--proof', file, '--since', path('older')]);
    expect(exported.exitCode).toBe(0);
    expect((await stat(file)).mode & 0o077).toBe(0);
    const home = {
      DATA_DIR: path('home'),
      DATABASE_URL: 'postgres://127.0.0.1:1/none',
      EVENTSTORE_URL: 'esdb://127.0.0.1:1',
      PROOF_KEY: '',
    };
    const good = await run(['verify', file, '--key', verifierKey, '--since', path('older')], home);
    expect(good.err).toBe('');
    expect(good).toMatchObject({ exitCode: 0, out: expect.stringContaining(`of ${stream} stand in the log example.com/proof`) });
    await checkedByOthers(file, older);
    const events = await world.events(stream);
    expect(JSON.parse((await run(['verify', file, '--key', verifierKey, '--json'], home)).out)).toMatchObject({
      events: events.length,
      findings: [],
    });
  });

  test.each<[string, (text: string) => string, string]>([
    ['a letter of the data', text => text.replace('Salon salon', 'Salon sal0n'), 'the event was changed'],
    ['the time of an event', text => text.replace(/occurredAt\\":\\"20/, 'occurredAt\\":\\"19'), 'the event was changed'],
    ['the order', text => text.replace('"revision": "1"', '"revision": "7"'), 'was left out'],
    [
      'the size of its checkpoint',
      text => text.replace(/(example.com\/proof\\n)\d+/, '$199'),
      'the signature is not that of the key',
    ],
    [
      'the root of its proof of growth',
      text => text.replace(/("growth"[\s\S]*"hashes": \[\s*")(.)/, (_, before, first) => `${before}${first === 'A' ? 'B' : 'A'}`),
      'the log has not only grown since',
    ],
  ])('a file with %s changed is refused', async (_, change, said) => {
    const file = path('stream.json');
    await run(['replay', stream, '--proof', file, '--since', path('older')]);
    const text = await readFile(file, 'utf8');
    expect(change(text)).not.toBe(text);
    await writeFile(path('changed.json'), change(text));
    const refused = await run(['verify', path('changed.json'), '--key', verifierKey, '--since', path('older')]);
    expect(refused).toMatchObject({ exitCode: 1, out: '' });
    expect(refused.err).toContain(said);
  });

  test('a checkpoint the file has no proof from is proved by the tiles as they are served', async () => {
    const file = path('alone.json');
    await run(['replay', stream, '--proof', file]);
    const alone = await run(['verify', file, '--since', path('older')]);
    expect(alone).toMatchObject({ exitCode: 1 });
    expect(alone.err).toContain('--tiles');
    const served = await run([
      'verify',
      file,
      '--since',
      path('older'),
      '--tiles',
      `${world.rebook.opsAddress}/proof/${keyIdOf(verifierKey)}`,
    ]);
    expect(served).toMatchObject({ exitCode: 0, err: '' });
    const away = await run(['verify', file, '--since', path('older'), '--tiles', path('nowhere')]);
    expect(away).toMatchObject({ exitCode: 1 });
  });

  test('another’s key, a checkpoint of another log, and what is no export are refused', async () => {
    const file = path('stream.json');
    await run(['replay', stream, '--proof', file]);
    const stranger = parseSigningKey(makeSigningKey('example.com/another'));
    expect(await run(['verify', file, '--key', stranger?.verifierKey ?? ''])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('no known key'),
    });
    await writeFile(path('foreign'), stranger?.sign(`example.com/another\n3\n${Buffer.alloc(32).toString('base64')}\n`) ?? '');
    expect(
      await run(['verify', file, '--key', verifierKey, '--key', stranger?.verifierKey ?? '', '--since', path('foreign')]),
    ).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('another log'),
    });
    expect(await run(['verify', file, '--key', 'nonsense'])).toMatchObject({ exitCode: 2 });
    await writeFile(path('none.json'), '{"format": "rebook-proof-1"}');
    expect(await run(['verify', path('none.json')])).toMatchObject({ exitCode: 2 });
    expect(await run(['verify', file], { PROOF_KEY: '', DATA_DIR: path('empty') })).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('--key'),
    });
  });

  test('the whole store is checked; where the key is only in the database, that is said', async () => {
    await checkpoint('now');
    const all = await run(['verify', '--json']);
    expect(all.exitCode).toBe(0);
    expect(JSON.parse(all.out)).toMatchObject({ log: 'example.com/proof', unsigned: 0, findings: [] });
    const without = await run(['verify'], { PROOF_KEY: '', DATA_DIR: path('empty') });
    expect(without).toMatchObject({ exitCode: 0, err: expect.stringContaining('taken from the database') });
    await writeFile(path('forged'), key?.sign(`example.com/proof\n2\n${Buffer.alloc(32).toString('base64')}\n`) ?? '');
    const forged = await run(['verify', '--since', path('forged')]);
    expect(forged).toMatchObject({ exitCode: 1, err: expect.stringContaining('the events make another tree') });
  });
});

describe('what is served', () => {
  test('tiles are the hashes of the events and may be kept; nothing else is there', async () => {
    const note = await checkpoint('served');
    const size = sizeOf(note);
    const answer = await fetch(`${world.rebook.opsAddress}/proof/${keyIdOf(verifierKey)}/tile/0/000.p/${size}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    // Where the address names no log, another one may be served there soon.
    const unnamed = await fetch(`${world.rebook.opsAddress}/proof/tile/0/000.p/${size}`);
    expect(unnamed.headers.get('cache-control')).toBe('public, max-age=2');
    expect(await unnamed.arrayBuffer()).toEqual(await (await fetch(answer.url)).arrayBuffer());
    expect(Buffer.from(await answer.arrayBuffer())).toHaveLength(size * 32);
    const head = await fetch(`${world.rebook.opsAddress}/proof/checkpoint`);
    expect(head.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    for (const missing of [
      'tile/0/000',
      `tile/0/000.p/${size + 1}`,
      'tile/9/000.p/1',
      'tile/0/0',
      'tile/entries/000',
      'tile/0/..%2f..',
      '00000000/checkpoint',
      `00000000/tile/0/000.p/${size}`,
    ])
      expect((await fetch(`${world.rebook.opsAddress}/proof/${missing}`)).status).toBe(404);
  });

  test('metrics and health tell how far it is', async () => {
    await checkpoint('counted');
    const metrics = await (await fetch(`${world.rebook.opsAddress}/metrics`)).text();
    expect(metrics).toMatch(/^rebook_proof_unsigned_seconds 0$/m);
    expect(metrics).toMatch(/^rebook_proof_leaves \d+$/m);
    const { parts } = JSON.parse(await (await fetch(`${world.rebook.opsAddress}/health/ready`)).text());
    expect(parts.transparency_log.state).toBe('ok');
    expect(isLeaf({ stream, type: 'CompanyRegistered' })).toBe(true);
  });
});

test('a new key is printed once, with the one that checks it beside', async () => {
  const { exitCode, out, err } = await run(['proof', 'make-key', 'example.org/log']);
  expect(exitCode).toBe(0);
  expect(err).toContain(parseSigningKey(out)?.verifierKey);
  expect(await run(['proof', 'make-key', 'two words'])).toMatchObject({ exitCode: 2 });
  expect(await run(['proof', 'key'], { PROOF_KEY: '', DATA_DIR: path('empty') })).toMatchObject({ exitCode: 1 });
});
