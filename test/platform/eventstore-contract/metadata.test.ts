// Stream metadata and its limits.
import {
  ANY,
  BACKWARDS,
  binaryEvent,
  NO_STREAM,
  STREAM_EXISTS,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { describe, expect, test } from 'vitest';
import {
  collect,
  failure,
  fill,
  newStream,
  revisions,
  thing,
} from '../../../packages/embedded-eventstore/test/support/events.ts';
import { useServer } from './server.ts';

const server = useServer();
const { read, readBackwards } = server;

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

  test('may hold everything the client knows, and words of others', async () => {
    const stream = newStream();
    const acl = { readRoles: ['readers'], writeRoles: ['writers'], deleteRoles: [], metaReadRoles: [], metaWriteRoles: [] };
    const metadata = { maxAge: 60, cacheControl: 5, acl, custom: { deep: [1, 'two'] } };
    await server.client().setStreamMetadata(stream, metadata);
    expect((await server.client().getStreamMetadata(stream)).metadata).toEqual(metadata);
  });

  test('may be set again under any, its own revision, and "stream exists"', async () => {
    const stream = newStream();
    for (const expectedRevision of [ANY, 0n, STREAM_EXISTS] as const)
      await server.client().setStreamMetadata(stream, { maxCount: 3 }, { expectedRevision });
    expect(await read(`$$${stream}`)).toEqual([2n]);
  });

  test('does not make a stream, but limits the one that comes', async () => {
    const stream = newStream();
    await server.client().setStreamMetadata(stream, { maxCount: 2 });
    expect(await failure(read(stream))).toBeInstanceOf(StreamNotFoundError);
    await fill(server.client(), stream, 4, NO_STREAM);
    expect(await read(stream)).toEqual([2n, 3n]);
  });

  test('replaced is no limit any more', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 3);
    await server.client().setStreamMetadata(stream, { maxCount: 1 });
    expect(await read(stream)).toEqual([2n]);
    await server.client().setStreamMetadata(stream, {});
    expect(await read(stream)).toEqual([0n, 1n, 2n]);
  });

  test('that is no JSON limits nothing', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 3);
    const data = Buffer.from('{"$maxCount":');
    await server.client().appendToStream(`$$${stream}`, binaryEvent({ type: '$metadata', data }));
    expect(await read(stream)).toEqual([0n, 1n, 2n]);
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

  test('revisions of what is cut off are not given again', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    await server.client().setStreamMetadata(stream, { truncateBefore: 2 });
    expect((await server.client().appendToStream(stream, thing(), { expectedRevision: 1n })).nextExpectedRevision).toBe(2n);
    expect(await read(stream)).toEqual([2n]);
    expect(await readBackwards(stream)).toEqual([2n]);
  });

  test('a read that begins in what is cut off brings as many as it asks of what is left', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 6);
    await server.client().setStreamMetadata(stream, { maxCount: 3 });
    expect(await revisions(server.client().readStream(stream, { fromRevision: 0n, maxCount: 2 }))).toEqual([3n, 4n]);
    const backwards = { direction: BACKWARDS, fromRevision: 1n } as const;
    expect(await revisions(server.client().readStream(stream, backwards))).toEqual([]);
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
    await expect.poll(() => read(stream)).toEqual([]);
    expect(await readBackwards(stream)).toEqual([]);
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
