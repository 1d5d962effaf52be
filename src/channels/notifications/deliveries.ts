// Notifications that are to be posted: taken by one instance at a time, again until they have arrived.
import { type Kysely, sql } from 'kysely';

type Db = Pick<Kysely<unknown>, 'getExecutor'>;

/** One to post now, with what its message needs. */
export interface DueNotification {
  notification_id: string;
  attempts: number;
  created_at: string;
  company_id: string;
  appointment_id: string | null;
  modification_id: string;
  /** The record it stands with. */
  customer_id: string | null;
  /** Whose record that is: the same, or the one it was merged into. */
  person_id: string | null;
  call_id: string | null;
  kind: string;
  code: string | null;
  previous_starts_at: string | null;
  new_starts_at: string | null;
  new_ends_at: string | null;
  /** The kind of change it is about. */
  change: string | null;
  channel: string | null;
  customer_name: string | null;
  customer_phone: string | null;
  customer_email: string | null;
}

const utc = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What a message needs of a notification `n`. */
const ofMessage = sql`n.notification_id::text as notification_id, ${utc('n.created_at')} as created_at, n.company_id,
      n.appointment_id, n.modification_id::text as modification_id, n.customer_id, n.call_id, n.kind, n.code,
      ${utc('n.previous_starts_at')} as previous_starts_at, ${utc('n.new_starts_at')} as new_starts_at,
      ${utc('n.new_ends_at')} as new_ends_at,
      s.kind as change, s.channel, coalesce(c.customer_id, n.customer_id) as person_id, c.name as customer_name,
      coalesce(c.phone, own.phone) as customer_phone, coalesce(c.email, own.email) as customer_email`;
const withPersons = sql`left join notified_modifications s on s.modification_id = n.modification_id
    left join customers own on own.company_id = n.company_id and own.customer_id = n.customer_id
    left join customers c on c.company_id = own.company_id and c.customer_id = coalesce(own.merged_into, own.customer_id)`;

/** One notification of these companies, whatever has become of it; undefined for `companies`: of all. */
export async function notificationFor(
  db: Db,
  notificationId: string,
  companies: readonly string[] | undefined,
): Promise<DueNotification | undefined> {
  const own = companies ? sql`and n.company_id = any(${companies})` : sql``;
  const { rows } = await sql<DueNotification>`
    select ${ofMessage}, 0 as attempts from notifications n ${withPersons}
    where n.notification_id = ${notificationId} ${own}`.execute(db);
  return rows[0];
}

/** Takes those that are due, the oldest first; each is held until `heldUntil`. Older ones than `since` are left to people. */
export async function takeNotifications(
  db: Db,
  now: Date,
  { since, heldUntil, limit }: { since: Date; heldUntil: Date; limit: number },
): Promise<DueNotification[]> {
  const { rows } = await sql<DueNotification>`
    with taken as (
      insert into notification_delivery as d (notification_id, attempts, next_at, state)
      select n.notification_id, 1, ${heldUntil}::timestamptz, 'waiting' from notifications n
        left join notification_delivery known on known.notification_id = n.notification_id
        where n.state = 'open' and n.kind not in ('booking_uid_unknown', 'calendar_refused', 'answer_unknown') and n.created_at > ${since}
          and not exists (select from erasures e where e.company_id = n.company_id and e.customer_id = n.customer_id)
          and (known.notification_id is null or (known.state = 'waiting' and known.next_at <= ${now}))
        order by n.created_at limit ${limit}
      on conflict (notification_id) do update set attempts = d.attempts + 1, next_at = excluded.next_at
        where d.state = 'waiting' and d.next_at <= ${now}
      returning d.notification_id, d.attempts
    )
    select ${ofMessage}, t.attempts
    from taken t join notifications n on n.notification_id = t.notification_id
    ${withPersons}
    order by n.created_at`.execute(db);
  return rows;
}

/** Tried again at `nextAt`; without it there is nothing more to do. */
export async function endDelivery(db: Db, notificationId: string, nextAt: Date | undefined): Promise<void> {
  await sql`
    update notification_delivery set state = ${nextAt ? 'waiting' : 'ended'}, next_at = coalesce(${nextAt ?? null}, next_at)
    where notification_id = ${notificationId}`.execute(db);
}
