// Starts the embedded PostgreSQL of the folder given, tells its port and lives on until it is killed.
import { pino } from 'pino';
import { startEmbeddedPostgres } from '../src/postgres.ts';

const postgres = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', log: pino({ level: 'silent' }) });
process.send?.(postgres.port);
