// The measured service as a process of its own: it reads its settings from the environment and prints its address.
import { pino } from 'pino';
import { loadConfig } from '../src/app/config/config.ts';
import { startRebook } from '../src/app/start.ts';
import { ready } from './ready.ts';

const rebook = await startRebook(loadConfig(process.env, { dotEnv: false }), { log: pino({ level: 'silent' }) });
const { databaseUrl, eventStoreUrl } = rebook.servers;
ready({ address: rebook.address, databaseUrl, eventStoreUrl }, () => rebook.stop());
