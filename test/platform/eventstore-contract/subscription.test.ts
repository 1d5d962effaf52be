// Catch-up subscriptions: from everywhere, their signals and their ends.
import { END, START, StreamDeletedError, streamNameFilter } from '@eventstore/db-client';
import { describe, expect, test } from 'vitest';
import { collect, fill, newStream, thing } from '../../../packages/embedded-eventstore/test/support/events.ts';
import { follow, headOf } from '../../../packages/embedded-eventstore/test/support/following.ts';
import { useServer } from './server.ts';

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

  test('waits for a stream that is not there yet, and has not caught up before it is', async () => {
    const stream = newStream();
    const following = follow(server.client().subscribeToStream(stream));
    await following.confirmed();
    // One from the end, asked for later, has caught up at once: by then the first would have said so, too.
    const fromEnd = follow(server.client().subscribeToStream(stream, { fromRevision: END }));
    await fromEnd.caughtUp();
    await fromEnd.stop();
    expect(following.signals).toEqual([]);
    const ids = await fill(server.client(), stream, 2);
    await following.until(2);
    await following.caughtUp();
    expect(following.ids).toEqual(ids);
    expect(following.signals).toEqual(['event', 'event', 'caughtUp']);
    await following.stop();
  });

  test('brings no events of others', async () => {
    const [stream, other] = [newStream(), newStream()];
    const following = follow(server.client().subscribeToStream(stream));
    await following.confirmed();
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

  test('of which all was deleted waits for its return', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    await server.client().deleteStream(stream);
    const following = follow(server.client().subscribeToStream(stream));
    await following.confirmed();
    const ids = await fill(server.client(), stream, 2);
    await following.until(2);
    expect(following.ids).toEqual(ids);
    expect(following.errors).toEqual([]);
    await following.stop();
  });

  test('that is a system stream brings its events', async () => {
    const stream = newStream();
    const following = follow(server.client().subscribeToStream(`$$${stream}`));
    await following.confirmed();
    await server.client().setStreamMetadata(stream, { maxCount: 3 });
    await following.until(1);
    expect(following.idsOf(`$$${stream}`)).toHaveLength(1);
    await following.stop();
  });

  test('from its last revision brings only what is new', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 3);
    const following = follow(server.client().subscribeToStream(stream, { fromRevision: 2n }));
    await following.caughtUp();
    expect(following.ids).toEqual([]);
    const fresh = await fill(server.client(), stream, 1);
    await following.until(1);
    expect(following.ids).toEqual(fresh);
    await following.stop();
  });

  test('follows links on request', async () => {
    const [target, links] = [newStream(), newStream()];
    const [id] = await fill(server.client(), target, 1);
    const following = follow(server.client().subscribeToStream(links, { resolveLinkTos: true }));
    await following.confirmed();
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
    // An append beside a tombstone may come too late.
    const [last] = await Promise.allSettled([fill(server.client(), stream, 1), server.client().tombstoneStream(stream)]);
    await expect.poll(() => following.errors[0]).toBeInstanceOf(StreamDeletedError);
    if (last.status === 'rejected') expect(last.reason).toBeInstanceOf(StreamDeletedError);
    expect(following.ids).toEqual([...ids, ...(last.status === 'fulfilled' ? last.value : [])]);
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

  test('brings deleted and tombstoned streams and their ends', async () => {
    const [deleted, tombstoned] = [newStream(), newStream()];
    const from = await headOf(server.client());
    const [one] = await fill(server.client(), deleted, 1);
    const [other] = await fill(server.client(), tombstoned, 1);
    await server.client().deleteStream(deleted);
    await server.client().tombstoneStream(tombstoned);
    const following = follow(server.client().subscribeToAll({ fromPosition: from }));
    await following.caughtUp();
    expect(following.idsOf(deleted)).toEqual([one]);
    expect(following.idsOf(`$$${deleted}`)).toHaveLength(1);
    expect(following.idsOf(tombstoned)).toEqual([other, expect.any(String)]);
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
});

test('ended by the reader it ends without an error, and others go on', async () => {
  const stream = newStream();
  const [one, other] = [follow(server.client().subscribeToStream(stream)), follow(server.client().subscribeToStream(stream))];
  await Promise.all([one.confirmed(), other.confirmed()]);
  await one.stop();
  const ids = await fill(server.client(), stream, 2);
  await other.until(2);
  expect(other.ids).toEqual(ids);
  expect([...one.ids, ...one.errors]).toEqual([]);
  await other.stop();
});
