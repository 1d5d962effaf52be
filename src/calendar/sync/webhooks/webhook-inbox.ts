// The calendar's webhooks: acknowledged at once, stored unless they only repeat a change of ours, worked off afterwards, again until they
// are done.
import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../../../domain/clock.ts';
import type { Executor } from '../../../platform/eventstore/execute.ts';
import { createPollLoop } from '../../../platform/jobs/poll-loop.ts';
import { beginTrace } from '../../../platform/tracing/trace.ts';
import type { CalendarDatabase } from '../../lease/lease.ts';
import type { CalendarProvider } from '../../provider.ts';
import type { OutcomeHub } from '../../record/outcome-hub.ts';
import type { OwnChanges } from '../../record/own-changes.ts';
import { createRecorder } from '../../record/recorder.ts';
import type { CalendarWorker } from '../../worker/worker.ts';
import { appointmentOfBooking, appointmentsWantingNewTime, customersByContact } from '../known-bookings.ts';
import { type ArrivedWebhook, createEchoes, echoPauseMs } from './echoes.ts';
import { type ProcessWebhookDependencies, processWebhook } from './process-webhook.ts';
import {
  finishWebhook,
  holdWebhooks,
  postponeWebhook,
  type StoredWebhook,
  storeWebhook,
  takeWebhooks,
} from './stored-webhooks.ts';
import { createWebhookLanes } from './webhook-lanes.ts';
import { processNamedWebhook } from './webhook-named.ts';

/**
 * How it is acknowledged. `known`: it repeats a change of ours, and is stored only where the change comes to something else. `ignored`:
 * nothing of ours, or not to be understood.
 */
export type ReceivedAs = 'stored' | 'known' | 'duplicate' | 'ignored';

/** What has become of one: an `echo` says what the stream holds. */
export type WebhookFate = Exclude<ReceivedAs, 'known'> | 'echo';

export interface WebhookInbox {
  /** Never asks the calendar anything. */
  receive(companyId: string, rawBody: Buffer): Promise<ReceivedAs>;
  start(): void;
  stop(): Promise<void>;
}

export interface WebhookInboxOptions {
  db: CalendarDatabase;
  /** Where it is looked whether something is due; left out, in `db`. */
  polls?: CalendarDatabase;
  executor: Executor;
  worker: Pick<CalendarWorker, 'handOver'>;
  calendar: CalendarProvider;
  hub: OutcomeHub;
  ownChanges: Pick<OwnChanges, 'of'>;
  clock: Clock;
  log: Logger;
  observe?: (fate: WebhookFate) => void;
  /** Resolves when no caller waits, at the latest after `mostMs`: an echo is in no hurry. */
  whenIdle?: (mostMs: number) => Promise<void>;
}

const pollMs = 1_000;
const quietMs = 100;
/** Companies whose webhooks are worked off side by side. */
const parallel = 20;
/** After a crash another takes over then; an instance that lives says in time that it still has them. */
const heldMs = 2 * 60_000;
const holdEveryMs = 30_000;
const pauses = [2_000, 5_000, 15_000, 60_000, 5 * 60_000, 15 * 60_000];
/** What could not be worked off for so long is left to reconciliation. */
const giveUpAfterMs = 24 * 3_600_000;

export function createWebhookInbox(options: WebhookInboxOptions): WebhookInbox {
  const { db, polls = db, executor, worker, calendar, hub, ownChanges, clock, log, observe } = options;
  const stopping = new AbortController();
  /** A webhook has come, and waits a moment first. */
  let waits = false;
  /** More may be due than there was a place for. */
  let more = false;
  const deps: ProcessWebhookDependencies = {
    executor,
    calendar,
    worker,
    clock,
    log,
    recorder: createRecorder(executor, hub, log),
    lookup: { byContact: (companyId, contact, name) => customersByContact(db, companyId, contact, name) },
    wantingNewTime: companyId => appointmentsWantingNewTime(db, companyId),
    appointmentOf: (companyId, booking) => appointmentOfBooking(db, companyId, booking),
  };

  const lanes = createWebhookLanes({
    most: parallel,
    clock,
    holdEveryMs,
    workOff: stored => beginTrace('webhook', { 'rebook.company': stored.companyId }, () => workOffOne(stored)),
    hold: webhooks => holdWebhooks(db, webhooks, new Date(clock.now().getTime() + heldMs)),
    ended(fault) {
      if (fault) log.warn({ code: 'database_unavailable' }, 'webhook inbox could not be written');
      else if (more) loop.wake();
    },
  });

  async function workOffOne(stored: StoredWebhook): Promise<void> {
    // The instance that comes after us gets it at once.
    if (stopping.signal.aborted) return postponeWebhook(db, stored, clock.now());
    const { companyId, digest, attempts, receivedAt } = stored;
    const read = calendar.webhooks.read(stored.body);
    if (read.kind !== 'booking' && read.kind !== 'named') return finishWebhook(db, stored, 'done');
    const waitedMs = clock.now().getTime() - receivedAt.getTime();
    let code: string | undefined;
    const working =
      read.kind === 'named'
        ? processNamedWebhook({ companyId, receivedAt, uid: read.uid, hostChanged: read.hostChanged }, deps)
        : processWebhook({ ...read, companyId, receivedAt, waitedMs }, deps);
    const result = await working.catch(error => {
      code = error instanceof Error && 'code' in error ? String(error.code) : 'internal_fault';
      return 'later' as const;
    });
    if (code !== undefined)
      log.error({ companyId, trigger: read.trigger, digest, code, attempts }, 'webhook could not be processed');
    if (result === 'done') return finishWebhook(db, stored, 'done');
    const now = clock.now().getTime();
    if (now - receivedAt.getTime() > giveUpAfterMs) {
      log.error({ companyId, trigger: read.trigger, digest, attempts }, 'webhook given up');
      return finishWebhook(db, stored, 'given_up');
    }
    const pause = pauses[Math.min(attempts, pauses.length) - 1] ?? pollMs;
    return postponeWebhook(db, stored, new Date(now + pause));
  }

  /** True where there may be more that could be begun. */
  async function takeDue(): Promise<boolean> {
    const places = lanes.places();
    const atWork = lanes.atWork();
    more = atWork.length > 0;
    if (places === 0) return false;
    const now = clock.now();
    const taken = await takeWebhooks(polls, { now, until: new Date(now.getTime() + heldMs), limit: places, except: atWork });
    lanes.add(taken);
    more ||= taken.length === places;
    return taken.length === places;
  }

  const loop = createPollLoop({
    name: 'webhook-inbox',
    pass: async () => ((await takeDue()) ? 0 : pollMs),
    afterFault: { firstMs: pollMs, mostMs: pollMs },
    failed: 'webhook inbox could not be read',
    describe: () => ({ code: 'database_unavailable' }),
    async gather(signal) {
      if (!waits) return;
      waits = false;
      await clock.sleep(echoPauseMs, signal).catch(() => undefined);
      await options.whenIdle?.(quietMs);
    },
    clock,
    log,
  });

  async function store(arrived: ArrivedWebhook): Promise<'stored' | 'duplicate'> {
    const dueAt = new Date(arrived.receivedAt.getTime() + echoPauseMs);
    const fate = (await storeWebhook(db, { ...arrived, dueAt })) ? 'stored' : 'duplicate';
    observe?.(fate);
    if (fate === 'duplicate') return fate;
    waits = true;
    loop.wake();
    return fate;
  }

  const echoes = createEchoes({ executor, hub, ownChanges, clock, log, store, observe: echo => observe?.(echo) });

  return {
    async receive(companyId, rawBody) {
      const body = rawBody.toString('utf8');
      const read = calendar.webhooks.read(body);
      if (read.kind === 'unreadable')
        log.warn({ companyId, trigger: read.trigger, code: 'webhook_unreadable' }, 'webhook ignored');
      if (read.kind !== 'booking' && read.kind !== 'named') {
        observe?.('ignored');
        return 'ignored';
      }
      const digest = createHash('sha256').update(rawBody).digest('hex');
      const arrived = { companyId, digest, body, receivedAt: clock.now() };
      return read.kind === 'booking' && echoes.takes(arrived, read) ? 'known' : store(arrived);
    },
    start: loop.start,
    async stop() {
      await echoes.stop();
      stopping.abort();
      await loop.stop();
      await lanes.idle();
    },
  };
}
