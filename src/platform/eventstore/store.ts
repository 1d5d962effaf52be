// The event store as the rest of the program sees it: append with an expected revision, read, and nothing else.
import {
  type AllStreamRecordedEvent,
  BACKWARDS,
  type Direction,
  END,
  type EventData,
  type EventStoreDBClient,
  FORWARDS,
  type ReadPosition,
  type ResolvedEvent,
  START,
  StreamNotFoundError,
} from '@eventstore/db-client';
import type { Clock } from '../../domain/clock.ts';
import type { Recorded } from '../../domain/event-catalogue.ts';
import { Fault } from '../../domain/fault.ts';
import { type StoreCounts, uncounted } from '../store-counts.ts';
import { isInTheClear } from '../vault/seal.ts';
import type { KeySource } from '../vault/vault.ts';
import type { AppendResult } from './client/append-call.ts';
import { type AppendRequest, appendRequest, type RawEventData } from './client/append-request.ts';
import { checkAppendSize, usualAppendBytes } from './client/append-size.ts';
import { type Connection, createConnections } from './client/connection.ts';
import { isConnectionFault, orNone } from './client/connection-fault.ts';
import { type RawEvent, type RawRange, readRaw } from './client/raw-read.ts';
import { readToEnd } from './client/read-to-end.ts';
import { createReadiness } from './client/readiness.ts';
import type { TimeLimit } from './client/time-limit.ts';
import { decodeAll, sealed } from './codec.ts';
import { createEventFeed } from './event-feed.ts';
import { isOurs } from './own-streams.ts';
import { type StoredEvent, storedEventOf } from './stored-event.ts';
import { type AllItem, type AllOptions, readItems, subscribeInBatches } from './subscription.ts';

/**
 * The one way to the event store, so that nothing else depends on its client: the client may be replaced while the service runs.
 *
 * ```ts
 * const store = connectEventStore('esdb://127.0.0.1:2113?tls=false', systemClock);
 * for await (const items of store.subscribe({ from: 'start', signal, clock: systemClock })) fold(items);
 * ```
 */
export interface EventStore {
  /** All or nothing after `expected` (-1: no stream). A repeat with the same ids succeeds. Throws `append_too_large` before it is sent. */
  append(stream: string, events: EventData[], expected: bigint): Promise<AppendResult>;
  /** The events from `fromRevision` on; empty where the stream does not exist. */
  read(stream: string, fromRevision?: bigint): Promise<Recorded[]>;
  /** The same, and the revision the stream ends at (-1: no stream), which may be that of an event that is passed over. */
  readTail(stream: string, fromRevision: bigint): Promise<{ events: Recorded[]; revision: bigint }>;
  /** How many of a stream's events hold something personal that is not encrypted: they were written before there were keys. */
  inTheClear(stream: string): Promise<number>;
  /** A stream's events from `fromRevision` on, those that cannot be read included. */
  items(stream: string, fromRevision: bigint): AsyncGenerator<AllItem>;
  /**
   * The whole log, all items that are there at once; ends when the signal aborts. What interrupts it is no fault: it resumes. Subscribers
   * get the same objects and change none of them.
   */
  subscribe(options: AllOptions): AsyncGenerator<AllItem[]>;
  /** Up to `maxCount` events of the whole log from this position on, the one there included; -1: from the beginning. None where the log ends before. */
  readAll(from: bigint, maxCount: number): Promise<StoredEvent[]>;
  /** The last `maxCount` events of the whole log, those of them that are ours, oldest first. */
  newest(maxCount: number): Promise<Recorded[]>;
  /** Id of the store's first event: tells one store from another. */
  storeId(): Promise<string>;
  /** Position of our last event, which is as far as a read model can be; 0 where there is none. */
  head(): Promise<bigint>;
  /** Resolves where the store takes appends now. Callers at the same moment share one check; its result is at most a second old. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** With what only those use who are concerned with the store itself. */
export interface ConnectedEventStore extends EventStore {
  /** The current client: it may be replaced, so nobody keeps it. */
  readonly client: EventStoreDBClient;
  /** The state of that client, for endless readers. */
  readonly connection: Omit<Connection, 'client' | 'appends'>;
  readonly counts: StoreCounts;
  readonly vault: KeySource | undefined;
  /** Up to `maxCount` events of the whole log. Forwards the one at `from` is among them, backwards it is not. */
  page(direction: Direction, from: ReadPosition, maxCount: number): Promise<AllStreamRecordedEvent[]>;
  /** Events of a stream or of the whole log with the bytes the store keeps; none where there is no such stream, or the log ends before. */
  raw(range: RawRange): Promise<RawEvent[]>;
  /** As `append`, with bytes that are stored as they are. */
  appendRaw(stream: string, events: RawEventData[], expected: bigint): Promise<AppendResult>;
}

const retryPauseMs = 200;
/** A try without any answer for this long is repeated, since it may have been lost. */
const stillMs = 3_000;
const readyLimit = { stillMs: 2_000, mostMs: 2_000 };
const headPage = 32;
/** Behind many events of others. */
const longPage = 1_000;

export interface EventStoreOptions {
  /** How long an interrupted request is repeated, in milliseconds. */
  patienceMs?: number;
  /** Bytes of data one append may have there. */
  maxAppendSize?: number | undefined;
  counts?: StoreCounts;
  /** Its keys seal and open what is personal. Left out, events are stored as given, and reading a sealed one throws `vault_missing`. */
  vault?: KeySource | undefined;
}

/**
 * Connects to `esdb://…`. A request that is interrupted, or gets no sign of life for three seconds, is repeated byte for byte for
 * `patienceMs` in all; then it throws `event_store_unavailable`, and its outcome is unknown.
 */
export function connectEventStore(
  connectionString: string,
  clock: Clock,
  { patienceMs = 6_000, maxAppendSize = usualAppendBytes, counts = uncounted, vault }: EventStoreOptions = {},
): ConnectedEventStore {
  const connections = createConnections(connectionString);

  async function once<T>(call: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = connections.current();
    const began = performance.now();
    try {
      const result = await call(connection);
      connection.answered();
      return result;
    } catch (error) {
      if (isConnectionFault(error)) connection.failed(began);
      else connection.answered();
      throw error;
    }
  }

  async function patiently<T>(call: (connection: Connection, limit: TimeLimit) => Promise<T>): Promise<T> {
    const giveUpAt = performance.now() + patienceMs;
    for (;;) {
      const left = Math.max(giveUpAt - performance.now(), retryPauseMs);
      try {
        return await once(connection => {
          const isMoving = () => connection.answeredWithin(stillMs);
          return call(connection, { stillMs: Math.min(stillMs, left), mostMs: left, isMoving });
        });
      } catch (error) {
        if (!isConnectionFault(error)) throw error;
        if (performance.now() > giveUpAt)
          throw new Fault('event_store_unavailable', 'the event store cannot be reached', { cause: error });
        await clock.sleep(retryPauseMs);
      }
    }
  }

  const readiness = createReadiness(
    request => once(({ appends }) => appends.append(request, readyLimit)),
    () => connections.current().isFailing(),
  );

  const send = (request: AppendRequest) =>
    patiently(async ({ appends }, limit) => {
      counts.request('append');
      try {
        const result = await appends.append(request, limit);
        readiness.acknowledged();
        return result;
      } catch (error) {
        if (isConnectionFault(error)) readiness.interrupted(request.bytes);
        throw error;
      }
    });
  const checkedAppend = async (request: AppendRequest): Promise<AppendResult> => {
    checkAppendSize(request.bytes, maxAppendSize);
    return send(request);
  };
  const page: ConnectedEventStore['page'] = (direction, fromPosition, maxCount) =>
    patiently(({ client }, limit) => {
      counts.request('read');
      return orNone(readToEnd(client.readAll({ direction, fromPosition, maxCount }), limit, ({ event }) => event));
    });

  const readStored = (stream: string, fromRevision: bigint): Promise<ResolvedEvent[]> =>
    patiently(async ({ client }, limit) => {
      counts.request('read');
      const reading = client.readStream(stream, { direction: FORWARDS, fromRevision });
      try {
        return await readToEnd(reading, limit, given => given);
      } catch (error) {
        if (error instanceof StreamNotFoundError) return [];
        throw error;
      }
    });

  const store: ConnectedEventStore = {
    get client() {
      return connections.current().client;
    },
    get connection() {
      return connections.current();
    },
    counts,
    vault,
    append: async (stream, events, expected) =>
      checkedAppend(appendRequest(stream, vault ? await sealed(stream, events, vault) : events, expected)),
    appendRaw: (stream, events, expected) => checkedAppend(appendRequest(stream, events, expected)),
    read: async (stream, fromRevision) => (await store.readTail(stream, fromRevision ?? 0n)).events,
    inTheClear: async stream => (await readStored(stream, 0n)).filter(({ event }) => isInTheClear(event?.data)).length,
    async readTail(stream, fromRevision) {
      const resolved = await readStored(stream, fromRevision);
      const events = await decodeAll(resolved, vault);
      return { events, revision: resolved.at(-1)?.event?.revision ?? fromRevision - 1n };
    },
    page,
    raw: range =>
      patiently(({ client }, limit) => {
        counts.request('read');
        return orNone(readRaw(client, range, limit));
      }),
    items: (stream, fromRevision) => readItems(store, stream, fromRevision),
    subscribe: createEventFeed(options => subscribeInBatches(store, options), clock),
    async readAll(from, maxCount) {
      const events = await page(FORWARDS, from < 0n ? START : { commit: from, prepare: from }, maxCount);
      return events.map(storedEventOf);
    },
    async newest(maxCount) {
      const events = await page(BACKWARDS, END, maxCount);
      return decodeAll(
        events.reverse().map(event => ({ event })),
        vault,
      );
    },
    async storeId() {
      const [first] = await page(FORWARDS, START, 1);
      return first?.id ?? 'empty';
    },
    async head() {
      let from: ReadPosition = END;
      for (let count = headPage; ; count = longPage) {
        const events = await page(BACKWARDS, from, count);
        const own = events.find(({ streamId }) => isOurs(streamId));
        const last = events.at(-1);
        if (own || !last || events.length < count) return own?.position.commit ?? 0n;
        from = last.position;
      }
    },
    ready: readiness.ready,
    close: connections.close,
  };
  return store;
}
