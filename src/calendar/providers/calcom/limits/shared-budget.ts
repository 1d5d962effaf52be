// How many requests an account at Cal.com has left in its minute, counted for all instances together.
import { type Kysely, sql } from 'kysely';

type Db = Pick<Kysely<unknown>, 'getExecutor'>;

export interface BudgetTaken {
  granted: number;
  limit: number;
  windowEnds: Date;
  blockedUntil: Date | null;
}

/** Takes up to `wanted` requests, leaving `kept` untouched; none while the account is blocked. */
export async function takeRequests(
  db: Db,
  account: string,
  { wanted, kept, assumedLimit }: { wanted: number; kept: number; assumedLimit: number },
  now: Date,
): Promise<BudgetTaken> {
  const { rows } = await sql<{ granted: number; request_limit: number; window_ends: Date; blocked_until: Date | null }>`
    select * from take_calendar_requests(${account}, ${wanted}::int, ${kept}::int, ${assumedLimit}::int, ${now}::timestamptz)`.execute(
    db,
  );
  const [taken] = rows;
  if (!taken) throw new Error('a budget always answers');
  return {
    granted: taken.granted,
    limit: taken.request_limit,
    windowEnds: taken.window_ends,
    blockedUntil: taken.blocked_until,
  };
}

/** What an answer of Cal.com's reports of the account. */
export interface BudgetReport {
  limit: number;
  used: number;
  /** Taken before, and not to be sent. */
  returned: number;
  sentAt: Date;
  /** The end of the window it was counted in lies between these. */
  windowEnds: { earliest: Date; latest: Date } | undefined;
  blockedUntil: Date | undefined;
}

/**
 * Of a window that is over nothing counts but a block; within the same window the higher count holds: answers overtake each
 * other. A window's end comes nearer only by an answer to what was sent within it.
 */
export async function reportRequests(db: Db, account: string, report: BudgetReport): Promise<void> {
  const { limit, used, returned, sentAt, windowEnds, blockedUntil } = report;
  const earliest = sql`${windowEnds?.earliest ?? null}::timestamptz`;
  const latest = sql`${windowEnds?.latest ?? null}::timestamptz`;
  const which = sql`case
    when ${earliest} > b.window_ends + interval '2 seconds' then 'later'
    when ${sentAt}::timestamptz < b.window_ends - interval '60 seconds'
      and coalesce(${latest} < b.window_ends - interval '2 seconds', true) then 'earlier'
    else 'same' end`;
  // The row is there: nothing is sent that was not taken.
  await sql`
    update calendar_request_budget b set
      request_limit = case ${which} when 'earlier' then b.request_limit else ${limit}::int end,
      taken = case ${which} when 'earlier' then b.taken when 'later' then ${used}::int
        else greatest(b.taken - ${returned}::int, ${used}::int) end,
      window_ends = case ${which} when 'earlier' then b.window_ends when 'later' then ${latest}
        else least(b.window_ends, ${latest}) end,
      blocked_until = greatest(b.blocked_until, ${blockedUntil ?? null}::timestamptz)
    where b.account = ${account}`.execute(db);
}
