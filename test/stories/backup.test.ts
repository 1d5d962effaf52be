// A backup of a running service, and what is made of it: the same events at the same places, the same read models, and a
// pending change that is looked at before anything is concluded.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { projections } from '../../projections/index.ts';
import { runProgram } from '../../src/app/cli/program.ts';
import { loadConfig } from '../../src/app/config/config.ts';
import { writeRunning } from '../../src/app/running-service.ts';
import { type Servers, startServers } from '../../src/app/servers.ts';
import { type Rebook, startRebook } from '../../src/app/start.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { newMasterKey } from '../../src/platform/vault/master-keys.ts';
import { appendMix } from '../support/event-mix.ts';
import { contentsOf } from '../support/table-contents.ts';

const log = pino({ level: 'silent' });
const appointments = 30;
const day = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
let folder: string;
let environment: NodeJS.ProcessEnv;
let rebook: Rebook;
let file: string;
let backup: Awaited<ReturnType<typeof program>>;
/** Erased after the backup. */
const marked = { name: 'Xaveria Quendelmann', phone: '+4915199887766' };
let erased: Awaited<ReturnType<typeof program>>;
/** As it was when it was backed up. */
let before: Awaited<ReturnType<typeof everything>>;

const masterKey = newMasterKey();
const environmentOf = (name: string): NodeJS.ProcessEnv => ({
  DATA_DIR: join(folder, name),
  PORT: '0',
  RECONCILE_MINUTES: '0',
  REPLY_BUDGET_MS: '1000',
  LOG_LEVEL: 'silent',
  MASTER_KEY: masterKey,
});
const start = async (env: NodeJS.ProcessEnv): Promise<Rebook> => {
  const config = loadConfig(env, { makeKeys: true });
  const started = await startRebook(config, { log });
  await writeRunning(config.dataDir, { address: started.address, ...started.servers });
  return started;
};
async function program(env: NodeJS.ProcessEnv, ...args: string[]) {
  const said: string[] = [];
  const terminal = { out: (text: string) => said.push(text), err: (text: string) => said.push(text), env };
  const exitCode = await runProgram(args, { ...terminal, clock: systemClock, interactive: false });
  return { exitCode, said: said.join('\n') };
}
async function withDatabase<T>(url: string | undefined, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return use(client).finally(() => client.end());
}
const events = (servers: Servers) =>
  withDatabase(
    servers.eventStoreDatabaseUrl,
    async client => (await client.query('select t::text as line from eventstore.events t order by position')).rows,
  );
/** What the program remembers beside the events, but for what moves by itself. */
const operational = (servers: Servers) =>
  withDatabase(servers.databaseUrl, async client => ({
    inbox: (await client.query('select t::text as line from webhook_inbox t order by 1')).rows,
    attempts: (await client.query('select t::text as line from identification_attempts t order by 1')).rows,
  }));
const readModels = (servers: Servers) => withDatabase(servers.databaseUrl, client => contentsOf(client, projections));
const caughtUp = async (): Promise<void> => {
  if (!(await rebook.caughtUp(await rebook.store.head(), 10_000))) throw new Error('the read models did not catch up');
};

const everything = async (servers: Servers) => ({
  events: await events(servers),
  operational: await operational(servers),
  readModels: await readModels(servers),
});

async function post(path: string, body: object): Promise<void> {
  const key = (await readFile(join(folder, 'first', 'admin-key'), 'utf8')).trim();
  const response = await fetch(`${rebook.address}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-backup-'));
  environment = environmentOf('first');
  file = join(folder, 'backup.gz');
  rebook = await start(environment);
  await appendMix(rebook.store, appointments);
  const companyId = 'salon';
  await post('/v1/companies', {
    company_id: companyId,
    name: 'Salon',
    language: 'de',
    time_zone: 'Europe/Berlin',
    currency: 'EUR',
    handover: { number: '+493087654321' },
  });
  await post('/v1/customers', { company_id: companyId, customer_id: '900', name: 'Erika Beispiel', phone: '+4915112345671' });
  const booked = { starts_at: `${day}T10:00:00.000Z`, ends_at: `${day}T10:30:00.000Z` };
  // A number nobody at Cal.com knows: it waits for an operator, and stays as it is.
  const booking = { numeric_id: 4711, calendar_service_id: 7 };
  await post('/v1/appointments', {
    company_id: companyId,
    appointment_id: '900',
    customer_id: '900',
    time_zone: 'Europe/Berlin',
    booking,
    ...booked,
  });
  await post('/v1/appointments/900/cancel', { company_id: companyId, reason_code: 'by_phone' });
  const attempts = "select attempts from calendar_jobs where appointment_id = '900'";
  const tried = () => withDatabase(rebook.servers.databaseUrl, async client => (await client.query(attempts)).rows);
  await vi.waitUntil(async () => (await tried())[0]?.attempts === 1, { timeout: 60_000 });
  // The moment between decision and lease: the backup has the one and not the other.
  await caughtUp();
  await withDatabase(rebook.servers.databaseUrl, client => client.query('delete from calendar_lease'));
  await post('/v1/customers', { company_id: companyId, customer_id: '901', name: marked.name, phone: marked.phone });
  await caughtUp();
  backup = await program(environment, 'backup', file);
  before = await everything(rebook.servers);
  // After the backup: it still has what follows from this person's key.
  erased = await program(
    environment,
    'erase',
    '901',
    '--company',
    companyId,
    '--reason-code',
    'asked_for',
    '--url',
    rebook.address,
  );
  await rebook.stop();
}, 120_000);
afterAll(async () => {
  await rebook?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a running service is backed up, and a folder made from the backup is what it was', { timeout: 120_000 }, async () => {
  expect(backup).toMatchObject({
    exitCode: 0,
    said: expect.stringMatching(/^\d{3,} events backed up into .*backup\.gz, \d+ bytes; their keys into .*backup\.gz\.vault$/),
  });
  expect(before.events.length).toBeGreaterThan(appointments * 5);
  expect(before.readModels.calendar_jobs).toHaveLength(1);

  const second = environmentOf('second');
  expect(await program(second, 'restore', file)).toMatchObject({ exitCode: 0, said: expect.stringMatching(/events restored/) });
  // The admin key is the same, and nothing half-made is left.
  expect(await readFile(join(folder, 'second', 'admin-key'))).toEqual(await readFile(join(folder, 'first', 'admin-key')));
  expect((await readdir(join(folder, 'second'))).filter(name => name.includes('restoring'))).toEqual([]);

  const servers = await startServers(
    { dataDir: join(folder, 'second'), databaseUrl: undefined, eventstoreUrl: undefined, calcomBaseUrl: 'http://127.0.0.1:9' },
    systemClock,
    log,
  );
  try {
    expect(await everything(servers)).toEqual(before);
    const leases = await withDatabase(servers.databaseUrl, client =>
      client.query('select appointment_id, first_sent_at is not null as sent from calendar_lease'),
    );
    expect(leases.rows).toEqual([{ appointment_id: '900', sent: true }]);
  } finally {
    await servers.stop();
  }
  const restored = await start(second);
  try {
    expect((await fetch(`${restored.address}/health/ready`)).status).toBe(200);
  } finally {
    await restored.stop();
  }
});

test('who was erased after the backup is not brought back by it', { timeout: 120_000 }, async () => {
  expect(erased).toMatchObject({ exitCode: 0, said: 'customer 901: erased' });
  const keys = gunzipSync(await readFile(`${file}.vault`)).toString('latin1');
  expect(keys).toMatch(/^customer-salon\.901\t\\\\x[0-9a-f]{100,}/m);
  for (const one of [file, `${file}.vault`]) {
    const text = gunzipSync(await readFile(one)).toString('latin1');
    for (const secret of [marked.name, marked.phone, masterKey]) expect(text.includes(secret), one).toBe(false);
  }
  const sixth = environmentOf('sixth');
  expect(await program(sixth, 'restore', file, '--erasures', join(folder, 'first', 'erasures.json'))).toMatchObject({
    exitCode: 0,
  });
  const again = await start(sixth);
  try {
    const [registered] = await again.store.read('customer-salon.901');
    expect(registered).toMatchObject({ type: 'CustomerRegistered', erased: true });
    // Erased by the register, though the backup has no event that says so.
    const types = async () => (await again.store.read('customer-salon.901')).map(({ type }) => type);
    await expect.poll(types).toEqual(['CustomerRegistered', 'CustomerErasureRequested', 'CustomerErased']);
    const rows = await withDatabase(
      again.servers.databaseUrl,
      async client => (await client.query("select customer_id from customers where customer_id in ('900', '901')")).rows,
    );
    expect(rows).toEqual([{ customer_id: '900' }]);
  } finally {
    await again.stop();
  }
});

test('without its keys a backup is restored as if everybody was erased, and the service runs', { timeout: 120_000 }, async () => {
  const seventh = environmentOf('seventh');
  expect(await program(seventh, 'restore', file, '--no-vault')).toMatchObject({ exitCode: 0 });
  const again = await start(seventh);
  try {
    expect(await again.store.read('customer-salon.900')).toMatchObject([{ type: 'CustomerRegistered', erased: true }]);
    expect((await fetch(`${again.address}/health/ready`)).status).toBe(200);
  } finally {
    await again.stop();
  }
});

test('a restore that was killed midway leaves nothing that a service would start on, and the next one is whole', async () => {
  const third = environmentOf('third-try');
  const made = join(folder, 'third-try', 'postgres.restoring', 'cluster', 'postmaster.pid');
  const rebookProgram = fileURLToPath(new URL('../../bin/rebook.js', import.meta.url));
  const child = spawn(process.execPath, [rebookProgram, 'restore', file], {
    env: { PATH: process.env.PATH, ...third },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  await expect.poll(() => existsSync(made), { interval: 5 }).toBe(true);
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(existsSync(join(folder, 'third-try', 'postgres'))).toBe(false);
  expect(await program(third, 'restore', file)).toMatchObject({ exitCode: 0 });
  expect(existsSync(join(folder, 'third-try', 'postgres.restoring'))).toBe(false);
  await rm(join(folder, 'third-try'), { recursive: true, force: true });
});

describe('refused, with everything left as it was', () => {
  test.each([
    ['cut off', async (copy: string) => truncate(copy, 3_000)],
    ['changed by a letter', async (copy: string) => writeFile(copy, gzipSync(changed(gunzipSync(await readFile(copy)))))],
    ['of something else', async (copy: string) => writeFile(copy, gzipSync('select 1;\n'))],
    ['no gzip', async (copy: string) => writeFile(copy, 'hello')],
    ['with a row too few', async (copy: string) => writeFile(copy, gzipSync(withoutARow(gunzipSync(await readFile(copy)))))],
  ])('a file %s', async (_, spoil) => {
    const copy = join(folder, 'spoilt.gz');
    await writeFile(copy, await readFile(file));
    await spoil(copy);
    const third = environmentOf('third');
    expect(await program(third, 'restore', copy)).toMatchObject({
      exitCode: 1,
      said: expect.stringMatching(/^the backup cannot be used/),
    });
    await expect(readdir(join(folder, 'third'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('a folder that holds data', async () => {
    expect(await program(environment, 'restore', file)).toMatchObject({
      exitCode: 1,
      said: expect.stringMatching(/there is data/),
    });
  });

  test.each([
    ['that holds data', ['postgres'], /there is data/],
    ['without data', [], /is another master key/],
  ])('another master key than that of the folder %s', async (_, folders, said) => {
    const { MASTER_KEY: _key, ...eighth } = environmentOf('eighth');
    const place = join(folder, 'eighth');
    for (const name of ['', ...folders]) await mkdir(join(place, name), { recursive: true });
    const [own, other] = [join(place, 'master-key'), join(folder, 'other-master-key')];
    await writeFile(own, 'the only copy');
    await writeFile(other, masterKey);
    const refused = await program(eighth, 'restore', '--master-key', other, file);
    expect(refused).toMatchObject({ said: expect.stringMatching(said) });
    expect(refused.exitCode).not.toBe(0);
    expect(await readFile(own, 'utf8')).toBe('the only copy');
    await rm(place, { recursive: true });
  });

  test('a file that is there already, and one that is not', async () => {
    const written = await readFile(file);
    expect(await program(environment, 'backup', file)).toMatchObject({ exitCode: 1, said: expect.stringMatching(/already/) });
    expect(await readFile(file)).toEqual(written);
    expect(await program(environmentOf('third'), 'restore', join(folder, 'none.gz'))).toMatchObject({
      exitCode: 1,
      said: expect.stringMatching(/cannot be read \(ENOENT\)/),
    });
  });

  const hex = (text: string) => Buffer.from(text).toString('hex');
  test.each([
    ['ran another migration', '"migrations":["', '"migrations":["9999-later","'],
    ['wrote another version of an event', hex('"schemaVersion":1'), hex('"schemaVersion":9')],
  ])('a backup of a later program, which %s', async (_, known, ofLater) => {
    const text = gunzipSync(await readFile(file)).toString('latin1');
    const later = join(folder, 'later.gz');
    const body = text.slice(0, text.lastIndexOf('-- end ')).replace(known, ofLater);
    expect(body).toContain(ofLater);
    const { createHash } = await import('node:crypto');
    const sha256 = createHash('sha256').update(Buffer.from(body, 'latin1')).digest('hex');
    const end = JSON.parse(text.slice(text.lastIndexOf('-- end ') + 7));
    await writeFile(later, gzipSync(Buffer.from(`${body}-- end ${JSON.stringify({ ...end, sha256 })}\n`, 'latin1')));
    const fourth = environmentOf('fourth');
    expect(await program(fourth, 'restore', later, '--no-vault')).toMatchObject({
      exitCode: 1,
      said: expect.stringMatching(/later program/),
    });
    expect(await readdir(join(folder, 'fourth'))).toEqual([]);
  });

  test('servers of one’s own, which have tools of their own', async () => {
    const elsewhere = { ...environmentOf('third'), EVENTSTORE_URL: 'esdb://127.0.0.1:9?tls=false' };
    for (const command of ['backup', 'restore']) {
      expect(await program(elsewhere, command, join(folder, 'x.gz'))).toMatchObject({ exitCode: 2 });
    }
  });
});

/** Another letter somewhere in the middle. */
function changed(content: Buffer): Buffer {
  const at = content.indexOf('Erika') >= 0 ? content.indexOf('Erika') : Math.floor(content.length / 2);
  const other = Buffer.from(content);
  other[at] = (other[at] ?? 0) ^ 1;
  return other;
}

function withoutARow(content: Buffer): Buffer {
  const rows = content.indexOf('COPY eventstore.events');
  const first = content.indexOf('\n', rows) + 1;
  return Buffer.concat([content.subarray(0, first), content.subarray(content.indexOf('\n', first) + 1)]);
}
