// A connection for one purpose alone, for example one that holds a lock or listens.
import { Client, type ClientBase } from 'pg';
import type { Logger } from 'pino';
import { countStatements, type StoreCounts, uncounted } from '../store-counts.ts';

/** Without these settings PostgreSQL keeps the locks of a lost host for two hours, and nobody takes over. */
const settings = [
  'set tcp_keepalives_idle = 2; set tcp_keepalives_interval = 1; set tcp_keepalives_count = 3',
  'set tcp_user_timeout = 5000',
];
export const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 2_000 };

interface Bounds {
  connectionTimeoutMillis?: number;
  query_timeout?: number;
}

/** Makes the server notice within seconds that this connection's host is lost. */
export async function endWithHost(client: ClientBase): Promise<void> {
  // Some servers lack a setting; the service works without it.
  for (const setting of settings) await client.query(setting).catch(() => undefined);
}

/** Connects under this name. A connection lost later shows in the log and in the next query. */
export async function connect(
  databaseUrl: string,
  name: string,
  log: Logger,
  { counts = uncounted, ...bounds }: Bounds & { counts?: StoreCounts } = {},
): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl, application_name: name, ...keepAlive, ...bounds });
  client.on('error', error =>
    log.warn({ code: 'database_connection_lost', connection: name, err: { name: error.name } }, 'a connection was lost'),
  );
  await client.connect();
  await endWithHost(client);
  countStatements(client, name, counts);
  return client;
}
