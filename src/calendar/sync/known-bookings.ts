// Whom and what a webhook of the calendar speaks of: the appointment by its booking, customers by a contact of theirs.
import { type Kysely, sql } from 'kysely';
import { normaliseName, soundCode } from '../../domain/customer/names.ts';
import type { KnownRecord } from '../../domain/customer/whose-record.ts';

/** A salon's own address may stand on the bookings of all its customers. */
const mostOfOneContact = 200;

type Db = Pick<Kysely<unknown>, 'getExecutor'>;

/** The appointment that has the booking; for those that came without a claim, an import's with a numeric id for instance. */
export async function appointmentOfBooking(
  db: Db,
  companyId: string,
  booking: { uid: string } | { numericId: number },
): Promise<string | undefined> {
  const matches = 'uid' in booking ? sql`calcom_v2_booking_id = ${booking.uid}` : sql`calcom_booking_id = ${booking.numericId}`;
  const { rows } = await sql<{ id: string }>`
    select appointment_id as id from appointments where company_id = ${companyId} and ${matches} limit 2`.execute(db);
  return rows.length === 1 ? rows[0]?.id : undefined;
}

/** Appointments of the company whose host has asked for another time. */
export async function appointmentsWantingNewTime(db: Db, companyId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select appointment_id as id from appointments
    where company_id = ${companyId} and status = 'new_time_requested' order by starts_at desc limit 200`.execute(db);
  return rows.map(({ id }) => id);
}

/** Customers' records with this number (full E.164) or this e-mail; those named alike first, of them the first registered. */
export async function customersByContact(
  db: Db,
  companyId: string,
  contact: { phone: string } | { email: string },
  name: string,
): Promise<KnownRecord[]> {
  const matches = 'phone' in contact ? sql`phone = ${contact.phone}` : sql`lower(email) = ${contact.email.toLowerCase()}`;
  const { rows } = await sql<KnownRecord>`
    select customer_id as id, name, phone, email, merged_into as "mergedInto" from customers
    where company_id = ${companyId} and ${matches}
    order by normalised_name = ${normaliseName(name)} desc, sound_code = ${soundCode(name)} desc, registered_at, customer_id
    limit ${mostOfOneContact}`.execute(db);
  return rows;
}
