// When each company was compared with the calendar, and which of our appointments the calendar should have.
import { type Kysely, sql } from 'kysely';

type Db = Pick<Kysely<unknown>, 'getExecutor'>;

export interface TakenReconciliation {
  companyId: string;
  /** Changes at the calendar before then have been seen. */
  changesUntil: Date | null;
  /** When all bookings were compared last. */
  completedAt: Date | null;
}

/** One company that is due, held until `heldUntil` so that no other instance takes it; a new company is due at `firstDueAt`. */
export async function takeReconciliation(
  db: Db,
  now: Date,
  { heldUntil, firstDueAt }: { heldUntil: Date; firstDueAt: Date },
): Promise<TakenReconciliation | undefined> {
  await sql`
    insert into reconciliation (company_id, due_at) select company_id, ${firstDueAt}::timestamptz from companies
    on conflict do nothing`.execute(db);
  const { rows } = await sql<{ company_id: string; changes_until: Date | null; completed_at: Date | null }>`
    update reconciliation set due_at = ${heldUntil} where company_id = (
      select company_id from reconciliation where due_at <= ${now} order by due_at limit 1 for update skip locked)
    returning company_id, changes_until, completed_at`.execute(db);
  const [row] = rows;
  return row && { companyId: row.company_id, changesUntil: row.changes_until, completedAt: row.completed_at };
}

/**
 * Makes the company the holder's until `until`, or keeps it theirs; false where another holds it. Asked for again while a run goes on,
 * so that a run whose process has died holds nobody up for long.
 */
export async function holdReconciliation(
  db: Db,
  companyId: string,
  { holder, now, until }: { holder: string; now: Date; until: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into reconciliation as r (company_id, due_at, held_by, held_until) values (${companyId}, ${until}, ${holder}, ${until})
    on conflict (company_id) do update set held_by = ${holder}, held_until = ${until}
      where r.held_until is null or r.held_until <= ${now} or r.held_by = ${holder}
    returning company_id`.execute(db);
  return rows.length > 0;
}

/** Gives it up, where it is still the holder's. */
export async function releaseReconciliation(db: Db, companyId: string, holder: string): Promise<void> {
  await sql`
    update reconciliation set held_by = null, held_until = null where company_id = ${companyId} and held_by = ${holder}`.execute(
    db,
  );
}

/** Remembers a run; one that did not see all leaves the mark where it was. */
export async function reconciled(
  db: Db,
  companyId: string,
  { began, full, complete, dueAt }: { began: Date; full: boolean; complete: boolean; dueAt: Date },
): Promise<void> {
  await sql`
    insert into reconciliation as r (company_id, due_at, changes_until, completed_at)
    values (${companyId}, ${dueAt}, ${complete && full ? began : null}, ${complete && full ? began : null})
    on conflict (company_id) do update set due_at = ${dueAt},
      changes_until = case when ${complete} and (${full} or r.changes_until is not null) then ${began}::timestamptz else r.changes_until end,
      completed_at = coalesce(excluded.completed_at, r.completed_at)`.execute(db);
}

const pageSize = 500;

/** Appointments to come that have a booking, in the order of their ids. */
export async function* expectedBookings(
  db: Db,
  companyId: string,
  from: Date,
): AsyncGenerator<{ appointmentId: string; bookingUid: string }> {
  let after = '';
  for (;;) {
    const { rows } = await sql<{ appointment_id: string; uid: string }>`
      select appointment_id, calcom_v2_booking_id as uid from appointments
      where company_id = ${companyId} and appointment_id > ${after} and status <> 'cancelled' and starts_at > ${from}
        and calcom_v2_booking_id is not null
      order by appointment_id limit ${pageSize}`.execute(db);
    for (const row of rows) yield { appointmentId: row.appointment_id, bookingUid: row.uid };
    const last = rows.at(-1);
    if (rows.length < pageSize || !last) return;
    after = last.appointment_id;
  }
}
