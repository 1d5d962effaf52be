// The event store as the rest of the program sees it: append with an expected revision, read, and nothing else.
import {
  BACKWARDS,
  END,
  type EventData,
  EventStoreDBClient,
  FORWARDS,
  NO_STREAM,
  type ReadPosition,
  START,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { Clock } from '../domain/clock.ts';
import type { Recorded } from '../domain/events/catalogue.ts';
import { Fault } from '../domain/fault.ts';
import { decode } from './codec.ts';
import { isConnectionFault } from './connection-fault.ts';
import { isOurs } from './own-streams.ts';

export type AppendResult = { kind: 'appended'; revision: bigint; position: bigint } | { kind: 'conflict' };

export interface EventStore {
  readonly client: EventStoreDBClient;
  /** Appends all or nothing after `expected` (-1: the stream must not exist). A repeat with the same ids succeeds. */
  append(stream: string, events: EventData[], expected: bigint): Promise<AppendResult>;
  /** The events from `fromRevision` on; empty where the stream does not exist. */
  read(stream: string, fromRevision?: bigint): Promise<Recorded[]>;
  /** Id of the store's first event: tells one store from another. */
  storeId(): Promise<string>;
  /** Position of the last event of ours, up to which a read model can be; 0 where there is none. */
  head(): Promise<bigint>;
  close(): Promise<void>;
}

const retryPauseMs = 200;
const headPage = 32;
/** Behind many events of others. */
const longPage = 1_000;
const closePatienceMs = 2_000;

/**
 * Connects to `esdb://…`. Calls that fail because the connection is lost are repeated byte for byte for `patienceMs`,
 * then throw `eventstore_unavailable`.
 */
export function connectEventStore(connectionString: string, clock: Clock, patienceMs = 6000): EventStore {
  const client = EventStoreDBClient.connectionString(connectionString);

  async function patiently<T>(call: () => Promise<T>): Promise<T> {
    const giveUpAt = Date.now() + patienceMs;
    for (;;) {
      try {
        return await call();
      } catch (error) {
        if (!isConnectionFault(error)) throw error;
        if (Date.now() > giveUpAt)
          throw new Fault('eventstore_unavailable', 'the event store cannot be reached', { cause: error });
        await clock.sleep(retryPauseMs);
      }
    }
  }

  return {
    client,
    append: (stream, events, expected) =>
      patiently(async () => {
        try {
          const result = await client.appendToStream(stream, events, {
            expectedRevision: expected < 0n ? NO_STREAM : expected,
          });
          return { kind: 'appended', revision: result.nextExpectedRevision, position: result.position?.commit ?? 0n };
        } catch (error) {
          if (error instanceof WrongExpectedVersionError) return { kind: 'conflict' };
          throw error;
        }
      }),
    read: (stream, fromRevision) =>
      patiently(async () => {
        const events: Recorded[] = [];
        try {
          for await (const resolved of client.readStream(stream, { direction: FORWARDS, fromRevision: fromRevision ?? START })) {
            const event = decode(resolved);
            if (event) events.push(event);
          }
        } catch (error) {
          if (error instanceof StreamNotFoundError) return [];
          throw error;
        }
        return events;
      }),
    storeId: () =>
      patiently(async () => {
        // Read to its end: a read that is left early stays open and keeps the client from closing.
        let id = 'empty';
        for await (const { event } of client.readAll({ direction: FORWARDS, fromPosition: START, maxCount: 1 })) {
          if (event) id = event.id;
        }
        return id;
      }),
    head: () =>
      patiently(async () => {
        let from: ReadPosition = END;
        for (let page = headPage; ; page = longPage) {
          let read = 0;
          let head: bigint | undefined;
          for await (const { event } of client.readAll({ direction: BACKWARDS, fromPosition: from, maxCount: page })) {
            read += 1;
            if (!event) continue;
            if (isOurs(event.streamId)) head ??= event.position.commit;
            from = event.position;
          }
          if (head !== undefined || read < page) return head ?? 0n;
        }
      }),
    async close() {
      // The client waits for streams that a lost connection has left without an end.
      const over = new AbortController();
      const patience = clock.sleep(closePatienceMs, over.signal).catch(() => undefined);
      await Promise.race([client.dispose(), patience]);
      over.abort();
    },
  };
}
