// A look found no effect, or could not see: wait and look again, try again, defer, revert, or leave it to an operator.

import { modificationKinds } from '../../domain/appointment/modification-kinds.ts';
import type { Look, Slot } from '../provider.ts';
import { type Cause, maybeBusyHost } from '../result.ts';
import { causeIn, failure, isUnclear, onlyLooks, revertCodeOf, triesHaveEnded } from './failed-try.ts';
import { isCompeting } from './phase.ts';
import { apartMs, operatorLookMs, pauseAfter, pauseUntried } from './retry-schedule.ts';
import type { Phase, Situation, Step } from './situation.ts';

/** A pause up to this long is waited for within the run; a longer one is left to the row's due time. */
const longestWaitInRunMs = 2_000;
/** A competing change explains this many refusals; one more is an answer. */
const conflictsToTryThrough = 1;

type NoEffect = 'live' | Extract<Look, { kind: 'not_found' | 'unseen' }>;

/** `live` is a booking that stands unchanged. */
export function afterLookWithoutEffect(seen: NoEffect, situation: Situation): Step {
  if (seen !== 'live' && seen.kind === 'unseen') return whenUnseen(seen.cause, situation);
  if (seen !== 'live') return afterTwoLooks('not_found', situation) ?? leaveUnknown(situation);
  const { phase } = situation;
  if (onlyLooks(situation) && !causeIn(phase)) return { kind: 'nothing' };
  switch (phase.kind) {
    case 'untried':
      return triesHaveEnded(situation) ? leaveToOperator(situation) : sendFirst(situation);
    case 'said_yes':
      return afterTwoLooks('live', situation) ?? afterYes(phase, situation);
    case 'failed':
      return phase.cause.kind === 'refused' ? whenRefused(phase, situation) : tryAgain(phase.cause, phase.slot, situation);
  }
}

const revert = (code: string): Step => ({ kind: 'record', outcome: { kind: 'reverted', code } });

/** The calendar knows no such booking: whether the appointment stands nobody can tell, so people find out. */
function leaveUnknown(situation: Situation): Step {
  const cause = { kind: 'not_at_calendar', code: 'booking_not_found' };
  return { kind: 'record', outcome: failure(cause, situation, situation.now.getTime() + operatorLookMs) };
}

/**
 * An earlier change's request may still be in flight, and the calendar does not hold a move against another to a different time:
 * both would stand. So it is given the time a revert would give it.
 */
const sendFirst = (situation: Situation): Step =>
  (situation.phase.sent === 'inherited' ? afterTwoLooks('live', situation) : undefined) ?? { kind: 'send', afterMs: 0 };

/** The wait for the second look, where there was none far enough after the first; undefined once there was. */
export function afterTwoLooks(found: Look['kind'], { phase, now }: Situation): Step | undefined {
  const first = phase.looks.find(earlier => earlier.found === found);
  const apart = first === undefined ? 0 : now.getTime() - first.at.getTime();
  return first !== undefined && apart >= apartMs ? undefined : { kind: 'look', afterMs: apartMs - apart };
}

/**
 * The calendar says no, and the booking stands. A refusal in its own words is over, so one look shows that it hid nothing; where
 * another request may be in flight, or the refusal contradicts what is seen, there are two.
 */
function whenRefused(phase: Extract<Phase, { kind: 'failed' }>, situation: Situation): Step {
  const { cause, conflicts, slot } = phase;
  const competing = isCompeting(cause.code);
  if (competing && conflicts <= conflictsToTryThrough) return tryAgain(cause, slot, situation);
  const again = isUnclear(phase) || competing ? afterTwoLooks('live', situation) : undefined;
  return again ?? takenBack(cause, situation);
}

/** With what staff must know to put it right, where nobody else can. */
function takenBack(cause: Cause, { change }: Situation): Step {
  const code = revertCodeOf(cause.code, change.kind);
  if (code !== 'calendar_refused') return revert(code);
  const { httpStatus, reason } = cause;
  const refusal = { code: cause.code, ...(httpStatus !== undefined && { httpStatus }), ...(reason !== undefined && { reason }) };
  return { kind: 'record', outcome: { kind: 'reverted', code, refusal } };
}

/** A yes to a request of ours cannot be taken back by what the calendar says later: people find out which of the two is so. */
const afterYes = ({ cause, slot }: Extract<Phase, { kind: 'said_yes' }>, situation: Situation): Step =>
  cause?.kind === 'refused'
    ? leaveToOperator(situation)
    : tryAgain(cause ?? { kind: 'unreadable', code: 'unreadable' }, slot, situation);

/** The same arguments once more, now or later. A move that fails a second time stands with us meanwhile. */
function tryAgain(cause: Cause, slot: Slot | undefined, situation: Situation): Step {
  if (triesHaveEnded(situation)) return leaveToOperator(situation);
  const { change, deferred, attempts, now, budgetEndsAt } = situation;
  const { moves } = modificationKinds[change.kind];
  const attempt = attempts + 1;
  if (moves && cause.code === maybeBusyHost && attempt >= 2) {
    if (slot === undefined) return { kind: 'ask_slots' };
    if (slot === 'taken') return afterTwoLooks('live', situation) ?? revert('slot_unavailable');
  }
  const at = notBefore(cause, situation);
  if (moves && !deferred && attempt >= 2 && cause.kind !== 'refused') {
    return { kind: 'record', outcome: { kind: 'deferred', attempt, retryAt: new Date(at).toISOString() } };
  }
  const failed = failure(cause, situation, at);
  const afterMs = at - now.getTime();
  const waits = afterMs <= longestWaitInRunMs && (at < budgetEndsAt.getTime() || attempt <= 2);
  return waits ? { kind: 'send', afterMs, failed } : { kind: 'record', outcome: failed };
}

/** When to try again, in milliseconds since the epoch: what an open circuit let not through was no try that failed. */
function notBefore(cause: Cause, { attempts, now, triesSince }: Situation): number {
  const sinceRequest = now.getTime() - Date.parse(triesSince);
  const pause = cause.kind === 'circuit_open' ? pauseUntried(sinceRequest) : pauseAfter(attempts + 1, sinceRequest);
  return Math.max(now.getTime() + pause, cause.notBefore?.getTime() ?? 0);
}

function whenUnseen(cause: Cause, situation: Situation): Step {
  const { now, budgetEndsAt, phase } = situation;
  const at = Math.max(now.getTime() + 1_000, cause.notBefore?.getTime() ?? 0);
  if (at + 1_000 < budgetEndsAt.getTime()) return { kind: 'look', afterMs: at - now.getTime() };
  if (onlyLooks(situation)) return { kind: 'nothing' };
  if (triesHaveEnded(situation)) return leaveToOperator(situation);
  const retryAt = notBefore(cause, situation);
  return { kind: 'record', outcome: failure(causeIn(phase) ?? cause, situation, retryAt) };
}

/** Nothing more is sent; what is seen at the calendar later still settles it. */
function leaveToOperator(situation: Situation): Step {
  const cause = { kind: 'tries_ended', code: 'operator_needed' };
  return { kind: 'record', outcome: failure(cause, situation, situation.now.getTime() + operatorLookMs) };
}
