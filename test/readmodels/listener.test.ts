// An instance listens on one connection, however often PostgreSQL is restarted.
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { listenTo } from '../../src/readmodels/listen.ts';
import { emptyDatabase } from '../support/database.ts';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let observer: Client;
beforeAll(async () => {
  database = await emptyDatabase();
  observer = new Client({ connectionString: database.url });
  await observer.connect();
});
afterAll(async () => {
  await observer.end();
  await database.drop();
});

const listeners = async (): Promise<number[]> => {
  const { rows } = await observer.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'rebook listen' and datname = current_database()`,
  );
  return rows.map(({ pid }) => pid);
};

/** As a restart does: each connection is told of the shutdown, and then lost. */
async function endAll(): Promise<void> {
  for (const pid of await listeners()) await observer.query('select pg_terminate_backend($1, 5000)', [pid]);
}

test('after ten restarts of PostgreSQL an instance listens on one connection, and hears what is told then', async () => {
  let heard = 0;
  const deaf = await listenTo(
    database.url,
    systemClock,
    pino({ level: 'silent' }),
  )('calendar_work', () => {
    heard += 1;
  });
  try {
    for (let restart = 0; restart < 10; restart += 1) {
      const [before] = await listeners();
      const heardBefore = heard;
      await endAll();
      await expect.poll(listeners, { interval: 20 }).toEqual([expect.not.toSatisfy(pid => pid === before)]);
      // Once for the reconnection itself, since something may have been told in between.
      await expect.poll(() => heard, { interval: 20 }).toBeGreaterThan(heardBefore);
    }
    expect(await listeners()).toHaveLength(1);
    const heardBefore = heard;
    await observer.query('notify calendar_work');
    await expect.poll(() => heard, { interval: 20 }).toBe(heardBefore + 1);
  } finally {
    await deaf();
  }
  await expect.poll(listeners, { interval: 20 }).toEqual([]);
});

test('a server that is away at the start keeps nobody from starting or stopping', async () => {
  let heard = 0;
  const log = pino({ level: 'silent' });
  const deaf = await listenTo(
    'postgres://localhost:1/none',
    systemClock,
    log,
  )('calendar_work', () => {
    heard += 1;
  });
  await deaf();
  expect(heard).toBe(0);
});
