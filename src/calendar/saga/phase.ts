// How far a run has come, by what it has observed.

import type { Lease } from '../lease/lease.ts';
import type { Tried } from '../provider.ts';
import { causeOf } from '../result.ts';
import { leavesOpen } from './failed-try.ts';
import type { Observation, Phase, Sent, Step } from './situation.ts';

/** The phase after an observation that was made at `at`. */
export function phaseAfter(phase: Phase, observation: Observation, at: Date): Phase {
  switch (observation.kind) {
    case 'tried':
      return afterTried(phase, observation.tried);
    case 'looked':
      return { ...phase, looks: [...phase.looks, { at, found: observation.seen.kind }] };
    case 'slot_checked':
      return phase.kind === 'untried' ? phase : { ...phase, slot: observation.slot };
    case 'linked':
      return { ...phase, looks: [] };
    case 'begun':
    case 'uid_looked_for':
      return phase;
  }
}

function afterTried(phase: Phase, tried: Tried): Phase {
  const seen = { sent: sentAfter(phase.sent, tried), looks: [], slot: undefined };
  const saidYes = phase.kind === 'said_yes' || tried.kind === 'ok' || (tried.kind === 'unreadable' && tried.httpStatus < 300);
  if (tried.kind === 'ok') return { kind: 'said_yes', ...seen, cause: undefined };
  const cause = causeOf(tried);
  if (saidYes) return { kind: 'said_yes', ...seen, cause };
  const conflicts = phase.kind === 'failed' ? phase.conflicts : 0;
  const competing = tried.kind === 'refused' && isCompeting(tried.code);
  return { kind: 'failed', ...seen, cause, conflicts: conflicts + (competing ? 1 : 0) };
}

function sentAfter(sent: Sent, tried: Tried): Sent {
  if (sent === 'inherited' || sent === 'unclear') return sent;
  if (leavesOpen(tried)) return 'unclear';
  return tried.kind === 'refused' ? 'refused' : sent;
}

/** Refusals that a change made by others at the same time explains. */
export const isCompeting = (code: string): boolean =>
  code === 'conflict' || code === 'already_cancelled' || code === 'already_rescheduled';

/** What may have been sent when a run begins under this lease. */
export function sentUnder({ firstSentAt, inherited }: Pick<Lease, 'firstSentAt' | 'inherited'>): Sent {
  if (firstSentAt === null) return 'nothing';
  return inherited ? 'inherited' : 'unclear';
}

/**
 * Whether the lease may forget that something was sent: it never got there, or the calendar has refused the only request there was,
 * and the look that led to this step shows that it did nothing.
 */
export function nothingUnderWay(phase: Phase, step: Step): boolean {
  if (phase.sent === 'nothing') return true;
  const reverts = step.kind === 'record' && step.outcome.kind === 'reverted';
  return reverts && phase.sent === 'refused' && phase.kind === 'failed' && phase.cause.kind === 'refused';
}
