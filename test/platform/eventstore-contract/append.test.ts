// Appending: every expectation, repeats, several events at once, what is refused.
import {
  ANY,
  binaryEvent,
  jsonEvent,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { describe, expect, test } from 'vitest';
import {
  collect,
  failure,
  fill,
  newStream,
  thing,
  things,
  ways,
} from '../../../packages/embedded-eventstore/test/support/events.ts';
import { useServer } from './server.ts';

const server = useServer();

describe.each(ways)('append, %s', (_, way) => {
  const append = server.appending(way);

  test('revisions begin at 0 and have no gap; the answer has the last and its position', async () => {
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

  test('all events of an append are there or none', async () => {
    const stream = newStream();
    await failure(append(stream, [thing(), jsonEvent({ type: '', data: {} })], ANY));
    expect(await failure(collect(server.client().readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
  });

  test.each([ANY, NO_STREAM] as const)(
    'an append of no events to a stream that is not there under %s writes nothing',
    async expected => {
      const stream = newStream();
      expect((await append(stream, [], expected)).success).toBe(true);
      expect(await failure(collect(server.client().readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
    },
  );

  test.each([STREAM_EXISTS, 0n] as const)(
    'an append of no events to a stream that is not there is refused under %s',
    async expected => {
      const error = await failure(append(newStream(), [], expected));
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
      expect(error).toMatchObject({ expectedVersion: expected, actualVersion: 'no_stream' });
    },
  );

  test.each([ANY, STREAM_EXISTS, 1n] as const)('an append of no events at revision 1 under %s writes nothing', async expected => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    expect((await append(stream, [], expected)).success).toBe(true);
    expect(await server.read(stream)).toEqual([0n, 1n]);
    expect((await append(stream, thing(), 1n)).nextExpectedRevision).toBe(2n);
  });

  test.each([NO_STREAM, 0n, 3n] as const)('an append of no events at revision 1 is refused under %s', async expected => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    const error = await failure(append(stream, [], expected));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ expectedVersion: expected, actualVersion: 1n });
  });

  test('an append of no events brings a deleted stream back, with nothing in it', async () => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    await server.client().deleteStream(stream);
    expect((await append(stream, [], ANY)).success).toBe(true);
    await expect.poll(() => server.read(stream).catch(String)).toEqual([]);
    expect((await append(stream, thing(), 1n)).nextExpectedRevision).toBe(2n);
  });

  test('a system stream is appended to as any other', async () => {
    const stream = newStream('$contract');
    expect((await append(stream, things(2), NO_STREAM)).nextExpectedRevision).toBe(1n);
    expect(await server.read(stream)).toEqual([0n, 1n]);
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
    expect(await server.read(stream)).toEqual([0n, 1n]);
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

test('many small events are taken at once', async () => {
  const stream = newStream();
  const events = Array.from({ length: 5_000 }, () => binaryEvent({ type: 'Small', data: Buffer.alloc(32) }));
  const { nextExpectedRevision } = await server.client().appendToStream(stream, events);
  expect(nextExpectedRevision).toBe(4_999n);
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
