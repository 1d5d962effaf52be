// Reads `$all` as an endless sequence that resumes by itself after an interruption.
import { type EventStoreDBClient, FORWARDS, type ResolvedEvent, START, streamNameFilter } from '@eventstore/db-client';
import type { Clock } from '../../domain/clock.ts';
import type { Recorded } from '../../domain/event-catalogue.ts';
import { Fault } from '../../domain/fault.ts';
import type { StoreCounts } from '../store-counts.ts';
import type { KeySource, Keys } from '../vault/vault.ts';
import type { Connection } from './client/connection.ts';
import { isConnectionFault } from './client/connection-fault.ts';
import { decode, type EventPlace, keysFor, placeOf } from './codec.ts';
import { categories } from './own-streams.ts';

export type AllItem =
  | { kind: 'event'; event: Recorded; position: bigint }
  /** One of ours that this program cannot read, written by a later one for instance. */
  | { kind: 'unreadable'; place: EventPlace; fault: Fault; position: bigint }
  /** Events up to here were considered and none of them concerned us. */
  | { kind: 'checkpoint'; position: bigint }
  | { kind: 'caught_up' };

export type PlacedItem = Exclude<AllItem, { kind: 'caught_up' }>;
export const isPlaced = (item: AllItem): item is PlacedItem => item.kind !== 'caught_up';

export interface AllOptions {
  /** Exclusive. */
  from: bigint | 'start';
  signal: AbortSignal;
  clock: Clock;
  /** Awaited when something has come, so that more may come with it. */
  linger?(): Promise<void>;
  /** Called when it was interrupted, however, and is resumed. */
  onInterrupted?(error: unknown): void;
}

interface PendingSignals {
  checkpoint?: bigint;
  caughtUp?: true;
}

/** Doubled with each failed try. */
const firstPauseMs = 250;
const longestPauseMs = 1_000;
/** A store that takes a subscription says so at once. */
const openLimitMs = 5_000;
const checkpointInterval = 8;

/** The client of now, and what is known of it. */
interface Connected {
  readonly client: EventStoreDBClient;
  readonly connection: Omit<Connection, 'client' | 'appends'>;
  readonly counts: StoreCounts;
  readonly vault: KeySource | undefined;
}

/** Each item by itself. */
export async function* subscribeToAll(
  store: { subscribe(options: AllOptions): AsyncGenerator<AllItem[]> },
  options: AllOptions,
): AsyncGenerator<AllItem> {
  for await (const batch of store.subscribe(options)) yield* batch;
}

/**
 * Items in order, each event once, with all that are there at once: one where little happens, many where much does. Ends when the
 * signal aborts. Whatever ends the subscription otherwise is an interruption, and it resumes after the last item that was taken; only
 * what `isConnectionFault` knows to be final is thrown.
 */
export async function* subscribeInBatches(store: Connected, options: AllOptions): AsyncGenerator<AllItem[]> {
  const { signal, clock } = options;
  let from = options.from;
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    const { client, connection } = store;
    const began = performance.now();
    const queue = createQueue(signal);
    // The client reports these at once, though events before them may still lie in its buffer.
    let pendingSignals: PendingSignals = {};
    const subscription = client.subscribeToAll({
      fromPosition: from === 'start' ? START : { commit: from, prepare: from },
      filter: streamNameFilter({
        prefixes: categories,
        checkpointInterval,
        checkpointReached: (_, position) => inTurn({ checkpoint: position.commit }),
      }),
    });
    const unheard = setTimeout(() => queue.fail(new Error('the event store does not answer a subscription')), openLimitMs);
    let silent = true;
    const heard = (): void => {
      if (!silent) return;
      silent = false;
      clearTimeout(unheard);
      pauseMs = firstPauseMs;
      connection.answered();
    };
    const onReplaced = (): void => queue.fail(new Error('the client was replaced'));
    connection.replaced.addEventListener('abort', onReplaced, { once: true });
    const inTurn = (signals: PendingSignals): void => {
      heard();
      pendingSignals = { ...pendingSignals, ...signals };
      if (subscription.readableLength > 0) return;
      if (pendingSignals.checkpoint !== undefined) queue.push({ kind: 'checkpoint', position: pendingSignals.checkpoint });
      if (pendingSignals.caughtUp) queue.push({ kind: 'caught_up' });
      pendingSignals = {};
    };
    subscription.once('confirmation', heard);
    subscription.on('data', resolved => {
      const position = positionOf(resolved);
      queue.push({ kind: 'stored', resolved, position });
      if (position >= (pendingSignals.checkpoint ?? position)) delete pendingSignals.checkpoint;
      inTurn({});
      if (queue.isFull()) subscription.pause();
    });
    subscription.on('caughtUp', () => inTurn({ caughtUp: true }));
    subscription.on('error', error => queue.fail(error));
    subscription.on('end', () => queue.fail(new Error('the event store ended the subscription')));
    subscription.on('close', () => queue.fail(new Error('the subscription was closed')));
    try {
      for (;;) {
        await queue.ready();
        await options.linger?.();
        if (signal.aborted) return;
        const items = await opened(queue.take(), store, options);
        if (signal.aborted) return;
        for (const item of items) if (item.kind !== 'caught_up') from = item.position;
        yield items;
        if (subscription.isPaused() && !queue.isFull()) subscription.resume();
      }
    } catch (error) {
      if (!isConnectionFault(error)) throw error;
      connection.failed(silent ? began : performance.now());
      options.onInterrupted?.(error);
    } finally {
      clearTimeout(unheard);
      connection.replaced.removeEventListener('abort', onReplaced);
      queue.close();
      // It waits for a call that may never have been opened.
      void subscription.unsubscribe().catch(() => undefined);
    }
    await clock.sleep(pauseMs, signal).catch(() => undefined);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

/** A stream's events from `fromRevision` on, those that cannot be read included. */
export async function* readItems(
  store: Pick<Connected, 'client' | 'vault'>,
  stream: string,
  fromRevision: bigint,
): AsyncGenerator<AllItem> {
  for await (const resolved of store.client.readStream(stream, { direction: FORWARDS, fromRevision }))
    yield itemOf(resolved, await keysFor([resolved], store.vault));
}

type Resolved = ResolvedEvent & { commitPosition?: bigint };
/** As it came from the store: all that came at once are decoded together, so that their keys are one statement. */
type Queued = { kind: 'stored'; resolved: Resolved; position: bigint } | Exclude<AllItem, { kind: 'event' | 'unreadable' }>;

const positionOf = (resolved: Resolved): bigint => placeOf(resolved)?.position ?? resolved.commitPosition ?? 0n;

/** Waits where the vault is away: the store is not to blame, and nothing is passed over. */
async function opened(
  queued: readonly Queued[],
  { vault, counts }: Pick<Connected, 'vault' | 'counts'>,
  { signal, clock, onInterrupted }: AllOptions,
): Promise<AllItem[]> {
  const page = queued.flatMap(item => (item.kind === 'stored' ? [item.resolved] : []));
  for (;;) {
    try {
      const keys = await keysFor(page, vault);
      return queued.map(item => {
        if (item.kind !== 'stored') return item;
        counts.decoded();
        return itemOf(item.resolved, keys);
      });
    } catch (error) {
      // A master key that is not known now is not known later either.
      if (error instanceof Fault) throw error;
      onInterrupted?.(error);
      await clock.sleep(longestPauseMs, signal).catch(() => undefined);
      if (signal.aborted) return [];
    }
  }
}

function itemOf(resolved: Resolved, keys: Keys): AllItem {
  const place = placeOf(resolved);
  const position = positionOf(resolved);
  try {
    const event = decode(resolved, keys);
    return event ? { kind: 'event', event, position } : { kind: 'checkpoint', position };
  } catch (error) {
    if (!place || !(error instanceof Fault)) throw error;
    return { kind: 'unreadable', place, fault: error, position };
  }
}

const readAhead = 2_000;

/** A bounded hand-over between the client's callbacks and the reader. */
function createQueue(signal: AbortSignal) {
  let items: Queued[] = [];
  let failure: { error: unknown } | undefined;
  let wake: (() => void) | undefined;
  const stopped = (): void => wake?.();
  signal.addEventListener('abort', stopped, { once: true });
  return {
    push(item: Queued) {
      items.push(item);
      wake?.();
    },
    fail(error: unknown) {
      failure ??= { error };
      wake?.();
    },
    isFull: () => items.length > readAhead,
    /** Resolves when there is something, or the signal aborts; throws once all before a failure was taken. */
    async ready(): Promise<void> {
      while (!signal.aborted && items.length === 0) {
        if (failure) throw failure.error;
        await new Promise<void>(resolve => {
          wake = resolve;
        });
        wake = undefined;
      }
    },
    /** Nothing is waited for any more. */
    close: () => signal.removeEventListener('abort', stopped),
    take(): Queued[] {
      const taken = items;
      items = [];
      return taken;
    },
  };
}
