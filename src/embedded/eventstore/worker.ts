// The event store's own thread: a busy main thread does not stall it, nor it the main thread.
import { parentPort, workerData } from 'node:worker_threads';
import { pino } from 'pino';
import { Fault } from '../../domain/fault.ts';
import { listen } from './listen.ts';
import { type FromWorker, workerInput } from './messages.ts';
import { openStore } from './open-store.ts';

const input = workerInput.parse(workerData);

const post = (message: FromWorker): void => parentPort?.postMessage(message);
const log = pino({ level: input.level, base: null }, { write: line => post({ kind: 'log', line }) });

async function start(): Promise<void> {
  const store = await openStore({ databaseUrl: input.databaseUrl, now: Date.now, log });
  const server = await listen({ store, host: input.host, port: input.port, log }).catch(async error => {
    await store.close();
    throw error;
  });
  parentPort?.once('message', async () => {
    // First the store: appends under way are answered before their calls end.
    await store.close();
    server.close();
    parentPort?.close();
  });
  post({ kind: 'listening', port: server.port });
}

start().catch(error => {
  const code = error instanceof Fault ? error.code : 'event_store_failed';
  post({ kind: 'failed', code, message: error instanceof Error ? error.message : String(error) });
  parentPort?.close();
});
