// Instants to come that were written by a clock that was ahead: what lies further ahead than it can is cut to its bound.
import { type Kysely, sql } from 'kysely';
import type { Clock, ClockWatch } from '../../domain/clock.ts';
import { operatorCodes } from '../../domain/codes.ts';
import { createPollLoop } from '../jobs/poll-loop.ts';

type Db = Pick<Kysely<unknown>, 'getExecutor'>;

/** The longest pause of a change that machines are at, and of one that waits for an operator; each with a minute to spare. */
export const furthestDueMs = 31 * 60_000;
export const furthestOperatorLookMs = 361 * 60_000;
const everyMs = 15_000;
/** Only where our clock and the server's agree it is known which of two clocks was wrong. */
const agreedMs = 30_000;

const waitsForOperator = sql`exists (select 1 from calendar_jobs w where w.company_id = l.company_id
  and w.appointment_id = l.appointment_id and w.code = any(${[...operatorCodes]}::text[]))`;

/** One statement for each column that holds an instant to come; most often none finds a row. */
const cuts = [
  // A holder that lives extends its lease; a lease kept for a later try ends at once, since a try begins with a look.
  sql`update calendar_lease l set until = case when token::text like '00000000-0000-4000-8000-00000000000_' then now() else now() + interval '2 minutes' end
    where until > now() + case
      when token::text not like '00000000-0000-4000-8000-00000000000_' then interval '3 minutes'
      when token::text like '%000' and not ${waitsForOperator} then interval '31 minutes'
      when token::text like '%000' then interval '361 minutes'
      else interval '16 minutes' end`,
  sql`update calendar_lease set first_sent_at = now() where first_sent_at > now() + interval '1 minute'`,
  sql`update webhook_inbox set due_at = now() where state = 'waiting' and due_at > now() + interval '16 minutes'`,
  sql`update notification_delivery set next_at = now() where state = 'waiting' and next_at > now() + interval '61 minutes'`,
  sql`update reconciliation set due_at = now() where due_at > now() + interval '25 hours'`,
  sql`update reconciliation set changes_until = now() where changes_until > now() + interval '1 minute'`,
  sql`update reconciliation set completed_at = now() where completed_at > now() + interval '1 minute'`,
  sql`update calendar_request_budget set window_ends = now() + interval '1 minute' where window_ends > now() + interval '15 minutes'`,
  sql`update calendar_request_budget set blocked_until = now() + interval '1 minute' where blocked_until > now() + interval '15 minutes'`,
  sql`delete from slot_hold where until > now() + interval '1 minute'`,
  sql`delete from identification_attempts where attempted_at > now() + interval '1 minute'`,
];

/** Cuts them all. By the server's clock, which all instances share. */
export async function cutFutureInstants(db: Db): Promise<void> {
  for (const cut of cuts) await cut.execute(db);
}

/** Compares our clock with the server's, and cuts what was written by a wrong one. */
export function createFutureBounds({ db, clock, watch }: { db: Db; clock: Clock; watch: ClockWatch }) {
  async function look(): Promise<void> {
    const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
    const theirs = rows[0]?.now;
    if (!theirs) return;
    watch.compare('database', theirs);
    if (Math.abs(watch.ahead().database ?? 0) < agreedMs) await cutFutureInstants(db);
  }

  // Without a log: a database that is away is shown by health.
  return createPollLoop({
    name: 'future-bounds',
    async pass() {
      await look();
      return everyMs;
    },
    afterFault: { firstMs: everyMs, mostMs: everyMs },
    failed: 'clocks could not be compared',
    clock,
  });
}
