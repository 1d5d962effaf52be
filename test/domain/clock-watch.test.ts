// A wrong clock is named, once, and is not reported as bad signatures; circuits and budgets do not stay stuck by it.
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createCircuitBreaker } from '../../src/calendar/providers/calcom/limits/circuit-breaker.ts';
import { createOwnBudget } from '../../src/calendar/providers/calcom/limits/request-budget.ts';
import { createRequestLimiter } from '../../src/calendar/providers/calcom/limits/request-limiter.ts';
import { isInTime, retellSignatureIn, signRetell, verification, verifyRetell } from '../../src/channels/retell/signature.ts';
import { createClockWatch } from '../../src/domain/clock.ts';
import { movableClock } from '../support/world.ts';

const hourAndAHalf = 90 * 60_000;

test('a clock that is ahead is logged once, named while it is wrong, and logged again when it is right', () => {
  const clock = movableClock();
  const lines: string[] = [];
  const watch = createClockWatch(clock, pino({ level: 'info' }, { write: line => lines.push(line) }));
  const right = movableClock();
  const compare = () => watch.compare('database', right.now());
  compare();
  expect([watch.isWrong(), lines]).toEqual([false, []]);
  clock.set(hourAndAHalf);
  compare();
  compare();
  expect(watch.isWrong()).toBe(true);
  expect(lines.map(line => JSON.parse(line))).toMatchObject([{ level: 50, code: 'clock_wrong', source: 'database' }]);
  expect(Math.round((watch.ahead().database ?? 0) / 60_000)).toBe(90);
  clock.set(-hourAndAHalf);
  compare();
  expect(watch.isWrong()).toBe(false);
  expect(lines).toHaveLength(2);
});

test('a signature of another time is distinguished from one of another key', () => {
  const now = new Date('2026-11-23T09:00:00Z');
  const body = Buffer.from('{}');
  const header = signRetell(body, 'the key', now.getTime() + hourAndAHalf);
  expect(verifyRetell(body, header, 'the key', now)).toBe(false);
  const signature = retellSignatureIn(header);
  if (!signature) throw new Error('not read as a signature');
  expect(isInTime(signature, now)).toBe(false);
  expect(signature.timestamp).toBe(String(now.getTime() + hourAndAHalf));
  const check = verification(signature, ['another key', 'the key']);
  check.add(body);
  expect(check.signers()).toEqual(['the key']);
});

test('a circuit that opened while the clock was ahead is tried after its minute, and no later', async () => {
  const clock = movableClock();
  const circuit = createCircuitBreaker({ clock });
  clock.set(hourAndAHalf);
  for (let failure = 0; failure < 5; failure += 1) await circuit.run(async () => ({ value: undefined, verdict: 'failure' }));
  expect(circuit.state()).toBe('open');
  clock.set(-hourAndAHalf);
  expect((circuit.openUntil()?.getTime() ?? 0) - clock.now().getTime()).toBeLessThanOrEqual(60_000);
  clock.advance(60_000);
  expect(circuit.state()).toBe('half_open');
});

test('a budget that was used up while the clock was ahead is a new one when it is right again', async () => {
  const clock = movableClock();
  const budget = createOwnBudget(clock);
  clock.set(hourAndAHalf);
  expect(await budget.take({ wanted: 120, kept: 0, assumedLimit: 120 })).toMatchObject({ granted: 120 });
  clock.set(-hourAndAHalf);
  expect(await budget.take({ wanted: 1, kept: 0, assumedLimit: 120 })).toMatchObject({ granted: 1 });
});

test('a block that was announced while the clock was ahead holds back for a quarter of an hour at most', async () => {
  const clock = movableClock();
  const limiter = createRequestLimiter({ clock });
  clock.set(hourAndAHalf);
  expect(await limiter.acquire('caller', 0)).toBeUndefined();
  limiter.settle({ httpStatus: 429, headers: new Headers({ 'retry-after': '60' }), sentAt: clock.now() });
  clock.set(-hourAndAHalf);
  const heldBack = await limiter.acquire('caller', 0);
  expect((heldBack?.getTime() ?? 0) - clock.now().getTime()).toBeLessThanOrEqual(15 * 60_000);
});
