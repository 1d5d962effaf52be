// Deletes bookkeeping that nothing needs any more, a few rows at a time, so that no table grows for good.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import { createPollLoop, type PollLoop } from '../jobs/poll-loop.ts';

export type Sweeper = Pick<PollLoop, 'start' | 'stop'>;

export interface SweeperOptions {
  db: Pick<Kysely<unknown>, 'getExecutor'>;
  clock: Clock;
  log: Logger;
  keepDays: number;
  /** How long it stays on record who was shown what. */
  accessRecordDays: number;
  /** Resolves when no caller waits, at the latest after `mostMs`. */
  whenIdle?: (mostMs: number) => Promise<void>;
}

const firstSweepMs = 60_000;
const sweepEveryMs = 3_600_000;
const dayMs = 24 * 3_600_000;
const rowsInAStep = 500;
const pauseMs = 50;

/**
 * What may go, by table. A webhook that waits stays; one that was worked off is only kept to recognise a repeat. Of a delivery
 * nothing is asked once its notification is a day old. What a customer has heard of a change is needed until the change is settled, its
 * notifications are closed and the appointment is over.
 */
const old: Record<string, (before: RawBuilder<unknown>) => RawBuilder<unknown>> = {
  webhook_inbox: before => sql`state <> 'waiting' and received_at < ${before}`,
  notification_delivery: before => sql`next_at < ${before} and not exists (
    select 1 from notifications n where n.notification_id = swept.notification_id and n.state = 'open' and n.created_at >= ${before})`,
  notified_modifications: before => sql`settled in ('confirmed', 'reverted')
    and greatest(previous_starts_at, new_starts_at) < ${before} and not exists (
    select 1 from notifications n where n.modification_id = swept.modification_id and n.state = 'open')`,
  identification_attempts: before => sql`attempted_at < ${before}`,
  repeated_delivery: before => sql`received_at < ${before}`,
  idempotency_key: before => sql`created_at < ${before}`,
  slot_hold: before => sql`until < ${before}`,
  access_record: before => sql`accessed_at < ${before}`,
  console_session: before => sql`expires_at < ${before}`,
  calendar_request_budget: before => sql`window_ends < ${before} and (blocked_until is null or blocked_until < ${before})`,
};

/** Deletes up to `rowsInAStep` rows of a table; rows that somebody works on are left for another time. */
async function step(db: SweeperOptions['db'], table: string, condition: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where ctid = any(array(
      select ctid from ${sql.table(table)} swept where ${condition} limit ${rowsInAStep} for update skip locked))`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

export function createSweeper({ db, clock, log, keepDays, accessRecordDays, whenIdle }: SweeperOptions): Sweeper {
  /** By our clock and by the server's: a clock that is wrong by years must not empty the tables. */
  function daysAgo(days: number): RawBuilder<unknown> {
    const ours = new Date(clock.now().getTime() - days * dayMs);
    return sql`least(${ours}::timestamptz, now() - make_interval(days => ${days}::int))`;
  }

  async function sweep(signal: AbortSignal): Promise<void> {
    for (const [table, condition] of Object.entries(old)) {
      const before = daysAgo(table === 'access_record' ? accessRecordDays : keepDays);
      let rows = 0;
      for (let last = rowsInAStep; last === rowsInAStep && !signal.aborted; ) {
        await whenIdle?.(pauseMs);
        last = await step(db, table, condition(before));
        rows += last;
        await clock.sleep(pauseMs, signal).catch(() => undefined);
      }
      if (rows > 0) log.info({ table, rows }, 'swept');
    }
  }

  return createPollLoop({
    name: 'sweeper',
    async pass({ signal }) {
      await sweep(signal);
      return sweepEveryMs;
    },
    firstAfterMs: firstSweepMs,
    afterFault: { firstMs: sweepEveryMs, mostMs: sweepEveryMs },
    failed: 'old rows could not be deleted',
    describe: () => ({ code: 'database_unavailable' }),
    clock,
    log,
  });
}
