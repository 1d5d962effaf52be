// Catch-up subscriptions: from everywhere, with filters, checkpoints, signals, and their ends.
import {
  END,
  eventTypeFilter,
  excludeSystemEvents,
  jsonEvent,
  START,
  StreamDeletedError,
  streamNameFilter,
} from '@eventstore/db-client';
import { describe, expect, test } from 'vitest';
import { follow, headOf } from './following.ts';
import { collect, fill, newStream, thing, useServer } from './server.ts';

const server = useServer();

describe('a subscription to a stream', () => {
  test('from the start brings history, says that it has caught up, then what is new', async () => {
    const stream = newStream();
    const old = await fill(server.client(), stream, 3);
    const following = follow(server.client().subscribeToStream(stream));
    await following.caughtUp();
    expect(following.signals).toEqual(['event', 'event', 'event', 'caughtUp']);
    const fresh = await fill(server.client(), stream, 2);
    await following.until(5);
    expect(following.ids).toEqual([...old, ...fresh]);
    await following.stop();
  });

  test('from a revision begins behind it', async () => {
    const stream = newStream();
    const ids = await fill(server.client(), stream, 4);
    const following = follow(server.client().subscribeToStream(stream, { fromRevision: 1n }));
    await following.caughtUp();
    expect(following.ids).toEqual(ids.slice(2));
    await following.stop();
  });

  test('from the end brings only what is new', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 4);
    const following = follow(server.client().subscribeToStream(stream, { fromRevision: END }));
    await following.caughtUp();
    const fresh = await fill(server.client(), stream, 1);
    await following.until(1);
    expect(following.ids).toEqual(fresh);
    await following.stop();
  });

  test('waits for a stream that is not there yet', async () => {
    const stream = newStream();
    const following = follow(server.client().subscribeToStream(stream));
    await following.caughtUp();
    const ids = await fill(server.client(), stream, 2);
    await following.until(2);
    expect(following.ids).toEqual(ids);
    await following.stop();
  });

  test('brings no events of others', async () => {
    const [stream, other] = [newStream(), newStream()];
    const following = follow(server.client().subscribeToStream(stream));
    await following.caughtUp();
    await fill(server.client(), other, 5);
    const [id] = await fill(server.client(), stream, 1);
    await following.until(1);
    expect(following.ids).toEqual([id]);
    await following.stop();
  });

  test('keeps to the limits of the stream in its history', async () => {
    const stream = newStream();
    const ids = await fill(server.client(), stream, 5);
    await server.client().setStreamMetadata(stream, { maxCount: 2 });
    const following = follow(server.client().subscribeToStream(stream));
    await following.caughtUp();
    expect(following.ids).toEqual(ids.slice(3));
    await following.stop();
  });

  test('follows links on request', async () => {
    const [target, links] = [newStream(), newStream()];
    const [id] = await fill(server.client(), target, 1);
    const following = follow(server.client().subscribeToStream(links, { resolveLinkTos: true }));
    await following.caughtUp();
    await server.client().appendToStream(links, {
      ...thing(),
      type: '$>',
      contentType: 'application/octet-stream',
      data: Buffer.from(`0@${target}`),
    });
    await following.until(1);
    expect(following.ids).toEqual([id]);
    await following.stop();
  });

  test('to a tombstoned stream fails, and one that is tombstoned meanwhile fails after its last event', async () => {
    const stream = newStream();
    const ids = await fill(server.client(), stream, 1);
    const following = follow(server.client().subscribeToStream(stream));
    await following.caughtUp();
    const [last] = await Promise.all([fill(server.client(), stream, 1), server.client().tombstoneStream(stream)]);
    await expect.poll(() => following.errors[0]).toBeInstanceOf(StreamDeletedError);
    expect(following.ids).toEqual([...ids, ...last]);
    const late = follow(server.client().subscribeToStream(stream));
    await expect.poll(() => late.errors[0]).toBeInstanceOf(StreamDeletedError);
  });
});

describe('a subscription to $all', () => {
  test('from a position begins behind it', async () => {
    const stream = newStream();
    const from = await headOf(server.client());
    const ids = await fill(server.client(), stream, 3);
    const [, second] = await collect(server.client().readStream(stream));
    const whole = follow(server.client().subscribeToAll({ fromPosition: from }));
    const part = follow(server.client().subscribeToAll({ fromPosition: second?.event?.position ?? START }));
    await Promise.all([whole.caughtUp(), part.caughtUp()]);
    expect(whole.idsOf(stream)).toEqual(ids);
    expect(part.idsOf(stream)).toEqual(ids.slice(2));
    await Promise.all([whole.stop(), part.stop()]);
  });

  test('from the end brings only what is new, each event once, in order', async () => {
    const category = newStream();
    await fill(server.client(), `${category}.old`, 5);
    const following = follow(server.client().subscribeToAll({ fromPosition: END }));
    await following.caughtUp();
    const batches = await Promise.all(Array.from({ length: 40 }, (_, n) => fill(server.client(), `${category}.${n}`, 5)));
    await expect.poll(() => following.idsOf(category).length).toBeGreaterThanOrEqual(200);
    const all = (await collect(server.client().readAll()))
      .filter(({ event }) => event?.streamId.startsWith(category))
      .map(({ event }) => event?.id);
    expect(following.idsOf(category)).toEqual(all.slice(5));
    expect(new Set(following.idsOf(category))).toEqual(new Set(batches.flat()));
    await following.stop();
  });

  test('brings history of many pages and what is written meanwhile without gap or repeat', async () => {
    const category = newStream();
    for (let n = 0; n < 10; n += 1) await fill(server.client(), `${category}.${n}`, 300);
    const following = follow(server.client().subscribeToAll({ filter: streamNameFilter({ prefixes: [category] }) }));
    await Promise.all(Array.from({ length: 20 }, (_, n) => fill(server.client(), `${category}.late${n}`, 10)));
    await following.until(3_200);
    const all = (await collect(server.client().readAll()))
      .map(({ event }) => event)
      .filter(event => event?.streamId.startsWith(category));
    expect(following.ids).toEqual(all.map(event => event?.id));
    await following.stop();
  });

  test('without a filter brings system events', async () => {
    const stream = newStream();
    const from = await headOf(server.client());
    await server.client().setStreamMetadata(stream, { maxCount: 5 });
    const following = follow(server.client().subscribeToAll({ fromPosition: from }));
    await following.caughtUp();
    expect(following.idsOf(`$$${stream}`)).toHaveLength(1);
    await following.stop();
  });

  const mark = newStream('marked');
  test.each([
    ['stream prefixes', streamNameFilter({ prefixes: [mark, 'no-such'] }), ['a', 'b', 'c']],
    ['a regular expression on streams', streamNameFilter({ regex: `^${mark}.*-two$` }), ['c']],
    ['type prefixes', eventTypeFilter({ prefixes: [`${mark}:A`] }), ['a', 'c']],
    ['a regular expression on types', eventTypeFilter({ regex: `^${mark}:[BX]$` }), ['b']],
  ] as const)('with %s brings what matches', async (_name, filter, wanted) => {
    const from = await headOf(server.client());
    const event = (name: string, type: string) => jsonEvent({ type, data: { name } });
    const names = new Map<string, string>();
    const write = async (stream: string, name: string, type: string) => {
      const made = event(name, type);
      names.set(made.id, name);
      await server.client().appendToStream(stream, made);
    };
    await write(`${mark}-one`, 'a', `${mark}:A`);
    await write(`${mark}-one`, 'b', `${mark}:B`);
    await write(newStream(), 'other', 'Other');
    await write(`${mark}-two`, 'c', `${mark}:Ac`);
    const following = follow(server.client().subscribeToAll({ fromPosition: from, filter }));
    await following.caughtUp();
    expect(following.ids.map(id => names.get(id))).toEqual(wanted);
    await following.stop();
  });

  test('can leave system events out', async () => {
    const stream = newStream();
    const from = await headOf(server.client());
    await server.client().setStreamMetadata(stream, { maxCount: 5 });
    const ids = await fill(server.client(), stream, 1);
    const following = follow(server.client().subscribeToAll({ fromPosition: from, filter: excludeSystemEvents() }));
    await following.caughtUp();
    expect(following.idsOf(stream)).toEqual(ids);
    expect(following.idsOf('$')).toEqual([]);
    await following.stop();
  });

  test('with a filter tells how far it has looked, in history and live', async () => {
    const from = await headOf(server.client());
    const checkpoints: bigint[] = [];
    await fill(server.client(), newStream(), 200);
    const filter = streamNameFilter({
      prefixes: ['nothing-of-that-name'],
      maxSearchWindow: 32,
      checkpointInterval: 2,
      checkpointReached: async (_, position) => {
        checkpoints.push(position.commit);
      },
    });
    const following = follow(server.client().subscribeToAll({ fromPosition: from, filter }));
    await following.caughtUp();
    expect(checkpoints.length).toBeGreaterThanOrEqual(3);
    const before = checkpoints.length;
    await fill(server.client(), newStream(), 200);
    await expect.poll(() => checkpoints.length).toBeGreaterThanOrEqual(before + 3);
    expect(checkpoints).toEqual([...checkpoints].sort((a, b) => (a < b ? -1 : 1)));
    expect(checkpoints.at(-1)).toBeLessThanOrEqual((await headOf(server.client())).commit);
    expect(following.ids).toEqual([]);
    await following.stop();
  });

  test('resumed from a checkpoint misses nothing', async () => {
    const category = newStream();
    const from = await headOf(server.client());
    let checkpoint: { commit: bigint; prepare: bigint } | undefined;
    await fill(server.client(), newStream(), 100);
    const filter = (seen: boolean) =>
      streamNameFilter({
        prefixes: [category],
        checkpointInterval: 1,
        checkpointReached: async (_, position) => {
          if (seen) checkpoint = position;
        },
      });
    const first = follow(server.client().subscribeToAll({ fromPosition: from, filter: filter(true) }));
    await first.caughtUp();
    await first.stop();
    const ids = await fill(server.client(), `${category}.1`, 3);
    if (!checkpoint) throw new Error('there should be a checkpoint');
    const second = follow(server.client().subscribeToAll({ fromPosition: checkpoint, filter: filter(false) }));
    await second.until(3);
    expect(second.ids).toEqual(ids);
    await second.stop();
  });

  test('with an expression that cannot be read fails', async () => {
    const following = follow(server.client().subscribeToAll({ filter: streamNameFilter({ regex: '(' }) }));
    await expect.poll(() => following.errors.length).toBe(1);
  });
});

test('ended by the reader it ends without an error, and others go on', async () => {
  const stream = newStream();
  const [one, other] = [follow(server.client().subscribeToStream(stream)), follow(server.client().subscribeToStream(stream))];
  await Promise.all([one.caughtUp(), other.caughtUp()]);
  await one.stop();
  const ids = await fill(server.client(), stream, 2);
  await other.until(2);
  expect(other.ids).toEqual(ids);
  expect([...one.ids, ...one.errors]).toEqual([]);
  await other.stop();
});
