// A subscriber to `$all` as the reference tells to write one: it remembers the last position and begins again behind it.
import { type EventStoreDBClient, type ReadPosition, START, streamNameFilter } from '@eventstore/db-client';
import { expect } from 'vitest';

export interface Resuming {
  /** Of all events so far, in order. */
  ids(): readonly string[];
  until(enough: (ids: readonly string[]) => boolean): Promise<void>;
  stop(): Promise<void>;
}

const againMs = 100;

export function resuming(client: EventStoreDBClient, prefixes: [string] | undefined): Resuming {
  const ids: string[] = [];
  let from: ReadPosition = START;
  let stopped = false;
  let subscription = subscribe();
  let timer: NodeJS.Timeout | undefined;

  function subscribe() {
    const fresh = client.subscribeToAll({
      fromPosition: from,
      ...(prefixes && {
        filter: streamNameFilter({
          prefixes,
          checkpointReached: async (_, position) => {
            from = position;
          },
        }),
      }),
    });
    fresh.on('data', ({ event }) => {
      if (!event) return;
      from = event.position;
      if (!event.type.startsWith('$')) ids.push(event.id);
    });
    // A lost connection ends it with this alone: neither an end nor a close follows.
    fresh.on('error', () => {
      if (stopped) return;
      timer = setTimeout(() => {
        subscription = subscribe();
      }, againMs);
    });
    return fresh;
  }

  return {
    ids: () => ids,
    until: async enough => {
      await expect.poll(() => enough(ids), { interval: 20 }).toBe(true);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await subscription.unsubscribe().catch(() => undefined);
    },
  };
}
