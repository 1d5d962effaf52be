// Deletion and return, tombstones.
import {
  ANY,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { describe, expect, test } from 'vitest';
import { collect, failure, fill, newStream, thing } from '../../../packages/embedded-eventstore/test/support/events.ts';
import { headOf } from '../../../packages/embedded-eventstore/test/support/following.ts';
import { useServer } from './server.ts';

const server = useServer();
const { read, readBackwards } = server;

/** A read right behind an append that brings a stream back may still say for some moments that there is none. */
const readsAs = (stream: string, wanted: bigint[]) =>
  expect
    .poll(() => read(stream).catch(error => (error instanceof StreamNotFoundError ? 'not found' : Promise.reject(error))))
    .toEqual(wanted);

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

  test('deleted again stays deleted', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    await server.client().deleteStream(stream);
    await server.client().deleteStream(stream, { expectedRevision: 1n });
    expect(await failure(read(stream))).toBeInstanceOf(StreamNotFoundError);
    expect((await server.client().appendToStream(stream, thing())).nextExpectedRevision).toBe(2n);
  });

  test('comes back and can be deleted and come back again', async () => {
    const stream = newStream();
    for (const last of [1n, 3n, 5n]) {
      await fill(server.client(), stream, 2);
      await readsAs(stream, [last - 1n, last]);
      await server.client().deleteStream(stream, { expectedRevision: last });
      expect(await failure(read(stream))).toBeInstanceOf(StreamNotFoundError);
    }
  });

  test('is still in $all', async () => {
    const stream = newStream();
    const from = await headOf(server.client());
    const ids = await fill(server.client(), stream, 2);
    await server.client().deleteStream(stream);
    const all = (await collect(server.client().readAll({ fromPosition: from }))).filter(
      ({ event }) => event?.streamId === stream,
    );
    expect(all.map(({ event }) => event?.id)).toEqual(ids);
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
      await readsAs(stream, [2n]);
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
    await readsAs(stream, []);
    expect((await server.client().getStreamMetadata(stream)).metadata).toMatchObject({ maxCount: 7, truncateBefore: 2 });
  });

  test('comes back with metadata that says where it begins, and what was said of it before its deletion is gone', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 3);
    await server.client().setStreamMetadata(stream, { maxCount: 1 });
    await server.client().deleteStream(stream);
    await fill(server.client(), stream, 2);
    await readsAs(stream, [3n, 4n]);
    expect((await server.client().getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 3 });
  });

  test('shows as a metadata event with the largest revision as $tb', async () => {
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

  test('may have been deleted before', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    await server.client().deleteStream(stream);
    await server.client().tombstoneStream(stream, { expectedRevision: 1n });
    expect(await failure(read(stream))).toBeInstanceOf(StreamDeletedError);
  });

  test('takes no append of no events either', async () => {
    const stream = newStream();
    await server.client().tombstoneStream(stream);
    expect(await failure(server.client().appendToStream(stream, []))).toBeInstanceOf(StreamDeletedError);
  });

  test('is not made expecting another revision', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    expect(await failure(server.client().tombstoneStream(stream, { expectedRevision: 0n }))).toBeInstanceOf(
      WrongExpectedVersionError,
    );
  });

  test('is an event in $all, behind those it had', async () => {
    const stream = newStream();
    const from = await headOf(server.client());
    const ids = await fill(server.client(), stream, 1);
    const { position } = await server.client().tombstoneStream(stream);
    const all = (await collect(server.client().readAll({ fromPosition: from }))).filter(
      ({ event }) => event?.streamId === stream,
    );
    expect(all.map(({ event }) => event?.type)).toEqual(['Thing', '$streamDeleted']);
    expect(all[0]?.event?.id).toBe(ids[0]);
    expect(all[1]?.event).toMatchObject({ revision: 2n ** 63n - 1n, position });
  });
});
