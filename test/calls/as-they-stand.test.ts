// What is read out is as the streams have it: rows that lag behind theirs are asked for again, or nothing is said.
import { expect, test } from 'vitest';
import type { CallsDependencies } from '../../src/calls/dependencies.ts';
import { asTheyStand } from '../../src/calls/find/find.ts';
import type { FoundAppointment } from '../../src/calls/lookups.ts';
import type { RequestScope } from '../../src/calls/result.ts';

const scope = { context: { companyId: 'salon' } } as RequestScope;
const row = (id: string, revision: bigint) => ({ id, revision }) as FoundAppointment;

/** Streams by their last revision, and read models that show `rows` first, and `later` once they have caught up. */
async function named(streams: Record<string, bigint>, rows: FoundAppointment[], later?: FoundAppointment[]) {
  let shown = rows;
  const asked: FoundAppointment[][] = [];
  const deps = {
    executor: { load: async (_: unknown, stream: string) => ({ state: {}, revision: streams[stream] ?? -1n }) },
    caughtUp: async () => {
      shown = later ?? shown;
      return later !== undefined;
    },
  } as unknown as CallsDependencies;
  const ask = async () => {
    asked.push(shown);
    return shown;
  };
  return { found: await asTheyStand(ask, found => found, scope, deps), asked: asked.length };
}

test('rows that have seen all of their streams are taken as they are', async () => {
  const rows = [row('a', 3n), row('b', 0n)];
  expect(await named({ 'appointment-salon.a': 3n, 'appointment-salon.b': 0n }, rows)).toEqual({ found: rows, asked: 1 });
});

test('one row that lags behind has all asked for again, once the read models have caught up', async () => {
  const later = [row('b', 0n)];
  const streams = { 'appointment-salon.a': 4n, 'appointment-salon.b': 0n };
  expect(await named(streams, [row('a', 3n), row('b', 0n)], later)).toEqual({ found: later, asked: 2 });
});

test('nothing is said where they do not catch up', async () => {
  await expect(named({ 'appointment-salon.a': 4n }, [row('a', 3n)])).rejects.toMatchObject({ code: 'read_models_behind' });
});
