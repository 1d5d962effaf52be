// Where a waiting request learns what became of its modification: one place per process, fed by the live events and by the
// local worker, which knows first.
import { LRUCache } from 'lru-cache';
import { type Clock, waitOver } from '../../domain/clock.ts';
import { needsOperator } from '../../domain/codes.ts';
import type { Recorded } from '../../domain/event-catalogue.ts';

export interface SettledOutcome {
  /** `operator_needed`: it is pending still, and no machine will settle it while anybody waits. */
  kind: 'confirmed' | 'deferred' | 'reverted' | 'operator_needed';
  /** Why it was reverted. */
  code?: string;
  /** Of a move: the host has yet to confirm it. */
  awaitingConfirmation?: boolean;
  /** Of the outcome's event in the appointment's stream. */
  revision: bigint;
  event: Recorded;
}

/**
 * A caller waits on the phone for what becomes of a change. The worker that carries it out is most often in this process and knows first;
 * another instance's worker is heard of through the live events. Both tell the hub, and the waiting request asks it.
 *
 * ```ts
 * hub.observe(event);
 * const outcome = await hub.outcomeOf(modificationId, 3_000);
 * ```
 */
export interface OutcomeHub {
  observe(event: Recorded): void;
  /** Its outcome was observed, and nothing more is to be done about it. */
  isOver(modificationId: string): boolean;
  /** The outcome, also one observed before; undefined after `timeoutMs` milliseconds. */
  outcomeOf(modificationId: string, timeoutMs: number): Promise<SettledOutcome | undefined>;
}

/** Outcomes kept for those who ask late; a request asks within milliseconds. */
const remembered = 10_000;

export function createOutcomeHub(clock: Clock): OutcomeHub {
  const outcomes = new LRUCache<string, SettledOutcome>({ max: remembered });
  const waiting = new Map<string, Set<(outcome: SettledOutcome) => void>>();
  return {
    observe(event) {
      const outcome = settledBy(event);
      if (!outcome) return;
      const { modificationId, ...settled } = outcome;
      // The worker's own events come again with the subscription; an older one must not take a later one's place.
      const known = outcomes.get(modificationId);
      if (known && known.revision >= settled.revision) return;
      outcomes.set(modificationId, settled);
      for (const tell of waiting.get(modificationId) ?? []) tell(settled);
    },
    isOver(modificationId) {
      const kind = outcomes.peek(modificationId)?.kind;
      return kind === 'confirmed' || kind === 'reverted';
    },
    async outcomeOf(modificationId, timeoutMs) {
      const known = outcomes.get(modificationId);
      if (known || timeoutMs <= 0) return known;
      const over = new AbortController();
      const waiters = waiting.get(modificationId) ?? new Set();
      waiting.set(modificationId, waiters);
      return new Promise((resolve, reject) => {
        const end = (outcome: SettledOutcome | undefined) => {
          waiters.delete(end);
          if (waiters.size === 0) waiting.delete(modificationId);
          over.abort(waitOver);
          resolve(outcome);
        };
        waiters.add(end);
        clock.sleep(timeoutMs, over.signal).then(
          () => end(undefined),
          error => {
            if (!over.signal.aborted) reject(error);
          },
        );
      });
    },
  };
}

function settledBy(event: Recorded): (SettledOutcome & { modificationId: string }) | undefined {
  const { revision } = event;
  switch (event.type) {
    case 'CalendarBookingRescheduled': {
      const { modificationId, awaitingConfirmation = false } = event.data;
      return { kind: 'confirmed', modificationId, awaitingConfirmation, revision, event };
    }
    case 'CalendarBookingCancelled':
    case 'CalendarNotConcerned':
      return { kind: 'confirmed', modificationId: event.data.modificationId, revision, event };
    case 'CalendarSyncDeferred':
      return { kind: 'deferred', modificationId: event.data.modificationId, revision, event };
    case 'CalendarSyncFailed':
      if (!needsOperator(event.data.code)) return undefined;
      return { kind: 'operator_needed', modificationId: event.data.modificationId, revision, event };
    case 'AppointmentRescheduleReverted':
    case 'AppointmentCancellationReverted':
      return { kind: 'reverted', code: event.data.code, modificationId: event.data.modificationId, revision, event };
    default:
      return undefined;
  }
}
