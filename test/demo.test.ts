// The demonstration passes twice in a row, on awkward days too, on its own servers whatever the environment names, and says so when a step is
// not as it must be.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runDemo } from '../src/app/cli/demo/demo.ts';
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
  more: Pick<Parameters<typeof runDemo>[0], 'onReady' | 'given'> = {},
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
    expect(rows).toHaveLength(2);
  } finally {
    await database.drop();
  }
});
