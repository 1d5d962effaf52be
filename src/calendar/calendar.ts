// The calendar side as one: the worker, the inbox of webhooks, the hourly comparison and the sweeper of allowances, wired.
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { pendingOf } from '../domain/appointment/appointment-state.ts';
import type { Clock } from '../domain/clock.ts';
import type { Recorded } from '../domain/event-catalogue.ts';
import type { Executor } from '../platform/eventstore/execute.ts';
import type { EventStore } from '../platform/eventstore/store.ts';
import type { Database } from '../platform/postgres/schema.ts';
import { createLeases } from './lease/lease.ts';
import { type ResolveRequest, resolveModificationByOperator } from './operator/resolve-by-operator.ts';
import type { CalendarProvider } from './provider.ts';
import { createOutcomeHub, type OutcomeHub } from './record/outcome-hub.ts';
import { createOwnChanges } from './record/own-changes.ts';
import { createRecorder, type ResolveOutcome } from './record/recorder.ts';
import type { CalendarMetrics } from './saga/carry-out.ts';
import type { AppointmentOfBookingDependencies } from './sync/appointment-of-booking.ts';
import { companyIds } from './sync/company-ids.ts';
import type { ReconciliationFinding } from './sync/compare-appointment.ts';
import { appointmentOfBooking, appointmentsWantingNewTime, customersByContact } from './sync/known-bookings.ts';
import { createReconciler, type Reconciler } from './sync/reconciler.ts';
import { createWebhookInbox, type WebhookFate, type WebhookInbox } from './sync/webhooks/webhook-inbox.ts';
import { createAllowanceSweeper } from './worker/allowance-sweeper.ts';
import { decidedIn, tracedLeases } from './worker/traced-run.ts';
import { type CalendarWorker, createCalendarWorker } from './worker/worker.ts';

export interface Calendar {
  handOver: CalendarWorker['handOver'];
  turnFor: CalendarWorker['turnFor'];
  load: CalendarWorker['load'];
  outcomeOf: OutcomeHub['outcomeOf'];
  inbox: Pick<WebhookInbox, 'receive'>;
  resolve(request: ResolveRequest): Promise<ResolveOutcome>;
  reconcile: Reconciler['run'];
  /** An event of the live subscription. Never throws. */
  observe(event: Recorded): void;
  start(): void;
  stop(): Promise<void>;
}

export interface CalendarOptions {
  executor: Executor;
  store: EventStore;
  db: Kysely<Database>;
  /** Where it is looked whether something is due. */
  polls: Kysely<Database>;
  calendar: CalendarProvider;
  clock: Clock;
  log: Logger;
  metrics: CalendarMetrics & { found(finding: ReconciliationFinding): void; webhook(fate: WebhookFate): void };
  replyBudgetMs: number;
  /** Zero: the calendar is compared with the streams only when asked. */
  reconcileEveryMs: number;
  listen: (channel: string, notified: () => void) => Promise<() => Promise<void>>;
  whenIdle: (mostMs: number) => Promise<void>;
}

export function createCalendar(options: CalendarOptions): Calendar {
  const { executor, store, db, polls, calendar, clock, log, metrics, replyBudgetMs, listen, whenIdle } = options;
  const hub = createOutcomeHub(clock);
  const recorder = createRecorder(executor, hub, log);
  const ownChanges = createOwnChanges();
  const leases = tracedLeases(createLeases(db, clock, polls));
  const worker = createCalendarWorker({
    executor,
    db,
    polls,
    calendar,
    hub,
    ownChanges,
    clock,
    log,
    metrics,
    replyBudgetMs,
    listen,
    whenIdle,
    leases,
    decidedIn: decidedIn(store),
  });
  const inbox = createWebhookInbox({
    ...{ db, polls, executor, worker, calendar, hub, ownChanges, clock, log, whenIdle },
    observe: metrics.webhook,
  });
  const sweeper = createAllowanceSweeper({ executor, store, clock, log });
  const appointmentOf: AppointmentOfBookingDependencies['appointmentOf'] = (id, booking) => appointmentOfBooking(db, id, booking);
  const reconciler = createReconciler({
    db,
    executor,
    recorder,
    calendar,
    worker,
    clock,
    log,
    everyMs: options.reconcileEveryMs,
    observe: metrics.found,
    hasAccount: id => calendar.accountOf(id) !== undefined,
    sharesAccount: async id =>
      (await companyIds(db)).some(other => other !== id && calendar.accountOf(other) === calendar.accountOf(id)),
    lookup: { byContact: (id, contact, name) => customersByContact(db, id, contact, name) },
    wantingNewTime: id => appointmentsWantingNewTime(db, id),
    appointmentOf,
  });
  const parts = [worker, inbox, sweeper, reconciler];
  return {
    handOver: worker.handOver,
    turnFor: worker.turnFor,
    load: worker.load,
    outcomeOf: hub.outcomeOf,
    inbox,
    async resolve(request) {
      const resolved = await resolveModificationByOperator(request, {
        executor,
        calendar,
        leases,
        recorder,
        clock,
        appointmentOf,
      });
      // A later change may have waited for this booking's name.
      const waiting = resolved.kind === 'resolved' ? pendingOf(resolved.state)?.modificationId : undefined;
      const { companyId, appointmentId } = request;
      if (waiting !== undefined) worker.handOver({ companyId, appointmentId, modificationId: waiting });
      return resolved;
    },
    reconcile: reconciler.run,
    observe(event) {
      hub.observe(event);
      sweeper.observe(event);
    },
    start() {
      for (const part of parts) part.start();
    },
    async stop() {
      for (const part of parts.toReversed()) await part.stop();
    },
  };
}
