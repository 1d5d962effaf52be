// The thread's start: the same source runs as JavaScript once built and as TypeScript in development. And its log lines.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { z } from 'zod';

const isSource = import.meta.url.endsWith('.ts');

/**
 * Starts the thread's file. In development the thread has to load what reads TypeScript first, which takes a second of a
 * core, so tests name the folder with the package's current build in `BUILT_SOURCES`, whose file is run instead.
 */
export function startThread(name: string, workerData: unknown): Worker {
  const { BUILT_SOURCES } = process.env;
  const built = isSource && BUILT_SOURCES ? new URL(`../${BUILT_SOURCES}/worker.js`, import.meta.url) : undefined;
  if (!isSource || built) return new Worker(built ?? new URL('./worker.js', import.meta.url), { workerData, name });
  // A flag for it does not reach a thread's first file on every Node.
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = new URL('./dist/esm/api/index.mjs', tsx).href;
  const worker = new URL('./worker.ts', import.meta.url).href;
  const start = `import(${JSON.stringify(loader)}).then(tsx => { tsx.register(); return import(${JSON.stringify(worker)}); })`;
  return new Worker(start, { eval: true, workerData, execArgv: [], name });
}

const lineSchema = z.looseObject({ level: z.number(), msg: z.string().optional() });

/** Writes a log line of the thread with the main thread's logger, at the line's own level. */
export function passOn(log: Logger, line: string): void {
  const { level, msg, time: _, ...fields } = lineSchema.parse(JSON.parse(line));
  const write = level >= 50 ? log.error : level >= 40 ? log.warn : level >= 30 ? log.info : log.debug;
  write.call(log, fields, msg);
}
