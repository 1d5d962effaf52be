// How refusals reach the client: the kind of the error and what it tells.
import {
  ANY,
  BACKWARDS,
  binaryEvent,
  END,
  EventStoreDBClient,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  StreamDeletedError,
  StreamNotFoundError,
  UnknownError,
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
  ways,
} from '../../../packages/embedded-eventstore/test/support/events.ts';
import { follow } from '../../../packages/embedded-eventstore/test/support/following.ts';
import { useServer } from './server.ts';

const server = useServer();

describe.each(ways)('append, %s', (_, way) => {
  test.each([
    ['an id of zeros', thing(0, '00000000-0000-0000-0000-000000000000')],
    ['an empty type', jsonEvent({ type: '', data: {} })],
  ])('%s is refused, whatever else the append holds', async (_name, event) => {
    const stream = newStream();
    const error = await failure(server.client().appendToStream(stream, [thing(), event], way));
    expect(error).toBeInstanceOf(UnknownError);
    expect(await failure(collect(server.client().readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
  });

  test('an event above the size limit is refused with the limit, and nothing is written', async () => {
    const stream = newStream();
    const large = binaryEvent({ type: 'Large', data: Buffer.alloc(1024 * 1024 + 1) });
    const error = await failure(server.client().appendToStream(stream, [thing(), large], way));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: 1024 * 1024 });
    expect(await failure(collect(server.client().readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
  });

  test('what is refused leaves the connection as it was', async () => {
    const stream = newStream();
    await failure(server.client().appendToStream(stream, thing(), { ...way, expectedRevision: 5n }));
    await failure(server.client().appendToStream(stream, jsonEvent({ type: '', data: {} }), way));
    const { nextExpectedRevision } = await server.client().appendToStream(stream, thing(), way);
    expect(nextExpectedRevision).toBe(0n);
  });
});

test('who asks for it gets a wrong expected version as an answer', async () => {
  const [, plain] = ways;
  const plainly = server.connectionString();
  const client = EventStoreDBClient.connectionString(`${plainly}${plainly.includes('?') ? '&' : '/?'}throwOnAppendFailure=false`);
  const stream = newStream();
  await fill(server.client(), stream, 3);
  const answer = await client.appendToStream(stream, thing(), { ...plain[1], expectedRevision: 0n });
  expect(answer).toMatchObject({ success: false, nextExpectedRevision: 2n });
  await client.dispose();
});

describe.each(['deleteStream', 'tombstoneStream'] as const)('%s', method => {
  test.each([
    [NO_STREAM, -1n],
    [0n, 0n],
    [5n, 5n],
  ] as const)('at revision 1 is refused under %s with both revisions', async (expectedRevision, expectedVersion) => {
    const stream = newStream();
    await fill(server.client(), stream, 2);
    const error = await failure(server.client()[method](stream, { expectedRevision }));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ code: 9, streamName: stream, expectedVersion, actualVersion: 1n });
    expect(await revisions(server.client().readStream(stream))).toEqual([0n, 1n]);
  });

  test('of a stream that is not there is refused under a revision', async () => {
    const stream = newStream();
    const error = await failure(server.client()[method](stream, { expectedRevision: 3n }));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ code: 9, streamName: stream, expectedVersion: 3n, actualVersion: -1n });
  });
});

test('a deletion of a stream that is not there says what was expected and that there is none', async () => {
  const stream = newStream();
  const error = await failure(server.client().deleteStream(stream, { expectedRevision: ANY }));
  expect(error).toBeInstanceOf(WrongExpectedVersionError);
  expect(error).toMatchObject({ code: 9, streamName: stream, expectedVersion: -2n, actualVersion: -1n });
});

test('whatever is asked of a tombstoned stream fails with its name', async () => {
  const stream = newStream();
  await fill(server.client(), stream, 1);
  await server.client().tombstoneStream(stream);
  const calls = [
    () => collect(server.client().readStream(stream)),
    () => collect(server.client().readStream(stream, { direction: BACKWARDS, fromRevision: END })),
    () => server.client().deleteStream(stream),
    () => server.client().tombstoneStream(stream),
    () => server.client().appendToStream(stream, thing(), ways[1][1]),
  ];
  for (const call of calls) {
    const error = await failure(call());
    expect(error).toBeInstanceOf(StreamDeletedError);
    expect(error).toMatchObject({ type: 'stream-deleted', code: 9, streamName: stream });
  }
  const following = follow(server.client().subscribeToStream(stream));
  await expect.poll(() => following.errors).toHaveLength(1);
  expect(following.errors[0]).toBeInstanceOf(StreamDeletedError);
  expect(following.errors[0]).toMatchObject({ code: 9, streamName: stream });
});

test.each(['missing', 'deleted', 'described, but without events'])(
  'a stream that is %s is not found, under its name',
  async fate => {
    const stream = newStream('größe');
    if (fate === 'deleted') {
      await fill(server.client(), stream, 1);
      await server.client().deleteStream(stream);
    }
    if (fate.startsWith('described')) await server.client().setStreamMetadata(stream, { maxCount: 5 });
    for (const direction of ['forwards', 'backwards'] as const) {
      const error = await failure(collect(server.client().readStream(stream, { direction })));
      expect(error).toBeInstanceOf(StreamNotFoundError);
      expect(error).toMatchObject({ type: 'stream-not-found', streamName: stream });
    }
  },
);
