// One key, several instances: together they stay under Cal.com's limit, and callers come before the background.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRequestLimiter, type RequestLimiter } from '../../src/calcom/request-limiter.ts';
import { createThrottle } from '../../src/embedded/calcom/rate-limit.ts';
import { connectDatabase } from '../../src/readmodels/database.ts';
import { migrate } from '../../src/readmodels/migrate.ts';
import { reportRequests, takeRequests } from '../../src/readmodels/queries/calcom-budget.ts';
import { freshDatabase } from '../support/database.ts';
import { createManualClock } from './manual-clock.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: ReturnType<typeof connectDatabase>;
beforeAll(async () => {
  database = await freshDatabase();
  db = connectDatabase(database.url);
  await migrate(db);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

let accounts = 0;
/** Instances with the same key, and a Cal.com that counts them. */
function createInstances(count: number, limit: number) {
  accounts += 1;
  const account = `account${accounts}`;
  const clock = createManualClock('2026-10-05T08:00:00.000Z');
  const throttle = createThrottle(clock, limit);
  const reports: Promise<void>[] = [];
  const limiters = Array.from({ length: count }, () =>
    createRequestLimiter({
      clock,
      budget: {
        take: asked => takeRequests(db, account, asked, clock.now()),
        report: told => {
          const report = reportRequests(db, account, told);
          reports.push(report);
          return report;
        },
      },
    }),
  );
  /** Resolves when a report has been made and stands in the database. */
  async function reported(): Promise<void> {
    await expect.poll(() => reports.length).toBeGreaterThan(0);
    await Promise.all(reports);
  }
  const refused: number[] = [];
  /** True where it was sent. */
  async function send(limiter: RequestLimiter | undefined, priority: 'caller' | 'background' = 'caller'): Promise<boolean> {
    if (!limiter || (await limiter.acquire(priority, 0)) !== undefined) return false;
    const { allowed, headers } = throttle.count(account);
    if (!allowed) refused.push(clock.now().getTime());
    limiter.settle({ httpStatus: allowed ? 200 : 429, headers: new Headers(headers) });
    return true;
  }
  /** Somebody else uses the key as well. */
  const others = (requests: number) => {
    for (let index = 0; index < requests; index += 1) throttle.count(account);
  };
  return { clock, limiters, send, refused, others, reported };
}

test.each([
  [1, 120],
  [2, 120],
  [5, 120],
  [3, 10],
])('%i instances send no more than the %i a minute, and nearly all of them', async (count, limit) => {
  const { clock, limiters, send, refused } = createInstances(count, limit);
  for (let minute = 0; minute < 3; minute += 1) {
    let sent = 0;
    for (let round = 0; round < limit; round += 1) for (const limiter of limiters) if (await send(limiter)) sent += 1;
    expect(sent).toBeLessThanOrEqual(limit);
    expect(sent).toBeGreaterThanOrEqual(limit * 0.8);
    await clock.advance(61_000);
  }
  expect(refused).toEqual([]);
});

test('at once from all instances: no more than the limit either', async () => {
  const { limiters, send, refused } = createInstances(4, 120);
  const sent = await Promise.all(limiters.flatMap(limiter => Array.from({ length: 100 }, () => send(limiter))));
  expect(sent.filter(Boolean).length).toBeLessThanOrEqual(120);
  expect(refused).toEqual([]);
});

test('the background leaves a fifth to callers, whichever instance they come to', async () => {
  const { limiters, send } = createInstances(2, 120);
  const [first, second] = limiters;
  let background = 0;
  for (let round = 0; round < 150; round += 1) if (await send(first, 'background')) background += 1;
  expect(background).toBeLessThanOrEqual(96);
  expect(background).toBeGreaterThanOrEqual(84);
  let callers = 0;
  for (let round = 0; round < 50; round += 1) if (await send(second, 'caller')) callers += 1;
  expect(callers).toBeGreaterThanOrEqual(20);
});

test('a key that others use as well: what the headers tell counts', async () => {
  const { limiters, send, refused, others } = createInstances(2, 120);
  const [first, second] = limiters;
  others(110);
  let sent = 0;
  for (let round = 0; round < 20; round += 1) for (const one of [first, second]) if (await send(one)) sent += 1;
  expect(sent).toBeLessThanOrEqual(10);
  expect(sent).toBeGreaterThanOrEqual(5);
  expect(refused).toEqual([]);
});

test('a block that one instance meets holds back the others', async () => {
  const { limiters, clock, reported } = createInstances(2, 120);
  const [first, second] = limiters;
  await first?.acquire('caller', 0);
  first?.settle({ httpStatus: 429, headers: new Headers({ 'retry-after': '45' }) });
  await reported();
  expect(await second?.acquire('caller', 0)).toEqual(new Date(clock.now().getTime() + 45_000));
});
