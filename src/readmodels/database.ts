// The connection to Postgres.
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Database } from './schema.ts';

/** Who only looks whether there is something to do does so by himself: that the service rests can be seen in the database. */
const pools = {
  work: { max: 20, application_name: 'rebook' },
  polling: { max: 1, application_name: 'rebook polling' },
} as const;
const connectTimeoutMs = 10_000;

/** A pool of connections; a lost one is replaced, and only a log line tells. */
export function connectDatabase(url: string, log?: Logger, purpose: keyof typeof pools = 'work'): Kysely<Database> {
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    ...pools[purpose],
  });
  pool.on('error', error =>
    log?.warn({ code: 'database_connection_lost', err: { name: error.name } }, 'an idle connection was lost'),
  );
  // A connection that is lost while somebody holds it says so to him through his next query.
  pool.on('connect', client => client.on('error', () => undefined));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
