// The event store in the thread that calls: for its own thread, and for tests, which are spared the thread's start.
import type { Logger } from 'pino';
import { defaultMaxAppendSize } from './append/proposals.ts';
import { listen } from './listen.ts';
import { openStore } from './open-store.ts';
import { createRights } from './rights.ts';
import { connectionStringOf, newSecret } from './secret.ts';

export interface RunningEventStore {
  /** With the secret. */
  connectionString: string;
  port: number;
  secret: string;
  /** Answers what is in flight, then closes. */
  stop(): Promise<void>;
}

/** As `startEmbeddedEventStore`, without a thread. `now`: milliseconds since 1970; `maxAppendSize`: bytes. */
export async function runEventStore(options: {
  databaseUrl: string;
  host?: string;
  port?: number;
  secret?: string;
  maxAppendSize?: number | undefined;
  now?: () => number;
  log: Logger;
}): Promise<RunningEventStore> {
  const { databaseUrl, host = '127.0.0.1', port: wanted = 0, secret = newSecret(), now = Date.now, log } = options;
  const { maxAppendSize = defaultMaxAppendSize } = options;
  const rights = createRights(log);
  const store = await openStore({ databaseUrl, maxAppendSize, now, rights, log });
  try {
    const server = await listen({ store, host, port: wanted, secret, rights, log });
    return {
      connectionString: connectionStringOf(host, server.port, secret),
      port: server.port,
      secret,
      async stop() {
        server.closeDoor();
        // First the store: appends in flight are answered before their calls end.
        await store.writer.close();
        await server.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
