// Connections end with their host, statements end in time, and nobody is given a connection that still waits for an answer.
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDatabase } from '../../src/readmodels/database.ts';
import { whileWaitedFor } from '../../src/readmodels/patience.ts';
import { emptyDatabase } from '../support/database.ts';

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

test('a query that waits for a connection longer than anybody waits for it is not begun', async () => {
  const db = connectDatabase(database.url, log);
  const over = new AbortController();
  try {
    await sql`create table late (at int)`.execute(db);
    const holders = Array.from({ length: 20 }, () => sql`select pg_sleep(0.5)`.execute(db));
    // Both wait for a connection; of one the request is over meanwhile.
    const late = whileWaitedFor(over.signal, () => sql`insert into late values (1)`.execute(db));
    const inTime = whileWaitedFor(new AbortController().signal, () => sql`insert into late values (2)`.execute(db));
    over.abort();
    await expect(late).rejects.toMatchObject({ code: 'deadline_passed' });
    await Promise.all([...holders, inTime]);
    expect((await sql`select at from late`.execute(db)).rows).toEqual([{ at: 2 }]);
  } finally {
    await db.destroy();
  }
});
