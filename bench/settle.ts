// Each contender begins on a database at rest: what the one before it left to vacuum and to write out is done first.
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
