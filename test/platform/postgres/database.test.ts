// Connections end with their host, statements end in time, and nobody is given a connection that still waits for an answer.
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { emptyDatabase } from '../../support/database.ts';

const log = pino({ level: 'silent' });
let database: Awaited<ReturnType<typeof emptyDatabase>>;
beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(() => database.drop());

test('locks of a lost host are given up within seconds, by whatever connection they are held', async () => {
  const db = connectDatabase(database.url, log);
  try {
    const { rows } = await sql<{ name: string; setting: string }>`
      select name, setting from pg_settings where name like 'tcp%' or name = 'statement_timeout' order by name`.execute(db);
    expect(rows).toEqual([
      { name: 'statement_timeout', setting: '30000' },
      { name: 'tcp_keepalives_count', setting: '3' },
      { name: 'tcp_keepalives_idle', setting: '2' },
      { name: 'tcp_keepalives_interval', setting: '1' },
      { name: 'tcp_user_timeout', setting: '5000' },
    ]);
  } finally {
    await db.destroy();
  }
});

test('a server that does not answer is given up, and its connection is given to nobody else', async () => {
  const url = new URL(database.url);
  url.searchParams.set('query_timeout', '200');
  const db = connectDatabase(url.toString(), log);
  const ownPid = async () => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid;
  try {
    const before = await ownPid();
    await expect(sql`select pg_sleep(20)`.execute(db)).rejects.toThrow('timeout');
    expect(await ownPid()).not.toBe(before);
  } finally {
    await db.destroy();
  }
});
