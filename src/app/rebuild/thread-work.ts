// The work of the rebuilding thread: it has its own connections, and delays no call.
import { parentPort, workerData } from 'node:worker_threads';
import { pino } from 'pino';
import { projections } from '../../../projections/index.ts';
import { systemClock } from '../../domain/clock.ts';
import { connectEventStore } from '../../platform/eventstore/store.ts';
import { errorCode } from '../../platform/projector/event-fault.ts';
import { cancelRebuild, type FromRebuild, rebuildInput } from '../../platform/projector/rebuild/messages.ts';
import { rebuildProjections } from '../../platform/projector/rebuild/rebuild.ts';
import { connectVault } from '../../platform/vault/vault.ts';

const { databaseUrl, eventStoreUrl, vault: vaultPlace, names, level } = rebuildInput.parse(workerData);
const post = (message: FromRebuild): void => parentPort?.postMessage(message);
const log = pino({ level, base: null }, { write: line => post({ kind: 'log', line }) });
const postedEveryMs = 250;

const vault = vaultPlace && connectVault(vaultPlace);
const store = connectEventStore(eventStoreUrl, systemClock, { vault });
const cancelling = new AbortController();
parentPort?.on('message', message => {
  if (message === cancelRebuild) cancelling.abort();
});
let postedAt = 0;
try {
  const done = await rebuildProjections({
    databaseUrl,
    store,
    projections: projections.filter(({ name }) => names.includes(name)),
    clock: systemClock,
    log,
    signal: cancelling.signal,
    onProgress(progress) {
      if (Date.now() - postedAt < postedEveryMs) return;
      postedAt = Date.now();
      post({ kind: 'progress', ...progress });
    },
  });
  post({ kind: 'done', ...done });
} catch (error) {
  post({ kind: 'failed', code: errorCode(error), message: error instanceof Error ? error.message : String(error) });
} finally {
  await store.close();
  await vault?.close();
  parentPort?.close();
}
