// The holder of an appointment's lease may change its booking; the row also remembers whether something was sent.
import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Clock } from '../../domain/clock.ts';
import { Fault } from '../../domain/fault.ts';
import { withoutFlush } from '../../platform/postgres/without-flush.ts';

/** What the saga needs of a database: to run its own few statements. */
export type CalendarDatabase = Pick<Kysely<unknown>, 'getExecutor'>;

export interface CalendarJob {
  companyId: string;
  appointmentId: string;
  modificationId: string;
}

/** The looks at a booking whose change was reverted. */
export type LookAfterRevert = 'first_look' | 'second_look';
export interface OwedLook {
  kind: LookAfterRevert;
  notBefore: Date;
}

/** How a lease ends: forgotten, or kept for a later try or for the looks after a revert. */
export type LeaseRelease = { kind: 'done' } | { kind: 'free'; notBefore: Date } | OwedLook;

export interface Lease {
  /** When the first request that may still be in flight was sent; of `inherited`, by an earlier change of this appointment. */
  readonly firstSentAt: Date | null;
  readonly inherited: boolean;
  /** The look it was kept for when it was taken. */
  readonly owedLook: OwedLook | undefined;
  /** The holder ends its requests before then. */
  readonly until: Date;
  /** Longer by `ms` from now. Throws `lease_lost`. */
  extend(ms: number): Promise<void>;
  /** Written before the first byte leaves; extends too. Throws `lease_lost`, and then nothing may be sent. */
  markSent(ms: number): Promise<void>;
  /** The request certainly did not get there, and it was the first. */
  clearSent(): Promise<void>;
  release(how: LeaseRelease): Promise<void>;
}

export interface Leases {
  /**
   * Undefined while another holds it. `urgent` does not wait for the time a later try is due. With `sending` the row says at once that
   * something was sent, since most often something is: after a crash that leads to one look too many, never to one too few.
   */
  take(job: CalendarJob, options: { ms: number; urgent: boolean; sending?: boolean }): Promise<Lease | undefined>;
  /**
   * Appointments that are due to be looked at after a revert. A holder that died in such a look, or between the revert and the
   * release, leaves a row that nothing pending brings back: it is due as well.
   */
  dueLooks(limit: number): Promise<(CalendarJob & { which: LookAfterRevert })[]>;
  takeLook(job: CalendarJob, which: LookAfterRevert, ms: number): Promise<Lease | undefined>;
}

/** Tokens that nobody holds: they say what the row is kept for. */
const kept = {
  free: '00000000-0000-4000-8000-000000000000',
  first_look: '00000000-0000-4000-8000-000000000001',
  second_look: '00000000-0000-4000-8000-000000000002',
} as const;
const keptTokens = Object.values(kept);
const lookTokens = [kept.first_look, kept.second_look];
const lookOf = (token: string | null): LookAfterRevert | undefined =>
  token === kept.first_look ? 'first_look' : token === kept.second_look ? 'second_look' : undefined;

/** Of several changes that may have sent something the row names the first: each later one inherits what is in flight. */
const firstSender = sql`case when calendar_lease.first_sent_at is null then excluded.modification_id else calendar_lease.modification_id end`;

/**
 * Everything that is pending counts as sent, so that the calendar is looked at before anything is concluded: where the leases come
 * from a backup, nobody knows what has been sent since.
 */
export async function assumeSent(db: CalendarDatabase, now: Date): Promise<void> {
  await sql`
    insert into calendar_lease (company_id, appointment_id, token, until, modification_id, first_sent_at)
    select company_id, appointment_id, ${kept.free}::uuid, ${now}::timestamptz, modification_id, ${now}::timestamptz from calendar_jobs
    on conflict (company_id, appointment_id) do update
      set token = excluded.token, until = excluded.until, modification_id = ${firstSender},
        first_sent_at = coalesce(calendar_lease.first_sent_at, excluded.first_sent_at)`.execute(db);
}

interface Taken {
  first_sent_at: Date | null;
  inherited: boolean;
  kept_for: string | null;
  kept_until: Date | null;
}

/**
 * Times are the clock's: instances must agree on the time to about a second, less than the margin of every lease. `polls`: where
 * it is looked whether something is due.
 */
export function createLeases(db: CalendarDatabase, clock: Clock, polls = db): Leases {
  function held(job: CalendarJob, token: string, taken: Taken, first: Date, sending: boolean): Lease {
    const { companyId, appointmentId } = job;
    let firstSentAt = taken.first_sent_at;
    let until = first;
    /** Whether the row says that something was sent; it may say so too early. */
    let marked = sending || firstSentAt !== null;
    const owed = lookOf(taken.kept_for);
    const mine = sql`company_id = ${companyId} and appointment_id = ${appointmentId} and token = ${token}::uuid`;

    async function renew(ms: number, mark: boolean): Promise<void> {
      const now = clock.now();
      const wanted = new Date(Math.max(now.getTime() + ms, until.getTime()));
      const { numAffectedRows } = await sql`
        update calendar_lease set until = ${wanted}, first_sent_at = case when ${mark} then coalesce(first_sent_at, ${now}) else first_sent_at end
        where ${mine} and until > ${now}`.execute(db);
      if (numAffectedRows !== 1n) throw new Fault('lease_lost', `the lease of appointment ${appointmentId} is another's now`);
      until = wanted;
      marked ||= mark;
    }

    return {
      get firstSentAt() {
        return firstSentAt;
      },
      get until() {
        return until;
      },
      inherited: taken.inherited,
      owedLook: owed && { kind: owed, notBefore: taken.kept_until ?? first },
      extend: ms => renew(ms, false),
      markSent: async ms => {
        const now = clock.now();
        // Nobody else can hold it before its time is over.
        if (!marked || until.getTime() < now.getTime() + ms) await renew(ms, true);
        firstSentAt ??= now;
      },
      clearSent: async () => {
        firstSentAt = null;
        marked = false;
        await sql`update calendar_lease set first_sent_at = null where ${mine}`.execute(db);
      },
      release: async how => {
        if (how.kind === 'done') await sql`delete from calendar_lease where ${mine} and ${withoutFlush}`.execute(db);
        else {
          await sql`
            update calendar_lease set token = ${kept[how.kind]}::uuid, until = ${how.notBefore}, first_sent_at = ${firstSentAt}
            where ${mine} and ${withoutFlush}`.execute(db);
        }
      },
    };
  }

  return {
    async take(job, { ms, urgent, sending = false }) {
      const { companyId, appointmentId, modificationId } = job;
      const token = randomUUID();
      const now = clock.now();
      const until = new Date(now.getTime() + ms);
      const free = urgent
        ? sql`(calendar_lease.until <= ${now} or calendar_lease.token = any(${keptTokens}::uuid[]))`
        : sql`calendar_lease.until <= ${now}`;
      const { rows } = await sql<Taken>`
        with before as (
          select first_sent_at, token, until from calendar_lease where company_id = ${companyId} and appointment_id = ${appointmentId}
        )
        insert into calendar_lease (company_id, appointment_id, token, until, modification_id, first_sent_at)
        values (${companyId}, ${appointmentId}, ${token}::uuid, ${until}, ${modificationId}, ${sending ? now : null})
        on conflict (company_id, appointment_id) do update
          set token = excluded.token, until = excluded.until, modification_id = ${firstSender},
            first_sent_at = coalesce(calendar_lease.first_sent_at, excluded.first_sent_at)
          where ${free}
        returning (select first_sent_at from before) as first_sent_at, modification_id::text <> ${modificationId} as inherited,
          (select token::text from before) as kept_for, (select until from before) as kept_until`.execute(db);
      return rows[0] && held(job, token, rows[0], until, sending);
    },

    async dueLooks(limit) {
      const { rows } = await sql<{ company_id: string; appointment_id: string; modification_id: string; token: string }>`
        select company_id, appointment_id, modification_id::text as modification_id, token::text as token from calendar_lease
        where until <= ${clock.now()} and (token = any(${lookTokens}::uuid[]) or (first_sent_at is not null and not exists (
          select 1 from calendar_jobs
          where calendar_jobs.company_id = calendar_lease.company_id and calendar_jobs.appointment_id = calendar_lease.appointment_id)))
        order by until limit ${limit}`.execute(polls);
      return rows.map(row => ({
        companyId: row.company_id,
        appointmentId: row.appointment_id,
        modificationId: row.modification_id,
        which: lookOf(row.token) ?? 'first_look',
      }));
    },

    async takeLook(job, which, ms) {
      const token = randomUUID();
      const now = clock.now();
      const until = new Date(now.getTime() + ms);
      const { rows } = await sql<Taken>`
        update calendar_lease set token = ${token}::uuid, until = ${until}
        where company_id = ${job.companyId} and appointment_id = ${job.appointmentId}
          and until <= ${now} and (token = ${kept[which]}::uuid or not token = any(${lookTokens}::uuid[]))
        returning first_sent_at, false as inherited, ${kept[which]} as kept_for, ${now}::timestamptz as kept_until`.execute(db);
      return rows[0] && held(job, token, rows[0], until, false);
    },
  };
}
