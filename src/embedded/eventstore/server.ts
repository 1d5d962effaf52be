// An EventStoreDB-compatible server in a thread of its own, with its events in a PostgreSQL database.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { z } from 'zod';
import { Fault } from '../../domain/fault.ts';
import { fromWorker, type WorkerInput } from './messages.ts';

export interface EmbeddedEventStore {
  /** For the official client, `esdb://…`. */
  connectionString: string;
  port: number;
  /** Answers what is under way, then ends the thread. */
  stop(): Promise<void>;
}

/**
 * Serves the store in the database at `databaseUrl` (made there at the first start) on `host`, by default 127.0.0.1, and `port`,
 * by default a free one. The server knows no users: whoever reaches the address may do everything.
 * Throws `event_store_locked` where another server works on the database, `event_store_failed` where it cannot start.
 */
export async function startEmbeddedEventStore(options: {
  databaseUrl: string;
  host?: string;
  port?: number;
  log: Logger;
}): Promise<EmbeddedEventStore> {
  const { databaseUrl, host = '127.0.0.1', port: wanted = 0 } = options;
  const log = options.log.child({ part: 'eventstore' });
  const input = { databaseUrl, host, level: log.level };
  let running = await launch({ ...input, port: wanted }, log);
  const { port } = running;
  let stopping = false;
  const watched = watch();
  log.info({ port }, 'embedded event store runs');
  return {
    connectionString: `esdb://${host}:${port}?tls=false`,
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
        log.error({ port }, 'the event store broke down and is started again');
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
  const worker = startWorker(input);
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

/**
 * The same source runs as JavaScript once built and as TypeScript in development, where the thread has to load what reads
 * TypeScript first: a flag for it does not reach a thread's first file on every Node.
 */
function startWorker(workerData: WorkerInput): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./worker.js', import.meta.url), { workerData, name });
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = new URL('./dist/esm/api/index.mjs', tsx).href;
  const file = new URL('./worker.ts', import.meta.url).href;
  const start = `import(${JSON.stringify(loader)}).then(tsx => { tsx.register(); return import(${JSON.stringify(file)}); })`;
  return new Worker(start, { eval: true, workerData, execArgv: [], name });
}

const name = 'eventstore';

const lineSchema = z.looseObject({ level: z.number(), msg: z.string().optional() });

/** A log line of the thread, written by the main thread's logger at its level. */
function passOn(log: Logger, line: string): void {
  const { level, msg, time: _, ...fields } = lineSchema.parse(JSON.parse(line));
  const write = level >= 50 ? log.error : level >= 40 ? log.warn : level >= 30 ? log.info : log.debug;
  write.call(log, fields, msg);
}
