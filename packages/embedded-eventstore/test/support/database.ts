// A database of a test's own on the server that the run shares.
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

/** A new, empty database; `drop` ends the connections that are still there. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `rebook_test_${randomUUID().replaceAll('-', '')}`;
  await administer(`create database ${name} template template0 encoding 'UTF8'`);
  const url = new URL(inject('databaseUrl'));
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => administer(`drop database if exists ${name} with (force)`) };
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
