// Everything Cal.com may do wrong to a few requests, drawn from a seed.
import type { Fault } from '@rebook/calcom-sandbox';
import { type Answer, refusals } from '../refusals.ts';
import type { Random } from './random.ts';

/** Over before two looks five seconds apart are, after five seconds without an answer: what is later still nobody can know. */
export const lateMs: readonly [number, ...number[]] = [1_000, 3_000, 7_000, 9_000];
/** Answered at once: the looks begin at once. */
const givenUpMs: readonly [number, ...number[]] = [1_000, 3_000, 4_000];
const shortMs: readonly [number, ...number[]] = [200, 1_000, 3_000];
const longMs: readonly [number, ...number[]] = [200, 3_000, 7_000, 40_000, 200_000];

/** Answered late as well, or at once by what stands before Cal.com and has given up on it. */
export const lateAtRandom = (random: Random): Pick<Fault, 'kind' | 'delayMs' | 'status'> =>
  random.below(2) === 0
    ? { kind: 'late', delayMs: random.pick(lateMs) }
    : { kind: 'late', delayMs: random.pick(givenUpMs), status: 504 };

export function faultAtRandom(random: Random, patient: boolean): Fault {
  if (random.below(4) === 0) {
    const operation = random.pick(['reschedule', 'reschedule', 'cancel'] as const);
    return { match: { operation }, times: 1 + random.below(3), ...lateAtRandom(random) };
  }
  if (random.below(8) === 0) return { match: { operation: 'get' }, kind: 'lagging_pointer', times: 1 + random.below(4) };
  const operation = random.pick(['reschedule', 'cancel', 'get', 'list', '*'] as const);
  const kind = random.pick(['status', 'status', 'delay', 'lost_answer', 'reset', 'unusable_body'] as const);
  const status = random.pick([500, 502, 503, 409, 429] as const);
  const afterEffect = random.below(2) === 0;
  return {
    match: { operation },
    kind,
    times: 1 + random.below(4),
    // Cal.com's throttle stands before everything else.
    afterEffect: afterEffect && !(kind === 'status' && status === 429),
    ...(kind === 'status' && { status }),
    ...((kind === 'delay' || random.below(3) === 0) && { delayMs: random.pick(patient ? longMs : shortMs) }),
  };
}

const [firstRefusal = { status: 500 }, ...furtherRefusals] = Object.values(refusals);

/** A no that hides an effect, or one that is meant. A look is refused only in words that say nothing of the booking. */
export function refusalAtRandom(random: Random): Fault {
  const operation = random.pick(['reschedule', 'reschedule', 'cancel', 'get'] as const);
  const answer: Answer = operation === 'get' ? random.pick(refusedLooks) : random.pick([firstRefusal, ...furtherRefusals]);
  return {
    match: { operation },
    kind: 'status',
    times: 1 + random.below(2),
    afterEffect: random.below(2) === 0,
    ...answer,
  };
}

const refusedLooks: readonly [Answer, ...Answer[]] = [
  { status: 401, message: 'ApiAuthStrategy - api key - Your api key is not valid' },
  { status: 403, message: 'Forbidden resource' },
  { status: 403, shape: 'html' },
  { status: 404, shape: 'html' },
];

export const anotherBookingAtRandom = (random: Random): Fault => ({
  match: { operation: random.pick(['reschedule', 'cancel', 'get', 'get'] as const) },
  kind: 'another_booking',
  times: 1 + random.below(3),
});
