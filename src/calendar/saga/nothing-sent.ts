// Nothing was sent: try again while a caller waits, then take the change back. No look is needed for that.

import type { FoundUid } from '../provider.ts';
import type { Cause } from '../result.ts';
import { failure, isKeyRefusal } from './failed-try.ts';
import { operatorLookMs, pauseAfter } from './retry-schedule.ts';
import type { Situation, Step } from './situation.ts';

/** The calendar turns the key away: trying again helps nobody until somebody renews it. */
export const keyRefused: Step = { kind: 'record', outcome: { kind: 'reverted', code: 'calendar_key_refused' } };

/** The try did not reach the calendar, and no earlier one may have. */
export function whenUnsent(cause: Cause, situation: Situation): Step {
  if (isKeyRefusal(cause)) return keyRefused;
  const { attempts, now, requestedAt, unsentUntil } = situation;
  const pause = pauseAfter(attempts + 1, now.getTime() - Date.parse(requestedAt));
  const at = Math.max(now.getTime() + pause, cause.notBefore?.getTime() ?? 0);
  if (at >= unsentUntil.getTime()) return { kind: 'record', outcome: { kind: 'reverted', code: 'calendar_unavailable' } };
  return { kind: 'send', afterMs: at - now.getTime(), failed: failure(cause, situation, at) };
}

/** The uid behind a numeric id was not found: an operator must help; or the list could not be had. */
export function unresolved(found: Exclude<FoundUid, { kind: 'found' }>, situation: Situation): Step {
  if (found.kind === 'unseen') return whenUnsent(found.cause, situation);
  const cause = { kind: 'numeric_id', code: 'booking_not_found' };
  return { kind: 'record', outcome: failure(cause, situation, situation.now.getTime() + operatorLookMs) };
}
