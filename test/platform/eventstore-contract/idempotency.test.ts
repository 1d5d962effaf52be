// What is sent again: which repeats get the answer of then, which are new, which are refused.
import { ANY, NO_STREAM, STREAM_EXISTS, WrongExpectedVersionError } from '@eventstore/db-client';
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

describe.each(ways)('a repeated append, %s', (_, way) => {
  const append = server.appending(way);

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
    expect(await server.read(stream)).toEqual([0n, 1n, 2n, 3n]);
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
    ['stream exists', STREAM_EXISTS],
  ] as const)('a part of what was written, with something new behind it, is refused under %s', async (_name, expected) => {
    const stream = newStream();
    const [known] = await fill(server.client(), stream, 1);
    expect(await failure(append(stream, [thing(0, known), thing(1)], expected))).toBeInstanceOf(WrongExpectedVersionError);
    expect(await server.read(stream)).toEqual([0n]);
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

  test('a part of what was written behind a revision, with something new behind it, is refused', async () => {
    const stream = newStream();
    const [, second, third] = await fill(server.client(), stream, 3);
    const error = await failure(append(stream, [thing(1, second), thing(2, third), thing(3)], 0n));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: stream, expectedVersion: 0n, actualVersion: 2n });
    expect(await server.read(stream)).toEqual([0n, 1n, 2n]);
  });

  test('behind a revision the first id must be the one that is there', async () => {
    const stream = newStream();
    const [, , third] = await fill(server.client(), stream, 3);
    expect(await failure(append(stream, [thing(), thing(2, third)], 0n))).toBeInstanceOf(WrongExpectedVersionError);
    expect(await failure(append(stream, thing(2, third), 0n))).toBeInstanceOf(WrongExpectedVersionError);
    expect(await server.read(stream)).toEqual([0n, 1n, 2n]);
  });

  test('the ids that are there behind a revision are a repeat though more came after them', async () => {
    const stream = newStream();
    const [, second, third] = await fill(server.client(), stream, 4);
    const repeated = await append(stream, [thing(1, second), thing(2, third)], 0n);
    expect(repeated).toMatchObject({ success: true, nextExpectedRevision: 2n });
    expect(await server.read(stream)).toEqual([0n, 1n, 2n, 3n]);
  });

  test('known ids do not help an expectation beyond the present', async () => {
    const stream = newStream();
    const [known] = await fill(server.client(), stream, 1);
    expect(await failure(append(stream, thing(0, known), 4n))).toBeInstanceOf(WrongExpectedVersionError);
  });

  test.each([
    ['any', ANY],
    ['stream exists', STREAM_EXISTS],
  ] as const)('something new before what was written is all written under %s', async (_name, expected) => {
    const stream = newStream();
    const [known] = await fill(server.client(), stream, 1);
    const fresh = thing();
    expect((await append(stream, [fresh, thing(0, known)], expected)).nextExpectedRevision).toBe(2n);
    const ids = (await collect(server.client().readStream(stream))).map(({ event }) => event?.id);
    expect(ids).toEqual([known, fresh.id, known]);
  });

  test('ids of another stream are new to one that exists', async () => {
    const [stream, other] = [newStream(), newStream()];
    const [known] = await fill(server.client(), other, 1);
    await fill(server.client(), stream, 1);
    expect((await append(stream, thing(0, known), STREAM_EXISTS)).nextExpectedRevision).toBe(1n);
  });

  test('the same append sent many times at once is written once', async () => {
    const stream = newStream();
    const events = things(2);
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => append(stream, events, NO_STREAM)));
    const afterwards = await append(stream, events, NO_STREAM);
    // Some may not be answered in time; those that are hear the same.
    for (const result of results)
      if (result.status === 'fulfilled') expect(result.value).toEqual(afterwards);
      else expect([4, 10]).toContain(result.reason.code);
    expect(await server.read(stream)).toEqual([0n, 1n]);
  });
});
