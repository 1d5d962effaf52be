// What the README and the documents tell a reader to run works: on the demonstration, as a reader would have it.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DateTime } from 'luxon';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { projections } from '../../projections/index.ts';
import { runDemo } from '../../src/app/cli/demo/demo.ts';
import { buildProgram, runProgram } from '../../src/app/cli/program.ts';
import { readRunning } from '../../src/app/running-service.ts';
import { type OpenedEventStore, openEventStore } from '../support/event-store.ts';
import { movableClock } from '../support/world.ts';
import {
  blocksOf,
  documents,
  type Invocation,
  inlineCommandsOf,
  invocationsIn,
  isPattern,
  programs,
  root,
  textOf,
} from './commands.ts';
import { notRun } from './not-run.ts';

const clock = movableClock(new Date().toISOString());
const terminal = { clock, env: {}, interactive: false, out: () => undefined, err: () => undefined };
const program = await buildProgram(terminal);
let folder: string;
let demo: Promise<number>;
let end: () => void;
let target: OpenedEventStore;
let database: Client;
/** What a reader sets, as the documents ask. */
let variables: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-documents-'));
  const dataDir = join(folder, '.rebook-demo');
  vi.stubEnv('PORT', '0');
  const until = new Promise<void>(done => {
    end = done;
  });
  await new Promise<void>((up, failed) => {
    const write = (text: string) => text.includes('Ctrl-C ends it.') && up();
    demo = runDemo({ exit: false, dataDir, clock, write, until });
    demo.then(code => failed(new Error(`the demonstration ended with ${code}`)), failed);
  });
  vi.unstubAllEnvs();
  // Its last call has opened the circuit to the calendar, which lets requests through again after a minute.
  clock.advance(61_000);
  target = await openEventStore();
  const running = await readRunning(dataDir);
  if (!running) throw new Error('the demonstration has not written where it is');
  database = new Client({ connectionString: running.databaseUrl });
  await database.connect();
  await promiseCallback(running.address, dataDir);
  const { rows } = await database.query('select call_id from calls order by started_at limit 1');
  variables = {
    REBOOK: running.address,
    KEY: (await readFile(join(dataDir, 'admin-key'), 'utf8')).trim(),
    CALL: rows[0].call_id,
    AGENT: 'agent_5f3c',
    COMPANY: 'salon-demo',
    ...(await idsOf(database)),
    DAY: DateTime.fromJSDate(clock.now()).plus({ days: 9 }).toISODate() ?? '',
    DATABASE: running.databaseUrl,
    VAPI_SECRET: 'secret-of-vapi',
    BACKUPS: folder,
    TARGET: target.connectionString,
    AUDIT: folder,
    VERIFIER: (await verifierKey(dataDir)).trim(),
    MASTER: join(dataDir, 'master-key'),
    CUSTOMER: '340',
  };
});
afterAll(async () => {
  end();
  await database.end();
  await demo;
  await target.close();
  await rm(folder, { recursive: true, force: true });
});

/** Somebody waits to be called back, whatever time of the day it is: nobody takes a caller over for as long as one call. */
async function promiseCallback(address: string, dataDir: string): Promise<void> {
  const key = (await readFile(join(dataDir, 'admin-key'), 'utf8')).trim();
  const takenOver = async (handover: object) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ handover });
    const response = await fetch(`${address}/v1/companies/salon-demo`, { method: 'PATCH', headers, body });
    if (!response.ok) throw new Error(await response.text());
  };
  const number = '+493087654321';
  await takenOver({ number, hours: {} });
  const lockedOut = ['--from', '+4915199999999', '--to', '+493012345678', '--arg', 'appointment_date=2027-01-04'];
  const env = { DATA_DIR: dataDir };
  await runProgram(['call', 'cancel_appointment', ...lockedOut], { ...terminal, env });
  await takenOver({ number });
  await vi.waitUntil(async () => (await database.query('select from callbacks')).rowCount === 1, { timeout: 60_000 });
}

/** What the demonstration has of each kind that an answer names; no change of it is left open. */
async function idsOf(from: Client): Promise<Record<string, string>> {
  const one = async (query: string): Promise<string> => Object.values<string>((await from.query(query)).rows[0] ?? {})[0] ?? '';
  const own = `where company_id = 'salon-demo'`;
  return {
    APPOINTMENT: await one(
      `select appointment_id from appointments ${own} and status <> 'cancelled' order by starts_at desc limit 1`,
    ),
    CALLBACK: await one(`select callback_id from callbacks ${own} limit 1`),
    MODIFICATION: await one(`select modification_id from appointment_modifications ${own} limit 1`),
  };
}

async function verifierKey(dataDir: string): Promise<string> {
  let printed = '';
  await runProgram(['proof', 'key'], { ...terminal, out: text => (printed = text), env: { DATA_DIR: dataDir } });
  return printed;
}

const done = new Set<string>();

/** Runs each command of the text that can run here; throws where one of them does not succeed. */
async function carryOut(text: string): Promise<void> {
  for (const invocation of await invocationsIn(text, folder, variables)) {
    const command = [invocation.program, ...invocation.args].join(' ');
    if (notRun.some(one => one.command.test(command))) continue;
    const place = `${invocation.dataDir} ${command}`;
    if (done.has(place)) continue;
    done.add(place);
    const problem = await problemWith(invocation);
    if (problem !== undefined) throw new Error(`${command}\n${problem}`);
  }
}

async function problemWith({ program, args, folder: where, dataDir = '.rebook-demo' }: Invocation): Promise<string | undefined> {
  if (program === 'curl') return curl(args);
  if (program !== 'npx' || args[0] !== 'rebook') return 'no test runs it: say in test/documents/not-run.ts why';
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  const env = { DATA_DIR: resolve(where, dataDir) };
  const code = await runProgram(args.slice(1), { ...terminal, out: say, err: say, env });
  return code === 0 ? undefined : `exit code ${code}: ${said.join('\n')}`;
}

/** As curl does it, with the options the documents use; another one throws. */
async function curl(args: string[]): Promise<string | undefined> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      request: { type: 'string', short: 'X' },
      header: { type: 'string', short: 'H', multiple: true },
      data: { type: 'string', short: 'd' },
    },
  });
  const [url = ''] = positionals;
  const headers = (values.header ?? []).map((line): [string, string] => {
    const [name = '', ...value] = line.split(': ');
    return [name, value.join(': ')];
  });
  const method = values.request ?? (values.data === undefined ? 'GET' : 'POST');
  const response = await fetch(url, { method, headers, ...(values.data !== undefined && { body: values.data }) });
  return response.ok ? undefined : `HTTP ${response.status}: ${await response.text()}`;
}

describe('the commands', () => {
  test.each(documents)('of %s succeed', async document => {
    const text = textOf(document);
    for (const block of blocksOf(text, 'sh')) await carryOut(block);
    for (const command of inlineCommandsOf(text)) if (!isPattern(command) && isWhole(command)) await carryOut(command);
  });

  test('of the README end with the cancelled appointment of a company of the reader’s own', async () => {
    for (const block of blocksOf(textOf('README.md'), 'sh')) await carryOut(block);
    const own = `select modification_type, state, channel from appointment_modifications where company_id = 'studio'`;
    await expect
      .poll(async () => (await database.query(own)).rows)
      .toEqual([{ modification_type: 'cancel', state: 'confirmed', channel: 'phone' }]);
  });

  test.each(documents)('of %s use only variables that it explains', document => {
    const text = textOf(document);
    const used = blocksOf(text, 'sh').flatMap(block =>
      [...block.matchAll(/\$\{?([A-Z_]+)/g)].flatMap(([, name = '']) => (block.includes(`${name}=`) ? [] : [name])),
    );
    expect([...new Set(used)].filter(name => !text.includes(`\`$${name}\``))).toEqual([]);
  });

  test.each(documents)('of %s stand in blocks that say they are for a shell', document => {
    const unnamed = blocksOf(textOf(document), '').join('\n').split('\n');
    expect(unnamed.filter(line => programs.some(program => line.trimStart().startsWith(`${program} `)))).toEqual([]);
  });

  test('that are not run stand in a list, each with a place where the same is tried', () => {
    const written = documents.flatMap(name => [...blocksOf(textOf(name), 'sh'), ...inlineCommandsOf(textOf(name))]);
    const parts = written.flatMap(text => text.split(/\n| && | # /)).map(part => part.trim().replace(/^(?:[A-Z_]+=\S+ )+/, ''));
    expect(notRun.filter(({ command }) => !parts.some(part => command.test(part)))).toEqual([]);
    expect(notRun.filter(({ triedBy }) => !existsSync(join(root, triedBy)))).toEqual([]);
  });

  test('that nobody can run are found', async () => {
    await expect(carryOut('npx rebook status && npx rebook fly')).rejects.toThrow(/rebook fly\nexit code 2/);
    await expect(carryOut(`curl -H "Authorization: Bearer $KEY" $REBOOK/v1/nothing`)).rejects.toThrow('HTTP 404');
    await expect(carryOut('npm run fly')).rejects.toThrow('no test runs it');
    await expect(carryOut('kubectl delete pod rebook')).rejects.toThrow('no test runs it');
    await expect(carryOut('make all')).rejects.toThrow('not found');
    await expect(carryOut('npx rebook status --url $NOWHERE')).rejects.toThrow(/NOWHERE/);
  });
});

/** A command of the command line with all its required arguments and options; other commands are whole. */
function isWhole(line: string): boolean {
  const [, words] = /^(?:npx )?rebook (.*)$/.exec(line) ?? [];
  if (words === undefined) return true;
  const known = program.commands;
  const [name, ...rest] = words.split(/\s+/);
  const command = known.find(one => one.name() === name);
  if (!command) return true;
  const needed = command.options.filter(option => option.mandatory).map(({ long }) => long ?? '');
  const given = rest.filter(word => !word.startsWith('-')).length;
  return (
    line.startsWith('npx ') &&
    command.registeredArguments.filter(({ required }) => required).length <= given &&
    needed.every(option => rest.includes(option))
  );
}

describe('the queries for analysts', () => {
  const page = 'docs/analysts.md';

  test.each(blocksOf(textOf(page), 'sql').map((query): [string, string] => [query.split('\n')[0] ?? '', query]))(
    'find something in the demonstration: %s',
    async (_, query) => {
      const { rows } = await database.query(query);
      expect(rows.length).toBeGreaterThan(0);
    },
  );

  test('stand on a page that explains every column of every read model, and no other', () => {
    const described = new Map(
      textOf(page)
        .split(/^### /m)
        .slice(1)
        .map((section): [string, string[]] => [
          /^`(\w+)`/.exec(section)?.[1] ?? '',
          [...section.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, names = '']) =>
            [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
          ),
        ]),
    );
    const tables = projections.flatMap(projection => projection.tables);
    expect([...described.keys()].sort()).toEqual(tables.map(({ name }) => name).sort());
    for (const { name, columns } of tables) expect(described.get(name)?.sort(), name).toEqual(Object.keys(columns).sort());
  });
});
