// Changes that the calendar has not answered for, and those no machine can settle.
import { type Kysely, sql } from 'kysely';
import { operatorCodes } from '../../domain/codes.ts';

type Db = Pick<Kysely<unknown>, 'getExecutor'>;

/**
 * `waiting` and `deferred` go on by themselves; `operator_needed` and `booking_uid_unknown` wait for a decision. `calendar_refused`
 * is taken back, and waits for staff to put right at the calendar what no caller can.
 */
export const pendingStates = ['waiting', 'deferred', 'operator_needed', 'booking_uid_unknown', 'calendar_refused'] as const;
export type PendingState = (typeof pendingStates)[number];

export interface PendingChange {
  company_id: string;
  appointment_id: string;
  modification_id: string;
  /** `unknown` where the read models do not have the change. */
  kind: string;
  state: PendingState;
  /** Of the last failed try, or of the calendar's refusal. */
  code: string | null;
  /** What of the calendar's refusal is nobody's: known codes and field names. */
  reason: string | null;
  /** What ends an entry of `calendar_refused`: it is marked as done. */
  notification_id: string | null;
  attempts: number;
  requested_at: string;
  /** When it is tried or looked at next. */
  due_at: string | null;
  age_seconds: number;
  starts_at: string | null;
  new_starts_at: string | null;
  /** What the calendar still has, of a move that stands with us already. */
  calendar_starts_at: string | null;
  booking_uid: string | null;
  call_id: string | null;
}

const stateOf = sql`case when w.code = any(${operatorCodes}) then 'operator_needed' when w.state = 'deferred' then 'deferred' else 'waiting' end`;
const utc = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export interface PendingQuery {
  /** Undefined: of all. */
  companies: readonly string[] | undefined;
  state: PendingState | undefined;
  /** `requested_at` and `modification_id` of the one before; empty at the beginning. */
  after: readonly string[];
  limit: number;
}

/** The oldest first. */
export async function pendingChanges(
  db: Db,
  { companies, state, after: [requestedAt, modificationId], limit }: PendingQuery,
  now: Date,
): Promise<PendingChange[]> {
  const of = (alias: string) => (companies ? sql`and ${sql.ref(alias)} = any(${companies})` : sql``);
  const inState = state === undefined ? sql`` : sql`and p.state = ${state}`;
  const after =
    requestedAt === undefined ? sql`` : sql`and (p.requested_at, p.modification_id) > (${requestedAt}, ${modificationId})`;
  const { rows } = await sql<PendingChange>`
    select p.*, greatest(0, extract(epoch from ${now}::timestamptz - p.requested_at::timestamptz))::int as age_seconds from (
      select w.company_id, w.appointment_id, w.modification_id::text as modification_id, w.kind, ${stateOf} as state, w.code, null as reason, null as notification_id,
        w.attempts, ${utc('w.requested_at')} as requested_at, ${utc('w.due_at')} as due_at, ${utc('a.starts_at')} as starts_at,
        a.pending_to ->> 'startsAt' as new_starts_at, ${utc('a.calendar_starts_at')} as calendar_starts_at,
        a.calcom_v2_booking_id as booking_uid, a.pending_call_id as call_id
      from calendar_jobs w
      left join appointments a on a.company_id = w.company_id and a.appointment_id = w.appointment_id
      where true ${of('w.company_id')}
      union all
      select n.company_id, n.appointment_id, n.modification_id::text, coalesce(m.modification_type, 'unknown'), n.kind,
        coalesce(n.code, n.kind), n.reason, n.notification_id::text, 0, ${utc('n.created_at')}, null, ${utc('a.starts_at')}, null, null, a.calcom_v2_booking_id, n.call_id
      from notifications n
      left join appointments a on a.company_id = n.company_id and a.appointment_id = n.appointment_id
      left join appointment_modifications m on m.modification_id = n.modification_id
      where n.kind in ('booking_uid_unknown', 'calendar_refused') and n.state = 'open' ${of('n.company_id')}
    ) p where true ${inState} ${after} order by p.requested_at, p.modification_id limit ${limit}`.execute(db);
  return rows;
}

export interface PendingCount {
  state: PendingState;
  count: number;
  /** Age of the oldest, in seconds. */
  oldestSeconds: number;
}

/** How many there are of each state and how old the oldest is, for the metrics. */
export async function countPendingChanges(db: Db, now: Date): Promise<PendingCount[]> {
  const { rows } = await sql<{ state: PendingState; count: number; oldest: number }>`
    select ${stateOf} as state, count(*)::int as count,
      greatest(0, extract(epoch from ${now}::timestamptz - min(w.requested_at)))::float as oldest
    from calendar_jobs w group by 1
    union all
    select k.kind, count(n.created_at)::int,
      coalesce(greatest(0, extract(epoch from ${now}::timestamptz - min(n.created_at))), 0)::float
    from unnest(array['booking_uid_unknown', 'calendar_refused']) as k(kind)
    left join notifications n on n.kind = k.kind and n.state = 'open'
    group by k.kind`.execute(db);
  return rows.map(({ state, count, oldest }) => ({ state, count, oldestSeconds: oldest }));
}
