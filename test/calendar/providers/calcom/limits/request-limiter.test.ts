import { beforeEach, describe, expect, it } from 'vitest';
import { readRateLimit, readRetryAt } from '../../../../../src/calendar/providers/calcom/limits/rate-limit-headers.ts';
import {
  createRequestLimiter,
  type RequestLimiter,
} from '../../../../../src/calendar/providers/calcom/limits/request-limiter.ts';
import { createManualClock, type ManualClock } from '../../../../support/manual-clock.ts';

const now = new Date('2026-10-05T08:00:00.000Z');
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe('the rate-limit headers', () => {
  it.each([
    ['seconds left', '42', 42],
    ['a Unix stamp', String(now.getTime() / 1000 + 30), 30],
    ['a Unix stamp in milliseconds', String(now.getTime() + 20_000), 20],
    ['a stamp in the past', String(now.getTime() / 1000 - 5), 0],
    ['nonsense, bounded', '999999', 900],
  ])('are read with a reset in %s', (_name, reset, seconds) => {
    const headers = new Headers({
      'X-RateLimit-Limit-Default': '120',
      'X-RateLimit-Remaining-Default': '7',
      'X-RateLimit-Reset-Default': reset,
    });
    expect(readRateLimit(headers, now)).toEqual({ limit: 120, remaining: 7, resetAt: inSeconds(seconds) });
  });

  it('tell the tightest of several limits, and nothing where there are none', () => {
    const headers = new Headers({
      'x-ratelimit-remaining-default': '90',
      'x-ratelimit-remaining-burst': '3',
      'x-ratelimit-reset-burst': '9',
    });
    expect(readRateLimit(headers, now)).toEqual({ remaining: 3, resetAt: inSeconds(9) });
    expect(readRateLimit(new Headers(), now)).toEqual({});
  });

  it.each([
    ['the reset', { 'x-ratelimit-remaining-default': '0', 'x-ratelimit-reset-default': '42' }, 42],
    ['Retry-After in seconds', { 'retry-after': '17' }, 17],
    ['Retry-After as a date', { 'retry-after': inSeconds(25).toUTCString() }, 25],
    ['the later of the two', { 'retry-after': '5', 'x-ratelimit-reset-default': '42' }, 42],
    ['a minute where nothing is said', {}, 60],
    ['a minute where the reset is a stamp in our past', { 'x-ratelimit-reset-default': String(now.getTime() / 1000 - 3) }, 60],
    ['a minute where Retry-After is a date in our past', { 'retry-after': inSeconds(-3).toUTCString() }, 60],
    [
      'a stamp, counted from the Date of the answer and rounded to later',
      { 'x-ratelimit-reset-default': String(now.getTime() / 1000 - 3), date: inSeconds(-33).toUTCString() },
      31,
    ],
    ['Retry-After as a date, likewise', { 'retry-after': inSeconds(-3).toUTCString(), date: inSeconds(-33).toUTCString() }, 31],
    ['seconds, whatever the Date', { 'x-ratelimit-reset-default': '42', date: inSeconds(-33).toUTCString() }, 42],
  ])('a 429 may be tried again after %s', (_name, headers, seconds) => {
    expect(readRetryAt(new Headers(headers), now)).toEqual(inSeconds(seconds));
  });
});

describe('the limiter', () => {
  let clock: ManualClock;
  let limiter: RequestLimiter;
  beforeEach(() => {
    clock = createManualClock(now.toISOString());
    limiter = createRequestLimiter({ clock });
  });
  const answered = (remaining: number, reset = 30, httpStatus = 200, limit = 10) =>
    limiter.settle({
      sentAt: clock.now(),
      httpStatus,
      headers: new Headers({
        'x-ratelimit-limit-default': String(limit),
        'x-ratelimit-remaining-default': String(remaining),
        'x-ratelimit-reset-default': String(reset),
      }),
    });

  it('holds calls back once the answers say that nothing is left, until the reset', async () => {
    await limiter.acquire('caller', 0);
    answered(1);
    expect(await limiter.acquire('caller', 0)).toBeUndefined();
    expect(await limiter.acquire('caller', 0)).toEqual(inSeconds(30));
    await clock.advance(30_000);
    expect(await limiter.acquire('caller', 0)).toBeUndefined();
  });

  it('counts calls in flight as not yet counted by Cal.com', async () => {
    await limiter.acquire('caller', 0);
    await limiter.acquire('caller', 0);
    answered(1);
    expect(await limiter.acquire('caller', 0)).toEqual(inSeconds(30));
  });

  it('keeps the last fifth for callers', async () => {
    await limiter.acquire('caller', 0);
    answered(3);
    expect(await limiter.acquire('background', 0)).toBeUndefined();
    expect(await limiter.acquire('background', 0)).toEqual(inSeconds(30));
    expect(await limiter.acquire('caller', 0)).toBeUndefined();
  });

  it('limits nothing where answers tell of no limit, and does again once they do', async () => {
    await limiter.acquire('caller', 0);
    limiter.settle({ httpStatus: 200, headers: new Headers(), sentAt: clock.now() });
    for (let index = 0; index < 500; index += 1) expect(await limiter.acquire('background', 0)).toBeUndefined();
    answered(0);
    expect(await limiter.acquire('caller', 0)).toEqual(inSeconds(30));
  });

  it('keeps to the assumed limit after a block, where answers tell of none', async () => {
    const silent = async (httpStatus: number) => {
      await limiter.acquire('caller', 0);
      limiter.settle({ httpStatus, headers: new Headers(), sentAt: clock.now() });
    };
    await silent(200);
    await silent(429);
    await silent(200);
    expect(await limiter.acquire('caller', 0)).toEqual(inSeconds(60));
    await clock.advance(60_000);
    for (let index = 0; index < 120; index += 1) await silent(200);
    expect(await limiter.acquire('caller', 0)).toEqual(inSeconds(120));
  });

  it('does not take an error without headers for the end of the limit', async () => {
    await limiter.acquire('caller', 0);
    answered(0);
    limiter.settle({ httpStatus: 502, headers: new Headers(), sentAt: clock.now() });
    expect(await limiter.acquire('caller', 0)).toEqual(inSeconds(30));
  });

  it('asks again in the next window where the limit sent is none', async () => {
    await limiter.acquire('caller', 0);
    answered(0, 30, 200, 0);
    expect(await limiter.acquire('caller', 0)).toEqual(inSeconds(30));
    for (let minute = 0; minute < 2; minute += 1) {
      await clock.advance(60_000);
      expect(await limiter.acquire('background', 0)).toBeUndefined();
      answered(0, 60, 200, 0);
    }
    await clock.advance(60_000);
    await limiter.acquire('caller', 0);
    answered(9);
    expect(await limiter.acquire('caller', 0)).toBeUndefined();
  });

  it('sends nothing during a block', async () => {
    await limiter.acquire('caller', 0);
    limiter.settle({ httpStatus: 429, headers: new Headers({ 'retry-after': '45' }), sentAt: clock.now() });
    expect(await limiter.acquire('caller', 0)).toEqual(inSeconds(45));
    await clock.advance(45_000);
    expect(await limiter.acquire('caller', 0)).toBeUndefined();
  });

  it('lets a call wait if asked to, and ends the wait when it is given up', async () => {
    await limiter.acquire('caller', 0);
    answered(0, 2);
    const waiting = limiter.acquire('caller', 5_000);
    const giveUp = new AbortController();
    const given = limiter.acquire('caller', 5_000, giveUp.signal);
    giveUp.abort(new Error('given up'));
    await expect(given).rejects.toThrow('given up');
    await clock.advance(2_000);
    expect(await waiting).toBeUndefined();
  });
});
