// What goes wrong with the server, its tables or the store is no event's doing: nothing is parked, and it goes on once that is over.
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { describe, expect, test, vi } from 'vitest';
import type { Recorded } from '../../../src/domain/event-catalogue.ts';
import { Fault } from '../../../src/domain/fault.ts';
import type { StoredEvent } from '../../../src/platform/eventstore/stored-event.ts';
import type { AllItem } from '../../../src/platform/eventstore/subscription.ts';
import { connect } from '../../../src/platform/postgres/own-connection.ts';
import { createApplier } from '../../../src/platform/projector/applier.ts';
import { createCheckpoint, readCheckpoints, verifyStore } from '../../../src/platform/projector/checkpoints.ts';
import { createParking } from '../../../src/platform/projector/parked-streams.ts';
import { type Projection, tableProjection } from '../../../src/platform/projector/projection.ts';
import { createTable } from '../../../src/platform/projector/tables.ts';
import { counting, log, poison, useEngine } from './support/engine.ts';

const engine = useEngine();
const { start, rebuild, register, caughtUp, counts, parked } = engine;

/** Takes a customer's name for a number. */
const numbering: Projection = tableProjection({
  version: 1,
  table: { name: 'numbering', columns: { stream: 'text not null', number: 'integer' }, key: ['stream'] },
  keyOf: event =>
    event.type === 'CustomerRegistered' || event.type === 'CustomerContactChanged' ? { stream: event.stream } : undefined,
  fold: (_, event) => ({ number: event.type === 'CustomerRegistered' ? event.data.personal?.name : 0 }),
});

const isOf = (id: string, { stream }: Recorded): boolean => stream === engine.stream(id);
describe('an event is parked', () => {
  test('for a value its column does not take, and nothing else with it', async () => {
    const projector = await start([numbering, counting('careless')]);
    await register('a', '7');
    await register('b', 'sieben');
    await register('c', '9');
    await caughtUp(projector);
    expect(await parked()).toMatchObject([{ projection: 'numbering', stream: engine.stream('b'), error_code: '22P02' }]);
    expect(await counts('careless')).toEqual({ a: 1, b: 1, c: 1 });
  });
});

describe('in a batch of many parts', () => {
  test('it is parked as well, though what others have asked of the connection fails with it', async () => {
    const projections = [
      numbering,
      { ...counting('careless'), refs: event => (isOf('b', event) ? counting('careless').refs(event) : []) },
    ] satisfies Projection[];
    await register('b', 'sieben');
    const [poisoned] = await engine.store().read(engine.stream('b'));
    if (poisoned?.type !== 'CustomerRegistered') throw new Error('the customer is there');
    const items = Array.from({ length: 3_000 }, (_, index): AllItem => {
      const position = poisoned.position + BigInt(index);
      const name = index === 0 ? 'sieben' : '7';
      const stream = index === 0 ? poisoned.stream : engine.stream(`c${index}`);
      const data = { ...poisoned.data, personal: { name } };
      return { kind: 'event', position, event: { ...poisoned, data, stream, id: randomUUID(), position } };
    });
    const client = new Client({ connectionString: engine.databaseUrl() });
    await client.connect();
    try {
      const storeId = await engine.store().storeId();
      for (const { name, version, tables } of projections) {
        for (const table of tables) await createTable(client, table);
        await createCheckpoint(client, { projection: name, storeId, version });
      }
      const checkpoints = [...(await readCheckpoints(client)).values()];
      const applier = createApplier({ client, projections, checkpoints, parking: await createParking(client), log });
      await applier.apply(items);
      expect(await parked()).toMatchObject([{ projection: 'numbering', stream: engine.stream('b'), error_code: '22P02' }]);
      expect(await counts('careless')).toEqual({ b: 1 });
    } finally {
      await client.end();
    }
  });
});

describe('an event is not parked', () => {
  test('where a table is missing; once it is rebuilt everything is as if it had never been missing', async () => {
    const projections = [counting('first'), counting('second', poison)];
    const projector = await start(projections);
    await register('a', 'Gut');
    await register('p', poison);
    await caughtUp(projector);
    await engine.client().query('drop table first');
    for (const id of ['a', 'b', 'c']) await register(id, 'Besser');
    await expect.poll(() => projector.state().running, { interval: 5 }).toBe(false);
    expect(await parked()).toMatchObject([{ projection: 'second', stream: engine.stream('p') }]);
    await rebuild(projections.slice(0, 1));
    await caughtUp(projector);
    expect(await counts('first')).toEqual({ a: 2, b: 1, c: 1, p: 1 });
    expect(await counts('second')).toEqual({ a: 2, b: 1, c: 1 });
    expect(await parked()).toHaveLength(1);
  });
});

test('a table whose checkpoint is gone is filled from nothing, with what was parked of it', async () => {
  const projections = [counting('first', poison), counting('second')];
  const before = await start(projections);
  for (const id of ['a', 'b', 'a']) await register(id, 'Gut');
  await register('b', 'Besser');
  await caughtUp(before);
  await before.stop();
  await engine.client().query(
    `insert into parked_event (projection, stream, revision, position, event_id, error_code)
     values ('first', $1, 1, 0, gen_random_uuid(), 'test')`,
    [engine.stream('b')],
  );
  await engine.client().query("delete from projection_checkpoint where projection = 'first'");
  const after = await start(projections, { rebuilds: false });
  await caughtUp(after);
  expect([await counts('first'), await parked()]).toEqual([{ a: 2, b: 2 }, []]);
});

test('a store that has no record where the last event stood has lost it', async () => {
  const checkpoint = {
    projection: 'first',
    position: 7n,
    eventPosition: 7n,
    eventId: '7',
    storeId: 'store',
    version: 1,
    generation: 0,
  };
  const checkpoints = ['first', 'second', 'third'].map(projection => ({ ...checkpoint, projection }));
  const last: StoredEvent = { id: '7', stream: 's', revision: 0n, type: 'any', data: {}, position: 7n, created: new Date(0) };
  const whole = { readAll: vi.fn(async () => [last]) };
  await verifyStore(whole, checkpoints, 'store');
  // Where all stand at one event, it is read once.
  expect(whole.readAll).toHaveBeenCalledTimes(1);
  const broken = {
    readAll: async () => {
      throw new Error('Unexpected ReadAllResult: the record at 7 is too large');
    },
  };
  await expect(verifyStore(broken, checkpoints, 'store')).rejects.toMatchObject({ code: 'event_store_lost_tail' });
  const away = {
    readAll: async () => {
      throw new Fault('event_store_unavailable', 'the event store cannot be reached');
    },
  };
  await expect(verifyStore(away, checkpoints, 'store')).rejects.toMatchObject({ code: 'event_store_unavailable' });
});

test('calendar work is signalled to the worker when it comes, not when it is rebuilt', async () => {
  const listener = new Client({ connectionString: engine.databaseUrl() });
  await listener.connect();
  try {
    let reported = 0;
    listener.on('notification', () => {
      reported += 1;
    });
    await listener.query('listen calendar_jobs');
    const projector = await start([counting('calendar_jobs')]);
    await register('a', 'Gut');
    await caughtUp(projector);
    await expect.poll(() => reported).toBeGreaterThan(0);
    await projector.stop();
    await listener.query('select 1');
    const before = reported;
    await rebuild([counting('calendar_jobs')]);
    await listener.query('select 1');
    expect(reported).toBe(before);
  } finally {
    await listener.end();
  }
});

test('a lost host is given up within seconds, and its lock with it', async () => {
  const client = await connect(engine.databaseUrl(), 'test', log);
  try {
    const { rows } = await client.query(`select name, setting::int from pg_settings where name like 'tcp%' order by name`);
    const settings = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
    expect(settings).toEqual({
      tcp_keepalives_count: 3,
      tcp_keepalives_idle: 2,
      tcp_keepalives_interval: 1,
      tcp_user_timeout: 5_000,
    });
  } finally {
    await client.end();
  }
});
