// Keeps the client of the event store, and replaces it where it cannot recover.
import { EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { type AppendCalls, appendCalls } from './append-call.ts';
import { fixedLimit, withTimeLimit } from './time-limit.ts';

/** One client and its state. */
export interface Connection {
  client: EventStoreDBClient;
  appends: AppendCalls;
  /** Aborts when another client has replaced this one: an endless reader then starts again with the new one. */
  replaced: AbortSignal;
  /** The store has answered through it. */
  answered(): void;
  /** A request by it that began at `since` (`performance.now()`) was interrupted. */
  failed(since: number): void;
  /** The last sign from it was an interruption. */
  isFailing(): boolean;
  /** The store has answered through it within the last `milliseconds`. */
  answeredWithin(milliseconds: number): boolean;
}

export interface Connections {
  /** Kept by nobody for longer than a request. */
  current(): Connection;
  close(): Promise<void>;
}

/** A client that has only failed for this long is replaced. */
const hopelessAfterMs = 3_000;
/** Open calls of a replaced client may take this long to end. */
const lingerMs = 10_000;
const disposeLimitMs = 2_000;

export function createConnections(connectionString: string): Connections {
  const lingering = new Map<NodeJS.Timeout, EventStoreDBClient>();
  let current = connect();

  function connect(): Connection {
    const client = EventStoreDBClient.connectionString(connectionString);
    const replacing = new AbortController();
    let answeredAt = Number.NEGATIVE_INFINITY;
    let failingSince: number | undefined;
    const connection: Connection = {
      client,
      appends: appendCalls(client),
      replaced: replacing.signal,
      answered() {
        answeredAt = performance.now();
        failingSince = undefined;
      },
      answeredWithin: milliseconds => performance.now() - answeredAt < milliseconds,
      isFailing: () => failingSince !== undefined,
      failed(since) {
        failingSince ??= Math.max(since, answeredAt);
        if (current !== connection || performance.now() - failingSince < hopelessAfterMs) return;
        current = connect();
        replacing.abort();
        const timer = setTimeout(() => {
          lingering.delete(timer);
          void dispose(client);
        }, lingerMs).unref();
        lingering.set(timer, client);
      },
    };
    return connection;
  }

  return {
    current: () => current,
    async close() {
      const left = [current.client, ...lingering.values()];
      for (const timer of lingering.keys()) clearTimeout(timer);
      lingering.clear();
      await Promise.all(left.map(dispose));
    },
  };
}

/** The client waits for calls that a lost connection has left without an end, and leaves its channel open. */
async function dispose(client: EventStoreDBClient): Promise<void> {
  for (const end of [client.dispose, closeChannel]) {
    await withTimeLimit(fixedLimit(disposeLimitMs), () => end.call(client)).catch(() => undefined);
  }
}

function closeChannel(this: EventStoreDBClient): Promise<void> {
  return this.execute(StreamsClient, 'close', async grpc => grpc.close());
}
