// Measures an event store through the official client alone.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { END, type EventData, type EventStoreDBClient, jsonEvent, START } from '@eventstore/db-client';
import { quantiles } from '../load.ts';

const note = 'x'.repeat(120);

/** About 250 bytes with its metadata. */
export const event = (): EventData =>
  jsonEvent({
    id: randomUUID(),
    type: 'AppointmentCancelled',
    data: { at: '2026-11-23T10:00:00.000Z', note },
    metadata: { $correlationId: 'call_1', schemaVersion: 1 },
  });

/** Appends a second, one after another, for `milliseconds`. */
export async function sequentialAppends(client: EventStoreDBClient, milliseconds: number): Promise<number> {
  const stream = `sequential-${randomUUID()}`;
  return rate(milliseconds, async count => {
    await client.appendToStream(stream, event(), { expectedRevision: count === 0 ? 'no_stream' : BigInt(count - 1) });
  });
}

/**
 * Both a second, one after the other: what an append consists of. A flush that does not follow on another takes longer than in a
 * row of INSERTs.
 */
export async function requestsAndInserts(
  client: EventStoreDBClient,
  insert: () => Promise<void>,
  milliseconds: number,
): Promise<number> {
  const stream = `parts-${randomUUID()}`;
  return rate(milliseconds, async count => {
    await client.appendToStream(stream, event(), { expectedRevision: count === 0 ? 'no_stream' : BigInt(count - 1) });
    await insert();
  });
}

/** Operations a second, one after another. */
export async function rate(milliseconds: number, operation: (count: number) => Promise<void>): Promise<number> {
  const began = performance.now();
  let count = 0;
  while (performance.now() - began < milliseconds) {
    await operation(count);
    count += 1;
  }
  return (count * 1000) / (performance.now() - began);
}

/** Appends a second with so many in flight, each lane with a stream of its own. */
export async function parallelAppends(client: EventStoreDBClient, lanes: number, milliseconds: number): Promise<number> {
  const rates = await Promise.all(Array.from({ length: lanes }, () => sequentialAppends(client, milliseconds)));
  return rates.reduce((sum, each) => sum + each, 0);
}

/** Stores so many more events, in streams of five. */
export async function fill(client: EventStoreDBClient, count: number): Promise<void> {
  const perAppend = 5;
  const lanes = 64;
  let left = count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      const events = Math.min(perAppend, left);
      left -= events;
      await client.appendToStream(`filled-${randomUUID()}`, Array.from({ length: events }, event), {
        expectedRevision: 'no_stream',
      });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** Events a second that a catch-up subscription to `$all` brings, from the start up to `count` events. */
export async function catchUp(client: EventStoreDBClient, count: number): Promise<number> {
  const subscription = client.subscribeToAll({ fromPosition: START });
  const began = performance.now();
  let seen = 0;
  for await (const { event: found } of subscription) {
    if (found) seen += 1;
    if (seen >= count) break;
  }
  const seconds = (performance.now() - began) / 1000;
  await subscription.unsubscribe();
  return count / seconds;
}

/** Milliseconds from an append's start to its arrival at a live subscriber, at `perSecond` appends a second. */
export async function appendToSubscriber(
  client: EventStoreDBClient,
  perSecond: number,
  seconds: number,
): Promise<{ p50: number; p99: number }> {
  const stream = `live-${randomUUID()}`;
  const sent = new Map<string, number>();
  const latencies: number[] = [];
  const total = perSecond * seconds;
  const subscription = client.subscribeToAll({ fromPosition: END });
  const all = new Promise<void>((resolve, reject) => {
    subscription.on('error', reject);
    subscription.on('data', ({ event: found }) => {
      const at = found && sent.get(found.id);
      if (at === undefined) return;
      latencies.push(performance.now() - at);
      if (latencies.length === total) resolve();
    });
  });
  await new Promise(resolve => subscription.once('caughtUp', resolve));
  const began = performance.now();
  const appends: Promise<unknown>[] = [];
  for (let index = 0; index < total; index += 1) {
    const wait = began + (index * 1000) / perSecond - performance.now();
    if (wait > 0) await sleep(wait);
    const one = event();
    sent.set(one.id, performance.now());
    appends.push(client.appendToStream(stream, one));
  }
  await Promise.all(appends);
  await all;
  await subscription.unsubscribe();
  return quantiles(latencies);
}

/** Milliseconds to read a stream of five events, the median of many different streams read one after another. */
export async function readFive(client: EventStoreDBClient, names: string[]): Promise<number> {
  const times: number[] = [];
  for (const name of names) {
    const began = performance.now();
    let count = 0;
    for await (const { event: found } of client.readStream(name)) if (found) count += 1;
    if (count !== 5) throw new Error(`${name} has ${count} events`);
    times.push(performance.now() - began);
  }
  return quantiles(times).p50;
}

/** Names of streams of five, spread over the store. */
export async function someOfFive(client: EventStoreDBClient, count: number): Promise<string[]> {
  const names: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = `five-${randomUUID()}`;
    await client.appendToStream(name, Array.from({ length: 5 }, event));
    names.push(name);
  }
  return names;
}

/** Resident memory of a process in MB, as Linux reports it. */
export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
}

export const median = (values: number[]): number => quantiles(values).p50;
