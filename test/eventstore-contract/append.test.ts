// Appending: every expectation, repeats, several events at once, what is refused.
import { randomUUID } from 'node:crypto';
import {
  ANY,
  binaryEvent,
  type EventStoreDBClient,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { describe, expect, test } from 'vitest';
import { collect, failure, fill, newStream, revisions, thing, things, useServer } from './server.ts';

const server = useServer();

/** `credentials` on a call make the client use the plain Append method instead of batches. */
const ways = [
  ['batch', {}],
  ['plain', { credentials: { username: 'admin', password: 'changeit' } }],
] as const;

describe.each(ways)('append, %s', (_, way) => {
  const append = (
    stream: string,
    events: Parameters<EventStoreDBClient['appendToStream']>[1],
    expectedRevision: bigint | typeof ANY | typeof NO_STREAM | typeof STREAM_EXISTS,
  ) => server.client().appendToStream(stream, events, { ...way, expectedRevision });

  test('revisions begin at 0 and have no gap; the answer tells the last and its position', async () => {
    const stream = newStream();
    const first = await append(stream, things(3), NO_STREAM);
    expect(first).toMatchObject({ success: true, nextExpectedRevision: 2n });
    const second = await append(stream, thing(), 2n);
    expect(second.nextExpectedRevision).toBe(3n);
    const events = await collect(server.client().readStream(stream));
    expect(events.map(({ event }) => event?.revision)).toEqual([0n, 1n, 2n, 3n]);
    expect(events[2]?.event?.position).toEqual(first.position);
    expect(events[3]?.event?.position).toEqual(second.position);
    expect(second.position?.commit).toBeGreaterThan(first.position?.commit ?? 0n);
  });

  test.each([ANY, NO_STREAM] as const)('a stream that is not there takes %s', async expected => {
    expect((await append(newStream(), thing(), expected)).nextExpectedRevision).toBe(0n);
  });

  test.each([STREAM_EXISTS, 0n, 5n] as const)('a stream that is not there refuses %s', async expected => {
    const stream = newStream();
    const error = await failure(append(stream, thing(), expected));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: stream, expectedVersion: expected, actualVersion: 'no_stream' });
    expect(await failure(collect(server.client().readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
  });

  test.each([NO_STREAM, 0n, 3n] as const)('a stream at revision 1 refuses %s', async expected => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    const error = await failure(append(stream, thing(), expected));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: stream, expectedVersion: expected, actualVersion: 1n });
  });

  test.each([ANY, STREAM_EXISTS, 1n] as const)('a stream at revision 1 takes %s', async expected => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    expect((await append(stream, thing(), expected)).nextExpectedRevision).toBe(2n);
  });

  test('a stream that has metadata alone exists', async () => {
    const stream = newStream();
    await server.client().setStreamMetadata(stream, { maxCount: 10 });
    expect((await append(stream, thing(), STREAM_EXISTS)).nextExpectedRevision).toBe(0n);
  });

  test.each([
    ['any', ANY],
    ['stream exists', STREAM_EXISTS],
    ['the revision of then', 0n],
  ] as const)('a repeat with the same ids under %s writes nothing and gets the answer of then', async (_name, expected) => {
    const stream = newStream();
    await fill(server.client(), stream, 1);
    const events = things(2);
    const first = await append(stream, events, expected);
    await fill(server.client(), stream, 1);
    expect(await append(stream, events, expected)).toEqual(first);
    expect(await revisions(server.client().readStream(stream))).toEqual([0n, 1n, 2n, 3n]);
  });

  test('a repeat under no stream gets the answer of then', async () => {
    const stream = newStream();
    const events = things(2);
    const first = await append(stream, events, NO_STREAM);
    await fill(server.client(), stream, 3);
    expect(await append(stream, events, NO_STREAM)).toEqual(first);
  });

  test.each([
    ['any', ANY],
    ['no stream', NO_STREAM],
  ] as const)('a part of what was written, with something new behind it, is refused under %s', async (_name, expected) => {
    const stream = newStream();
    const [known] = await fill(server.client(), stream, 1);
    expect(await failure(append(stream, [thing(0, known), thing(1)], expected))).toBeInstanceOf(WrongExpectedVersionError);
    expect(await revisions(server.client().readStream(stream))).toEqual([0n]);
  });

  test('at the expected revision an id that occurred before is written again', async () => {
    const stream = newStream();
    const event = thing();
    await append(stream, event, NO_STREAM);
    expect((await append(stream, event, 0n)).nextExpectedRevision).toBe(1n);
  });

  test('the same id in another stream is another event', async () => {
    const event = thing();
    await append(newStream(), event, NO_STREAM);
    expect((await append(newStream(), event, ANY)).nextExpectedRevision).toBe(0n);
  });

  test('all events of an append are there or none', async () => {
    const stream = newStream();
    await failure(append(stream, [thing(), jsonEvent({ type: '', data: {} })], ANY));
    expect(await failure(collect(server.client().readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
  });

  test('an id of zeros is refused', async () => {
    await failure(append(newStream(), thing(0, '00000000-0000-0000-0000-000000000000'), ANY));
  });

  test('an append of no events under any writes nothing', async () => {
    const stream = newStream();
    await append(stream, [], ANY);
    expect(await failure(collect(server.client().readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
  });

  test('an append of no events behind the present is refused', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    expect(await failure(append(stream, [], 0n))).toBeInstanceOf(WrongExpectedVersionError);
  });

  test('an event above the size limit is refused with the limit', async () => {
    const large = binaryEvent({ type: 'Large', data: Buffer.alloc(1024 * 1024 + 1) });
    const error = await failure(append(newStream(), large, ANY));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ maxAppendSize: 1024 * 1024 });
  });

  test('what comes in comes out: data, metadata, kinds, names of any script', async () => {
    const stream = newStream('schlüssel-日本-𝒳');
    const bytes = Buffer.from([0, 1, 2, 253, 254, 255]);
    await append(
      stream,
      [
        jsonEvent({ type: 'Größe', data: { text: 'ä"\\\u0000\n', n: 1.5 }, metadata: { $correlationId: 'c' } }),
        binaryEvent({ type: 'Raw', data: bytes, metadata: bytes }),
      ],
      ANY,
    );
    const [json, raw] = await collect(server.client().readStream(stream));
    expect(json?.event).toMatchObject({
      streamId: stream,
      type: 'Größe',
      isJson: true,
      data: { text: 'ä"\\\u0000\n', n: 1.5 },
      metadata: { $correlationId: 'c' },
    });
    expect(raw?.event).toMatchObject({ type: 'Raw', isJson: false });
    expect(bytesOf(raw?.event?.data)).toEqual(bytes);
    expect(bytesOf(raw?.event?.metadata)).toEqual(bytes);
    expect(Math.abs((json?.event?.created.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  test('a tombstoned stream refuses whatever is expected', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 1);
    await server.client().tombstoneStream(stream);
    for (const expected of [ANY, NO_STREAM, STREAM_EXISTS, 0n] as const) {
      const error = await failure(append(stream, thing(), expected));
      expect(error).toBeInstanceOf(StreamDeletedError);
      expect(error).toMatchObject({ streamName: stream });
    }
  });

  test('of many who expect the same revision exactly one is served', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 1);
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => append(stream, thing(), 0n)));
    expect(results.filter(result => result.status === 'fulfilled')).toHaveLength(1);
    expect(await revisions(server.client().readStream(stream))).toEqual([0n, 1n]);
  });

  test('the same append sent many times at once is written once', async () => {
    const stream = newStream();
    const events = things(2);
    const results = await Promise.all(Array.from({ length: 20 }, () => append(stream, events, NO_STREAM)));
    for (const result of results) expect(result).toEqual(results[0]);
    expect(await revisions(server.client().readStream(stream))).toEqual([0n, 1n]);
  });
});

test('an append that comes in several parts is one append', async () => {
  const stream = newStream();
  const data = 'x'.repeat(10_000);
  const events = Array.from({ length: 50 }, (_, n) => jsonEvent({ type: 'Part', data: { n, data } }));
  await server.client().appendToStream(stream, events, { expectedRevision: NO_STREAM, batchAppendSize: 20_000 });
  const read = await collect(server.client().readStream(stream));
  expect(read.map(({ event }) => event?.id)).toEqual(events.map(event => event.id));
});

test('several events of a megabyte each are taken at once', async () => {
  const stream = newStream();
  const events = Array.from({ length: 4 }, () =>
    binaryEvent({ id: randomUUID(), type: 'Large', data: Buffer.alloc(1024 * 1024, 7) }),
  );
  await server.client().appendToStream(stream, events);
  const sizes = (await collect(server.client().readStream(stream))).map(({ event }) => bytesOf(event?.data).length);
  expect(sizes).toEqual([1024 * 1024, 1024 * 1024, 1024 * 1024, 1024 * 1024]);
});

test('every one of many batched appends is answered once, refused or not', async () => {
  const streams = Array.from({ length: 300 }, () => newStream());
  const results = await Promise.allSettled(
    streams.map((stream, n) =>
      server.client().appendToStream(stream, thing(), { expectedRevision: n % 3 === 0 ? 7n : NO_STREAM }),
    ),
  );
  expect(results.filter(result => result.status === 'rejected')).toHaveLength(100);
});

function bytesOf(value: unknown): Buffer {
  if (!(value instanceof Uint8Array)) throw new Error('there should be bytes');
  return Buffer.from(value);
}
