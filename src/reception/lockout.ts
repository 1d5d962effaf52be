// Three wrong identifications an hour, then silence for the rest of it. Attempts are counted in Postgres, atomically.

import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { derivedId } from '../domain/ids.ts';
import type { Database } from '../readmodels/schema.ts';

/** Who is counted: a number, or where it is withheld the call. */
export interface AttemptScope {
  companyId: string;
  kind: 'number' | 'call';
  /** The number in E.164, or the call's id; stored only as a derived id. */
  value: string;
}

/** Failures an hour after which a number or call is locked out, where the company says nothing else. */
export const defaultFailures = 3;
const windowMs = 3_600_000;
/** Failures of withheld numbers in one company from which on withheld callers must name the time. */
const mostWithheldFailures = 20;

export interface Attempt {
  allowed: boolean;
  /** When the oldest counted failure is forgotten. */
  until: Date;
  /** Withheld callers of this company must name the time as well. */
  timeNeeded: boolean;
}

const keyOf = (scope: AttemptScope): string => derivedId('attempts', scope.companyId, scope.kind, scope.value);

export interface Lockout {
  /** Takes an attempt before anything is compared; one request key counts once, and a denied attempt not at all. */
  take(scope: AttemptScope, requestKey: string, now: Date, mostFailures?: number): Promise<Attempt>;
  /** Gives one attempt back that was no failure. */
  giveBack(scope: AttemptScope, requestKey: string): Promise<void>;
  /** A success forgets all failures of this scope. */
  clear(scope: AttemptScope): Promise<void>;
}

export function createLockout(db: Kysely<Database>): Lockout {
  return {
    async take(scope, requestKey, now, mostFailures = defaultFailures) {
      const since = new Date(now.getTime() - windowMs);
      const withheld = scope.kind === 'call';
      const { rows } = await sql<{ allowed: boolean; oldest: Date | null; withheld_failures: number }>`
        select allowed, oldest, withheld_failures
        from take_identification_attempt(${scope.companyId}, ${keyOf(scope)}, ${requestKey}::uuid, ${withheld},
                                         ${now}::timestamptz, ${since}::timestamptz, ${mostFailures}::int)`.execute(db);
      const taken = rows[0];
      const oldest = taken?.oldest ?? now;
      return {
        allowed: taken?.allowed ?? false,
        until: new Date(oldest.getTime() + windowMs),
        timeNeeded: withheld && (taken?.withheld_failures ?? 0) >= mostWithheldFailures,
      };
    },
    async giveBack(scope, requestKey) {
      await sql`select forget_identification_attempts(${scope.companyId}, ${keyOf(scope)}, ${requestKey}::uuid)`.execute(db);
    },
    async clear(scope) {
      await sql`select forget_identification_attempts(${scope.companyId}, ${keyOf(scope)}, null)`.execute(db);
    },
  };
}
