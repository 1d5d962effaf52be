// The lease in PostgreSQL: one holder at a time, and what was sent is remembered beyond the holder.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CalendarJob, createLeases } from '../../../src/calendar/lease/lease.ts';
import { dueCalendarJobs } from '../../../src/calendar/worker/due-jobs.ts';
import { connectDatabase } from '../../../src/platform/postgres/database.ts';
import { migrate } from '../../../src/platform/postgres/migrate.ts';
import { emptyDatabase } from '../../support/database.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';

const cancel: CalendarJob = { companyId: 'salon', appointmentId: '640', modificationId: '5f0c7c0e-6a6b-5d2b-9a64-000000000001' };
const move: CalendarJob = { ...cancel, modificationId: '5f0c7c0e-6a6b-5d2b-9a64-000000000002' };
const options = { ms: 10_000, urgent: false };
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let db: ReturnType<typeof connectDatabase>;
let clock: ManualClock;

beforeAll(async () => {
  database = await emptyDatabase();
  db = connectDatabase(database.url);
  await migrate(db);
  await sql`create table calendar_jobs (
    modification_id uuid primary key, company_id text not null, appointment_id text not null, due_at timestamptz, code text)`.execute(
    db,
  );
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});
beforeEach(async () => {
  clock = createManualClock('2026-10-05T08:00:00.000Z');
  await sql`truncate calendar_lease, calendar_jobs`.execute(db);
});

describe('the lease of an appointment', () => {
  it('has one holder of fifty who ask at once', async () => {
    const taken = await Promise.all(Array.from({ length: 50 }, () => createLeases(db, clock).take(cancel, options)));
    expect(taken.filter(lease => lease !== undefined)).toHaveLength(1);
  });

  it("is another's once it has run out, and the first holder may send nothing more", async () => {
    const leases = createLeases(db, clock);
    const first = await leases.take(cancel, options);
    await clock.advance(10_001);
    const second = await leases.take(cancel, options);
    expect(second).toBeDefined();
    await expect(first?.markSent(1_000)).rejects.toMatchObject({ code: 'lease_lost' });
    await expect(first?.extend(1_000)).rejects.toMatchObject({ code: 'lease_lost' });
    await first?.release({ kind: 'done' });
    expect(await leases.take(cancel, options)).toBeUndefined();
  });

  it('may not be used after its end, even where nobody has taken it', async () => {
    const lease = await createLeases(db, clock).take(cancel, options);
    await clock.advance(10_001);
    await expect(lease?.markSent(1_000)).rejects.toMatchObject({ code: 'lease_lost' });
  });

  it('remembers beyond a dead holder that something was sent', async () => {
    const leases = createLeases(db, clock);
    const first = await leases.take(cancel, options);
    expect(first?.firstSentAt).toBeNull();
    await first?.markSent(1_000);
    await clock.advance(10_001);
    const second = await leases.take(cancel, options);
    expect(second?.firstSentAt?.toISOString()).toBe('2026-10-05T08:00:00.000Z');
    expect(second?.inherited).toBe(false);
  });

  it('lets a later change know that an earlier one had sent something', async () => {
    const leases = createLeases(db, clock);
    const first = await leases.take(cancel, options);
    await first?.markSent(1_000);
    await first?.release({ kind: 'free', notBefore: clock.now() });
    const second = await leases.take(move, options);
    expect(second?.inherited).toBe(true);
    expect(second?.firstSentAt).not.toBeNull();
  });

  it('says it on every later take as well, and to the change after that', async () => {
    const leases = createLeases(db, clock);
    const first = await leases.take(cancel, options);
    await first?.markSent(1_000);
    await first?.release({ kind: 'free', notBefore: clock.now() });
    for (const later of [move, move, { ...move, modificationId: '5f0c7c0e-6a6b-5d2b-9a64-000000000003' }]) {
      const lease = await leases.take(later, { ...options, sending: true });
      expect(lease?.inherited).toBe(true);
      await lease?.markSent(1_000);
      await lease?.release({ kind: 'free', notBefore: clock.now() });
    }
  });

  it('forgets what certainly was not sent, and everything when it is done', async () => {
    const leases = createLeases(db, clock);
    const first = await leases.take(cancel, options);
    await first?.markSent(1_000);
    await first?.clearSent();
    await first?.release({ kind: 'free', notBefore: clock.now() });
    const second = await leases.take(move, options);
    expect(second).toMatchObject({ firstSentAt: null, inherited: false });
    await second?.release({ kind: 'done' });
    expect(await leases.take(cancel, options)).toMatchObject({ firstSentAt: null, inherited: false });
  });

  it('taken to send says so before it does, so that a holder who dies leads to a look', async () => {
    const leases = createLeases(db, clock);
    const first = await leases.take(cancel, { ...options, sending: true });
    expect(first?.firstSentAt).toBeNull();
    await clock.advance(10_001);
    const second = await leases.take(cancel, options);
    expect(second?.firstSentAt?.toISOString()).toBe('2026-10-05T08:00:00.000Z');
  });

  it('taken to send, but given back with nothing sent, remembers nothing', async () => {
    const leases = createLeases(db, clock);
    const first = await leases.take(cancel, { ...options, sending: true });
    await first?.release({ kind: 'free', notBefore: clock.now() });
    expect(await leases.take(cancel, options)).toMatchObject({ firstSentAt: null, inherited: false });
  });

  it('that waits for a later try is taken at once by what is urgent, and not by the background', async () => {
    const leases = createLeases(db, clock);
    const first = await leases.take(cancel, options);
    await first?.release({ kind: 'free', notBefore: new Date(clock.now().getTime() + 60_000) });
    expect(await leases.take(cancel, options)).toBeUndefined();
    expect(await leases.take(cancel, { ...options, urgent: true })).toBeDefined();
    expect(await leases.take(cancel, { ...options, urgent: true })).toBeUndefined();
  });

  it('is due for the looks after a revert at its time, for one of two who ask', async () => {
    const leases = createLeases(db, clock);
    const first = await leases.take(cancel, options);
    await first?.markSent(1_000);
    await first?.release({ kind: 'first_look', notBefore: new Date(clock.now().getTime() + 120_000) });
    expect(await leases.dueLooks(10)).toEqual([]);
    await clock.advance(120_000);
    expect(await leases.dueLooks(10)).toEqual([{ ...cancel, which: 'first_look' }]);
    const looks = await Promise.all([1, 2].map(() => createLeases(db, clock).takeLook(cancel, 'first_look', 10_000)));
    expect(looks.filter(lease => lease !== undefined)).toHaveLength(1);
    expect(await leases.dueLooks(10)).toEqual([]);
  });

  it('says which look it owes, and when', async () => {
    const leases = createLeases(db, clock);
    const first = await leases.take(cancel, options);
    expect(first?.owedLook).toBeUndefined();
    await first?.markSent(1_000);
    const notBefore = new Date(clock.now().getTime() + 120_000);
    await first?.release({ kind: 'second_look', notBefore });
    const second = await leases.take(cancel, { ...options, urgent: true });
    expect(second?.owedLook).toEqual({ kind: 'second_look', notBefore });
    await second?.release({ kind: 'second_look', notBefore });
    await clock.advance(120_000);
    const look = await leases.takeLook(cancel, 'second_look', 10_000);
    expect(look?.owedLook?.kind).toBe('second_look');
  });

  it('whose holder died is due for a look, unless something is pending or nothing was sent', async () => {
    const leases = createLeases(db, clock);
    const first = await leases.take(cancel, options);
    await clock.advance(10_001);
    expect(await leases.dueLooks(10)).toEqual([]);
    expect(first).toBeDefined();
    const second = await leases.take(cancel, options);
    await second?.markSent(10_000);
    await sql`insert into calendar_jobs (modification_id, company_id, appointment_id, due_at) values (${cancel.modificationId}::uuid, 'salon', '640', ${clock.now()}::timestamptz)`.execute(
      db,
    );
    await clock.advance(10_001);
    expect(await leases.dueLooks(10)).toEqual([]);
    await sql`truncate calendar_jobs`.execute(db);
    expect(await leases.dueLooks(10)).toEqual([{ ...cancel, which: 'first_look' }]);
    expect(await leases.takeLook(cancel, 'second_look', 10_000)).toBeDefined();
    expect(await leases.takeLook(cancel, 'first_look', 10_000)).toBeUndefined();
    expect(await leases.dueLooks(10)).toEqual([]);
  });
});

describe('work that is due', () => {
  it('is what nobody holds and whose time has come, the oldest first', async () => {
    const row = (id: string, appointmentId: string, dueAt: string) =>
      sql`insert into calendar_jobs (modification_id, company_id, appointment_id, due_at) values (${id}::uuid, 'salon', ${appointmentId}, ${dueAt}::timestamptz)`.execute(
        db,
      );
    await row('5f0c7c0e-6a6b-5d2b-9a64-00000000000a', '1', '2026-10-05T07:59:59Z');
    await row('5f0c7c0e-6a6b-5d2b-9a64-00000000000b', '2', '2026-10-05T07:00:00Z');
    await row('5f0c7c0e-6a6b-5d2b-9a64-00000000000c', '3', '2026-10-05T08:00:01Z');
    await row(cancel.modificationId, '640', '2026-10-05T07:00:00Z');
    const lease = await createLeases(db, clock).take(cancel, options);
    const due = async () => (await dueCalendarJobs(db, clock.now(), 10)).map(({ appointmentId }) => appointmentId);
    expect(await due()).toEqual(['2', '1']);
    await lease?.release({ kind: 'free', notBefore: clock.now() });
    expect(new Set(await due())).toEqual(new Set(['640', '2', '1']));
  });
});
