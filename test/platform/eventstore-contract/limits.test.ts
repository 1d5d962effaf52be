// The limit on an append: its data counts, summed over its events, and its metadata does not.
import { binaryEvent, MaxAppendSizeExceededError, StreamNotFoundError } from '@eventstore/db-client';
import { describe, expect, test } from 'vitest';
import { bytesOf, collect, failure, newStream, ways } from '../../../packages/embedded-eventstore/test/support/events.ts';
import { useServer } from './server.ts';

const server = useServer();
const limit = 1024 * 1024;

const sized = (data: number, metadata = 0) =>
  binaryEvent({ type: 'Sized', data: Buffer.alloc(data, 7), ...(metadata > 0 && { metadata: Buffer.alloc(metadata, 8) }) });
const many = (count: number, data: number) => Array.from({ length: count }, () => sized(data));

describe.each(ways)('an append, %s', (_, way) => {
  test.each([
    ['one event of the limit', [sized(limit)]],
    ['two of half the limit', many(2, limit / 2)],
    ['3,000 small ones', many(3_000, 340)],
    ['two of half the limit with as much metadata', [sized(limit / 2, limit), sized(limit / 2, limit)]],
  ])('of %s is taken', async (_name, events) => {
    const stream = newStream();
    const { nextExpectedRevision } = await server.client().appendToStream(stream, events, way);
    expect(nextExpectedRevision).toBe(BigInt(events.length - 1));
    const [first] = await collect(server.client().readStream(stream, { maxCount: 1 }));
    expect(bytesOf(first?.event?.data)).toHaveLength(events[0]?.data.length ?? 0);
  });

  test.each([
    ['one byte above the limit', [sized(limit + 1)]],
    ['two events of 600 KiB', many(2, 600 * 1024)],
    ['4,000 small events', many(4_000, 340)],
    ['one byte above the limit in the last of three', [sized(limit / 2), sized(limit / 2), sized(1)]],
  ])('of %s is refused with the limit, and nothing is written', async (_name, events) => {
    const stream = newStream();
    const error = await failure(server.client().appendToStream(stream, events, way));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: limit });
    expect(await failure(collect(server.client().readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
  });
});
