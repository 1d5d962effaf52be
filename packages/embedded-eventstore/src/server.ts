// An EventStoreDB-compatible server in a thread of its own, with its events in a PostgreSQL database.
import type { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { Fault } from './fault.ts';
import { fromWorker, type WorkerInput } from './messages.ts';
import { connectionStringOf, newSecret } from './secret.ts';
import { passOn, startThread } from './thread.ts';

export interface EmbeddedEventStore {
  /** For the official client, `esdb://…`, with the secret. */
  connectionString: string;
  port: number;
  /** Answers what is in flight, then ends the thread. */
  stop(): Promise<void>;
}

/**
 * An event store on a machine that has none installed, for the clients of EventStoreDB:
 *
 *     const store = await startEmbeddedEventStore({ databaseUrl, log });
 *     const client = EventStoreDBClient.connectionString(store.connectionString);
 *
 * Serves the store in the database at `databaseUrl` (made there at the first start) on `host`, by default 127.0.0.1, and `port`,
 * by default a free one. A client with `secret` (by default one that is made for this start) may do everything, any other nothing.
 * `maxAppendSize`: bytes of data one append may have.
 * Throws `event_store_locked` where another server works on the database, `event_store_failed` where it cannot start.
 */
export async function startEmbeddedEventStore(options: {
  databaseUrl: string;
  host?: string;
  port?: number;
  secret?: string;
  maxAppendSize?: number | undefined;
  log: Logger;
}): Promise<EmbeddedEventStore> {
  const { databaseUrl, host = '127.0.0.1', port: wanted = 0, secret = newSecret(), maxAppendSize } = options;
  const log = options.log.child({ part: 'eventstore' });
  const input = { databaseUrl, host, secret, maxAppendSize, level: log.level };
  let running = await launch({ ...input, port: wanted }, log);
  const { port } = running;
  let stopping = false;
  const watched = watch();
  log.info({ port }, 'embedded event store runs');
  return {
    connectionString: connectionStringOf(host, port, secret),
    port,
    async stop() {
      stopping = true;
      running.worker.postMessage('stop');
      await watched;
      log.info({ port }, 'embedded event store stopped');
    },
  };

  /** A thread that ends unasked is followed by another at the same address: clients find the store again by themselves. */
  async function watch(): Promise<void> {
    for (;;) {
      await running.ended;
      while (!stopping) {
        log.error({ port }, 'the event store failed and is started again');
        try {
          running = await launch({ ...input, port }, log);
          break;
        } catch (error) {
          log.error({ err: error }, 'the event store cannot be started');
          await new Promise(resolve => setTimeout(resolve, relaunchPauseMs));
        }
      }
      if (stopping) {
        running.worker.postMessage('stop');
        await running.ended;
        return;
      }
    }
  }
}

const relaunchPauseMs = 1_000;

interface Running {
  worker: Worker;
  port: number;
  /** Resolves when the thread has ended, however. */
  ended: Promise<void>;
}

/** Starts a thread and waits until it listens. */
async function launch(input: WorkerInput, log: Logger): Promise<Running> {
  const worker = startThread(name, input);
  const ended = new Promise<void>(resolve => worker.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    worker.on('message', (received: unknown) => {
      const message = fromWorker.parse(received);
      if (message.kind === 'listening') resolve(message.port);
      else if (message.kind === 'failed') reject(new Fault(message.code, message.message));
      else passOn(log, message.line);
    });
    worker.on('error', error => {
      log.fatal({ err: error }, 'the event store broke down');
      reject(new Fault('event_store_failed', 'the event store broke down', { cause: error }));
    });
    ended.then(() => reject(new Fault('event_store_failed', 'the event store ended')));
  });
  return { worker, port, ended };
}

const name = 'eventstore';
