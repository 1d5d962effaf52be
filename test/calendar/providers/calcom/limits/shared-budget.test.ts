// One key, several instances: together they stay under Cal.com's limit, and callers come before the background.

import { createThrottle } from '@rebook/calcom-sandbox/rate-limit';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import {
  createRequestLimiter,
  type RequestLimiter,
} from '../../../../../src/calendar/providers/calcom/limits/request-limiter.ts';
import { createManualClock } from '../../../../support/manual-clock.ts';
import { type BudgetDatabase, openBudgetDatabase } from './budget-database.ts';

let database: BudgetDatabase;
beforeAll(async () => {
  database = await openBudgetDatabase();
});
afterAll(() => database.close());

let accounts = 0;
/** Instances with the same key, and a Cal.com that counts them. */
function createInstances(count: number, limit: number, { alone = false } = {}) {
  accounts += 1;
  const account = `account${accounts}`;
  const clock = createManualClock('2026-10-05T08:00:00.000Z');
  const throttle = createThrottle(clock, limit);
  const shared = database.sharedBudget(account, clock);
  const reports: Promise<void>[] = [];
  const limiters = Array.from({ length: count }, () =>
    createRequestLimiter({
      clock,
      ...(!alone && {
        budget: {
          ...shared,
          report: requests => {
            const report = shared.report(requests);
            reports.push(report);
            return report;
          },
        },
      }),
    }),
  );
  /** Resolves when a report has been made and stands in the database. */
  async function reported(): Promise<void> {
    await expect.poll(() => reports.length).toBeGreaterThan(0);
    await Promise.all(reports);
  }
  const refused: number[] = [];
  /** Counted by Cal.com at once; its answer arrives when the function given is called. Undefined where it was held back. */
  async function sendSlowly(limiter: RequestLimiter | undefined, priority: 'caller' | 'background' = 'caller') {
    if (!limiter || (await limiter.acquire(priority, 0)) !== undefined) return undefined;
    const sentAt = clock.now();
    const { allowed, headers } = throttle.count(account);
    if (!allowed) refused.push(sentAt.getTime());
    return () => limiter.settle({ httpStatus: allowed ? 200 : 429, headers: new Headers(headers), sentAt });
  }
  /** True where it was sent. */
  async function send(limiter: RequestLimiter | undefined, priority: 'caller' | 'background' = 'caller'): Promise<boolean> {
    const arrives = await sendSlowly(limiter, priority);
    arrives?.();
    return arrives !== undefined;
  }
  /** Somebody else uses the key as well. */
  const others = (requests: number) => {
    for (let index = 0; index < requests; index += 1) throttle.count(account);
  };
  return { clock, limiters, send, sendSlowly, refused, others, reported };
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
  first?.settle({ httpStatus: 429, headers: new Headers({ 'retry-after': '45' }), sentAt: clock.now() });
  await reported();
  expect(await second?.acquire('caller', 0)).toEqual(new Date(clock.now().getTime() + 45_000));
});

test('a block that one instance meets holds back another that had met no limit', async () => {
  const { limiters, clock, reported } = createInstances(2, 120);
  const [first, second] = limiters;
  for (const limiter of limiters) {
    await limiter.acquire('caller', 0);
    limiter.settle({ httpStatus: 200, headers: new Headers(), sentAt: clock.now() });
  }
  for (let index = 0; index < 200; index += 1) expect(await second?.acquire('caller', 0)).toBeUndefined();
  await first?.acquire('caller', 0);
  first?.settle({ httpStatus: 429, headers: new Headers(), sentAt: clock.now() });
  await reported();
  const blocked = new Date(clock.now().getTime() + 60_000);
  // What it has in hand may still go.
  const held: unknown[] = [];
  for (let index = 0; index < 20; index += 1) held.push(await second?.acquire('caller', 0));
  expect(held.slice(-5)).toEqual(Array.from({ length: 5 }, () => blocked));
  await clock.advance(60_000);
  let sent = 0;
  for (let index = 0; index < 200; index += 1) if ((await second?.acquire('caller', 0)) === undefined) sent += 1;
  expect(sent).toBe(120);
});

test('a limit of none, sent once, does not stop the key for good', async () => {
  const { limiters, clock, send, reported } = createInstances(2, 120);
  const [first, second] = limiters;
  await first?.acquire('caller', 0);
  const headers = { 'x-ratelimit-limit-default': '0', 'x-ratelimit-remaining-default': '0', 'x-ratelimit-reset-default': '60' };
  first?.settle({ httpStatus: 200, headers: new Headers(headers), sentAt: clock.now() });
  await reported();
  expect(await second?.acquire('caller', 0)).toEqual(new Date(clock.now().getTime() + 60_000));
  await clock.advance(61_000);
  let sent = 0;
  for (let index = 0; index < 20; index += 1) if (await send(second)) sent += 1;
  expect(sent).toBeGreaterThan(10);
});

describe.each([
  ['of a process alone', true],
  ['shared by all instances', false],
])('an answer that comes late, with the budget %s,', (_name, alone) => {
  it('of the window before does not open the present one again', async () => {
    const { clock, limiters, send, sendSlowly, refused } = createInstances(1, 120, { alone });
    const [limiter] = limiters;
    for (let index = 0; index < 20; index += 1) await send(limiter);
    await clock.advance(50_000);
    const late = await sendSlowly(limiter);
    await clock.advance(11_000);
    for (let index = 0; index < 200; index += 1) await send(limiter);
    await clock.advance(17_000);
    late?.();
    await clock.advance(11_000);
    const sent = await Promise.all(Array.from({ length: 40 }, () => send(limiter)));
    expect(sent.filter(Boolean)).toEqual([]);
    await clock.advance(33_000);
    expect(await send(limiter)).toBe(true);
    expect(refused).toEqual([]);
  });

  it('of the window at hand does not give back what was sent meanwhile', async () => {
    const { clock, limiters, send, sendSlowly, refused } = createInstances(1, 120, { alone });
    const [limiter] = limiters;
    const late = await sendSlowly(limiter);
    await clock.advance(1_000);
    for (let index = 0; index < 200; index += 1) await send(limiter);
    await clock.advance(28_000);
    late?.();
    const sent = await Promise.all(Array.from({ length: 40 }, () => send(limiter)));
    expect(sent.filter(Boolean)).toEqual([]);
    await clock.advance(32_000);
    expect(await send(limiter)).toBe(true);
    expect(refused).toEqual([]);
  });

  it('says when the window ends at the latest, and one that comes at once says it exactly', async () => {
    const { clock, limiters, sendSlowly, send, others, refused } = createInstances(1, 10, { alone });
    const [limiter] = limiters;
    await send(limiter);
    await clock.advance(65_000);
    others(1);
    await clock.advance(30_000);
    const late = await sendSlowly(limiter);
    await clock.advance(20_000);
    late?.();
    expect(await send(limiter)).toBe(true);
    for (let index = 0; index < 20; index += 1) await send(limiter);
    // Theirs began the window at 65 s: it ends at 125 s and not at 155 s, a minute after the first of ours.
    await clock.advance(11_000);
    expect(await send(limiter)).toBe(true);
    expect(refused).toEqual([]);
  });
});
