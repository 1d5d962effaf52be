// Those of a process who follow the whole log share one subscription, so that each event comes and is decoded once for all of them.
import type { Clock } from '../../domain/clock.ts';
import { type AllItem, type AllOptions, isPlaced, type PlacedItem } from './subscription.ts';

type Subscribe = (options: AllOptions) => AsyncGenerator<AllItem[]>;

/** At least so many of the last items are kept for those who come or are slow, and at most twice as many. */
const keptItems = 1_000;

/**
 * Subscribes as `open` does: each reader gets every item after its place once and in order, at its own pace. A reader that is further back
 * than what is kept has a subscription of its own until it has come near, and again when it falls behind; so nobody waits for it, and
 * nothing grows. The first that has caught up opens the shared one.
 */
export function createEventFeed(open: Subscribe, clock: Clock, kept = keptItems): Subscribe {
  let shared: SharedSubscription | undefined;
  let readers = 0;

  function share(from: bigint): SharedSubscription {
    const opened = shareSubscription(open, from, clock, kept, () => {
      if (shared === opened) shared = undefined;
    });
    return opened;
  }

  /** Gives the place from which the shared one can be read. */
  async function* readAlone(options: AllOptions, from: bigint): AsyncGenerator<AllItem[], bigint> {
    let place = from;
    for await (const items of open({ ...options, from: startOf(from) })) {
      place = items.findLast(isPlaced)?.position ?? place;
      if (items.some(item => !isPlaced(item))) shared ??= share(place);
      if (!shared?.takes(place)) yield items;
      else {
        // That it has caught up is then for the shared one to say.
        const placed = items.filter(isPlaced);
        if (placed.length > 0) yield placed;
        return place;
      }
    }
    return place;
  }

  return async function* subscribe(options) {
    let place = options.from === 'start' ? -1n : options.from;
    readers += 1;
    try {
      while (!options.signal.aborted)
        place = yield* shared?.takes(place) ? shared.read(options, place) : readAlone(options, place);
    } finally {
      readers -= 1;
      if (readers === 0) shared?.close();
    }
  };
}

interface SharedSubscription {
  /** All after this place is there or will come. */
  takes(place: bigint): boolean;
  /** What comes after the place; ends with the place it has come to when the signal aborts or that is not kept any more. */
  read(options: AllOptions, from: bigint): AsyncGenerator<AllItem[], bigint>;
  close(): void;
}

interface Reader {
  wake(): void;
  interrupted(error: unknown): void;
}

function shareSubscription(open: Subscribe, from: bigint, clock: Clock, kept: number, onEnd: () => void): SharedSubscription {
  const closing = new AbortController();
  const readers = new Set<Reader>();
  const items: PlacedItem[] = [];
  /** All after this position is kept. */
  let since = from;
  let state: 'opening' | 'caught up' | 'interrupted' | 'ended' = 'opening';
  let failure: { error: unknown } | undefined;

  function onInterrupted(error: unknown): void {
    state = 'interrupted';
    for (const reader of readers) reader.interrupted(error);
  }

  async function fill(): Promise<void> {
    for await (const batch of open({ from: startOf(from), signal: closing.signal, clock, onInterrupted })) {
      for (const item of batch) {
        if (isPlaced(item)) items.push(item);
        else state = 'caught up';
      }
      if (items.length > 2 * kept) since = items.splice(0, items.length - kept).at(-1)?.position ?? since;
      for (const reader of readers) reader.wake();
    }
  }

  const end = (): void => {
    state = 'ended';
    onEnd();
    for (const reader of readers) reader.wake();
  };
  void fill()
    .catch(error => {
      failure = { error };
    })
    .finally(end);

  function after(place: bigint): PlacedItem[] {
    let index = items.length;
    for (let item = items[index - 1]; item && item.position > place; item = items[index - 1]) index -= 1;
    return items.slice(index);
  }

  async function* read({ signal, linger, ...options }: AllOptions, from: bigint): AsyncGenerator<AllItem[], bigint> {
    let place = from;
    let hasCaughtUp = false;
    let interruption: { error: unknown } | undefined;
    let wake: (() => void) | undefined;
    const reader: Reader = {
      wake: () => wake?.(),
      interrupted(error) {
        interruption = { error };
        wake?.();
      },
    };
    const isSomethingThere = (): boolean =>
      (items.at(-1)?.position ?? since) > place ||
      (state === 'caught up' && !hasCaughtUp) ||
      state === 'ended' ||
      interruption !== undefined;
    readers.add(reader);
    signal.addEventListener('abort', reader.wake, { once: true });
    try {
      for (;;) {
        while (!signal.aborted && !isSomethingThere())
          await new Promise<void>(resolve => {
            wake = resolve;
          });
        await linger?.();
        if (signal.aborted) return place;
        if (interruption) {
          hasCaughtUp = false;
          options.onInterrupted?.(interruption.error);
          interruption = undefined;
        }
        if (place < since) return place;
        const taken: AllItem[] = after(place);
        if (taken.length === 0 && state === 'ended') {
          if (failure) throw failure.error;
          return place;
        }
        place = taken.findLast(isPlaced)?.position ?? place;
        if (state === 'caught up' && !hasCaughtUp) {
          hasCaughtUp = true;
          taken.push({ kind: 'caught_up' });
        }
        if (taken.length > 0) yield taken;
      }
    } finally {
      readers.delete(reader);
      signal.removeEventListener('abort', reader.wake);
    }
  }

  return {
    takes: place => place >= since && (state === 'opening' || state === 'caught up'),
    read,
    close: () => closing.abort(),
  };
}

const startOf = (place: bigint): bigint | 'start' => (place < 0n ? 'start' : place);
