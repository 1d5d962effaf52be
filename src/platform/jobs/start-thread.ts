// Starts threads of our own: the same source runs as JavaScript once built and as TypeScript in development.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const isSource = import.meta.url.endsWith('.ts');
const root = new URL('../../../', import.meta.url).href;

/**
 * Starts the file at `url`, given without its ending, as a thread. In development the thread has to load the TypeScript reader
 * first: a flag for it does not reach a thread's first file on every Node. That takes a second of a core, so tests name a folder
 * with a current build in `BUILT_SOURCES`, whose file is run instead.
 */
export function startThread(url: URL, name: string, workerData: unknown): Worker {
  const { BUILT_SOURCES } = process.env;
  const built = isSource && BUILT_SOURCES ? url.href.replace(root, pathToFileURL(`${BUILT_SOURCES}/`).href) : url.href;
  if (!isSource || BUILT_SOURCES) return new Worker(new URL(`${built}.js`), { workerData, name });
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = new URL('./dist/esm/api/index.mjs', tsx).href;
  const start = `import(${JSON.stringify(loader)}).then(tsx => { tsx.register(); return import(${JSON.stringify(`${url.href}.ts`)}); })`;
  return new Worker(start, { eval: true, workerData, execArgv: [], name });
}
