// All read models over a busy year's events: however they were made, live, in any batches, rebuilt, or after a repair, they are the same.
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { projections } from '../../../projections/index.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { eventSchemas, type Recorded } from '../../../src/domain/event-catalogue.ts';
import { type AllItem, subscribeInBatches } from '../../../src/platform/eventstore/subscription.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { createProjectionAdmin, type ProjectionAdmin } from '../../../src/platform/projector/admin/projection-admin.ts';
import { createApplier } from '../../../src/platform/projector/applier.ts';
import { createCheckpoint, readCheckpoints } from '../../../src/platform/projector/checkpoints.ts';
import { createParking } from '../../../src/platform/projector/parked-streams.ts';
import type { Projection } from '../../../src/platform/projector/projection.ts';
import { createTable } from '../../../src/platform/projector/tables.ts';
import { appendMix } from '../../support/event-mix.ts';
import { contentsOf } from '../../support/table-contents.ts';
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

async function applied(batches: readonly AllItem[][], using: readonly Projection[] = projections, remembered?: number) {
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
  const parking = await createParking(client);
  const applier = createApplier({ client, projections: using, checkpoints, parking, log, ...(remembered && { remembered }) });
  for (const batch of batches) await applier.apply(batch);
  return contentsOf(client, projections);
}

test('there is something of every kind in them', async () => {
  const contents = await applied([events]);
  const empty = Object.entries(contents).filter(([, rows]) => rows.length === 0);
  // What is answered or settled leaves.
  expect(empty.map(([name]) => name)).toEqual(['open_requests', 'calendar_jobs']);
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
    { numRuns: Number(process.env.RUNS ?? 2) },
  );
});

test('rows read back from the database in the middle of it are those that were remembered', async () => {
  const whole = await applied([events]);
  const readBack = vi.spyOn(engine.client(), 'query');
  for (const size of [1, 7]) {
    const batches = Array.from({ length: Math.ceil(events.length / size) }, (_, index) =>
      events.slice(index * size, (index + 1) * size),
    );
    expect(await applied(batches, projections, 1)).toEqual(whole);
  }
  const reads = readBack.mock.calls.filter(
    call => JSON.stringify(call).includes('"read rows"') && JSON.stringify(call).includes('appointments'),
  );
  expect(reads.length).toBeGreaterThan(appointments);
});

test('rebuilt, they are what they were live', async () => {
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

  const concerning = (projection: Projection): Recorded[] =>
    events.flatMap(item => (item.kind === 'event' && projection.refs(item.event).length > 0 ? [item.event] : []));
  const replaced = (projection: Projection, by: (one: Projection) => Projection): Projection[] =>
    projections.map(one => (one === projection ? by(one) : one));

  /** For one event or another of this and that projection; `using` is what the program repairs with. */
  async function forAny(
    of: readonly Projection[],
    check: (chosen: {
      projection: Projection;
      event: Recorded;
      upkeepOf(using: readonly Projection[]): ProjectionAdmin;
    }) => Promise<void>,
  ): Promise<void> {
    const db = connectDatabase(engine.databaseUrl(), log);
    const upkeepOf = (using: readonly Projection[]) =>
      createProjectionAdmin({
        db,
        databaseUrl: engine.databaseUrl(),
        store: engine.store(),
        projections: using,
        rebuild: name => engine.rebuild(using.filter(one => one.name === name)),
        clock: systemClock,
        log,
      });
    try {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...of), fc.nat(), async (projection, choice) => {
          const candidates = concerning(projection);
          const event = candidates[choice % Math.max(1, candidates.length)];
          if (event) await check({ projection, event, upkeepOf });
        }),
        { numRuns: Number(process.env.RUNS ?? 2) },
      );
    } finally {
      await db.destroy();
    }
  }

  test('whichever it was: retried after the repair, the tables are as if nothing had been', { timeout: 3_600_000 }, async () => {
    const whole = await applied([events]);
    await forAny(projections, async ({ projection, event, upkeepOf }) => {
      await applied(
        [events],
        replaced(projection, one => ailing(one, event.id)),
      );
      const upkeep = upkeepOf(projections);
      expect(await upkeep.parked()).toMatchObject([
        { projection: projection.name, stream: event.stream, revision: event.revision },
      ]);
      expect(await upkeep.retryParked(projection.name, event.stream)).toMatchObject({ kind: 'retried' });
      expect(await upkeep.parked()).toEqual([]);
      expect(await contentsOf(engine.client(), projections)).toEqual(whole);
    });
  });

  test('dropped where rows are made from several streams, the tables are as if it had never been', {
    timeout: 3_600_000,
  }, async () => {
    const joining = projections.filter(({ ofOneStream }) => !ofOneStream);
    expect(joining.length).toBeGreaterThan(0);
    await forAny(joining, async ({ projection, event, upkeepOf }) => {
      const without = await applied(
        [events],
        replaced(projection, one => ({ ...one, refs: met => (met.id === event.id ? [] : one.refs(met)) })),
      );
      const ill = replaced(projection, one => ailing(one, event.id));
      await applied([events], ill);
      const upkeep = upkeepOf(ill);
      expect(await upkeep.parked()).toHaveLength(1);
      expect(await upkeep.retryParked(projection.name, event.stream, { drop: true })).toMatchObject({ kind: 'retried' });
      expect(await upkeep.parked()).toEqual([]);
      expect(await contentsOf(engine.client(), projections)).toEqual(without);
      // It is no rule for ever: in a rebuild it is tried again.
      await engine.rebuild(ill.filter(({ name }) => name === projection.name));
      expect(await upkeep.parked()).toHaveLength(1);
    });
  });
});

test('no projection that says its rows are of one stream makes one from another: an event there may only take from it', () => {
  for (const projection of projections) {
    const owners = new Map<string, string>();
    const joined = events.some(
      item =>
        item.kind === 'event' &&
        projection.refs(item.event).some(({ table, key }) => {
          const row = `${table} ${JSON.stringify(key)}`;
          const owner = owners.get(row) ?? item.event.stream;
          owners.set(row, owner);
          if (owner === item.event.stream) return false;
          const made = projection.apply(item.event, () => undefined);
          return made.some(change => change.row !== undefined && `${change.table} ${JSON.stringify(change.key)}` === row);
        }),
    );
    expect([projection.name, projection.ofOneStream === true && joined]).toEqual([projection.name, false]);
  }
});
