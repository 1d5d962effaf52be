// The connections to PostgreSQL.
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Logger } from 'pino';
import { countStatements, type StoreCounts, uncounted } from '../store-counts.ts';
import { keepPlans } from './kept-plans.ts';
import { endWithHost, keepAlive } from './own-connection.ts';
import type { Database } from './schema.ts';

/**
 * `polling` has a connection of its own, so that a rebuild can tell an idle service from a busy one. `upkeep` may take long:
 * migrations and backups. `vault` is where the
 * data keys are, which may be another server. More for the work would only make more processes of PostgreSQL wait for the same processors.
 */
const pools = {
  work: { max: 8, application_name: 'rebook' },
  polling: { max: 1, application_name: 'rebook polling' },
  upkeep: { max: 2, application_name: 'rebook upkeep' },
  vault: { max: 4, application_name: 'rebook vault' },
} as const;
/** For a free connection; a query of a call whose deadline is over waits no longer than this, and is not begun then. */
const acquireTimeoutMs = 10_000;
/** Calls may come minutes apart, and a new connection with its plans costs one more than all its statements. */
const idleTimeoutMs = 10 * 60_000;
/** The server gives up a statement after this, and we give up a server that does not even do that. */
const statementTimeoutMs = 30_000;
const queryTimeoutMs = 35_000;

/** A pool of connections; a lost one is replaced, and only a log line tells. */
export function connectDatabase(
  url: string,
  log?: Logger,
  purpose: keyof typeof pools = 'work',
  counts: StoreCounts = uncounted,
): Kysely<Database> {
  const bounded = purpose !== 'upkeep';
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: acquireTimeoutMs,
    idleTimeoutMillis: idleTimeoutMs,
    ...(bounded && { query_timeout: queryTimeoutMs }),
    ...keepAlive,
    ...pools[purpose],
    async onConnect(client) {
      await endWithHost(client);
      if (bounded) await client.query(`set statement_timeout = ${statementTimeoutMs}`);
      keepPlans(client);
      countStatements(client, pools[purpose].application_name, counts);
    },
  });
  pool.on('error', error =>
    log?.warn({ code: 'database_connection_lost', err: { name: error.name } }, 'an idle connection was lost'),
  );
  // A connection that is lost while it is held says so through the next query on it.
  pool.on('connect', client => client.on('error', () => undefined));
  // Whose query ran out of time still waits for the answer: nobody else could use this connection.
  pool.on('release', (_, client) => {
    if (Reflect.get(client, 'readyForQuery') === false) void client.end();
  });
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: pool }) });
}
