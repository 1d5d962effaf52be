// Whom and what a webhook of Cal.com speaks of: the appointment by its booking, the attendee by number or e-mail.
import { type Kysely, sql } from 'kysely';

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

export interface KnownCustomer {
  id: string;
  name: string;
  email: string | null;
}

/** Customers with this number (full E.164) or this e-mail. */
export async function customersByContact(
  db: Db,
  companyId: string,
  contact: { phone: string } | { email: string },
): Promise<KnownCustomer[]> {
  const matches = 'phone' in contact ? sql`phone = ${contact.phone}` : sql`lower(email) = ${contact.email.toLowerCase()}`;
  const { rows } = await sql<KnownCustomer>`
    select customer_id as id, name, email from customers where company_id = ${companyId} and ${matches} order by customer_id limit 20`.execute(
    db,
  );
  return rows;
}
