// Reading streams and $all, both ways, from everywhere.
import { BACKWARDS, END, FORWARDS, type ResolvedEvent, START, StreamNotFoundError } from '@eventstore/db-client';
import { beforeAll, describe, expect, test } from 'vitest';
import { collect, failure, fill, newStream, revisions } from '../../../packages/embedded-eventstore/test/support/events.ts';
import { headOf } from '../../../packages/embedded-eventstore/test/support/following.ts';
import { useServer } from './server.ts';

const server = useServer();

describe('a stream', () => {
  const stream = newStream();
  beforeAll(() => fill(server.client(), stream, 10));
  const read = (options: Parameters<ReturnType<typeof server.client>['readStream']>[1]) =>
    revisions(server.client().readStream(stream, options));

  test('is read from its start, all of it', async () => {
    expect(await read({})).toEqual([0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n]);
  });
  test('a revision to read from is included, both ways', async () => {
    expect(await read({ direction: FORWARDS, fromRevision: 7n })).toEqual([7n, 8n, 9n]);
    expect(await read({ direction: BACKWARDS, fromRevision: 2n })).toEqual([2n, 1n, 0n]);
  });
  test('backwards from the end begins with the last', async () => {
    expect(await read({ direction: BACKWARDS, fromRevision: END, maxCount: 2 })).toEqual([9n, 8n]);
  });
  test('backwards from the start gives the first alone', async () => {
    expect(await read({ direction: BACKWARDS, fromRevision: START })).toEqual([0n]);
  });
  test('forwards from beyond the last revision there is nothing; from "the end" it is an error', async () => {
    expect(await read({ direction: FORWARDS, fromRevision: 10n })).toEqual([]);
    expect(await read({ direction: FORWARDS, fromRevision: 1_000n })).toEqual([]);
    expect(await failure(read({ direction: FORWARDS, fromRevision: END }))).toMatchObject({ code: 2 });
  });
  test('backwards from beyond the end begins with the last', async () => {
    expect(await read({ direction: BACKWARDS, fromRevision: 100n, maxCount: 1 })).toEqual([9n]);
  });
  test('a limit is kept', async () => {
    expect(await read({ maxCount: 3 })).toEqual([0n, 1n, 2n]);
    expect(await read({ direction: FORWARDS, fromRevision: 4n, maxCount: 3 })).toEqual([4n, 5n, 6n]);
  });
  test('that is not there is named', async () => {
    const name = newStream();
    const error = await failure(collect(server.client().readStream(name)));
    expect(error).toBeInstanceOf(StreamNotFoundError);
    expect(error).toMatchObject({ streamName: name });
  });
  test('of more than one page is read whole, both ways', async () => {
    const long = newStream();
    await fill(server.client(), long, 1_250);
    const all = Array.from({ length: 1_250 }, (_, n) => BigInt(n));
    expect(await revisions(server.client().readStream(long))).toEqual(all);
    expect(await revisions(server.client().readStream(long, { direction: BACKWARDS, fromRevision: END }))).toEqual(
      all.toReversed(),
    );
  });
});

describe('$all', () => {
  test('holds events in the order in which they were committed, at growing positions', async () => {
    const [a, b] = [newStream(), newStream()];
    await fill(server.client(), a, 1);
    await fill(server.client(), b, 2);
    await fill(server.client(), a, 1);
    const all = await collect(server.client().readAll());
    const ours = all.filter(({ event }) => event?.streamId === a || event?.streamId === b);
    expect(ours.map(({ event }) => [event?.streamId, event?.revision])).toEqual([
      [a, 0n],
      [b, 0n],
      [b, 1n],
      [a, 1n],
    ]);
    const positions = all.map(({ event }) => event?.position?.commit ?? 0n);
    expect(positions).toEqual([...new Set(positions)].sort((x, y) => (x < y ? -1 : 1)));
    expect(all.every(({ event, commitPosition }) => commitPosition === event?.position?.commit)).toBe(true);
  });

  test('forwards a position is included, backwards it is not', async () => {
    const stream = newStream();
    const ids = await fill(server.client(), stream, 3);
    const [, second] = await collect(server.client().readStream(stream));
    const fromPosition = second?.event?.position ?? START;
    const forwards = await collect(server.client().readAll({ direction: FORWARDS, fromPosition, maxCount: 2 }));
    expect(forwards.map(({ event }) => event?.id)).toEqual([ids[1], ids[2]]);
    const backwards = await collect(server.client().readAll({ direction: BACKWARDS, fromPosition, maxCount: 1 }));
    expect(backwards.map(({ event }) => event?.id)).toEqual([ids[0]]);
  });

  test('backwards from the end begins with the last; forwards from the end and backwards from the start are empty', async () => {
    const [id] = await fill(server.client(), newStream(), 1);
    const newest = await collect(server.client().readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 500 }));
    expect(newest.map(({ event }) => event?.id)).toContain(id);
    const positions = newest.map(({ event }) => event?.position?.commit ?? 0n);
    expect(positions).toEqual(positions.toSorted((a, b) => (a > b ? -1 : 1)));
    expect(await collect(server.client().readAll({ direction: FORWARDS, fromPosition: END }))).toEqual([]);
    expect(await collect(server.client().readAll({ direction: BACKWARDS, fromPosition: START }))).toEqual([]);
  });

  test('backwards is the reverse of forwards', async () => {
    const head = await headOf(server.client());
    // What is written meanwhile by others is left out.
    const idsOf = (events: ResolvedEvent[]) =>
      events.filter(({ event }) => (event?.position?.commit ?? 0n) <= head.commit).map(({ event }) => event?.id);
    const forwards = idsOf(await collect(server.client().readAll()));
    const backwards = idsOf(await collect(server.client().readAll({ direction: BACKWARDS, fromPosition: END })));
    expect(backwards).toEqual(forwards.toReversed());
  });
});

test('a reader may leave in the middle, and the server goes on', async () => {
  const stream = newStream();
  await fill(server.client(), stream, 1_500);
  for await (const _ of server.client().readStream(stream)) break;
  expect(await revisions(server.client().readStream(stream, { maxCount: 1 }))).toEqual([0n]);
});
