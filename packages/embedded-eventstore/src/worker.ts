// The event store's own thread: a busy main thread does not stall it, nor it the main thread.
import { writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import { pino } from 'pino';
import { Fault } from './fault.ts';
import type { FromWorker, WorkerInput } from './messages.ts';
import { runEventStore } from './run.ts';

const input: WorkerInput = workerData;

nameThread();
// What it would print is thrown as well.
setLogVerbosity(logVerbosity.NONE);

const post = (message: FromWorker): void => parentPort?.postMessage(message);
const log = pino({ level: input.level, base: null }, { write: line => post({ kind: 'log', line }) });

async function start(): Promise<void> {
  const server = await runEventStore({ ...input, log });
  parentPort?.once('message', async () => {
    await server.stop();
    // The thread alone: somebody's connection that has sent nothing would keep it alive.
    process.exit();
  });
  post({ kind: 'listening', port: server.port });
}

start().catch(error => {
  const code = error instanceof Fault ? error.code : 'event_store_failed';
  post({ kind: 'failed', code, message: error instanceof Error ? error.message : String(error) });
  parentPort?.close();
});

/** Linux shows how busy each thread is, under its name. Node does not set it. */
function nameThread(): void {
  try {
    writeFileSync('/proc/thread-self/comm', 'eventstore');
  } catch {
    // Another system.
  }
}
