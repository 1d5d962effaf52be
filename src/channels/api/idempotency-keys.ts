// The rows of idempotency keys: taken by one instance at a time, and kept with their answer.
import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../platform/postgres/schema.ts';

/** Whose key it is: the same text of another API key's name or of another company is another one. */
export interface KeyScope {
  /** The API key's name. */
  actor: string;
  /** Empty where the request is about no company. */
  companyId: string;
  key: string;
}

export interface KeptAnswer {
  status: number;
  body: string;
  /** Of the event store, as the answer gave it. */
  position: string | null;
}

/** A request that is ours to work on. */
export interface Run {
  /** The request's id in events and in the name of its stream. */
  requestId: string;
  /** What the ids of its commands follow from. */
  runId: string;
  /** Another began on it, and its process has died or stood still. */
  resumed: boolean;
}

export type Taken =
  | ({ kind: 'ours' } & Run)
  | { kind: 'answered'; answer: KeptAnswer }
  /** Somebody works on it. */
  | { kind: 'held' }
  /** It came with another request. */
  | { kind: 'reused' };

export interface IdempotencyKeys {
  /** `requestId` is used for a new key, unless it is another's. */
  take(scope: KeyScope, requestDigest: string, requestId: string): Promise<Taken>;
  /** Says that it is still being worked on. */
  hold(scope: KeyScope): Promise<void>;
  keep(scope: KeyScope, answer: KeptAnswer): Promise<void>;
  /** Forgets a key whose request was refused: nothing was done by it. */
  forget(scope: KeyScope): Promise<void>;
  /** Gives up a request that failed: a repeat resumes it at once. */
  letGo(scope: KeyScope): Promise<void>;
}

/** Longer than a process stands still and goes on; one that is dead is waited for as long. */
export const heldSeconds = 15;

interface Row {
  request_digest: string;
  request_id: string;
  run_id: string;
  status: number | null;
  body: string | null;
  position: string | null;
}

/** For one instance: what it holds, no other takes before its time is over. */
export function createIdempotencyKeys(db: Kysely<Database>): IdempotencyKeys {
  const holder = randomUUID();
  const until = sql`now() + make_interval(secs => ${heldSeconds})`;
  const isScope = ({ actor, companyId, key }: KeyScope) => sql`actor = ${actor} and company_id = ${companyId} and key = ${key}`;
  const isOurs = (scope: KeyScope) => sql`${isScope(scope)} and holder = ${holder}::uuid and status is null`;

  async function insert({ actor, companyId, key }: KeyScope, digest: string, requestId: string, runId: string) {
    const { rows } = await sql<Row>`
      insert into idempotency_key (actor, company_id, key, request_digest, request_id, run_id, holder, held_until)
      values (${actor}, ${companyId}, ${key}, ${digest}, ${requestId}, ${runId}::uuid, ${holder}::uuid, ${until})
      on conflict do nothing returning *`.execute(db);
    return rows[0];
  }

  return {
    async take(scope, digest, requestId) {
      const runId = randomUUID();
      const made = await insert(scope, digest, requestId, runId);
      if (made) return { kind: 'ours', requestId, runId, resumed: false };
      const { rows: overdue } = await sql<Row>`
        update idempotency_key set holder = ${holder}::uuid, held_until = ${until}
        where ${isScope(scope)} and request_digest = ${digest} and status is null and held_until < now() returning *`.execute(db);
      const [taken] = overdue;
      if (taken) return { kind: 'ours', requestId: taken.request_id, runId: taken.run_id, resumed: true };
      const { rows } = await sql<Row>`select * from idempotency_key where ${isScope(scope)}`.execute(db);
      const [known] = rows;
      if (!known) {
        // The id is another scope's, or the row has gone just now.
        const own = await insert(scope, digest, runId, runId);
        return own ? { kind: 'ours', requestId: runId, runId, resumed: false } : { kind: 'held' };
      }
      if (known.request_digest !== digest) return { kind: 'reused' };
      if (known.status === null || known.body === null) return { kind: 'held' };
      return { kind: 'answered', answer: { status: known.status, body: known.body, position: known.position } };
    },
    async hold(scope) {
      await sql`update idempotency_key set held_until = ${until} where ${isOurs(scope)}`.execute(db);
    },
    async keep(scope, { status, body, position }) {
      await sql`
        update idempotency_key set status = ${status}, body = ${body}, position = ${position} where ${isOurs(scope)}`.execute(db);
    },
    async forget(scope) {
      await sql`delete from idempotency_key where ${isOurs(scope)}`.execute(db);
    },
    async letGo(scope) {
      await sql`update idempotency_key set held_until = now() - interval '1 second' where ${isOurs(scope)}`.execute(db);
    },
  };
}
