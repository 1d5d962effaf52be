// Two instances on one event store: what one of them holds of a stream is what the stream holds.
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../../src/domain/clock.ts';
import { type Aggregate, accepted } from '../../../src/domain/decision.ts';
import type { Recorded } from '../../../src/domain/event-catalogue.ts';
import { createExecutor, type Executor } from '../../../src/platform/eventstore/execute.ts';
import { followLive, type LiveEvents } from '../../../src/platform/eventstore/live-events.ts';
import { type OpenedEventStore, openEventStore } from '../../support/event-store.ts';

type Released = Extract<Recorded, { type: 'LineReleased' }>;

/** Every line that was released, in order. */
const lines: Aggregate<string[], Released> = {
  name: 'lines',
  initial: [],
  evolve: (state, event) => [...state, event.data.line],
};

const log = pino({ level: 'silent' });

let opened: OpenedEventStore;
beforeAll(async () => {
  opened = await openEventStore();
});
afterAll(() => opened?.close());

async function release(
  executor: Executor,
  stream: string,
  line: string,
  options: { commandId?: string; shared?: boolean; optimistic?: boolean } = {},
) {
  const executed = await executor.execute({
    aggregate: lines,
    stream,
    commandId: options.commandId ?? randomUUID(),
    context: { correlationId: 'c', companyId: 'salon', actor: { kind: 'system', id: 'test' }, channel: 'operator' },
    decide: () => accepted({ type: 'LineReleased', data: { line } }),
    ...(options.shared && { isRepeat: () => false }),
    ...(options.optimistic && { optimistic: true }),
  });
  if (executed.kind !== 'appended') throw new Error('a release is always accepted');
  return executed;
}
const held = async (stream: string) =>
  (await opened.store.read(stream)).flatMap(one => (one.type === 'LineReleased' ? [one.data.line] : []));
const executor = (clock: Clock = systemClock) => createExecutor(opened.store, clock);

describe('without live events', () => {
  test('what is cached is believed by nobody', async () => {
    const stream = `line-${randomUUID()}`;
    const [one, other] = [executor(), executor()];
    await release(one, stream, 'first');
    expect((await other.load(lines, stream)).state).toEqual(['first']);
    await release(one, stream, 'second');
    expect((await other.load(lines, stream)).state).toEqual(['first', 'second']);
  });

  test("an append that is taken for the repeat of another's is answered and kept as the stream holds it", async () => {
    const stream = `line-${randomUUID()}`;
    const commandId = randomUUID();
    const [one, other] = [executor(), executor()];
    await release(one, stream, 'before');
    await other.load(lines, stream);
    await release(one, stream, 'theirs', { commandId });
    const repeated = await release(other, stream, 'ours', { commandId });
    expect(await held(stream)).toEqual(['before', 'theirs']);
    expect(repeated.state).toEqual(['before', 'theirs']);
    expect(other.peek(lines, stream)?.state).toEqual(['before', 'theirs']);
  });
});

describe('with live events', () => {
  async function following<T>(work: (one: Executor, other: Executor, live: LiveEvents[]) => Promise<T>): Promise<T> {
    const both = [executor(), executor()] as const;
    const live = await Promise.all(both.map(each => followLive(opened.store, systemClock, log, each)));
    await expect.poll(() => live.every(each => each.isFollowing())).toBe(true);
    return work(...both, live).finally(() => Promise.all(live.map(each => each.stop())));
  }

  test("another's append is in the cache, without the store being asked", async () => {
    await following(async (one, other) => {
      const stream = `line-${randomUUID()}`;
      await release(one, stream, 'first');
      await other.load(lines, stream);
      await release(one, stream, 'second');
      await expect.poll(() => other.peek(lines, stream)?.state).toEqual(['first', 'second']);
    });
  });

  test('a command that another instance may carry out too is answered with what the stream holds', async () => {
    await following(async (one, other, [, otherLive]) => {
      const stream = `line-${randomUUID()}`;
      const commandId = randomUUID();
      await release(one, stream, 'before');
      await other.load(lines, stream);
      // It has not heard of the other's append yet.
      await otherLive?.stop();
      await release(one, stream, 'theirs', { commandId });
      const repeated = await release(other, stream, 'ours', { commandId, shared: true });
      expect((await repeated.confirmed()).state).toEqual(['before', 'theirs']);
      expect(other.peek(lines, stream)?.state).toEqual(['before', 'theirs']);
    });
  });

  test('of its own command it is confirmed by the live event, without the store being asked', async () => {
    let reads = 0;
    const counting: typeof opened.store = {
      ...opened.store,
      readTail(stream, from) {
        reads += 1;
        return opened.store.readTail(stream, from);
      },
    };
    const one = createExecutor(counting, systemClock);
    const live = await followLive(opened.store, systemClock, log, one);
    await expect.poll(() => live.isFollowing()).toBe(true);
    const stream = `line-${randomUUID()}`;
    await release(one, stream, 'first');
    reads = 0;
    const released = await release(one, stream, 'second', { shared: true });
    expect(await released.confirmed()).toMatchObject({ state: ['first', 'second'], revision: 1n });
    expect(reads).toBe(0);
    await live.stop();
  });

  test('where they stop to arrive before the event has come, the stream is read', async () => {
    const stream = `line-${randomUUID()}`;
    const commandId = randomUUID();
    const [one, other] = [executor(), executor()];
    await release(one, stream, 'theirs', { commandId });
    other.following(true);
    const repeated = await release(other, stream, 'ours', { commandId, shared: true, optimistic: true });
    other.following(false);
    expect((await repeated.confirmed()).state).toEqual(['theirs']);
  });

  test('what was folded as it was sent is dropped when the stream turns out to hold something else', async () => {
    const stream = `line-${randomUUID()}`;
    const commandId = randomUUID();
    const [one, other] = [executor(), executor()];
    await release(one, stream, 'theirs', { commandId });
    other.following(true);
    await release(other, stream, 'ours', { commandId, optimistic: true });
    for (const event of await opened.store.read(stream)) other.observe(event);
    expect(other.peek(lines, stream)).toBeUndefined();
    expect((await other.load(lines, stream)).state).toEqual(['theirs']);
  });
});

test('a live event that does not follow what is cached drops the entry, and what comes after it is not ignored', async () => {
  const stream = `line-${randomUUID()}`;
  const [one, other] = [executor(), executor()];
  await release(one, stream, 'first');
  await other.load(lines, stream);
  other.following(true);
  await release(one, stream, 'missed');
  await release(one, stream, 'seen');
  const last = (await opened.store.read(stream)).at(-1);
  if (last) other.observe(last);
  expect(other.peek(lines, stream)).toBeUndefined();
  expect((await other.load(lines, stream)).state).toEqual(['first', 'missed', 'seen']);
});

test('an event the code cannot fold drops the entry as well', async () => {
  const stream = `line-${randomUUID()}`;
  const one = executor();
  await release(one, stream, 'first');
  one.following(true);
  const broken: Recorded = { ...(await opened.store.read(stream))[0], revision: 1n, data: null } as never;
  expect(() => one.observe(broken)).toThrow(TypeError);
  expect(one.peek(lines, stream)).toBeUndefined();
});
