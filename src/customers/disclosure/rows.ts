// What is stored of a person beside the events: notifications, and who was shown their data.
import { sql } from 'kysely';
import type { Db, Person } from './person.ts';

/** A notification, with what its text is made from. Times are ISO instants. */
export interface DisclosedNotification {
  notificationId: string;
  appointmentId: string | null;
  callId: string | null;
  kind: string;
  code: string | null;
  state: string;
  previousStartsAt: string | null;
  newStartsAt: string | null;
  newEndsAt: string | null;
  createdAt: string;
  sentAt: string | null;
  doneAt: string | null;
  /** The kind of change it is about, and where that was made. */
  change: string | null;
  channel: string | null;
}

/** Who was shown something of theirs, or decided something about them: the role, and not the key. */
export interface DisclosedAccess {
  accessId: string;
  accessedAt: string;
  kind: string;
  role: string;
  operation: string;
}

const instant = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Of their records, and those of calls of theirs in which nobody was identified. */
export async function notificationsOf(
  db: Db,
  { companyId, recordIds }: Person,
  callIds: readonly string[],
): Promise<DisclosedNotification[]> {
  const { rows } = await sql<DisclosedNotification>`
    select n.notification_id::text as "notificationId", n.appointment_id as "appointmentId", n.call_id as "callId", n.kind, n.code, n.state,
      ${instant('n.previous_starts_at')} as "previousStartsAt", ${instant('n.new_starts_at')} as "newStartsAt",
      ${instant('n.new_ends_at')} as "newEndsAt", ${instant('n.created_at')} as "createdAt", ${instant('n.sent_at')} as "sentAt",
      ${instant('n.done_at')} as "doneAt", s.kind as change, s.channel
    from notifications n left join notified_modifications s on s.modification_id = n.modification_id
    where n.company_id = ${companyId}
      and (n.customer_id = any(${recordIds}::text[]) or (n.customer_id is null and n.call_id = any(${callIds}::text[])))
    order by n.created_at, n.notification_id`.execute(db);
  return rows;
}

/** By their records; where an entry names no customer, by the stream or appointment it names. */
export async function accessOf(
  db: Db,
  { companyId, recordIds }: Person,
  subjects: readonly string[],
): Promise<DisclosedAccess[]> {
  const { rows } = await sql<DisclosedAccess>`
    select access_id::text as "accessId", ${instant('accessed_at')} as "accessedAt", kind, role, operation from access_record
    where company_id = ${companyId}
      and (customer_ids && ${recordIds}::text[] or (customer_ids = '{}' and subjects && ${subjects}::text[]))
    order by accessed_at, access_id`.execute(db);
  return rows;
}

/** Streams of requests that released a lockout: they name a number or a call, and no customer. */
export async function lockoutStreams(db: Db, companyId: string): Promise<string[]> {
  const { rows } = await sql<{ stream: string }>`
    select distinct stream from personal_streams where company_id = ${companyId} and lockout order by 1`.execute(db);
  return rows.map(({ stream }) => stream);
}
