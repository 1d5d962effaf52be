// All read models over a busy year's events: however they were made, live, in any batches, anew, or after a repair, they are the same.
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { projections } from '../../projections/index.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { eventSchemas, type Recorded } from '../../src/domain/events/catalogue.ts';
import { type AllItem, subscribeInBatches } from '../../src/eventstore/subscription.ts';
import { createApplier } from '../../src/projector/applier.ts';
import { createCheckpoint, readCheckpoints } from '../../src/projector/checkpoints.ts';
import { createParking } from '../../src/projector/parking.ts';
import type { Projection } from '../../src/projector/projection.ts';
import { createTable } from '../../src/projector/tables.ts';
import { createUpkeep } from '../../src/projector/upkeep.ts';
import { connectDatabase } from '../../src/readmodels/database.ts';
import { appendMix } from '../support/event-mix.ts';
import { contentsOf } from '../support/table-contents.ts';
import { log, useEngine } from './support/engine.ts';

const appointments = 60;
const engine = useEngine();
let events: AllItem[];

beforeEach(async () => {
  if (events) return;
  await appendMix(engine.store(), appointments);
  events = await everything();
});

/** All events of the store, in order. */
async function everything(): Promise<AllItem[]> {
  const reading = new AbortController();
  const all: AllItem[] = [];
  for await (const items of subscribeInBatches(engine.store(), { from: 'start', signal: reading.signal, clock: systemClock })) {
    all.push(...items.filter(({ kind }) => kind === 'event'));
    if (items.some(({ kind }) => kind === 'caught_up')) break;
  }
  return all;
}

async function applied(batches: readonly AllItem[][], using: readonly Projection[] = projections) {
  const client = engine.client();
  for (const { name, version, tables } of using) {
    for (const table of tables) {
      await createTable(client, table);
      await client.query(`truncate ${table.name}`);
    }
    await createCheckpoint(client, { projection: name, storeId: 'test', version });
  }
  await client.query('delete from parked_event');
  const known = await readCheckpoints(client);
  const checkpoints = using.flatMap(({ name }) => known.get(name) ?? []);
  const applier = createApplier({ client, projections: using, checkpoints, parking: await createParking(client), log });
  for (const batch of batches) await applier.apply(batch);
  return contentsOf(client, projections);
}

test('there is something of every kind in them', async () => {
  const contents = await applied([events]);
  const empty = Object.entries(contents).filter(([, rows]) => rows.length === 0);
  // Settled work leaves.
  expect(empty.map(([name]) => name)).toEqual(['calendar_work']);
});

test('each type of event that a projection answers to is among them', () => {
  const types = new Set(events.flatMap(item => (item.kind === 'event' ? [item.event.type] : [])));
  const missing = Object.keys(eventSchemas).filter(type => !types.has(type as Recorded['type']));
  expect(missing).toEqual([]);
});

test('any cut of the events into batches gives the same tables', async () => {
  const whole = await applied([events]);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: events.length - 1 }), { maxLength: 40 }), async cuts => {
      const places = [...new Set([0, ...cuts, events.length])].sort((a, b) => a - b);
      const batches = places.slice(1).map((end, index) => events.slice(places[index], end));
      expect(await applied(batches)).toEqual(whole);
    }),
    { numRuns: Number(process.env.RUNS ?? 6) },
  );
});

test('made anew they are what they were live', async () => {
  const projector = await engine.start(projections);
  await engine.caughtUp(projector);
  const live = await contentsOf(engine.client(), projections);
  expect(live).toEqual(
    await (async () => {
      await engine.rebuild(projections);
      return contentsOf(engine.client(), projections);
    })(),
  );
  expect(Object.values(live).flat().length).toBeGreaterThan(appointments * 4);
});

describe('an event that could not be applied', () => {
  /** Fails at the event until it is put right. */
  const ailing = (projection: Projection, id: string): Projection => ({
    ...projection,
    apply(event, rowOf) {
      if (event.id === id) throw new Error('not this one');
      return projection.apply(event, rowOf);
    },
  });

  test('whichever it was: retried after the repair, the tables are as if nothing had been', { timeout: 120_000 }, async () => {
    const whole = await applied([events]);
    const concerning = (projection: Projection): Recorded[] =>
      events.flatMap(item => (item.kind === 'event' && projection.refs(item.event).length > 0 ? [item.event] : []));
    const db = connectDatabase(engine.databaseUrl(), log);
    try {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...projections), fc.nat(), async (projection, choice) => {
          const candidates = concerning(projection);
          const event = candidates[choice % Math.max(1, candidates.length)];
          if (!event) return;
          const ill = projections.map(one => (one === projection ? ailing(one, event.id) : one));
          await applied([events], ill);
          const upkeep = createUpkeep({
            db,
            databaseUrl: engine.databaseUrl(),
            store: engine.store(),
            projections,
            rebuild: name => engine.rebuild(projections.filter(one => one.name === name)),
            clock: systemClock,
            log,
          });
          expect(await upkeep.parked()).toMatchObject([
            { projection: projection.name, stream: event.stream, revision: event.revision },
          ]);
          expect(await upkeep.mend(projection.name, event.stream)).toMatchObject({ kind: 'mended' });
          expect(await upkeep.parked()).toEqual([]);
          expect(await contentsOf(engine.client(), projections)).toEqual(whole);
        }),
        { numRuns: Number(process.env.RUNS ?? 8) },
      );
    } finally {
      await db.destroy();
    }
  });
});

test('a projection whose rows are made from several streams says so', () => {
  for (const projection of projections) {
    const owners = new Map<string, string>();
    const joined = events.some(
      item =>
        item.kind === 'event' &&
        projection.refs(item.event).some(({ table, key }) => {
          const row = `${table} ${JSON.stringify(key)}`;
          const owner = owners.get(row) ?? item.event.stream;
          owners.set(row, owner);
          return owner !== item.event.stream;
        }),
    );
    expect([projection.name, projection.joinsStreams ?? false]).toEqual([projection.name, joined]);
  }
});
