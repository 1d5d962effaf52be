// A fresh database on the tests' PostgreSQL server.
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type {} from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Administrator's address of the server on which test files make databases of their own. */
    databaseUrl: string;
  }
}

/** Makes one and gives its address. */
export async function createDatabase(adminUrl: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
