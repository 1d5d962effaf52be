// Several instances on one database: of different versions, on different event stores, and with callers who wait at each of them.
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { createProjectionAdmin } from '../../../src/platform/projector/admin/projection-admin.ts';
import { createPositionWaiters } from '../../../src/platform/projector/wait-for-position.ts';
import { openEventStore } from '../../support/event-store.ts';
import { counting, log, useEngine } from './support/engine.ts';

const engine = useEngine();
const { start, register, caughtUp, counts } = engine;

describe('beside a runner of the old version', () => {
  const raised = { ...counting('first'), version: 2 };

  test('a new one makes its tables at once, the old one stops, and the new one takes over', async () => {
    const old = await start([counting('first'), counting('second')]);
    await register('a', 'Gut');
    await caughtUp(old);
    await engine.client().query('update first set events = 77; update second set events = 77');
    const next = await start([raised, counting('second')]);
    expect(await counts('first')).toEqual({ a: 1 });
    expect(await counts('second')).toEqual({ a: 77 });
    await register('b', 'Gut');
    await expect.poll(() => old.state().superseded).toBe(true);
    await expect.poll(() => next.state().running).toBe(true);
    await caughtUp(next);
    expect(await counts('first')).toEqual({ a: 1, b: 1 });
  });

  test('one that does not rebuild at the start says what to do instead of waiting', async () => {
    const old = await start([counting('first')]);
    await expect(start([raised], { rebuilds: false })).rejects.toMatchObject({
      code: 'read_models_outdated',
      message: /rebook rebuild first/,
    });
    await expect(start([counting('first'), counting('added')], { rebuilds: false })).rejects.toMatchObject({
      code: 'read_models_outdated',
      message: /rebook rebuild added/,
    });
    expect(old.state().running).toBe(true);
  });

  test('a projection that was added is filled at once, and followed by every instance that has it', async () => {
    const old = await start([counting('first')]);
    await register('a', 'Gut');
    await caughtUp(old);
    const next = await start([counting('first'), counting('added')]);
    expect(await counts('added')).toEqual({ a: 1 });
    expect([old.state().running, next.state().running]).toEqual([true, false]);
    await old.stop();
    await register('a', 'Besser');
    await caughtUp(next);
    expect([await counts('first'), await counts('added')]).toEqual([{ a: 2 }, { a: 2 }]);
  });

  test('where somebody rebuilds already, a new one waits for that', async () => {
    const old = await start([counting('first')]);
    await register('a', 'Gut');
    await caughtUp(old);
    await engine.client().query('select pg_advisory_lock(7264665005)');
    let started = false;
    const starting = start([raised]).then(() => {
      started = true;
    });
    await wait(1_500);
    expect(started).toBe(false);
    await engine.client().query('select pg_advisory_unlock(7264665005)');
    await starting;
    expect(await counts('first')).toEqual({ a: 1 });
  });
});

test('of several that start on an empty database, each has its tables', async () => {
  const projections = [counting('first'), counting('second'), counting('third')];
  const all = await Promise.all([1, 2, 3].map(() => start(projections, { rebuilds: false })));
  expect(all.filter(one => one.state().running)).toHaveLength(1);
});

test('one that is not the runner notices another event store as well', async () => {
  const runner = await start([counting('first')]);
  await register('a', 'Gut');
  await caughtUp(runner);
  const other = await openEventStore();
  try {
    await expect(start([counting('first')], { from: other.store })).rejects.toMatchObject({ code: 'event_store_replaced' });
    // Nor does it rebuild from there what is of an earlier version.
    const raised = { ...counting('first'), version: 2 };
    await expect(start([raised], { from: other.store })).rejects.toMatchObject({ code: 'event_store_replaced' });
  } finally {
    await other.close();
  }
  expect(await counts('first')).toEqual({ a: 1 });
});

describe('who waits at an instance that is not the runner', () => {
  test('shares one connection with all others', async () => {
    await start([counting('first')]);
    const second = await start([counting('first')]);
    const connections = async () =>
      (await engine.client().query('select count(*)::int as n from pg_stat_activity where datname = current_database()')).rows[0]
        .n;
    const before = await connections();
    const next = (await engine.store().head()) + 1n;
    const all = Array.from({ length: 60 }, () => second.waitFor(next, 60_000));
    await expect.poll(connections).toBe(before + 1);
    await register('a', 'Gut');
    expect(new Set(await Promise.all(all))).toEqual(new Set([true]));
    expect(await connections()).toBe(before + 1);
  });

  test('is not held up by a projection that is no more', async () => {
    await engine
      .client()
      .query("insert into projection_checkpoint (projection, position, store_id, version) values ('gone', 3, 'test', 1)");
    const first = await start([counting('first')]);
    const second = await start([counting('first')]);
    await register('a', 'Gut');
    await caughtUp(first);
    await caughtUp(second);
    const db = connectDatabase(engine.databaseUrl(), log);
    try {
      const options = { databaseUrl: engine.databaseUrl(), store: engine.store(), clock: systemClock, log };
      const upkeep = createProjectionAdmin({
        ...options,
        db,
        projections: [counting('first')],
        rebuild: async () => ({ events: 0 }),
      });
      expect((await upkeep.lag()).map(({ projection }) => projection)).toEqual(['first']);
    } finally {
      await db.destroy();
    }
  });

  test('has waited no longer than they said though the database does not answer', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const databaseUrl = `postgres://nobody@127.0.0.1:${port}/none`;
    const waiting = createPositionWaiters({ databaseUrl, names: ['first'], isRunner: () => false, clock: systemClock, log });
    // It never will: a wait for the database itself would not end.
    expect(await waiting.waitFor(1n, 100)).toBe(false);
    await waiting.close();
    silent.close();
  });
});

test('who waits at the runner goes on waiting at the next one when it is lost', async () => {
  const first = await start([counting('first')]);
  const second = await start([counting('first')]);
  const waiting = first.waitFor((await engine.store().head()) + 1n, 60_000);
  await engine.client().query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
     and classid = $1 and objid = $2 and database = (select oid from pg_database where datname = current_database())`,
    [7_264_665_002n >> 32n, 7_264_665_002n & 0xffffffffn],
  );
  await expect.poll(() => second.state().running, { interval: 10 }).toBe(true);
  await register('a', 'Gut');
  expect(await waiting).toBe(true);
  expect(first.state().running).toBe(false);
});
