// What comes in comes out: data, metadata, kinds, names, times, places.
import { BACKWARDS, binaryEvent, END, jsonEvent, START } from '@eventstore/db-client';
import { describe, expect, test } from 'vitest';
import { bytesOf, collect, newStream, ways } from '../../../packages/embedded-eventstore/test/support/events.ts';
import { headOf } from '../../../packages/embedded-eventstore/test/support/following.ts';
import { useServer } from './server.ts';

const server = useServer();

describe.each(ways)('an event appended as %s', (_, way) => {
  test('has the data and metadata it came with, and its stream and type may be words of any script', async () => {
    const stream = newStream('schlüssel-日本-𝒳');
    const data = { text: 'ä"\\\u0000\n', n: 1.5, deep: [{ none: null }, true] };
    const event = jsonEvent({ type: 'Größe', data, metadata: { $correlationId: 'c', n: 1 } });
    await server.client().appendToStream(stream, event, way);
    const [read] = await collect(server.client().readStream(stream));
    expect(read?.event).toMatchObject({
      id: event.id,
      streamId: stream,
      type: 'Größe',
      isJson: true,
      data,
      metadata: { $correlationId: 'c', n: 1 },
    });
  });

  test('may be bytes, and so may its metadata', async () => {
    const stream = newStream();
    const data = Buffer.from(Array.from({ length: 256 }, (_value, n) => n));
    const metadata = Uint8Array.from([0, 1, 2, 253, 254, 255]);
    await server.client().appendToStream(stream, binaryEvent({ type: 'Raw', data, metadata }), way);
    const [read] = await collect(server.client().readStream(stream));
    expect(read?.event).toMatchObject({ type: 'Raw', isJson: false });
    expect(bytesOf(read?.event?.data)).toEqual(data);
    expect(bytesOf(read?.event?.metadata)).toEqual(Buffer.from(metadata));
  });

  test('may have no metadata and no bytes', async () => {
    const stream = newStream();
    await server.client().appendToStream(stream, binaryEvent({ type: 'Nothing', data: Buffer.alloc(0) }), way);
    const [read] = await collect(server.client().readStream(stream));
    expect(bytesOf(read?.event?.data)).toEqual(Buffer.alloc(0));
    expect(read?.event?.metadata).toBeUndefined();
  });

  test('says when it was written', async () => {
    const stream = newStream();
    await server.client().appendToStream(stream, jsonEvent({ type: 'Thing', data: {} }), way);
    const [read] = await collect(server.client().readStream(stream));
    expect(Math.abs((read?.event?.created.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  });
});

test('an event is the same in its stream and in $all, with the same place', async () => {
  const stream = newStream();
  const from = await headOf(server.client());
  const { position } = await server
    .client()
    .appendToStream(stream, [
      jsonEvent({ type: 'Thing', data: { n: 1 }, metadata: { by: 'contract' } }),
      binaryEvent({ type: 'Raw', data: Buffer.from([255]) }),
    ]);
  const inStream = (await collect(server.client().readStream(stream))).map(({ event }) => event);
  const inAll = (await collect(server.client().readAll({ fromPosition: from })))
    .map(({ event }) => event)
    .filter(event => event?.streamId === stream);
  expect(inStream).toHaveLength(2);
  expect(inAll).toEqual(inStream);
  expect(inStream[1]?.position).toEqual(position);
  for (const event of inStream) expect(event?.position?.commit).toBeGreaterThanOrEqual(event?.position?.prepare ?? 2n ** 63n);
});

test('$all holds the metadata of streams as system events', async () => {
  const stream = newStream();
  const { position } = await server.client().setStreamMetadata(stream, { maxCount: 5 });
  const options = { direction: BACKWARDS, fromPosition: END, maxCount: 500 } as const;
  const backwards = (await collect(server.client().readAll(options))).filter(({ event }) => event?.streamId === `$$${stream}`);
  expect(backwards).toHaveLength(1);
  expect(backwards[0]?.event).toMatchObject({ type: '$metadata', isJson: true, data: { $maxCount: 5 }, position });
  const forwards = await collect(server.client().readAll({ fromPosition: position ?? START, maxCount: 1 }));
  expect(forwards[0]?.event?.id).toBe(backwards[0]?.event?.id);
});
