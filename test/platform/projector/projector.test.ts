import { jsonEvent } from '@eventstore/db-client';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { createProjectionAdmin } from '../../../src/platform/projector/admin/projection-admin.ts';
import type { Projection } from '../../../src/platform/projector/projection.ts';
import { counting, log, poison, useEngine } from './support/engine.ts';

const engine = useEngine();
const { start, rebuild, register, caughtUp, counts, parked } = engine;

describe('an event that cannot be applied', () => {
  test('parks its stream for that projection alone, with all that follows in it; everything else goes on', async () => {
    const projector = await start([counting('careful', poison), counting('careless')]);
    await Promise.all(['a', 'b', 'c'].map(id => register(id, 'Gut')));
    await register('d', poison);
    await Promise.all(['a', 'd', 'e'].map(id => register(id, 'Besser')));
    await caughtUp(projector);
    expect(await counts('careful')).toEqual({ a: 2, b: 1, c: 1, e: 1 });
    expect(await counts('careless')).toEqual({ a: 2, b: 1, c: 1, d: 2, e: 1 });
    expect(await parked()).toMatchObject([{ projection: 'careful', stream: engine.stream('d'), revision: '0' }]);
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

  test('is made good while more comes for its stream, and nothing is left out or counted twice', async () => {
    let ill = true;
    const counted = counting('careful');
    const careful: Projection = {
      ...counted,
      apply(event, rowOf) {
        if (ill && event.revision === 3n) throw new Error('not yet');
        return counted.apply(event, rowOf);
      },
    };
    const projector = await start([careful, counting('careless')]);
    const db = connectDatabase(engine.databaseUrl(), log);
    try {
      const options = { databaseUrl: engine.databaseUrl(), store: engine.store(), clock: systemClock, log };
      const rebuildNothing = async () => ({ events: 0 });
      const upkeep = createProjectionAdmin({
        ...options,
        db,
        projections: [careful, counting('careless')],
        rebuild: rebuildNothing,
      });
      for (let count = 0; count < 4; count += 1) await register('a', 'Gut');
      await caughtUp(projector);
      let writing = true;
      const writer = (async () => {
        for (let count = 0; count < 120; count += 1) await register(count % 4 === 3 ? 'b' : 'a', 'Besser');
        writing = false;
      })();
      expect(await upkeep.retryParked('careful', engine.stream('a'))).toMatchObject({ kind: 'parked_again', revision: 3n });
      ill = false;
      expect(await upkeep.retryParked('careful', engine.stream('a'))).toMatchObject({ kind: 'retried' });
      // While more was still to come.
      expect(writing).toBe(true);
      await writer;
      await caughtUp(projector);
    } finally {
      await db.destroy();
    }
    expect(await counts('careful')).toEqual({ a: 94, b: 30 });
    expect(await counts('careless')).toEqual({ a: 94, b: 30 });
    expect(await parked()).toEqual([]);
  });

  test('that this program cannot read is parked for all, and what comes after it elsewhere is applied', async () => {
    const projector = await start([counting('one'), counting('two')]);
    await register('a', 'Gut');
    const data = { companyId: engine.company(), customerId: 'z', personal: { name: 'Von morgen' } };
    const tomorrow = { ...engine.metadata(), schemaVersion: 99 };
    await engine
      .store()
      .client.appendToStream(engine.stream('z'), jsonEvent({ type: 'CustomerRegistered', data, metadata: tomorrow }));
    await register('b', 'Gut');
    await caughtUp(projector);
    expect(await counts('one')).toEqual({ a: 1, b: 1 });
    expect(await parked()).toMatchObject([
      { projection: 'one', error_code: 'event_newer' },
      { projection: 'two', error_code: 'event_newer' },
    ]);
  });
});

describe('of several runners', () => {
  test('one runs, another takes over when it stops, and nothing is counted twice', async () => {
    const projections = [counting('careless')];
    const first = await start(projections);
    const second = await start(projections);
    expect([first.state().running, second.state().running]).toEqual([true, false]);
    await register('a', 'Gut');
    await caughtUp(second);
    await first.stop();
    await expect.poll(() => second.state().running).toBe(true);
    await register('a', 'Besser');
    await caughtUp(second);
    expect(await counts('careless')).toEqual({ a: 2 });
  });
});

describe('at the start', () => {
  test('another event store is noticed, and the way out is named', async () => {
    const projections = [counting('careless')];
    const first = await start(projections);
    await register('a', 'Gut');
    await caughtUp(first);
    await first.stop();
    await engine.client().query("update projection_checkpoint set store_id = 'another'");
    await expect(start(projections)).rejects.toMatchObject({ code: 'event_store_replaced', message: /rebuild --all/ });
  });

  test('a store that lost its tail is noticed', async () => {
    const projections = [counting('careless')];
    const first = await start(projections);
    await register('a', 'Gut');
    await caughtUp(first);
    await first.stop();
    await engine
      .client()
      .query('update projection_checkpoint set event_position = event_position + 100000, position = position + 100000');
    await expect(start(projections)).rejects.toMatchObject({ code: 'event_store_lost_tail' });
  });

  test('a rebuild that is asked for fills the tables again, whichever store they came from', async () => {
    const projections = [counting('careless'), counting('careful', poison)];
    const first = await start(projections);
    await register('a', 'Gut');
    await caughtUp(first);
    await first.stop();
    await engine.client().query("update projection_checkpoint set store_id = 'another' where projection = 'careless'");
    await engine.client().query('update careless set events = 77');
    await engine.client().query('update careful set events = 77');
    await rebuild(projections.slice(0, 1));
    const second = await start(projections);
    await caughtUp(second);
    expect(await counts('careless')).toEqual({ a: 1 });
    expect(await counts('careful')).toEqual({ a: 77 });
  });

  test('a raised version fills the tables again', async () => {
    const first = await start([counting('careless')]);
    await register('a', 'Gut');
    await caughtUp(first);
    await first.stop();
    await engine.client().query('update careless set events = 77');
    const second = await start([{ ...counting('careless'), version: 2 }]);
    await caughtUp(second);
    expect(await counts('careless')).toEqual({ a: 1 });
  });
});
