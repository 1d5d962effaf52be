// The measured service as a process of its own: it reads its settings from the environment and prints its address.
import { pino } from 'pino';
import { loadConfig } from '../src/app/config/config.ts';
import { startRebook } from '../src/app/start.ts';

const rebook = await startRebook(loadConfig(process.env, { dotEnv: false }), { log: pino({ level: 'silent' }) });
process.send?.({ address: rebook.address, databaseUrl: rebook.servers.databaseUrl, eventStoreUrl: rebook.servers.eventStoreUrl });
process.once('SIGTERM', async () => {
  await rebook.stop();
  process.exit(0);
});
