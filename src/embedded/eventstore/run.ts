// The event store in the thread that calls: for its own thread, and for tests, which are spared the thread's start.
import type { Logger } from 'pino';
import { listen } from './listen.ts';
import { openStore } from './open-store.ts';

export interface RunningEventStore {
  connectionString: string;
  port: number;
  /** Answers what is under way, then closes. */
  stop(): Promise<void>;
}

/** As `startEmbeddedEventStore`, without a thread. `now`: milliseconds since 1970. */
export async function runEventStore(options: {
  databaseUrl: string;
  host?: string;
  port?: number;
  now?: () => number;
  log: Logger;
}): Promise<RunningEventStore> {
  const { databaseUrl, host = '127.0.0.1', port: wanted = 0, now = Date.now, log } = options;
  const store = await openStore({ databaseUrl, now, log });
  try {
    const server = await listen({ store, host, port: wanted, log });
    return {
      connectionString: `esdb://${host}:${server.port}?tls=false`,
      port: server.port,
      async stop() {
        // First the store: appends under way are answered before their calls end.
        await store.close();
        server.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
