// The demonstration passes twice in a row, on awkward days too, on its own servers whatever the environment names, and says so when a step is
// not as it must be.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runDemo } from '../src/app/cli/demo/demo.ts';
import { runProgram } from '../src/app/cli/program.ts';
import { systemClock } from '../src/domain/clock.ts';
import { invocationsIn } from './documents/commands.ts';
import { freshDatabase } from './support/database.ts';
import { movableClock } from './support/world.ts';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rebook-demo-'));
  // It never plays on servers an environment happens to name: here nobody answers.
  vi.stubEnv('EVENTSTORE_URL', 'esdb://127.0.0.1:9?tls=false');
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:9/none');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(dataDir, { recursive: true, force: true });
});

async function play(
  start: string,
  more: Pick<Parameters<typeof runDemo>[0], 'onReady' | 'given' | 'language' | 'verbose'> = {},
): Promise<{ code: number; printed: string }> {
  let printed = '';
  const code = await runDemo({
    exit: true,
    dataDir,
    clock: movableClock(start),
    write: text => {
      printed += text;
    },
    ...more,
  });
  return { code, printed };
}

const days = [
  ['a Saturday at ten to midnight', '2026-11-28T22:50:00.000Z'],
  ['New Year’s Eve a minute before midnight', '2026-12-31T22:59:00.000Z'],
  ['the day the clocks go forward', '2027-03-28T00:30:00.000Z'],
  ['the day the clocks go back', '2026-10-25T00:30:00.000Z'],
] as const;
/** A whole service is started for each. */
const patience = { timeout: 180_000 };
/** Each takes seconds; the soak plays them all. */
const played = Number(process.env.DAYS ?? 1);
const first = Number(process.env.SEED ?? Math.floor(Math.random() * days.length));

test.each([...days, ...days].slice(first % days.length).slice(0, played))('on %s', patience, async (_, start) => {
  const { code, printed } = await play(start);
  expect(printed).toContain('All 5 calls were as they must be.');
  expect(code).toBe(0);
});

const linesOf = (printed: string): string[] => printed.trimEnd().split('\n');

test('it is one screen, in English beside the German, and the commands it ends with work as printed', patience, async () => {
  let printed = '';
  let end: () => void = () => undefined;
  const until = new Promise<void>(done => {
    end = done;
  });
  let up: () => void = () => undefined;
  const isUp = new Promise<void>(done => {
    up = done;
  });
  const write = (text: string) => {
    printed += text;
    if (text.includes('Ctrl-C ends it.')) up();
  };
  vi.stubEnv('PORT', '0');
  const demo = runDemo({ exit: false, dataDir, write, until });
  vi.stubEnv('PORT', undefined);
  await Promise.race([isUp, demo.then(code => expect.unreachable(`it ended with ${code}: ${printed}`))]);
  try {
    expect(linesOf(printed).length).toBeLessThanOrEqual(40);
    expect(linesOf(printed).filter(line => line.length > 100)).toEqual([]);
    expect(printed).toMatch(/“Ihr Termin ist verlegt auf .*“Your appointment has been moved to /s);
    expect(printed).toMatch(/rescheduled · 7 events · 2 Cal\.com requests · \d+ ms/);

    const [, block = ''] = /\n( {2}export DATA_DIR.*?)\nThe API: (\S+)/s.exec(printed) ?? [];
    const commands = await invocationsIn(block, dirname(dataDir), {});
    expect(commands.map(({ args }) => args.slice(0, 2).join(' '))).toEqual(['rebook call', 'rebook call', 'rebook replay']);
    const said: string[] = [];
    const say = (text: string) => said.push(text);
    for (const { args } of commands) {
      const terminal = { env: { DATA_DIR: dataDir }, clock: systemClock, interactive: false, out: say, err: say };
      expect(await runProgram(args.slice(1), terminal), said.join('\n')).toBe(0);
    }
    expect(said.map(text => /status +(\w+)/.exec(text)?.[1])).toEqual(['confirmation_required', 'cancelled', undefined]);
    expect(said[2]).toMatch(/cancel_appointment +1 +cancelled +cancelled +cancelled +yes/);
    const [, address = ''] = /The API: (\S+)/.exec(printed) ?? [];
    expect((await fetch(address)).status).toBe(200);
    // What the first command sets is what the documents' requests are sent with.
    const [, rebook = '', keyFile = ''] = /REBOOK=(\S+) KEY="\$\(cat \.rebook-demo\/(\S+)\)"/.exec(block) ?? [];
    const key = (await readFile(join(dataDir, keyFile), 'utf8')).trim();
    const companies = await fetch(`${rebook}/v1/companies`, { headers: { authorization: `Bearer ${key}` } });
    expect(companies.status).toBe(200);

    const replay = async (stream: string) => {
      const heard: string[] = [];
      const terminal = {
        env: { DATA_DIR: dataDir },
        clock: systemClock,
        interactive: false,
        out: say,
        err: (t: string) => heard.push(t),
      };
      expect(await runProgram(['replay', stream], terminal)).toBe(1);
      return heard.join('\n');
    };
    expect(await replay('k1')).toBe('no events in k1: did you mean call-k1?');
    expect(await replay('salon-demo.640')).toContain('did you mean appointment-salon-demo.640?');
    expect(await replay('nothing')).toContain('a stream is called call-ID, ');
  } finally {
    end();
    expect(await demo).toBe(0);
  }
});

test('in English its salon speaks English, and --verbose prints every event, request and row', patience, async () => {
  const { code, printed } = await play('2026-11-23T09:00:00.000Z', { language: 'en', verbose: true });
  expect(code).toBe(0);
  expect(printed).toContain('„Your appointment has been moved to ');
  expect(printed).not.toMatch(/Ihr |Termin/);
  for (const part of ['AppointmentRescheduled', 'POST /v2/bookings/', 'appointments[640]']) expect(printed).toContain(part);
});

test('ends with 1 when the calendar fails where it must not', patience, async () => {
  const { code, printed } = await play('2026-11-23T09:00:00.000Z', {
    onReady: rebook =>
      rebook.servers.sandbox?.fault({
        match: { operation: 'cancel' },
        kind: 'status',
        status: 400,
        message: 'This event type does not allow cancellations',
      }),
  });
  expect(printed).toContain('✗');
  expect(code).toBe(1);
});

test('on given servers it plays again and again', patience, async () => {
  const database = await freshDatabase();
  const given = { eventstoreUrl: database.eventStoreUrl, databaseUrl: database.url };
  try {
    for (const printed of [await play('2026-11-23T09:00:00.000Z', { given }), await play('2026-11-23T09:00:00.000Z', { given })])
      expect(printed).toMatchObject({ code: 0, printed: expect.stringContaining('All 5 calls were as they must be.') });
    const { rows } = await database.query('select distinct company_id from appointments');
    // A salon and its neighbour each time.
    expect(rows).toHaveLength(4);
  } finally {
    await database.drop();
  }
});
