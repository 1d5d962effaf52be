// An event of an older version is what it would be today, wherever it is read: deciding, in a read model, in a replay.
import { randomUUID } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replayAnswers } from '../../src/audit/replay.ts';
import { call } from '../../src/domain/call/call.ts';
import { eventSchemas, schemaVersionOf, upcasters } from '../../src/domain/event-catalogue.ts';
import { callStream } from '../../src/domain/ids.ts';
import { createExecutor } from '../../src/platform/eventstore/execute.ts';
import { tableProjection } from '../../src/platform/projector/projection.ts';
import { rebuildProjections } from '../../src/platform/projector/rebuild/rebuild.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.stop());

/** A call in which a name did not fit the number, as it is written today. */
async function asked(callId: string) {
  await world.customer('1', 'Eva Müller', '+4915112345601');
  await world.call(
    'cancel_appointment',
    { appointment_date: '2026-12-02', customer_name: 'Otto Kurz' },
    { callId, from: '+4915112345601' },
  );
  await world.settle();
  return world.events(callStream(callId));
}

/** The same call in another stream, written by a program that knew `CallerNotIdentified` in its first version. */
async function writtenEarlier(callId: string, like: Awaited<ReturnType<typeof asked>>): Promise<void> {
  const events = like.map(({ type, data, metadata }) => {
    const old = type === 'CallerNotIdentified';
    return jsonEvent({
      id: randomUUID(),
      type,
      data: old ? { ...data, tried: data.tried.map(({ way }) => way) } : { ...data, ...(type === 'CallStarted' && { callId }) },
      metadata: { ...metadata, schemaVersion: old ? 1 : metadata.schemaVersion },
    });
  });
  await world.rebook.store.client.appendToStream(callStream(callId), events);
  await world.settle();
}

/** What came of each way that was tried, which is what the first version did not say. */
const waysTried = tableProjection({
  version: 1,
  table: { name: 'ways_tried', columns: { call_id: 'text not null', tried: 'jsonb not null' }, key: ['call_id'] },
  keyOf: event => (event.type === 'CallerNotIdentified' ? { call_id: event.stream.replace('call-', '') } : undefined),
  fold: (row, event) => (event.type === 'CallerNotIdentified' ? { tried: event.data.tried } : row),
});

describe('CallerNotIdentified, of which there are two versions', () => {
  test('decides, projects and replays the same', async () => {
    const today = await asked('call_today');
    await writtenEarlier('call_earlier', today);
    const { store } = world.rebook;
    const earlier = await world.events(callStream('call_earlier'));
    const upcast = earlier.find(({ type }) => type === 'CallerNotIdentified');
    expect(upcast?.metadata.schemaVersion).toBe(1);
    expect(upcast?.data).toMatchObject({ tried: [{ way: 'number', outcome: 'not_recorded' }] });
    expect(eventSchemas.CallerNotIdentified.safeParse(upcast?.data).success).toBe(true);

    const executor = createExecutor(store, world.clock);
    const state = async (id: string) => (await executor.load(call, callStream(id), { fresh: true })).state;
    expect((await state('call_earlier')).nameAsked).toBe(true);
    expect((await state('call_earlier')).nameAsked).toBe((await state('call_today')).nameAsked);

    const row = async (id: string) => {
      const [found] = await world.sql<Record<string, unknown>>('select * from calls where call_id = $1', [id]);
      return { ...found, call_id: '' };
    };
    expect(await row('call_earlier')).toEqual(await row('call_today'));
    await rebuildProjections({
      databaseUrl: world.rebook.servers.databaseUrl,
      store,
      projections: [waysTried],
      clock: world.clock,
      log: pino({ level: 'silent' }),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    const ways = await world.sql('select call_id, tried from ways_tried order by call_id');
    expect(ways).toMatchObject([
      { call_id: 'call_earlier', tried: [{ way: 'number', outcome: 'not_recorded' }] },
      { call_id: 'call_today', tried: [{ way: 'number', outcome: expect.any(String) }] },
    ]);
    const answers = async (id: string) =>
      (await replayAnswers(store, callStream(id))).map(({ answer, equal }) => ({ answer, equal }));
    expect(await answers('call_earlier')).toEqual(await answers('call_today'));
    expect(await answers('call_today')).toMatchObject([{ equal: true, answer: { code: 'name_differs' } }]);
  });

  test('what is written today carries the version it has today', async () => {
    const written = (await asked('call_version')).find(({ type }) => type === 'CallerNotIdentified');
    expect(written?.metadata.schemaVersion).toBe(2);
  });
});

test('a version rises with its upcasters, and only with them', () => {
  for (const type of Object.keys(eventSchemas) as (keyof typeof eventSchemas)[])
    expect(schemaVersionOf(type)).toBe((upcasters[type]?.length ?? 0) + 1);
});
