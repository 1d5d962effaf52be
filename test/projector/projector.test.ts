// The engine under the read models: what it does with events it cannot apply, with rivals, and with another event store.
import { randomUUID } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';
import fc from 'fast-check';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import type { NewEvent, Recorded } from '../../src/domain/events/catalogue.ts';
import { Fault } from '../../src/domain/fault.ts';
import { eventIdAt } from '../../src/domain/ids.ts';
import { metadataOf } from '../../src/domain/metadata.ts';
import { type EmbeddedEventStore, startEmbeddedEventStore } from '../../src/embedded/eventstore/server.ts';
import { encode } from '../../src/eventstore/codec.ts';
import { connectEventStore, type EventStore } from '../../src/eventstore/store.ts';
import type { AllItem } from '../../src/eventstore/subscription.ts';
import { createApplier } from '../../src/projector/applier.ts';
import { createCheckpoint, readCheckpoints } from '../../src/projector/checkpoints.ts';
import { createParking } from '../../src/projector/parking.ts';
import { type Projection, tableProjection } from '../../src/projector/projection.ts';
import { createProjector, type Projector } from '../../src/projector/projector.ts';
import { createTable } from '../../src/projector/tables.ts';
import { connectDatabase } from '../../src/readmodels/database.ts';
import { migrate } from '../../src/readmodels/migrate.ts';
import { emptyDatabase } from '../support/database.ts';
import { recorded } from '../support/given.ts';

const log = pino({ level: 'silent' });
const poison = 'poison';

/** How many events each customer's stream has; cannot take a customer of this name. */
const counting = (name: string, refuses: string | undefined): Projection =>
  tableProjection({
    version: 1,
    table: { name, columns: { stream: 'text not null', events: 'integer not null' }, key: ['stream'] },
    keyOf: event =>
      event.type === 'CustomerRegistered' || event.type === 'CustomerContactChanged' ? { stream: event.stream } : undefined,
    fold(row, event) {
      if (event.type === 'CustomerRegistered' && event.data.personal.name === refuses) throw new Error('cannot be counted');
      return { events: Number(row?.events ?? 0) + 1 };
    },
  });

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let eventStore: EmbeddedEventStore;
let storeDatabase: Awaited<ReturnType<typeof emptyDatabase>>;
let store: EventStore;
let client: Client;
let projectors: Projector[];
let company: string;

beforeAll(async () => {
  // Never a shared one: what is put into it here would trouble everybody.
  storeDatabase = await emptyDatabase();
  eventStore = await startEmbeddedEventStore({ databaseUrl: storeDatabase.url, log });
  store = connectEventStore(eventStore.connectionString, systemClock);
});
afterAll(async () => {
  await store?.close();
  await eventStore?.stop();
  await storeDatabase?.drop();
});
beforeEach(async () => {
  company = `c${randomUUID().slice(0, 8)}`;
  projectors = [];
  database = await emptyDatabase();
  const db = connectDatabase(database.url, log);
  await migrate(db);
  await db.destroy();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await Promise.all(projectors.map(projector => projector.stop()));
  await client.end();
  await database.drop();
});

async function start(projections: Projection[], rebuild: string[] = []): Promise<Projector> {
  const projector = createProjector({ databaseUrl: database.url, store, projections, rebuild, clock: systemClock, log });
  await projector.start();
  projectors.push(projector);
  return projector;
}

const metadata = () =>
  metadataOf(
    { correlationId: 'test', companyId: company, actor: { kind: 'system', id: 'test' }, channel: 'operator' },
    randomUUID(),
    new Date(),
  );

/** Registers a customer under this name, and changes the contact of a known one. */
async function register(id: string, name: string): Promise<void> {
  const commandId = randomUUID();
  const stream = `customer-${company}.${id}`;
  const revision = (await store.read(stream)).length - 1;
  const data = { companyId: company, customerId: id, personal: { name } };
  const event: NewEvent = revision < 0 ? { type: 'CustomerRegistered', data } : { type: 'CustomerContactChanged', data };
  await store.append(stream, [encode(event, eventIdAt(commandId, 0), metadata())], BigInt(revision));
}

const caughtUp = async (projector: Projector) =>
  expect(await projector.waitFor(await store.head(), 10_000), 'the projector has caught up').toBe(true);
const counts = async (table: string) =>
  Object.fromEntries(
    (await client.query(`select stream, events from ${table} where stream like 'customer-${company}.%' order by 1`)).rows.map(
      row => [row.stream.replace(`customer-${company}.`, ''), row.events],
    ),
  );
const parked = async () =>
  (
    await client.query(`select projection, stream, revision, error_code from parked_event where stream like $1 order by 1`, [
      `customer-${company}.%`,
    ])
  ).rows;

describe('an event that cannot be applied', () => {
  test('parks its stream for that projection alone, with all that follows in it; everything else goes on', async () => {
    const projector = await start([counting('careful', poison), counting('careless', undefined)]);
    await Promise.all(['a', 'b', 'c'].map(id => register(id, 'Gut')));
    await register('d', poison);
    await Promise.all(['a', 'd', 'e'].map(id => register(id, 'Besser')));
    await caughtUp(projector);
    expect(await counts('careful')).toEqual({ a: 2, b: 1, c: 1, e: 1 });
    expect(await counts('careless')).toEqual({ a: 2, b: 1, c: 1, d: 2, e: 1 });
    expect(await parked()).toMatchObject([{ projection: 'careful', stream: `customer-${company}.d`, revision: '0' }]);
    expect(projector.state().projections).toMatchObject([{ parked: 1 }, { parked: 0 }]);
  });

  test('is still held back after a restart', async () => {
    const projections = [counting('careful', poison)];
    const first = await start(projections);
    await register('d', poison);
    await caughtUp(first);
    await first.stop();
    await register('d', 'Gut');
    const second = await start(projections);
    await caughtUp(second);
    expect(await counts('careful')).toEqual({});
    expect(await parked()).toMatchObject([{ revision: '0' }]);
  });

  test('that this program cannot read is parked for all, and what comes after it elsewhere is applied', async () => {
    const projector = await start([counting('one', undefined), counting('two', undefined)]);
    await register('a', 'Gut');
    const data = { companyId: company, customerId: 'z', personal: { name: 'Von morgen' } };
    const tomorrow = { ...metadata(), schemaVersion: 99 };
    await store.client.appendToStream(
      `customer-${company}.z`,
      jsonEvent({ type: 'CustomerRegistered', data, metadata: tomorrow }),
    );
    await register('b', 'Gut');
    await caughtUp(projector);
    expect(await counts('one')).toEqual({ a: 1, b: 1 });
    expect(await parked()).toMatchObject([
      { projection: 'one', error_code: 'event_unreadable' },
      { projection: 'two', error_code: 'event_unreadable' },
    ]);
  });
});

describe('of several runners', () => {
  test('one runs, another takes over when it stops, and nothing is counted twice', async () => {
    const projections = [counting('careless', undefined)];
    const first = await start(projections);
    const second = await start(projections);
    expect([first.state().running, second.state().running]).toEqual([true, false]);
    await register('a', 'Gut');
    await caughtUp(second);
    await first.stop();
    await expect.poll(() => second.state().running, { timeout: 10_000 }).toBe(true);
    await register('a', 'Besser');
    await caughtUp(second);
    expect(await counts('careless')).toEqual({ a: 2 });
  });

  test('one thought dead applies nothing any more once another has moved the checkpoint', async () => {
    const projection = counting('careless', undefined);
    const applier = await prepared(projection);
    await client.query('update projection_checkpoint set position = 5000');
    await expect(applier.apply(items(6))).rejects.toMatchObject({ code: 'projection_fenced' });
    expect((await client.query('select 1 from careless')).rows).toEqual([]);
  });
});

describe('at the start', () => {
  test('another event store is noticed, and the way out is named', async () => {
    const projections = [counting('careless', undefined)];
    const first = await start(projections);
    await register('a', 'Gut');
    await caughtUp(first);
    await first.stop();
    await client.query("update projection_checkpoint set store_id = 'another'");
    await expect(start(projections)).rejects.toMatchObject({ code: 'event_store_exchanged', message: /rebuild --all/ });
  });

  test('a store that lost its tail is noticed', async () => {
    const projections = [counting('careless', undefined)];
    const first = await start(projections);
    await register('a', 'Gut');
    await caughtUp(first);
    await first.stop();
    await client.query('update projection_checkpoint set event_position = event_position + 100000, position = position + 100000');
    await expect(start(projections)).rejects.toMatchObject({ code: 'event_store_lost_tail' });
  });

  test('a rebuild that is asked for fills the tables anew, whichever store they came from', async () => {
    const projections = [counting('careless', undefined), counting('careful', poison)];
    const first = await start(projections);
    await register('a', 'Gut');
    await caughtUp(first);
    await first.stop();
    await client.query("update projection_checkpoint set store_id = 'another' where projection = 'careless'");
    await client.query('update careless set events = 77');
    await client.query('update careful set events = 77');
    const second = await start(projections, ['careless']);
    await caughtUp(second);
    expect(await counts('careless')).toEqual({ a: 1 });
    expect(await counts('careful')).toEqual({ a: 77 });
  });

  test('a raised version fills the tables anew', async () => {
    const first = await start([counting('careless', undefined)]);
    await register('a', 'Gut');
    await caughtUp(first);
    await first.stop();
    await client.query('update careless set events = 77');
    const second = await start([{ ...counting('careless', undefined), version: 2 }]);
    await caughtUp(second);
    expect(await counts('careless')).toEqual({ a: 1 });
  });
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
    const stream = `customer-${company}.${known ? index - 3 : index}`;
    const data = known
      ? { personal: { name: 'Neu' } }
      : { companyId: company, customerId: String(index), personal: { name: `Gast ${index}` } };
    const [base] = recorded([{ type: 'CompanyChanged', data: {} }], stream);
    if (!base) throw new Error('there is an event');
    const event = {
      ...base,
      type: known ? 'CustomerContactChanged' : 'CustomerRegistered',
      data,
      id: randomUUID(),
      revision: known ? 1n : 0n,
      position: BigInt(index + 1) * 10n,
    } as unknown as Recorded;
    if (index !== 41) return { kind: 'event', event, position: event.position };
    return { kind: 'unreadable', place: event, fault: new Fault('event_unreadable', 'from tomorrow'), position: event.position };
  });
}

async function prepared(projection: Projection) {
  for (const table of projection.tables) await createTable(client, table);
  await client.query('truncate parked_event, projection_checkpoint');
  for (const { name } of projection.tables) await client.query(`truncate ${name}`);
  await createCheckpoint(client, {
    projection: projection.name,
    position: -1n,
    eventPosition: undefined,
    eventId: undefined,
    storeId: 'test',
    version: 1,
  });
  const checkpoints = [...(await readCheckpoints(client)).values()];
  return createApplier({ client, projections: [projection], checkpoints, parking: await createParking(client), log });
}

async function applied(projection: Projection, batches: AllItem[][]) {
  const applier = await prepared(projection);
  for (const batch of batches) await applier.apply(batch);
  const { rows } = await client.query(`select * from ${projection.name} order by 1`);
  const held = await client.query('select projection, stream, revision from parked_event order by 1, 2');
  return { rows, held: held.rows };
}
