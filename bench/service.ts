// The measured service as a process of its own: it reads its settings from the environment and prints its address.
import { pino } from 'pino';
import { loadConfig } from '../src/app/config/config.ts';
import { startRebook } from '../src/app/start.ts';
import { type StopTracing, startTracing } from '../src/app/tracing/tracing.ts';
import { ready } from './ready.ts';

const rebook = await startRebook(loadConfig(process.env, { dotEnv: false }), { log: pino({ level: 'silent' }) });
const { databaseUrl, eventStoreUrl } = rebook.servers;

/** Where spans go from now on, and what the process has used by then; what was still to be sent is sent before. */
let stopTracing: StopTracing | undefined;
process.on('message', async ({ traceTo }: { traceTo: string | null }) => {
  await stopTracing?.();
  stopTracing = traceTo === null ? undefined : await startTracing(traceTo);
  process.send?.(process.cpuUsage());
});
ready({ address: rebook.address, databaseUrl, eventStoreUrl }, () => rebook.stop());
