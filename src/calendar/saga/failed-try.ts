// Small judgements the saga's reactions share.

import { modificationKinds } from '../../domain/appointment/modification-kinds.ts';
import type { ModificationKind, Period } from '../../domain/values.ts';
import type { DoneBy } from '../booking.ts';
import type { Tried } from '../provider.ts';
import { type Cause, refusesKey } from '../result.ts';
import { triesEndAt } from './retry-schedule.ts';
import type { Failed, Phase, Situation } from './situation.ts';

/** Nothing more may be sent; an operator decides. */
export const triesHaveEnded = ({ now, triesSince, startsAt }: Situation): boolean =>
  now.getTime() >= triesEndAt(triesSince, startsAt);

/**
 * Whether what stands at the calendar is the work of a request of ours: the booking says so. Where it says nothing, it is ours if a
 * request of ours may have had an effect. Nobody pays for what others did.
 */
export function isOurs(doneBy: DoneBy | null, { phase }: Situation): boolean {
  if (doneBy !== null) return doneBy === 'us';
  const cause = causeIn(phase);
  return isUnclear(phase) || (cause?.kind === 'refused' && !saysDoneAlready(cause.code));
}

/** Why the last try failed in this run. */
export const causeIn = (phase: Phase): Cause | undefined => (phase.kind === 'untried' ? undefined : phase.cause);

/** An earlier try may have reached the calendar: nothing is concluded without a look. */
export const mayHaveSent = ({ sent }: Phase): boolean => sent !== 'nothing';

/** A request of ours may still take effect, or may have done so unseen. */
export const isUnclear = ({ sent }: Phase): boolean => sent === 'unclear' || sent === 'inherited';

/** It is only looked, and tries are left to their time. */
export const onlyLooks = ({ occasion }: Pick<Situation, 'occasion'>): boolean =>
  occasion === 'look' || occasion === 'new_time_wanted';

/** Where a move goes. */
export function wantedPeriod({ change }: Pick<Situation, 'change'>): Period | undefined {
  switch (change.kind) {
    case 'cancel':
      return undefined;
    case 'reschedule':
      return change.to;
  }
}

/** The calendar refuses because the booking has ended or moved before. */
const saysDoneAlready = (code: string): boolean => ['already_cancelled', 'already_rescheduled', 'not_found'].includes(code);

/** The calendar has turned the key away, so it has done nothing. */
export const isKeyRefusal = (cause: Cause | undefined): boolean => cause?.kind === 'refused' && refusesKey(cause.code);

/** Why a change is taken back, in words a caller may hear; what only we can put right is answered as `calendar_refused`. */
export function revertCodeOf(code: string, operation: ModificationKind): string {
  const { moves } = modificationKinds[operation];
  switch (code) {
    case 'unauthorized':
    case 'forbidden':
      return 'calendar_key_refused';
    case 'minimum_notice':
    // The one rule of the booking core that gives no text.
    case 'forbidden_by_rule':
      return moves ? 'minimum_notice' : 'calendar_refused';
    case 'limit_reached':
    case 'slot_unavailable':
    case 'in_the_past':
    case 'outside_booking_window':
    case 'already_ended':
    case 'cancellation_disabled':
    case 'rescheduling_disabled':
    case 'not_supported':
      return code;
    case 'conflict':
      return moves ? 'slot_unavailable' : 'calendar_refused';
    default:
      return 'calendar_refused';
  }
}

/** The record of a failed try that another follows at `retryAt` (milliseconds since the epoch). */
export function failure(cause: Cause, situation: Situation, retryAt: number): Failed {
  return {
    kind: 'failed',
    attempt: situation.attempts + 1,
    failure: cause.kind,
    code: cause.code,
    ...(cause.httpStatus !== undefined && { httpStatus: cause.httpStatus }),
    retryAt: new Date(retryAt).toISOString(),
  };
}

/** Whether the end of this try leaves open what it did, or may still do. */
export function leavesOpen(tried: Tried): boolean {
  switch (tried.kind) {
    case 'circuit_open':
    case 'unreachable':
      return false;
    case 'timeout':
      return !tried.nothingSent;
    case 'rate_limited':
      return !tried.nothingSent && !tried.stoppedAtTheDoor;
    case 'refused':
      return tried.code === 'conflict';
    case 'ok':
    case 'unreadable':
    case 'server_error':
    case 'connection_lost':
      return true;
  }
}
