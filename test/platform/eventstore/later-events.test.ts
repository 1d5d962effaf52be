// Events that a later program wrote: read where it says that they can be, passed over where it says so, and refused otherwise.
import { randomUUID } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { type Aggregate, accepted } from '../../../src/domain/decision.ts';
import { type EventType, notWrittenYet, type Recorded, readableFrom } from '../../../src/domain/event-catalogue.ts';
import { metadataOf } from '../../../src/domain/metadata.ts';
import { encode } from '../../../src/platform/eventstore/codec.ts';
import { createExecutor, type Executor } from '../../../src/platform/eventstore/execute.ts';
import { followLive } from '../../../src/platform/eventstore/live-events.ts';
import { type OpenedEventStore, openEventStore } from '../../support/event-store.ts';

type Released = Extract<Recorded, { type: 'LineReleased' }>;
const lines: Aggregate<string[], Released> = {
  name: 'lines',
  initial: [],
  evolve: (state, event) => [...state, event.data.line],
};
const context = { correlationId: 'c', companyId: 'salon', actor: { kind: 'system', id: 'test' }, channel: 'operator' } as const;
const ours = metadataOf(context, randomUUID(), new Date());

let opened: OpenedEventStore;
beforeAll(async () => {
  opened = await openEventStore();
});
afterAll(() => opened?.close());

/** As another program writes it. */
const write = (stream: string, type: string, data: Record<string, unknown>, metadata: Record<string, unknown>) =>
  opened.store.client.appendToStream(stream, jsonEvent({ type, data, metadata }));

async function release(executor: Executor, stream: string, line: string): Promise<string[]> {
  const executed = await executor.execute({
    ...{ aggregate: lines, stream, commandId: randomUUID(), context },
    decide: () => accepted({ type: 'LineReleased', data: { line } }),
  });
  return executed.state;
}

describe('a version this program does not know', () => {
  test('is read as the one it knows, where the event says that it may be', async () => {
    const stream = `line-${randomUUID()}`;
    const executor = createExecutor(opened.store, systemClock);
    await release(executor, stream, 'first');
    await write(stream, 'LineReleased', { line: 'second', why: 'it rang' }, { ...ours, schemaVersion: 3, readableFrom: 1 });
    expect(await release(executor, stream, 'third')).toEqual(['first', 'second', 'third']);
  });

  test.each([{}, { readableFrom: 2 }])('is refused otherwise: %o', async said => {
    const stream = `line-${randomUUID()}`;
    await write(stream, 'LineReleased', { line: 'first' }, { ...ours, schemaVersion: 3, ...said });
    await expect(opened.store.read(stream)).rejects.toMatchObject({ code: 'event_newer' });
    for await (const item of opened.store.items(stream, 0n))
      expect(item).toMatchObject({ kind: 'unreadable', fault: { code: 'event_newer' } });
  });
});

describe('a type this program does not know', () => {
  const metadata = { passedOver: { ...ours, schemaVersion: 1, readableFrom: 0 }, ofOthers: { theirs: true } };

  test.each(Object.entries(metadata))('is passed over (%s), and decisions go on after it', async (_, said) => {
    const executor = createExecutor(opened.store, systemClock);
    const stream = `line-${randomUUID()}`;
    await release(executor, stream, 'first');
    await write(stream, 'LineAdmired', { line: 'first' }, said);
    expect(await release(executor, stream, 'second')).toEqual(['first', 'second']);
    await write(stream, 'LineAdmired', { line: 'second' }, said);
    expect(await release(createExecutor(opened.store, systemClock), stream, 'third')).toEqual(['first', 'second', 'third']);
    expect((await opened.store.read(stream)).map(({ revision }) => revision)).toEqual([0n, 2n, 4n]);
  });

  test('is passed over by live events too', async () => {
    const executor = createExecutor(opened.store, systemClock);
    const live = await followLive(opened.store, systemClock, pino({ level: 'silent' }), executor);
    await expect.poll(() => live.isFollowing()).toBe(true);
    const stream = `line-${randomUUID()}`;
    await release(executor, stream, 'first');
    await write(stream, 'LineAdmired', { line: 'first' }, metadata.passedOver);
    expect(await release(executor, stream, 'second')).toEqual(['first', 'second']);
    expect(await release(executor, stream, 'third')).toEqual(['first', 'second', 'third']);
    await live.stop();
  });

  test('is refused by decisions that know its stream, once the live events have shown it', async () => {
    const executor = createExecutor(opened.store, systemClock);
    const live = await followLive(opened.store, systemClock, pino({ level: 'silent' }), executor);
    await expect.poll(() => live.isFollowing()).toBe(true);
    const stream = `line-${randomUUID()}`;
    await release(executor, stream, 'first');
    expect((await executor.load(lines, stream)).state).toEqual(['first']);
    await write(stream, 'LineAdmired', { line: 'first' }, { ...ours, schemaVersion: 1 });
    const refused = () => executor.load(lines, stream).catch(error => error.code);
    await expect.poll(refused).toBe('event_newer');
    expect(executor.peek(lines, stream)).toBeUndefined();
    await live.stop();
  });

  test('is refused where it says nothing: what it means may concern the decision', async () => {
    const stream = `line-${randomUUID()}`;
    await write(stream, 'LineAdmired', { line: 'first' }, { ...ours, schemaVersion: 1 });
    await expect(opened.store.read(stream)).rejects.toMatchObject({ code: 'event_newer' });
  });
});

describe('what is written', () => {
  const event = { type: 'LineReleased', data: { line: '+49' } } as const;

  test('says as which earlier version it may be read', () => {
    expect(encode(event, randomUUID(), ours).metadata).toEqual({ ...ours, schemaVersion: 1 });
    readableFrom.LineReleased = 0;
    try {
      expect(encode(event, randomUUID(), ours).metadata).toEqual({ ...ours, schemaVersion: 1, readableFrom: 0 });
    } finally {
      delete readableFrom.LineReleased;
    }
  });

  test('is nothing that only the next release may write', () => {
    const held = notWrittenYet as EventType[];
    held.push('LineReleased');
    try {
      expect(() => encode(event, randomUUID(), ours)).toThrow(/not written yet/);
    } finally {
      held.pop();
    }
  });
});
