// A contender's own database in the PostgreSQL all share, and how its connections are told from others.
import { Client } from 'pg';

/** The address of a new, empty database. Its connections have `name` as `application_name`. */
export async function createOwnDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  url.searchParams.set('application_name', name);
  return url.toString();
}

/** Runs `work` for each index below `count`, some side by side. */
export async function forEach(count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  const parallel = 16;
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: parallel }, lane));
}
