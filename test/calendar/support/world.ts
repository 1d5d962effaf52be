// A company's appointment, a Cal.com sandbox and calendar workers in simulated time.

import { startCalcomSandbox } from '@rebook/calcom-sandbox';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import pino from 'pino';
import { cancelAppointment } from '../../../commands/appointment/cancel-appointment.ts';
import { rescheduleAppointment } from '../../../commands/appointment/reschedule-appointment.ts';
import { scheduleAppointment } from '../../../commands/appointment/schedule-appointment.ts';
import type { CalendarJob } from '../../../src/calendar/lease/lease.ts';
import { type CalcomAccounts, createCalcomAccounts } from '../../../src/calendar/providers/calcom/accounts.ts';
import { createCalcomProvider } from '../../../src/calendar/providers/calcom/calcom-provider.ts';
import { createOutcomeHub } from '../../../src/calendar/record/outcome-hub.ts';
import { createOwnChanges } from '../../../src/calendar/record/own-changes.ts';
import { createCalendarWorker } from '../../../src/calendar/worker/worker.ts';
import { appointment } from '../../../src/domain/appointment/appointment.ts';
import { pendingOf } from '../../../src/domain/appointment/appointment-state.ts';
import type { BookingReference } from '../../../src/domain/appointment/events.ts';
import type { Clock } from '../../../src/domain/clock.ts';
import { company } from '../../../src/domain/company/company.ts';
import type { Recorded } from '../../../src/domain/event-catalogue.ts';
import { appointmentStream, derivedId, modificationIdOf } from '../../../src/domain/ids.ts';
import type { Facts } from '../../../src/domain/policy/terms.ts';
import { createExecutor } from '../../../src/platform/eventstore/execute.ts';
import { createDrivenClock, type DrivenClock } from './driving.ts';
import { countFetches } from './fetches.ts';
import { createMemoryLeases } from './memory-leases.ts';
import { createMemoryStore } from './memory-store.ts';
import { type Shape, shaped } from './shapes.ts';

export const companyId = 'salon';
export const appointmentId = '640';
/** Whose appointments they are. */
export const customerId = '340';
export const uid = 'bT1LntHUU8qdQNMMFpWFPm';
/** A Monday morning; the appointment is on the Friday after. */
const monday = '2026-10-05T08:00:00.000Z';
export const friday10 = { startsAt: '2026-10-09T08:00:00.000Z', endsAt: '2026-10-09T09:00:00.000Z' };
export const friday14 = { startsAt: '2026-10-09T12:00:00.000Z', endsAt: '2026-10-09T13:00:00.000Z' };
export const replyBudgetMs = 8_000;

/** The company's key at Cal.com. */
export const apiKey = 'cal_test_key';

/** More than any world has. */
const cachedStreams = 200;

/** Nothing but a type: no test in simulated time asks a database. */
const noDatabase = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: db => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

export type World = Awaited<ReturnType<typeof openWorld>>;

/** Further appointments of the same day, two hours apart from the first one on. */
export const furtherAppointment = (index: number) => {
  const startsAt = new Date(Date.parse(friday10.startsAt) + index * 2 * 3_600_000);
  return {
    id: String(640 + index),
    uid: `${uid.slice(0, -3)}${640 + index}`,
    period: { startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 3_600_000).toISOString() },
  };
};

export interface WorldOptions {
  booking?: BookingReference | undefined;
  /** How many appointments there are beside the first. */
  further?: number;
  /** What their bookings are, from the first of them on; one person's own where left out. */
  shapes?: readonly Shape[];
}

export async function openWorld({
  booking = { uid, calendarServiceId: 1, form: 'single' },
  further = 0,
  shapes = [],
}: WorldOptions = {}) {
  const fetches = countFetches(() => clock.now());
  const clock: DrivenClock = createDrivenClock(monday, fetches.busy);
  const log = pino({ level: 'silent' });
  const sandboxClock: Clock = {
    now: clock.now,
    elapsed: clock.elapsed,
    sleep: async (milliseconds, signal) => {
      fetches.held(1);
      try {
        await clock.sleep(milliseconds, signal);
      } finally {
        fetches.held(-1);
      }
    },
  };
  const sandbox = await startCalcomSandbox({ clock: sandboxClock, log, apiKeys: [apiKey], rateLimit: 'unlimited' });
  sandbox.seedEventType({ id: 1, lengthInMinutes: 60, openingHours: null });
  sandbox.seed({ uid, id: 640, start: friday10.startsAt, end: friday10.endsAt, attendee: { name: 'Hansi' } });
  const store = createMemoryStore(clock);
  const leases = createMemoryLeases(clock, async ({ appointmentId: id }) => pendingOf(await state(id)) !== undefined);
  const others = Array.from({ length: further }, (_, index) => furtherAppointment(index + 1));
  const ids = [appointmentId, ...others.map(({ id }) => id)];
  const streamOf = (id: string) => appointmentStream(companyId, id);

  const reader = createExecutor(store, clock, cachedStreams);
  const state = async (id = appointmentId) => (await reader.load(appointment, streamOf(id), { fresh: true })).state;
  const events = (id = appointmentId) => store.all().filter(event => event.stream === streamOf(id));

  /** What is pending, and since when it may be tried; read again once something was appended. */
  let due: { events: number; work: (CalendarJob & { retryAt: number })[] } = { events: -1, work: [] };

  async function dueJobs(now: Date) {
    if (due.events !== store.all().length) {
      const read = store.all().length;
      due = { events: read, work: (await Promise.all(ids.map(pendingWorkOf))).flat() };
    }
    return due.work.filter(({ retryAt, ...work }) => {
      const rest = leases.row(work)?.until;
      return retryAt <= now.getTime() && !(rest && rest > now);
    });
  }

  async function pendingWorkOf(id: string) {
    const pending = pendingOf(await state(id));
    const last = events(id).at(-1);
    if (!pending || !last) return [];
    const retryAt = 'retryAt' in last.data ? last.data.retryAt : pending.requestedAt;
    return [{ companyId, appointmentId: id, modificationId: pending.modificationId, retryAt: Date.parse(retryAt) }];
  }

  /** A process: its own cache, circuit, hub and worker, over the one store, the one lease table and the one Cal.com. */
  function startProcess({ accountsOf = (real: CalcomAccounts): Pick<CalcomAccounts, 'clientFor'> => real, pollMs = 1_000 } = {}) {
    const alive = clock.mortal();
    let dead = false;
    // What a killed process still has in flight reaches nobody any more.
    const unlessDead = <T>(work: () => Promise<T>): Promise<T> => (dead ? new Promise<T>(() => undefined) : work());
    const executor = createExecutor(
      {
        ...store,
        append: (...args) => unlessDead(() => store.append(...args)),
        read: (...args) => unlessDead(() => store.read(...args)),
        readTail: (...args) => unlessDead(() => store.readTail(...args)),
      },
      alive,
      cachedStreams,
    );
    const hub = createOutcomeHub(alive);
    const ownChanges = createOwnChanges();
    const real = createCalcomAccounts({ apiKeyOf: () => apiKey, baseUrl: sandbox.url, clock: alive, log });
    const accounts = { ...real, ...accountsOf(real) };
    const calendar = createCalcomProvider(accounts);
    const worker = createCalendarWorker({
      executor,
      db: noDatabase,
      calendar,
      hub,
      ownChanges,
      clock: alive,
      log,
      replyBudgetMs,
      leases,
      dueJobs,
      pollMs,
    });
    const kill = () => {
      dead = true;
      alive.kill();
    };
    return { executor, hub, ownChanges, accounts, calendar, worker, kill };
  }

  const context = {
    correlationId: 'call-1',
    companyId,
    actor: { kind: 'caller' as const, id: 'call-1' },
    channel: 'phone' as const,
  };
  async function schedule(id: string, period: typeof friday10, reference: BookingReference | undefined) {
    await reader.execute({
      aggregate: appointment,
      stream: streamOf(id),
      commandId: derivedId('test', 'schedule', id),
      context,
      decide: current =>
        scheduleAppointment(current, {
          companyId,
          appointmentId: id,
          customerId,
          ...period,
          timeZone: 'Europe/Berlin',
          booking: reference,
          origin: 'calendar',
        }),
    });
  }
  await schedule(appointmentId, friday10, booking);
  for (const [index, other] of others.entries()) {
    const { seeds, reference } = shaped(other, shapes[index] ?? 'own');
    for (const seed of seeds) sandbox.seed(seed);
    await schedule(other.id, other.period, reference);
  }

  let decisions = 0;
  /** Decides as a call does; gives the work to hand over. `claim` is awaited before the decision. */
  async function decide(
    newStartsAt?: string,
    executor = reader,
    id = appointmentId,
    { feeCents = 0, claim }: { feeCents?: number; claim?: (modificationId: string) => Promise<void> } = {},
  ) {
    decisions += 1;
    const commandId = derivedId('test', 'decide', decisions);
    await claim?.(modificationIdOf(commandId));
    const facts: Facts = {
      now: clock.now().toISOString(),
      companyRevision: '0',
      openingHoursRevision: null,
      allowanceUsed: null,
      circuit: 'closed',
      slot: null,
      seen: null,
    };
    const command = { commandId, companyId, appointmentId: id, seen: null, callId: 'call-1', feeAccepted: feeCents > 0 };
    const fee = { kind: 'fixed' as const, amountCents: feeCents };
    const policies = feeCents > 0 ? new Map([['company', { cancel: { fee }, reschedule: { fee } }]]) : company.initial.policies;
    const decision = { facts, company: { ...company.initial, policies } };
    const executed = await executor.execute({
      aggregate: appointment,
      stream: streamOf(id),
      commandId,
      context,
      decide: current =>
        newStartsAt === undefined
          ? cancelAppointment(current, command, decision)
          : rescheduleAppointment(current, { ...command, newStartsAt }, decision),
    });
    const modificationId = executed.state.last?.modificationId ?? '';
    const decided = executed.kind === 'appended' && executed.state.last?.commandId === commandId;
    return { companyId, appointmentId: id, modificationId, decided };
  }

  return {
    clock,
    sandbox,
    ids,
    store,
    leases,
    state,
    events,
    decide,
    startProcess,
    typesAfterDecision: () => namesOf(events().slice(2)),
    /** What was asked of Cal.com: operation by operation. */
    asked: () => sandbox.requests().map(({ operation }) => operation),
    sent: fetches.sent,
    async close() {
      fetches.restore();
      await sandbox.stop();
      await noDatabase.destroy().catch(() => undefined);
    },
  };
}

export const namesOf = (events: readonly Recorded[]): string[] => events.map(({ type }) => type);
