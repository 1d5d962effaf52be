// What the read models know of a customer's record that goes with an erasure: streams, and rows that hold their words.
import { type Kysely, sql } from 'kysely';
import type { Cleared } from '../../../commands/customer/erase-customer.ts';
import { appointmentStream, customerStream } from '../../domain/ids.ts';

export type Db = Pick<Kysely<unknown>, 'getExecutor'>;

export interface RecordOf {
  companyId: string;
  customerId: string;
}

/** The streams of calls and requests that speak of the record, and the appointments it has or had. */
export async function streamsOf(
  db: Db,
  { companyId, customerId }: RecordOf,
): Promise<{ streams: string[]; appointments: string[] }> {
  const { rows: appointments } = await sql<{ id: string }>`
    select appointment_id as id from appointments where company_id = ${companyId} and customer_id = ${customerId}
    union select appointment_id from appointment_modifications where company_id = ${companyId} and customer_id = ${customerId}`.execute(
    db,
  );
  const ids = appointments.map(({ id }) => id);
  // A stream that names a customer is theirs; only where it names none does the appointment say whose it is.
  const { rows: streams } = await sql<{ stream: string }>`
    select distinct s.stream from personal_streams s
    where s.company_id = ${companyId} and (s.customer_id = ${customerId} or (
      s.appointment_id = any(${ids}::text[])
      and not exists (select from personal_streams o where o.stream = s.stream and o.customer_id is not null)))`.execute(db);
  return { streams: streams.map(({ stream }) => stream), appointments: ids };
}

/** Streams whose caller nobody has identified, and those that name a number that was locked out: only their words tell whose they are. */
export async function streamsOfNobody(db: Db, companyId: string): Promise<string[]> {
  const { rows } = await sql<{ stream: string }>`
    select 'call-' || c.call_id as stream from calls c
    where c.company_id = ${companyId} and c.customer_id is null
    union select stream from personal_streams where company_id = ${companyId} and lockout`.execute(db);
  return rows.map(({ stream }) => stream);
}

/** Every key under which something of the record may be sealed. */
export const subjectsOf = (
  { companyId, customerId }: RecordOf,
  streams: readonly string[],
  appointments: readonly string[],
): string[] => [customerStream(companyId, customerId), ...appointments.map(id => appointmentStream(companyId, id)), ...streams];

/** The rows that hold words of the record, or of these streams; and the notifications that nobody can be told any more. */
export async function wordsOf(
  db: Db,
  { companyId, customerId }: RecordOf,
  streams: readonly string[],
  appointments: readonly string[],
): Promise<Cleared> {
  const calls = streams.filter(stream => stream.startsWith('call-')).map(stream => stream.slice('call-'.length));
  const idsOf = async (query: ReturnType<typeof sql<{ id: string }>>): Promise<string[]> => {
    const { rows } = await query.execute(db);
    return rows.map(({ id }) => id);
  };
  return {
    answers: await idsOf(sql`
      select answer_id::text as id from answers
      where company_id = ${companyId} and customer_name is not null
        and (call_id = any(${calls}::text[]) or (call_id is null and appointment_id = any(${appointments}::text[]))) order by 1`),
    callbacks: await idsOf(sql`
      select callback_id::text as id from callbacks
      where company_id = ${companyId} and (number is not null or name is not null or state = 'open')
        and (customer_id = ${customerId} or call_id = any(${calls}::text[])) order by 1`),
    modifications: await idsOf(sql`
      select modification_id::text as id from appointment_modifications
      where company_id = ${companyId} and customer_id = ${customerId} and reason is not null order by 1`),
    appointments: await idsOf(sql`
      select appointment_id as id from appointments
      where company_id = ${companyId} and appointment_id = any(${appointments}::text[])
        and cancellation_reason is distinct from cancellation_code order by 1`),
    notifications: await idsOf(sql`
      select notification_id::text as id from notifications
      where company_id = ${companyId} and state = 'open' and kind not in ('booking_uid_unknown', 'calendar_refused')
        and (customer_id = ${customerId} or (customer_id is null and call_id = any(${calls}::text[]))) order by 1`),
  };
}

/** What an erasure waits for. */
export type AwaitedEnd = { kind: 'change'; appointmentId: string } | { kind: 'request'; stream: string } | { kind: 'webhook' };

/** Changes without an outcome, requests that are being answered, webhooks that name them: they are brought to their end with what they need. */
export async function pendingOf(
  db: Db,
  { companyId }: RecordOf,
  {
    streams,
    appointments,
    contacts,
  }: { streams: readonly string[]; appointments: readonly string[]; contacts: readonly string[] },
): Promise<AwaitedEnd[]> {
  const { rows: changes } = await sql<{ id: string }>`
    select appointment_id as id from appointments
    where company_id = ${companyId} and appointment_id = any(${appointments}::text[]) and pending_change is not null order by 1`.execute(
    db,
  );
  const { rows: requests } = await sql<{ stream: string }>`
    select distinct stream from open_requests where company_id = ${companyId} and stream = any(${streams}::text[]) order by 1`.execute(
    db,
  );
  const { rows: webhooks } = await sql`
    select 1 from webhook_inbox w
    where w.company_id = ${companyId} and w.state = 'waiting'
      and exists (select from unnest(${contacts}::text[]) c where position(lower(c) in lower(w.body)) > 0) limit 1`.execute(db);
  return [
    ...webhooks.map(() => ({ kind: 'webhook' as const })),
    ...changes.map(({ id }) => ({ kind: 'change' as const, appointmentId: id })),
    ...requests.map(({ stream }) => ({ kind: 'request' as const, stream })),
  ];
}

/** What we have no power over: bookings at the calendar, and messages that were handed over to be sent. */
export interface BeyondUs {
  bookings: { appointmentId: string; bookingUid: string }[];
  messages: { notificationId: string; sentAt: string }[];
}

export async function beyondUs(db: Db, { companyId, customerId }: RecordOf): Promise<BeyondUs> {
  const { rows: bookings } = await sql<{ appointmentId: string; bookingUid: string }>`
    select appointment_id as "appointmentId", calcom_v2_booking_id as "bookingUid" from appointments
    where company_id = ${companyId} and customer_id = ${customerId} and calcom_v2_booking_id is not null order by starts_at, 1`.execute(
    db,
  );
  const { rows: messages } = await sql<{ notificationId: string; sentAt: Date }>`
    select notification_id::text as "notificationId", sent_at as "sentAt" from notifications
    where company_id = ${companyId} and customer_id = ${customerId} and sent_at is not null order by sent_at, 1`.execute(db);
  return { bookings, messages: messages.map(({ notificationId, sentAt }) => ({ notificationId, sentAt: sentAt.toISOString() })) };
}
