// Waits until the database is idle, so that no contender pays for the vacuum and the writes of the one before it.
import { Client } from 'pg';

export async function settleDatabase(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('vacuum (analyze)');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}
