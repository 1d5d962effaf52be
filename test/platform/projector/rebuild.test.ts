// A rebuild beside the live tables: nobody notices it until the new ones are in place, and then nothing is missing.
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Projection } from '../../../src/platform/projector/projection.ts';
import { counting, poison, useEngine } from './support/engine.ts';

const engine = useEngine();
const { start, rebuild, register, caughtUp, counts, parked } = engine;

const asideLeft = async () =>
  (await engine.client().query("select 1 from pg_namespace where nspname = 'rebook_rebuild'")).rows.length > 0;

describe('beside a runner', () => {
  test('what is wrong is made right, what comes meanwhile is in it, and the runner goes on with the new tables', async () => {
    const projections = [counting('first'), counting('second')];
    const projector = await start(projections);
    for (const id of ['a', 'b', 'c']) await register(id, 'Gut');
    await caughtUp(projector);
    await engine.client().query('update first set events = 77');
    const writing = (async () => {
      for (let round = 0; round < 30; round += 1) await register(['a', 'b', 'c'][round % 3] ?? 'a', 'Besser');
    })();
    await rebuild(projections.slice(0, 1));
    await writing;
    await caughtUp(projector);
    expect(await counts('first')).toEqual({ a: 11, b: 11, c: 11 });
    expect(await counts('second')).toEqual({ a: 11, b: 11, c: 11 });
    expect(projector.state()).toMatchObject({ running: true });
    expect(await asideLeft()).toBe(false);
  });

  test('a row the runner remembers from the old table is forgotten', async () => {
    const wrong: Projection = {
      ...counting('first'),
      apply: (event, rowOf) =>
        changes(event, rowOf).map(change => ({ ...change, row: change.row && { ...change.row, events: 500 } })),
    };
    const changes = counting('first').apply;
    const projector = await start([wrong]);
    await register('a', 'Gut');
    await caughtUp(projector);
    expect(await counts('first')).toEqual({ a: 500 });
    await rebuild([counting('first')]);
    expect(await counts('first')).toEqual({ a: 1 });
    // Its next write is refused, and it goes on from the new table: the fold is still the wrong one, the row is not the old one.
    await engine.client().query('update first set events = 7');
    await register('b', 'Gut');
    await caughtUp(projector);
    expect(await counts('first')).toEqual({ a: 7, b: 500 });
  });

  test('the new tables have the old ones’ indexes, keys and readers', async () => {
    const projections = [counting('first')];
    const projector = await start(projections);
    await register('a', 'Gut');
    await caughtUp(projector);
    await engine
      .client()
      .query('create role analyst_of_tests')
      .catch(() => undefined);
    await engine.client().query('grant select on first to analyst_of_tests');
    const shape = async () =>
      (
        await engine.client().query(
          `select indexdef as line from pg_indexes where tablename = 'first' and schemaname = current_schema()
             union all select grantee || ' ' || privilege_type from information_schema.role_table_grants where table_name = 'first' order by 1`,
        )
      ).rows;
    const before = await shape();
    expect(before.length).toBeGreaterThan(2);
    await rebuild(projections);
    expect(await shape()).toEqual(before);
    await projector.stop();
    await engine.client().query('revoke all on first from analyst_of_tests');
  });

  test('a running query holds up the swap, not the other way round', async () => {
    const projections = [counting('first')];
    const projector = await start(projections);
    await register('a', 'Gut');
    await caughtUp(projector);
    const reader = new Client({ connectionString: engine.databaseUrl() });
    await reader.connect();
    try {
      await reader.query('begin; select * from first');
      let done = false;
      const rebuilding = rebuild(projections).then(() => {
        done = true;
      });
      // While it waits for the lock, and lets go of it, others read and the runner writes.
      for (const id of ['b', 'c', 'd']) {
        await register(id, 'Gut');
        await caughtUp(projector);
        expect(Object.keys(await counts('first'))).toContain(id);
      }
      expect(done).toBe(false);
      await reader.query('commit');
      await rebuilding;
    } finally {
      await reader.end();
    }
    expect(await counts('first')).toEqual({ a: 1, b: 1, c: 1, d: 1 });
  });

  test('a transaction that stays open on a table costs readers and the runner next to nothing, and the fill is kept', async () => {
    const projections = [counting('first'), counting('second')];
    const projector = await start(projections);
    await register('a', 'Gut');
    await caughtUp(projector);
    const reader = new Client({ connectionString: engine.databaseUrl(), application_name: 'an analyst' });
    const other = new Client({ connectionString: engine.databaseUrl() });
    const lines: { code?: string; holders?: string[] }[] = [];
    let progress = { events: 0, heldUpBy: 'nothing' };
    await reader.connect();
    await other.connect();
    try {
      await reader.query('begin; select * from second');
      const rebuilding = rebuild(projections, {
        log: pino({ level: 'warn' }, { write: line => lines.push(JSON.parse(line)) }),
        onProgress: now => {
          progress = now;
        },
      });
      let reads = 0;
      while (progress.heldUpBy === 'nothing') {
        await other.query('select from first');
        await other.query('select from second');
        reads += 1;
        await wait(2);
      }
      // A swap that went on waiting for its lock would hold up these reads until the transaction ends, which is after them.
      expect(reads).toBeGreaterThan(0);
      const events = progress.events;
      for (const id of ['b', 'c', 'd']) await register(id, 'Gut');
      await caughtUp(projector);
      await expect.poll(() => progress.events).toBe(events + 3);
      expect(progress.heldUpBy).toBe('transactions');
      const warnings = lines.filter(({ code }) => code === 'rebuild_blocked');
      expect(warnings).toMatchObject([{ holders: [expect.stringMatching(/^\d+ an analyst$/)] }]);
      await reader.query('commit');
      expect(await rebuilding).toMatchObject({ events: events + 3, heldUpBy: 'nothing' });
    } finally {
      await reader.end();
      await other.end();
    }
    expect(await counts('first')).toEqual({ a: 1, b: 1, c: 1, d: 1 });
  });

  test('what cannot be applied is parked in the new tables, and what was parked and can be is not', async () => {
    const projector = await start([counting('first', poison), counting('second')]);
    await register('a', 'Gut');
    await register('b', poison);
    await register('b', 'Gut');
    await caughtUp(projector);
    expect(await parked()).toMatchObject([{ projection: 'first', stream: engine.stream('b') }]);
    await rebuild([counting('first'), counting('second', poison)]);
    expect(await parked()).toMatchObject([{ projection: 'second', stream: engine.stream('b') }]);
    expect(await counts('first')).toEqual({ a: 1, b: 2 });
    expect(await counts('second')).toEqual({ a: 1 });
  });
});
