// Stream metadata and its limits; deletion, return, tombstones.
import {
  ANY,
  BACKWARDS,
  binaryEvent,
  END,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { describe, expect, test } from 'vitest';
import { collect, failure, fill, newStream, revisions, thing, useServer } from './server.ts';

const server = useServer();
const read = (stream: string) => revisions(server.client().readStream(stream));
const readBackwards = (stream: string) =>
  revisions(server.client().readStream(stream, { direction: BACKWARDS, fromRevision: END }));

describe('metadata', () => {
  test('is read back; a stream without has none', async () => {
    const stream = newStream();
    expect((await server.client().getStreamMetadata(stream)).metadata).toBeUndefined();
    await server.client().setStreamMetadata(stream, { maxCount: 3, truncateBefore: 1, team: 'blue' });
    expect((await server.client().getStreamMetadata<{ team: string }>(stream)).metadata).toMatchObject({
      maxCount: 3,
      truncateBefore: 1,
      team: 'blue',
    });
  });

  test('of a metastream only the newest is read', async () => {
    const stream = newStream();
    await server.client().setStreamMetadata(stream, { maxCount: 3 });
    await server.client().setStreamMetadata(stream, { maxCount: 4 });
    expect(await read(`$$${stream}`)).toEqual([1n]);
  });

  test('is guarded by its own revision', async () => {
    const stream = newStream();
    await server.client().setStreamMetadata(stream, { maxCount: 3 }, { expectedRevision: NO_STREAM });
    const again = server.client().setStreamMetadata(stream, { maxCount: 4 }, { expectedRevision: NO_STREAM });
    expect(await failure(again)).toBeInstanceOf(WrongExpectedVersionError);
  });

  test('$maxCount keeps the newest, both ways, and revisions go on', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 5);
    await server.client().setStreamMetadata(stream, { maxCount: 2 });
    expect(await read(stream)).toEqual([3n, 4n]);
    expect(await readBackwards(stream)).toEqual([4n, 3n]);
    expect((await server.client().appendToStream(stream, thing(), { expectedRevision: 4n })).nextExpectedRevision).toBe(5n);
    expect(await read(stream)).toEqual([4n, 5n]);
  });

  test('$tb cuts off what is before it', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 5);
    await server.client().setStreamMetadata(stream, { truncateBefore: 3 });
    expect(await read(stream)).toEqual([3n, 4n]);
    expect(await revisions(server.client().readStream(stream, { fromRevision: 1n, maxCount: 1 }))).toEqual([3n]);
  });

  test('a stream that is cut off wholly is empty, not missing', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    await server.client().setStreamMetadata(stream, { truncateBefore: 9 });
    expect(await read(stream)).toEqual([]);
    expect(await readBackwards(stream)).toEqual([]);
  });

  test('the stricter of $maxCount and $tb counts', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 6);
    await server.client().setStreamMetadata(stream, { maxCount: 4, truncateBefore: 3 });
    expect(await read(stream)).toEqual([3n, 4n, 5n]);
    await server.client().setStreamMetadata(stream, { maxCount: 2, truncateBefore: 3 });
    expect(await read(stream)).toEqual([4n, 5n]);
  });

  test('$maxAge hides what is older', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    await server.client().setStreamMetadata(stream, { maxAge: 3600 });
    expect(await read(stream)).toEqual([0n, 1n]);
    await server.client().setStreamMetadata(stream, { maxAge: 1 });
    await expect.poll(() => read(stream), { timeout: 10_000 }).toEqual([]);
    await fill(server.client(), stream, 1);
    expect(await read(stream)).toEqual([2n]);
  });

  test('what is cut off is still in $all', async () => {
    const stream = newStream();
    const ids = await fill(server.client(), stream, 3);
    await server.client().setStreamMetadata(stream, { maxCount: 1 });
    const all = (await collect(server.client().readAll())).map(({ event }) => event?.id);
    expect(all).toEqual(expect.arrayContaining(ids));
  });
});

describe('a deleted stream', () => {
  test.each([ANY, 1n] as const)('was at revision 1 and is deleted expecting %s', async expectedRevision => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    const { position } = await server.client().deleteStream(stream, { expectedRevision });
    expect(position?.commit).toBeGreaterThan(0n);
    expect(await failure(read(stream))).toBeInstanceOf(StreamNotFoundError);
    expect(await failure(readBackwards(stream))).toBeInstanceOf(StreamNotFoundError);
  });

  test.each([NO_STREAM, 0n, 5n] as const)('is not made of one at revision 1 expecting %s', async expectedRevision => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    const error = await failure(server.client().deleteStream(stream, { expectedRevision }));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: stream, actualVersion: 1n });
    expect(await read(stream)).toEqual([0n, 1n]);
  });

  test('is not made of one that never was', async () => {
    expect(await failure(server.client().deleteStream(newStream()))).toBeInstanceOf(WrongExpectedVersionError);
  });

  test('refuses "stream exists"', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    await server.client().deleteStream(stream);
    const error = await failure(server.client().appendToStream(stream, thing(), { expectedRevision: STREAM_EXISTS }));
    expect(error).toBeInstanceOf(StreamDeletedError);
  });

  test.each([ANY, NO_STREAM, 1n] as const)(
    'comes back with an append expecting %s, its revisions going on',
    async expectedRevision => {
      const stream = newStream();
      await fill(server.client(), stream, 2);
      await server.client().deleteStream(stream);
      const { nextExpectedRevision } = await server.client().appendToStream(stream, thing(), { expectedRevision });
      expect(nextExpectedRevision).toBe(2n);
      expect(await read(stream)).toEqual([2n]);
      expect((await server.client().getStreamMetadata(stream)).metadata).toMatchObject({ truncateBefore: 2 });
    },
  );

  test('does not come back expecting an earlier revision', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    await server.client().deleteStream(stream);
    const error = await failure(server.client().appendToStream(stream, thing(), { expectedRevision: 0n }));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
  });

  test('keeps other metadata when it comes back by metadata, and begins behind its old events', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    await server.client().deleteStream(stream);
    await server.client().setStreamMetadata(stream, { maxCount: 7 });
    expect((await server.client().getStreamMetadata(stream)).metadata).toMatchObject({ maxCount: 7, truncateBefore: 2 });
    expect(await read(stream)).toEqual([]);
  });

  test('is told by a metadata event with the largest revision as $tb', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 1);
    await server.client().deleteStream(stream);
    const [resolved] = await collect(server.client().readStream(`$$${stream}`));
    expect(resolved?.event).toMatchObject({ type: '$metadata', isJson: true });
    expect(resolved?.event?.data).toEqual({ $tb: Number(9223372036854775807n) });
  });
});

describe('a tombstoned stream', () => {
  test('is gone for ever: reads, appends, deletions fail', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    const { position } = await server.client().tombstoneStream(stream, { expectedRevision: 1n });
    expect(position?.commit).toBeGreaterThan(0n);
    const calls = [
      () => read(stream),
      () => readBackwards(stream),
      () => fill(server.client(), stream, 1),
      () => server.client().deleteStream(stream),
      () => server.client().tombstoneStream(stream),
    ];
    for (const call of calls) {
      const error = await failure(call());
      expect(error).toBeInstanceOf(StreamDeletedError);
      expect(error).toMatchObject({ streamName: stream });
    }
  });

  test.each([ANY, NO_STREAM] as const)('need not have been, expecting %s', async expectedRevision => {
    const stream = newStream();
    await server.client().tombstoneStream(stream, { expectedRevision });
    expect(await failure(fill(server.client(), stream, 1))).toBeInstanceOf(StreamDeletedError);
  });

  test('is not made expecting another revision', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    expect(await failure(server.client().tombstoneStream(stream, { expectedRevision: 0n }))).toBeInstanceOf(
      WrongExpectedVersionError,
    );
  });

  test('is an event in $all', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 1);
    await server.client().tombstoneStream(stream);
    const [last] = await collect(server.client().readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
    expect(last?.event).toMatchObject({ streamId: stream, type: '$streamDeleted' });
  });
});

describe('a link', () => {
  /** Link data is plain text, so it goes in as bytes. */
  const link = (data: string) => binaryEvent({ type: '$>', data: Buffer.from(data) });

  test('is followed on request, and shown as it is otherwise', async () => {
    const [target, links] = [newStream(), newStream()];
    const ids = await fill(server.client(), target, 2);
    await server.client().appendToStream(links, link(`1@${target}`));
    const [followed] = await collect(server.client().readStream(links, { resolveLinkTos: true }));
    expect(followed?.event).toMatchObject({ id: ids[1], streamId: target, revision: 1n });
    expect(followed?.link).toMatchObject({ type: '$>', streamId: links, revision: 0n });
    const [plain] = await collect(server.client().readStream(links));
    expect(plain?.event).toMatchObject({ type: '$>', streamId: links });
    expect(plain?.link).toBeUndefined();
  });

  test.each(['deleted', 'tombstoned', 'cut off', 'missing', 'unreadable'])('to what is %s comes without an event', async fate => {
    const [target, links] = [newStream(), newStream()];
    await fill(server.client(), target, 2);
    await server
      .client()
      .appendToStream(links, link(fate === 'unreadable' ? 'nonsense' : `${fate === 'missing' ? 9 : 0}@${target}`));
    if (fate === 'deleted') await server.client().deleteStream(target);
    if (fate === 'tombstoned') await server.client().tombstoneStream(target);
    if (fate === 'cut off') await server.client().setStreamMetadata(target, { maxCount: 1 });
    const [resolved] = await collect(server.client().readStream(links, { resolveLinkTos: true }));
    expect(resolved?.event).toBeUndefined();
    expect(resolved?.link?.type).toBe('$>');
  });
});
