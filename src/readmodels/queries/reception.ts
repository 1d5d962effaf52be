// The searches of a call: each one indexed query, each within one company.
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Clock } from '../../domain/clock.ts';
import { normaliseName } from '../../domain/names.ts';
import type { Database } from '../schema.ts';

interface AppointmentRow {
  appointment_id: string;
  customer_id: string;
  service_id: string | null;
  staff_id: string | null;
  branch_id: string | null;
  starts_at: Date;
  ends_at: Date;
  calcom_v2_booking_id: string | null;
}

interface Period {
  from: Date;
  to: Date;
}

const live = sql`status in ('scheduled', 'confirmed', 'booked')`;
const columns = sql`appointment_id, customer_id, service_id, staff_id, branch_id, starts_at, ends_at, calcom_v2_booking_id`;
const mostFound = 50;

export function createReceptionQueries(db: Kysely<Database>, clock: Clock) {
  const customers = (companyId: string) =>
    db.selectFrom('customers').select(['customer_id as id', 'name', 'phone']).where('company_id', '=', companyId);
  /** Nothing past is ever found. */
  const future = ({ from, to }: Period) => sql`starts_at >= ${from} and starts_at < ${to} and starts_at > ${clock.now()}`;
  const find = async (condition: ReturnType<typeof sql>) => {
    const { rows } = await sql<AppointmentRow>`
      select ${columns} from appointments where ${condition} and ${live} order by starts_at limit ${mostFound}`.execute(db);
    return rows.map(found);
  };
  return {
    customerById: (companyId: string, customerId: string) =>
      customers(companyId).where('customer_id', '=', customerId).executeTakeFirst(),
    customersByPhone: (companyId: string, phone: string) =>
      customers(companyId).where('phone', '=', phone).limit(mostFound).execute(),
    customersByName: (companyId: string, name: string) =>
      customers(companyId).where('normalised_name', '=', normaliseName(name)).limit(mostFound).execute(),
    appointmentsOf: (companyId: string, customerId: string, period: Period) =>
      find(sql`company_id = ${companyId} and customer_id = ${customerId} and ${future(period)}`),
    appointmentsByMetadata: (companyId: string, customerId: string, callId: string, period: Period) =>
      find(sql`company_id = ${companyId} and customer_id = ${customerId}
        and (booking_call_id = ${callId} or booking_customer_id = ${customerId}) and ${future(period)}`),
    async appointmentOfModification(companyId: string, modificationIds: string[]): Promise<string | undefined> {
      const { rows } = await sql<{ appointment_id: string }>`
        select appointment_id from appointment_modifications
        where company_id = ${companyId} and modification_id = any(${modificationIds}::uuid[])`.execute(db);
      return rows[0]?.appointment_id;
    },
    async staffIsBusy(
      companyId: string,
      staffId: string,
      exceptAppointmentId: string,
      period: { startsAt: string; endsAt: string },
    ): Promise<boolean> {
      const { rows } = await sql`
        select 1 from appointments
        where company_id = ${companyId} and staff_id = ${staffId} and appointment_id <> ${exceptAppointmentId} and ${live}
          and starts_at < ${period.endsAt}::timestamptz and ends_at > ${period.startsAt}::timestamptz limit 1`.execute(db);
      return rows.length > 0;
    },
  };
}

const found = (row: AppointmentRow) => ({
  id: row.appointment_id,
  customerId: row.customer_id,
  serviceId: row.service_id,
  staffId: row.staff_id,
  branchId: row.branch_id,
  startsAt: row.starts_at.toISOString(),
  endsAt: row.ends_at.toISOString(),
  bookingUid: row.calcom_v2_booking_id,
});
