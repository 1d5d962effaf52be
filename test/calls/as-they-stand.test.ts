// Rebook reads out what the streams say. It asks again for rows that lag behind their streams, or says nothing.
import { expect, test } from 'vitest';
import { asTheyStand } from '../../src/calls/find/find.ts';
import type { FoundAppointment } from '../../src/calls/lookups.ts';
import type { Aggregate } from '../../src/domain/decision.ts';
import type { DomainEvent } from '../../src/domain/event-catalogue.ts';

const scope = { context: { companyId: 'salon' } };
const row = (id: string, revision: bigint): FoundAppointment => ({
  ...{ id, revision, customerId: 'k', serviceId: null, staffId: null, branchId: null, bookingUid: null },
  ...{ startsAt: '2026-12-01T10:00:00.000Z', endsAt: '2026-12-01T10:30:00.000Z' },
  awaitingConfirmation: false,
  foundBy: 'customer',
});

/** Streams by their last revision, and read models that show `rows` first, and `later` once they have caught up. */
async function named(streams: Record<string, bigint>, rows: FoundAppointment[], later?: FoundAppointment[]) {
  let shown = rows;
  const asked: FoundAppointment[][] = [];
  const deps = {
    executor: {
      load: async <S, E extends DomainEvent>({ initial }: Aggregate<S, E>, stream: string) => ({
        state: initial,
        revision: streams[stream] ?? -1n,
      }),
    },
    caughtUp: async () => {
      shown = later ?? shown;
      return later !== undefined;
    },
  };
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
