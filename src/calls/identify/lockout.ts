// Locks a caller out for the rest of an hour after three wrong identifications. Attempts are counted in Postgres, atomically.

import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { derivedId } from '../../domain/ids.ts';
import type { Database } from '../../platform/postgres/schema.ts';

/** Who is counted: a number together with its call, or where it is withheld the call alone. */
export interface AttemptScope {
  companyId: string;
  kind: 'number' | 'call';
  /** The number in E.164, or the call's id; stored only as a derived id. */
  value: string;
  /**
   * The call from a number: a caller who fails in it is locked out of it, though the number's owner may still prove who they are.
   */
  callId?: string;
}

/** Failures an hour after which a number or call is locked out, where the company says nothing else. */
export const defaultFailures = 3;
const windowMs = 3_600_000;
/** Failures of withheld numbers in one company from which on withheld callers must name the time. */
const mostWithheldFailures = 20;
/** An attempt without an outcome counts as in flight for so long; after that its process has died, or its request had a fault. */
const underWayMs = 30_000;

export interface Attempt {
  /**
   * `under_way`: too many other attempts of this scope are in flight. `number_locked`: this call may go on, but only for a caller
   * who proves more than the number. `call_locked`: nothing more in this call.
   */
  outcome: 'taken' | 'under_way' | 'number_locked' | 'call_locked';
  /** Taken. */
  allowed: boolean;
  /** When the oldest counted failure is forgotten. */
  until: Date;
  /** Withheld callers of this company must name the time as well. */
  timeNeeded: boolean;
  /** Something is counted, so that it is to be cleared, given back or noted as failed. */
  leavesTrace: boolean;
}

export interface Lockout {
  /**
   * Takes an attempt before anything is compared; one request key counts once, and a denied attempt not at all. Without `isGuess` it is
   * only looked whether the caller is locked out: nothing of this attempt is counted where nothing was before.
   */
  take(
    scope: AttemptScope,
    requestKey: string,
    now: Date,
    options: { isGuess: boolean; mostFailures?: number | undefined },
  ): Promise<Attempt>;
  /** Nothing was guessed wrong. */
  giveBack(scope: AttemptScope, requestKey: string): Promise<void>;
  /** A wrong guess: written before it is answered, so that an answered guess always counts. */
  fail(scope: AttemptScope, requestKey: string, now: Date): Promise<void>;
  /** Forgets all failures of this scope: after a success of its own call, or without a call those of all calls from the number. */
  clear(scope: AttemptScope): Promise<void>;
}

interface Taken {
  outcome: Attempt['outcome'];
  oldest: Date | null;
  withheld_failures: number;
  leaves_trace: boolean;
}

export function createLockout(db: Kysely<Database>): Lockout {
  return {
    async take(scope, requestKey, now, { isGuess, mostFailures = defaultFailures }) {
      const { number, call } = keysOf(scope);
      const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
      const withheld = scope.kind === 'call';
      const { rows } = await sql<Taken>`
        select outcome, oldest, withheld_failures, leaves_trace
        from take_identification_attempt(${scope.companyId}, ${number}, ${call}, ${requestKey}::uuid, ${withheld}, ${isGuess}, ${now}::timestamptz,
          ${before(windowMs)}::timestamptz, ${before(underWayMs)}::timestamptz, ${mostFailures}::int)`.execute(db);
      const [taken] = rows;
      const { outcome = 'call_locked' } = taken ?? {};
      const oldest = taken?.oldest ?? now;
      return {
        outcome,
        allowed: outcome === 'taken',
        until: new Date(oldest.getTime() + windowMs),
        timeNeeded: withheld && (taken?.withheld_failures ?? 0) >= mostWithheldFailures,
        leavesTrace: taken?.leaves_trace ?? true,
      };
    },
    giveBack: (scope, requestKey) => end(scope, requestKey, null),
    fail: (scope, requestKey, now) => end(scope, requestKey, now),
    async clear(scope) {
      const { number, call } = keysOf(scope);
      const callsOf = scope.callId === undefined ? number : null;
      await sql`
        select forget_identification_attempts(${scope.companyId}, ${[number, call].filter(key => key !== null)}::text[], ${callsOf})`.execute(
        db,
      );
    },
  };

  async function end(scope: AttemptScope, requestKey: string, failedAt: Date | null): Promise<void> {
    const { number, call } = keysOf(scope);
    const keys = [number, call].filter(key => key !== null);
    await sql`
      select end_identification_attempt(${scope.companyId}, ${keys}::text[], ${requestKey}::uuid, ${failedAt}::timestamptz)`.execute(
      db,
    );
  }
}

function keysOf({ companyId, kind, value, callId }: AttemptScope): { number: string | null; call: string | null } {
  const keyOf = (of: string, id: string): string => derivedId('attempts', companyId, of, id);
  if (kind === 'call') return { number: null, call: keyOf('call', value) };
  return { number: keyOf('number', value), call: callId === undefined ? null : keyOf('call', callId) };
}
