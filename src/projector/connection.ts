// A connection of the projector's own: one that holds locks, and so must end when its host is lost.
import { Client } from 'pg';
import type { Logger } from 'pino';

/** Else Postgres keeps the lock of a host that is no more for hours, and nobody takes over. */
const keptAlive = 'set tcp_keepalives_idle = 2; set tcp_keepalives_interval = 1; set tcp_keepalives_count = 3';
const keepAliveInitialDelayMillis = 2_000;
const unacknowledgedMs = 5_000;

interface Bounds {
  connectionTimeoutMillis?: number;
  query_timeout?: number;
}

/** Connects under this name. A connection lost later says so in the log and through the next query. */
export async function connect(databaseUrl: string, name: string, log: Logger, bounds: Bounds = {}): Promise<Client> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: name,
    keepAlive: true,
    keepAliveInitialDelayMillis,
    ...bounds,
  });
  client.on('error', error =>
    log.warn({ code: 'database_connection_lost', connection: name, err: { name: error.name } }, 'a connection was lost'),
  );
  await client.connect();
  // Not every server has each of these, and all of them can be done without.
  for (const setting of [keptAlive, `set tcp_user_timeout = ${unacknowledgedMs}`]) {
    await client.query(setting).catch(() => undefined);
  }
  return client;
}
