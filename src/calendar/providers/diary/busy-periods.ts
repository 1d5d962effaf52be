// What a member of staff has to do, by the read models.
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Period } from '../../../domain/values.ts';
import type { Database } from '../../../platform/postgres/schema.ts';

/** No appointment of this trade is longer: what began before cannot reach into the period. */
const longestMs = 24 * 3_600_000;

/** What else they have to do in the period, with the old and the new time of moves in flight. */
export async function busyPeriods(
  db: Kysely<Database>,
  companyId: string,
  staffId: string,
  exceptAppointmentId: string,
  { from, to }: { from: Date; to: Date },
): Promise<Period[]> {
  const begun = new Date(from.getTime() - longestMs);
  const { rows } = await sql<{ starts_at: Date; ends_at: Date }>`
    select a.starts_at, a.ends_at from appointments a
    where a.company_id = ${companyId} and a.staff_id = ${staffId} and a.appointment_id <> ${exceptAppointmentId}
      and a.status in ('pending', 'scheduled', 'confirmed', 'booked')
      and a.starts_at >= ${begun} and a.starts_at < ${to} and a.ends_at > ${from}
    union all
    select (a.pending_to ->> 'startsAt')::timestamptz, (a.pending_to ->> 'endsAt')::timestamptz from appointments a
    where a.company_id = ${companyId} and a.staff_id = ${staffId} and a.appointment_id <> ${exceptAppointmentId}
      and a.pending_to is not null
    order by starts_at`.execute(db);
  return rows.map(({ starts_at, ends_at }) => ({ startsAt: starts_at.toISOString(), endsAt: ends_at.toISOString() }));
}
