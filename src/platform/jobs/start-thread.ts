// Starts threads of our own: the same source runs as JavaScript once built and as TypeScript in development.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const isSource = import.meta.url.endsWith('.ts');

/**
 * Starts the file at `url`, given without its ending, as a thread. In development the thread has to load the TypeScript reader
 * first: a flag for it does not reach a thread's first file on every Node. That takes a second of a core.
 */
export function startThread(url: URL, name: string, workerData: unknown): Worker {
  if (!isSource) return new Worker(new URL(`${url.href}.js`), { workerData, name });
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = new URL('./dist/esm/api/index.mjs', tsx).href;
  const start = `import(${JSON.stringify(loader)}).then(tsx => { tsx.register(); return import(${JSON.stringify(`${url.href}.ts`)}); })`;
  return new Worker(start, { eval: true, workerData, execArgv: [], name });
}
