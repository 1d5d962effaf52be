// Our clock and Cal.com's need not agree: a reset given as a Unix stamp is by Cal.com's.
import { expect, test } from 'vitest';
import { createRequestLimiter } from '../../../../../src/calendar/providers/calcom/limits/request-limiter.ts';
import { createManualClock } from '../../../../support/manual-clock.ts';

const limit = 120;
const minuteMs = 60_000;

/** A Cal.com whose clock is behind ours, asked ten times a second for ten minutes. */
async function tenMinutes({ aheadMs, inSeconds }: { aheadMs: number; inSeconds: (ms: number) => number }) {
  const clock = createManualClock('2026-10-05T08:00:00.000Z');
  const limiter = createRequestLimiter({ clock });
  let windowEnds = 0;
  let count = 0;
  let blocked = false;
  let answered = 0;
  let refused = 0;
  for (let index = 0; index < 6_000; index += 1) {
    await clock.advance(100);
    if ((await limiter.acquire('caller', 0)) !== undefined) continue;
    const sentAt = clock.now();
    await clock.advance(25);
    const theirs = clock.now().getTime() - aheadMs;
    if (theirs >= windowEnds) [windowEnds, count, blocked] = [theirs + minuteMs, 0, false];
    count += 1;
    if (count > limit && !blocked) [windowEnds, blocked] = [theirs + minuteMs, true];
    if (blocked) refused += 1;
    else answered += 1;
    const headers = new Headers({
      date: new Date(theirs).toUTCString(),
      'x-ratelimit-limit-default': String(limit),
      'x-ratelimit-remaining-default': String(Math.max(0, limit - count)),
      'x-ratelimit-reset-default': String(inSeconds(windowEnds)),
    });
    await clock.advance(25);
    limiter.settle({ httpStatus: blocked ? 429 : 200, sentAt, headers });
  }
  return { answered, refused };
}

const upwards = (ms: number) => Math.ceil(ms / 1000);
const downwards = (ms: number) => Math.floor(ms / 1000);
const asItIs = (ms: number) => ms;

test.each(
  [-5_000, 0, 500, 1_000, 2_500, 30_000, 90_000].flatMap(aheadMs =>
    [upwards, downwards, asItIs].map(inSeconds => ({ aheadMs, inSeconds, rounding: inSeconds.name })),
  ),
)(
  'a clock $aheadMs ms ahead sends nothing too early, and nearly all it may (a stamp rounded $rounding)',
  async ({ aheadMs, inSeconds }) => {
    const { answered, refused } = await tenMinutes({ aheadMs, inSeconds });
    expect(refused).toBe(0);
    expect(answered).toBeGreaterThan(limit * 9);
  },
);
