// The newest part of the log in memory, from which subscribers are fed; who falls behind it reads from the tables.
import type { StoredEvent } from './event.ts';

export interface Tail {
  /** Position of the last committed event. */
  head(): bigint;
  /** Events that have just been committed, in order. */
  push(events: readonly StoredEvent[]): void;
  /** Up to `limit` events after the position; undefined where the tail begins later. */
  after(position: bigint, limit: number): readonly StoredEvent[] | undefined;
  /** The stream's events from revision `from` to `to`, ascending; undefined unless all of them are here. */
  ofStream(stream: string, from: bigint, to: bigint): readonly StoredEvent[] | undefined;
  /** Calls `wake` once, at the next push; the result takes that back. */
  onPush(wake: () => void): () => void;
  /** Forgets the events: what follows `head` is not known to be whole. */
  restart(head: bigint): void;
}

export function createTail(from: bigint, maxBytes = 8 * 1024 * 1024, maxEvents = 10_000): Tail {
  let events: StoredEvent[] = [];
  let first = 0;
  let bytes = 0;
  let base = from;
  let head = from;
  /** The same events by stream. Whatever follows a stream's first event here is here too. */
  const streams = new Map<string, StoredEvent[]>();
  const waiting = new Set<() => void>();

  function shorten(): void {
    while (bytes > maxBytes || events.length - first > maxEvents) {
      const dropped = events[first];
      if (!dropped) return;
      bytes -= weight(dropped);
      base = dropped.position;
      const own = streams.get(dropped.stream);
      own?.shift();
      if (own?.length === 0) streams.delete(dropped.stream);
      first += 1;
    }
    if (first * 2 > events.length) {
      events = events.slice(first);
      first = 0;
    }
  }

  return {
    head: () => head,
    push(added) {
      for (const event of added) {
        events.push(event);
        const own = streams.get(event.stream);
        if (own) own.push(event);
        else streams.set(event.stream, [event]);
        bytes += weight(event);
        head = event.position;
      }
      shorten();
      const woken = [...waiting];
      waiting.clear();
      for (const wake of woken) wake();
    },
    after(position, limit) {
      if (position < base) return undefined;
      if (position >= head) return [];
      let low = first;
      let high = events.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        const event = events[middle];
        if (event && event.position <= position) low = middle + 1;
        else high = middle;
      }
      return events.slice(low, low + limit);
    },
    ofStream(stream, from, to) {
      const own = streams.get(stream);
      const start = own?.[0]?.revision;
      const end = own?.at(-1)?.revision;
      if (start === undefined || end === undefined || from < start || to > end) return undefined;
      return own?.slice(Number(from - start), Number(to - start) + 1);
    },
    onPush(wake) {
      waiting.add(wake);
      return () => {
        waiting.delete(wake);
      };
    },
    restart(position) {
      events = [];
      streams.clear();
      first = 0;
      bytes = 0;
      base = position;
      head = position;
    },
  };
}

/** Each event is there twice once it has been encoded. */
const weight = (event: StoredEvent): number => 2 * (event.data.length + event.metadata.length) + 400;
