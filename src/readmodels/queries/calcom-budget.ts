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
    select * from take_calcom_requests(${account}, ${wanted}::int, ${kept}::int, ${assumedLimit}::int, ${now}::timestamptz)`.execute(
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

/** What an answer of Cal.com's told of the account. */
export interface BudgetReport {
  limit: number;
  used: number;
  /** Taken before, and not to be sent. */
  returned: number;
  windowEnds: Date;
  blockedUntil: Date | undefined;
}

/** Within the same window the higher count holds: answers overtake each other. */
export async function reportRequests(db: Db, account: string, told: BudgetReport): Promise<void> {
  const { limit, used, returned, windowEnds, blockedUntil } = told;
  const at = sql`${windowEnds}::timestamptz`;
  await sql`
    insert into calcom_request_budget as b (account, request_limit, taken, window_ends, blocked_until)
    values (${account}, ${limit}, ${used}, ${windowEnds}, ${blockedUntil ?? null})
    on conflict (account) do update set
      request_limit = ${limit}::int,
      taken = case when ${at} > b.window_ends + interval '2 seconds' then ${used}::int else greatest(b.taken - ${returned}::int, ${used}::int) end,
      window_ends = ${at},
      blocked_until = greatest(b.blocked_until, excluded.blocked_until)`.execute(db);
}
