// Which modifications are due to be worked on: unsettled, their time has come, and their lease is neither held nor kept for a later time.
import { type Kysely, sql } from 'kysely';
import { operatorCodes } from '../../domain/codes.ts';
import { furthestDueMs, furthestOperatorLookMs } from '../../platform/postgres/future-bounds.ts';

export interface DueJob {
  companyId: string;
  appointmentId: string;
  modificationId: string;
}

/** The oldest due first. */
export async function dueCalendarJobs(db: Pick<Kysely<unknown>, 'getExecutor'>, now: Date, limit: number): Promise<DueJob[]> {
  // Due further ahead than it can be, it was written by a clock that was ahead.
  const furthest = (milliseconds: number) => new Date(now.getTime() + milliseconds);
  const { rows } = await sql<{ company_id: string; appointment_id: string; modification_id: string }>`
    select w.company_id, w.appointment_id, w.modification_id::text as modification_id
    from calendar_jobs w
    where (w.due_at <= ${now} or w.due_at > ${furthest(furthestOperatorLookMs)}
        or (w.due_at > ${furthest(furthestDueMs)} and coalesce(w.code, '') <> all(${[...operatorCodes]}::text[])))
      and not exists (
        select 1 from calendar_lease l
        where l.company_id = w.company_id and l.appointment_id = w.appointment_id and l.until > ${now}
      )
    order by w.due_at
    limit ${limit}`.execute(db);
  return rows.map(row => ({
    companyId: row.company_id,
    appointmentId: row.appointment_id,
    modificationId: row.modification_id,
  }));
}
