// Rows made of events in batches: the same whatever the batches, by one runner alone, and none made again that was there.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NewEvent, Recorded } from '../../../src/domain/event-catalogue.ts';
import { Fault } from '../../../src/domain/fault.ts';
import type { AllItem } from '../../../src/platform/eventstore/subscription.ts';
import { createApplier } from '../../../src/platform/projector/applier.ts';
import { createCheckpoint, readCheckpoints } from '../../../src/platform/projector/checkpoints.ts';
import { createParking } from '../../../src/platform/projector/parked-streams.ts';
import { type Projection, tableProjection } from '../../../src/platform/projector/projection.ts';
import { createTable } from '../../../src/platform/projector/tables.ts';
import { recorded } from '../../support/given.ts';
import { counting, log, useEngine } from './support/engine.ts';

const engine = useEngine();
const { start, register, caughtUp, counts } = engine;

/** What joins streams: a company, and a group of its customers. */
const subjectOf = {
  company: ({ metadata }: Recorded) => metadata.companyId,
  customer: (event: Recorded) => ('customerId' in event.data ? `customer ${Number(event.data.customerId) % 5}` : 'nobody'),
};

test('a row that several streams make is still there when another of them begins', async () => {
  const company = engine.company();
  const together = tableProjection({
    version: 1,
    table: { name: 'together', columns: { stream: 'text not null', events: 'integer not null' }, key: ['stream'] },
    keyOf: ({ metadata }) => (metadata.companyId === company ? { stream: engine.stream('all') } : undefined),
    fold: row => ({ events: Number(row?.events ?? 0) + 1 }),
  });
  const projector = await start([together]);
  for (const id of ['a', 'b', 'a', 'c']) {
    await register(id, 'Gut');
    await caughtUp(projector);
  }
  expect(await counts('together')).toEqual({ all: 4 });
});

test.each(['customer', 'company'] as const)('rows keyed by %s count the same in batches of one, of few and of all', async by => {
  const counted = tableProjection({
    version: 1,
    table: { name: 'counted', columns: { subject: 'text not null', events: 'integer not null' }, key: ['subject'] },
    keyOf: event => ({ subject: subjectOf[by](event) }),
    fold: row => ({ events: Number(row?.events ?? 0) + 1 }),
  });
  const all = items(60).filter(item => item.kind === 'event');
  const expected = new Map<string, number>();
  for (const { event } of all) expected.set(subjectOf[by](event), (expected.get(subjectOf[by](event)) ?? 0) + 1);
  await prepared(counted);
  for (const size of [1, 2, 7, 60]) {
    const batches = Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
      all.slice(index * size, (index + 1) * size),
    );
    const { rows } = await applied(counted, batches);
    expect(new Map(rows.map(({ subject, events }) => [subject, events]))).toEqual(expected);
  }
});

test('a runner thought dead applies nothing any more once another has moved the checkpoint', async () => {
  const projection = counting('careless');
  const applier = await prepared(projection);
  await engine.client().query('update projection_checkpoint set position = 5000');
  await expect(applier.apply(items(6))).rejects.toMatchObject({ code: 'projection_fenced' });
  expect((await engine.client().query('select 1 from careless')).rows).toEqual([]);
});

test('however the events are cut into batches, the tables come out the same', async () => {
  const projection = counting('cut', 'Gast 7');
  const all = items(60);
  await prepared(projection);
  const whole = await applied(projection, [all]);
  expect(whole.rows.length).toBeGreaterThan(10);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 59 }), { maxLength: 12 }), async cuts => {
      const places = [...new Set([0, ...cuts, all.length])].sort((a, b) => a - b);
      const batches = places.slice(1).map((end, index) => all.slice(places[index], end));
      expect(await applied(projection, batches)).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});

/** `count` events of customers, every fourth of one already known, with one that is poison and one that cannot be read. */
function items(count: number): AllItem[] {
  return Array.from({ length: count }, (_, index) => {
    const known = index % 4 === 3;
    const stream = engine.stream(String(known ? index - 3 : index));
    const data = { companyId: engine.company(), customerId: String(index), personal: { name: `Gast ${index}` } };
    const written: NewEvent = known
      ? { type: 'CustomerContactChanged', data: { ...data, personal: { name: 'Neu' } } }
      : { type: 'CustomerRegistered', data };
    const [base] = recorded([written], stream);
    if (!base) throw new Error('there is an event');
    const event = { ...base, id: randomUUID(), revision: known ? 1n : 0n, position: BigInt(index + 1) * 10n };
    if (index !== 41) return { kind: 'event', event, position: event.position };
    return { kind: 'unreadable', place: event, fault: new Fault('event_unreadable', 'from tomorrow'), position: event.position };
  });
}

async function prepared(projection: Projection) {
  for (const table of projection.tables) await createTable(engine.client(), table);
  await engine.client().query('truncate parked_event, projection_checkpoint');
  for (const { name } of projection.tables) await engine.client().query(`truncate ${name}`);
  await createCheckpoint(engine.client(), {
    projection: projection.name,
    storeId: 'test',
    version: 1,
  });
  const checkpoints = [...(await readCheckpoints(engine.client())).values()];
  return createApplier({
    client: engine.client(),
    projections: [projection],
    checkpoints,
    parking: await createParking(engine.client()),
    log,
  });
}

async function applied(projection: Projection, batches: AllItem[][]) {
  const applier = await prepared(projection);
  for (const batch of batches) await applier.apply(batch);
  const { rows } = await engine.client().query(`select * from ${projection.name} order by 1`);
  const held = await engine.client().query('select projection, stream, revision from parked_event order by 1, 2');
  return { rows, held: held.rows };
}
