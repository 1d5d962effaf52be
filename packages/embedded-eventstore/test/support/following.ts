// A subscription as a list that grows: events, checkpoints and signals in the order in which they came.
import type { AllStreamSubscription, EventStoreDBClient, StreamSubscription } from '@eventstore/db-client';
import { expect } from 'vitest';

export interface Following {
  /** Ids of the events so far. */
  ids: string[];
  /** The same, of streams whose names begin so: others may be written to at the same time. */
  idsOf(prefix: string): string[];
  /** Types of the events so far. */
  types: string[];
  /** `event`, `caughtUp`, `fellBehind`, in order. */
  signals: string[];
  errors: unknown[];
  /** Waits until so many events came, so many milliseconds at most. */
  until(count: number, timeoutMs?: number): Promise<void>;
  /** Waits until the server has taken the subscription. */
  confirmed(): Promise<void>;
  caughtUp(times?: number): Promise<void>;
  stop(): Promise<void>;
}

export function follow(subscription: StreamSubscription | AllStreamSubscription): Following {
  const streams: string[] = [];
  let confirmed = false;
  const following: Following = {
    ids: [],
    idsOf: prefix => following.ids.filter((_, index) => streams[index]?.startsWith(prefix)),
    types: [],
    signals: [],
    errors: [],
    until: (count, timeout = 15_000) =>
      expect.poll(() => following.ids.length, { timeout, interval: 5 }).toBeGreaterThanOrEqual(count),
    confirmed: () => expect.poll(() => confirmed, { interval: 5 }).toBe(true),
    caughtUp: (times = 1) =>
      expect
        .poll(() => following.signals.filter(signal => signal === 'caughtUp').length, { interval: 5 })
        .toBeGreaterThanOrEqual(times),
    stop: () => subscription.unsubscribe(),
  };
  subscription.on('confirmation', () => {
    confirmed = true;
  });
  subscription.on('data', resolved => {
    following.ids.push(resolved.event?.id ?? '');
    streams.push(resolved.event?.streamId ?? '');
    following.types.push(resolved.event?.type ?? '');
    following.signals.push('event');
  });
  subscription.on('caughtUp', () => following.signals.push('caughtUp'));
  subscription.on('fellBehind', () => following.signals.push('fellBehind'));
  subscription.on('error', error => following.errors.push(error));
  return following;
}

/** The position of the newest event. */
export async function headOf(client: EventStoreDBClient): Promise<{ commit: bigint; prepare: bigint }> {
  for await (const { event } of client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 })) {
    if (event?.position) return event.position;
  }
  throw new Error('the store is empty');
}
