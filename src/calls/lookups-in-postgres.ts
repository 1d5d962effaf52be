// The searches of a call: each one indexed query, each within one company.
import type { Kysely, RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import { normaliseName } from '../domain/customer/names.ts';
import { modificationKindSchema } from '../domain/values.ts';
import { keptPlanMark } from '../platform/postgres/kept-plans.ts';
import type { Database } from '../platform/postgres/schema.ts';

/** Each of these searches is asked by every call: a connection plans it once. */
const keptPlan = sql.raw(keptPlanMark);

interface AppointmentRow {
  appointment_id: string;
  customer_id: string;
  service_id: string | null;
  staff_id: string | null;
  branch_id: string | null;
  starts_at: Date;
  ends_at: Date;
  calcom_v2_booking_id: string | null;
  awaiting_confirmation: boolean;
  new_time_requested: boolean;
  under_way: string | null;
  found_by: 'customer' | 'call' | 'metadata';
  version: string;
}
interface NamedRow {
  known_id: string;
  known_name: string;
  known_phone: string | null;
  known_otherwise: string[];
}

interface Period {
  from: Date;
  to: Date;
}

/** What stands, and what the host has asked another time for: a caller who speaks of that hears so. */
const live = sql`a.status in ('scheduled', 'confirmed', 'booked', 'new_time_requested')`;
const columns = sql`a.appointment_id, a.customer_id, a.service_id, a.staff_id, a.branch_id, a.starts_at, a.ends_at, a.calcom_v2_booking_id,
  a.version, a.awaiting_confirmation, a.status = 'new_time_requested' as new_time_requested,
  case when a.pending_to is null or a.calendar_starts_at is null then a.pending_change end as under_way`;
/** Of a customer `c`; a record that was merged is never one. */
const known = sql`c.customer_id as known_id, c.name as known_name, c.phone as known_phone,
  array(select m.name from customers m where m.company_id = c.company_id and m.merged_into = c.customer_id order by m.customer_id)
    as known_otherwise`;
/** The customers whose records meet the condition, which speaks of `r`. */
const peopleWith = (companyId: string, condition: RawBuilder<unknown>) => sql`
  customers c where c.company_id = ${companyId} and c.customer_id = any(array(
    select coalesce(r.merged_into, r.customer_id) from customers r where r.company_id = ${companyId} and ${condition}))`;
const mostFound = 50;
/** More customers of one number or name, or more of one's appointments in a period, are none of a salon's: all of them are looked at. */
const mostOfOne = 1_000;
/** More names than these are not compared one by one. */
const mostOfADay = 1_000;

export function createLookups(db: Kysely<Database>, clock: Clock) {
  const people = async (companyId: string, condition: RawBuilder<unknown>) => {
    const { rows } =
      await sql<NamedRow>`${keptPlan} select ${known} from ${peopleWith(companyId, condition)} limit ${mostOfOne}`.execute(db);
    return rows.map(customerOf);
  };
  /** A record whose name is lost has none that anybody could say. */
  const named = (name: string) => sql`r.normalised_name = ${normaliseName(name)} and r.normalised_name <> ''`;
  const within = ({ from, to }: Period) => sql`(a.starts_at >= ${from} and a.starts_at < ${to})`;
  /** In one of the periods; nothing past is ever found. */
  const future = (periods: Period[]) =>
    periods.length === 0 ? sql`false` : sql`a.starts_at > ${clock.now()} and (${sql.join(periods.map(within), sql` or `)})`;
  /** Their own, by all of their records, and what a booking's metadata says is theirs. */
  const ownAppointments = (companyId: string, customerId: RawBuilder<unknown>, callId: string, periods: Period[]) => {
    const merged = sql`customers m where m.company_id = ${companyId} and m.merged_into = ${customerId}`;
    const inTime = sql`a.company_id = ${companyId} and ${live} and ${future(periods)}`;
    const foundBy = sql`case when ${callId} in (a.call_id, a.booking_call_id) then 'call' else 'metadata' end as found_by`;
    const isOthers = sql`a.customer_id <> ${customerId} and a.customer_id <> all(array(select m.customer_id from ${merged}))`;
    return sql`
      select ${columns}, 'customer' as found_by from appointments a where a.customer_id = ${customerId} and ${inTime}
      union all
      select ${columns}, 'customer' from (select m.customer_id as id from ${merged}) record
        join appointments a on a.customer_id = record.id and ${inTime}
      union all
      select ${columns}, ${foundBy} from appointments a where a.booking_customer_id = ${customerId} and ${isOthers} and ${inTime}
      union all
      select ${columns}, ${foundBy} from (select m.customer_id as id from ${merged}) record
        join appointments a on a.booking_customer_id = record.id and ${isOthers} and ${inTime}`;
  };
  /** Each with their appointments in the periods. */
  const withAppointments = async (companyId: string, condition: RawBuilder<unknown>, callId: string, periods: Period[]) => {
    const { rows } = await sql<NamedRow & (AppointmentRow | { appointment_id: null })>`${keptPlan}
      select named.*, own.* from (select ${known} from ${peopleWith(companyId, condition)} limit ${mostOfOne}) named
      left join lateral (${ownAppointments(companyId, sql`named.known_id`, callId, periods)}) own on true
      order by named.known_id, own.starts_at`.execute(db);
    return [...new Set(rows.map(row => row.known_id))].flatMap(id => {
      const own = rows.filter(row => row.known_id === id);
      const appointments = own.flatMap(row => (row.appointment_id === null ? [] : [found(row)]));
      return own.slice(0, 1).map(row => ({ customer: customerOf(row), appointments }));
    });
  };
  return {
    customerById: async (companyId: string, customerId: string) =>
      (await people(companyId, sql`r.customer_id = ${customerId}`)).at(0),
    customersByPhone: (companyId: string, phone: string) => people(companyId, sql`r.phone = ${phone}`),
    customersOfNumber: (companyId: string, phone: string, period: Period, callId: string) =>
      withAppointments(companyId, sql`r.phone = ${phone}`, callId, [period]),
    customersByName: (companyId: string, name: string, days: Period[], callId: string) =>
      withAppointments(companyId, named(name), callId, days),
    async customersOfDays(companyId: string, days: Period[], times: string[]) {
      // Customers are counted, however many appointments each of them has.
      const { rows } = await sql<NamedRow & { counted: number }>`
        with seen as (
          select distinct a.customer_id from appointments a
          where a.company_id = ${companyId} and a.starts_at = any(${times}::timestamptz[]) and ${live} and ${future(days)} limit ${mostOfADay + 1})
        select ${known}, (select count(*)::int from seen) as counted
        from ${peopleWith(companyId, sql`r.customer_id in (select customer_id from seen)`)}`.execute(db);
      return (rows[0]?.counted ?? 0) > mostOfADay ? undefined : rows.map(customerOf).filter(({ name }) => name !== '');
    },
    async justBooked(companyId: string, name: string, days: Period[], since: Date, callId: string) {
      // What an import brings in was not booked by the caller of now.
      const { rows } = await sql<NamedRow & AppointmentRow>`${keptPlan}
        select ${columns}, 'customer' as found_by, ${known} from appointments a
        join customers r on r.company_id = a.company_id and r.customer_id = a.customer_id
        join customers c on c.company_id = a.company_id and c.customer_id = coalesce(r.merged_into, r.customer_id)
        where a.company_id = ${companyId} and ${live} and ${future(days)}
          and a.booked_at >= ${since} and a.origin <> 'import'
          and coalesce(a.call_id, ${callId}) = ${callId} and coalesce(a.booking_call_id, ${callId}) = ${callId}
          and ${named(name)}
        order by a.starts_at limit ${mostFound}`.execute(db);
      return rows.map(row => ({ customer: customerOf(row), appointment: found(row) }));
    },
    async appointmentsOf(companyId: string, customerId: string, callId: string, period: Period) {
      const { rows } = await sql<AppointmentRow>`${keptPlan}
        ${ownAppointments(companyId, sql`${customerId}`, callId, [period])} order by starts_at limit ${mostOfOne}`.execute(db);
      return rows.map(found);
    },
    async appointmentOfModification(companyId: string, modificationIds: string[]): Promise<string | undefined> {
      const { rows } = await sql<{ appointment_id: string }>`
        select appointment_id from appointment_modifications
        where company_id = ${companyId} and modification_id = any(${modificationIds}::uuid[])`.execute(db);
      return rows[0]?.appointment_id;
    },
  };
}

function customerOf({ known_id: id, known_name, known_phone: phone, known_otherwise }: NamedRow) {
  const [name = '', ...otherNames] = [known_name, ...known_otherwise].filter(one => one !== '');
  return { id, name, phone, ...(otherNames.length > 0 && { otherNames }) };
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
  awaitingConfirmation: row.awaiting_confirmation,
  ...(row.new_time_requested && { newTimeRequested: true }),
  ...(row.under_way !== null && { underWay: modificationKindSchema.parse(row.under_way) }),
  foundBy: row.found_by,
  revision: BigInt(row.version),
});
