// The read models a call needs, and how Emmett keeps them.
import type { PostgreSQLProjectionDefinition } from '@event-driven-io/emmett-postgresql';
import type { Pool } from 'pg';
import type { AppointmentEvent, CallEvent } from './events.ts';

export const tables = `
  create table customers (company_id text, customer_id text, name text, phone text, primary key (company_id, customer_id));
  create index on customers (company_id, phone);
  create table appointments (appointment_id text primary key, company_id text, customer_id text, starts_at timestamptz,
    booking_uid text unique, status text);
  create index on appointments (company_id, customer_id, starts_at);
  create table modifications (modification_id text primary key, appointment_id text, kind text, state text, decided_at timestamptz);
  create index on modifications (appointment_id);
  create table open_requests (call_id text primary key, company_id text, function text, since timestamptz);
  create table calls (call_id text primary key, company_id text, started_at timestamptz, customer_id text, status text);
  create table webhook_inbox (booking_uid text, trigger text, body text, recognised boolean not null default false,
    primary key (booking_uid, trigger));
  create index on webhook_inbox (booking_uid) where not recognised;`;

export type AnyEvent = AppointmentEvent | CallEvent;
interface Statement {
  name: string;
  text: string;
  values: unknown[];
}

const statement = (name: string, text: string, ...values: unknown[]): Statement => ({ name, text, values });

/** What an event changes. */
function changes({ type, data }: AnyEvent): Statement[] {
  switch (type) {
    case 'Scheduled':
      return [
        statement(
          'scheduled',
          "insert into appointments values ($1, $2, $3, $4, $5, 'scheduled')",
          data.appointmentId,
          data.companyId,
          data.customerId,
          data.startsAt,
          data.bookingUid,
        ),
      ];
    case 'Cancelled':
      return [
        statement('cancelling', "update appointments set status = 'cancelling' where appointment_id = $1", data.appointmentId),
        statement(
          'modified',
          "insert into modifications values ($1, $2, 'cancel', 'pending', $3)",
          data.modificationId,
          data.appointmentId,
          data.at,
        ),
      ];
    case 'BookingCancelled':
      return [
        statement('cancelled', "update appointments set status = 'cancelled' where appointment_id = $1", data.appointmentId),
        statement('confirmed', "update modifications set state = 'confirmed' where modification_id = $1", data.modificationId),
      ];
    case 'CallStarted':
      return [
        statement(
          'call',
          'insert into calls (call_id, company_id, started_at) values ($1, $2, $3)',
          data.callId,
          data.companyId,
          data.at,
        ),
      ];
    case 'FunctionCalled':
      return [
        statement(
          'request',
          'insert into open_requests values ($1, $2, $3, $4)',
          data.callId,
          data.companyId,
          data.name,
          data.at,
        ),
      ];
    case 'CallerIdentified':
      return [];
    case 'FunctionAnswered':
      return [
        statement('no-request', 'delete from open_requests where call_id = $1', data.callId),
        statement(
          'answered',
          'update calls set status = $2, customer_id = $3 where call_id = $1',
          data.callId,
          data.status,
          data.customerId,
        ),
      ];
    default:
      return type satisfies never;
  }
}

/** All of them in one projection without a name: each further one, and a name, would cost another statement an append. */
export const readModels: PostgreSQLProjectionDefinition<AnyEvent> = {
  canHandle: [
    'Scheduled',
    'Cancelled',
    'BookingCancelled',
    'CallStarted',
    'FunctionCalled',
    'CallerIdentified',
    'FunctionAnswered',
  ],
  async handle(events, { connection: { client } }) {
    await Promise.all(events.flatMap(changes).map(change => client.query(change)));
  },
};

export interface Found {
  appointment_id: string;
  customer_id: string;
}

/** The appointments of the day of whoever calls from this number. */
export async function appointmentsOf(pool: Pool, companyId: string, phone: string, day: string): Promise<Found[]> {
  const customers = await pool.query<{ customer_id: string }>(
    statement('customers', 'select customer_id from customers where company_id = $1 and phone = $2', companyId, phone),
  );
  const [customer] = customers.rows;
  if (!customer || customers.rows.length > 1) return [];
  const appointments = await pool.query<Found>(
    statement(
      'appointments',
      `select appointment_id, customer_id from appointments where company_id = $1 and customer_id = $2
         and starts_at >= $3::date and starts_at < $3::date + 1 and status = 'scheduled'`,
      companyId,
      customer.customer_id,
      day,
    ),
  );
  return appointments.rows;
}
