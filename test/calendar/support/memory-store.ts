// The event store's contract in memory, for tests in simulated time: expected revisions, idempotent appends, ordered reads.
import type { EventData } from '@eventstore/db-client';
import type { Clock } from '../../../src/domain/clock.ts';
import type { Recorded } from '../../../src/domain/event-catalogue.ts';
import { recordedOf } from '../../../src/platform/eventstore/codec.ts';
import type { EventStore } from '../../../src/platform/eventstore/store.ts';

export interface MemoryStore extends EventStore {
  all(): readonly Recorded[];
  onAppended(listener: (event: Recorded) => void): void;
}

export function createMemoryStore(clock: Clock): MemoryStore {
  const streams = new Map<string, Recorded[]>();
  const log: Recorded[] = [];
  const listeners: ((event: Recorded) => void)[] = [];
  return {
    inTheClear: async () => 0,
    readAll: async () => [],
    newest: async () => [],
    async *items() {},
    async *subscribe() {},
    ready: async () => undefined,
    storeId: async () => 'memory',
    head: async () => BigInt(log.length),
    close: async () => undefined,
    all: () => log,
    onAppended: listener => {
      listeners.push(listener);
    },
    async append(stream: string, events: EventData[], expected: bigint) {
      const known = streams.get(stream) ?? [];
      const first = known[Number(expected) + 1];
      if (first && events[0] && first.id === events[0].id) {
        return { kind: 'appended', revision: expected + BigInt(events.length), position: first.position };
      }
      if (BigInt(known.length) - 1n !== expected) return { kind: 'conflict' };
      const repeated = events.find(event => log.some(({ id }) => id === event.id));
      if (repeated) throw new Error(`event id of ${repeated.type} occurs twice`);
      for (const event of events) {
        const recorded = recordedOf(event, stream, BigInt(known.length), BigInt(log.length), clock.now());
        known.push(recorded);
        log.push(recorded);
      }
      streams.set(stream, known);
      for (const event of known.slice(-events.length)) for (const listener of listeners) listener(event);
      return { kind: 'appended', revision: BigInt(known.length) - 1n, position: BigInt(log.length) };
    },
    async read(stream: string, from = 0n) {
      return (streams.get(stream) ?? []).slice(Number(from));
    },
    async readTail(stream: string, from: bigint) {
      const known = streams.get(stream) ?? [];
      return { events: known.slice(Number(from)), revision: BigInt(known.length) - 1n };
    },
  };
}
