// What a change that ran out of time says of the calendar's health: nothing by itself, the look that follows it decides.
import type { ModificationKind } from '../../domain/values.ts';
import type { Look, Tried } from '../provider.ts';
import type { Step } from './situation.ts';

/**
 * So many looks without effect are a failure. The calendar tells its webhooks of a move after it has moved, and of a cancellation before
 * it cancels: where they are slow, a cancellation is seen later.
 */
const looksThatDecide: Record<ModificationKind, number> = { cancel: 2, reschedule: 1 };

/** Why a look was not answered. */
const unanswered: readonly string[] = ['timeout', 'server_error', 'unreachable', 'connection_lost'];

/** One for each run at a change; what it finds goes to the circuit of the account. */
export function createTimedOutChange(judge: (verdict: 'success' | 'failure') => void) {
  let undecided = false;
  let withoutEffect = 0;

  function decide(verdict: 'success' | 'failure' | undefined): void {
    undecided = false;
    withoutEffect = 0;
    if (verdict) judge(verdict);
  }

  return {
    /** Also where the lease has ended the request: the calendar has not answered it either. */
    tried(tried: Tried): void {
      switch (tried.kind) {
        case 'timeout':
          undecided ||= !tried.nothingSent;
          break;
        // This one has not come as far as the one before.
        case 'circuit_open':
        case 'rate_limited':
          break;
        // The circuit has counted it.
        case 'ok':
        case 'refused':
        case 'server_error':
        case 'unreachable':
        case 'connection_lost':
        case 'unreadable':
          decide(undefined);
      }
    },

    /** `step`: what follows from the look. */
    looked(kind: ModificationKind, seen: Look, step: Step): void {
      if (!undecided) return;
      if (seen.kind === 'unseen') {
        if (unanswered.includes(seen.cause.kind)) decide('failure');
        return;
      }
      if (step.kind === 'record') {
        const ours = step.outcome.kind === 'rescheduled' || step.outcome.kind === 'cancelled';
        decide(ours ? 'success' : 'failure');
        return;
      }
      if (seen.kind !== 'live' && seen.kind !== 'not_found') return;
      withoutEffect += 1;
      if (withoutEffect >= looksThatDecide[kind]) decide('failure');
    },
  };
}
