// Posts open notifications to the address that tells customers, signed, again until they have arrived. When that fails
// nothing else changes: they stay open for staff.
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { recordNotification } from '../../../commands/customer/record-notification.ts';
import type { Clock } from '../../domain/clock.ts';
import { company } from '../../domain/company/company.ts';
import { customer } from '../../domain/customer/customer.ts';
import { companyStream, customerStream, derivedId } from '../../domain/ids.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import { createPollLoop, type PollLoop } from '../../platform/jobs/poll-loop.ts';
import { type DueNotification, endDelivery, takeNotifications } from './deliveries.ts';
import { notificationMessage, signNotification } from './message.ts';

export type Notifier = Pick<PollLoop, 'start' | 'stop'>;

export interface NotifierOptions {
  url: string;
  secret: string;
  db: Pick<Kysely<unknown>, 'getExecutor'>;
  /** Where it is looked whether something is due; left out, in `db`. */
  polls?: Pick<Kysely<unknown>, 'getExecutor'>;
  executor: Executor;
  clock: Clock;
  log: Logger;
  observe?: (outcome: 'sent' | 'failed' | 'given_up') => void;
}

const pollMs = 2_000;
const longestPauseMs = 10_000;
const timeoutMs = 10_000;
const batch = 20;
/** Longer than a batch takes; after a crash another instance takes over then. */
const heldMs = 5 * 60_000;
const pauses = [5, 15, 60, 5 * 60, 15 * 60, 60 * 60].map(seconds => seconds * 1_000);
/** What could not be posted for so long is left to staff. */
const giveUpAfterMs = 24 * 3_600_000;

export function createNotifier(options: NotifierOptions): Notifier {
  const { db, polls = db, executor, clock, log } = options;

  async function post(due: DueNotification, stopping: AbortSignal): Promise<void> {
    const { companyId, notificationId } = { companyId: due.company_id, notificationId: due.notification_id };
    const { settings } = (await executor.load(company, companyStream(companyId))).state;
    if (!settings) return endDelivery(db, notificationId, undefined);
    const body = JSON.stringify(notificationMessage(due, settings));
    const code = await send(body, notificationId, stopping);
    if (code === undefined) {
      await recordSent(due);
      await endDelivery(db, notificationId, undefined);
      options.observe?.('sent');
      return;
    }
    const pause = pauses[Math.min(due.attempts, pauses.length) - 1] ?? pollMs;
    const nextAt = new Date(clock.now().getTime() + pause);
    const last = nextAt.getTime() > Date.parse(due.created_at) + giveUpAfterMs;
    options.observe?.(last ? 'given_up' : 'failed');
    log[last ? 'error' : 'warn']({ companyId, notificationId, attempts: due.attempts, code, last }, 'notification not posted');
    await endDelivery(db, notificationId, last ? undefined : nextAt);
  }

  /** Undefined where it has arrived, else why not; never an answer's words. */
  async function send(body: string, notificationId: string, stopping: AbortSignal): Promise<string | undefined> {
    try {
      const answer = await fetch(options.url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          'x-rebook-notification': notificationId,
          'x-rebook-signature': signNotification(body, options.secret, clock.now().getTime()),
        },
        body,
        signal: AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)]),
      });
      await answer.body?.cancel();
      return answer.ok ? undefined : `http_${answer.status}`;
    } catch (error) {
      return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable';
    }
  }

  async function recordSent({
    company_id: companyId,
    customer_id: customerId,
    notification_id: notificationId,
  }: DueNotification) {
    if (customerId === null) return;
    await executor.execute({
      aggregate: customer,
      stream: customerStream(companyId, customerId),
      commandId: derivedId('notification-sent', notificationId),
      context: {
        correlationId: notificationId,
        companyId,
        subject: customerId,
        actor: { kind: 'system', id: 'notifier' },
        channel: 'operator',
      },
      decide: state => recordNotification(state, { notificationId, by: 'notifier', sent: true }),
    });
  }

  async function workOff(stopping: AbortSignal): Promise<number> {
    const now = clock.now();
    const due = await takeNotifications(polls, now, {
      since: new Date(now.getTime() - giveUpAfterMs),
      heldUntil: new Date(now.getTime() + heldMs),
      limit: batch,
    });
    await Promise.all(due.map(one => post(one, stopping)));
    return due.length;
  }

  return createPollLoop({
    name: 'notifier',
    pass: async ({ signal }) => ((await workOff(signal)) < batch ? pollMs : 0),
    afterFault: { firstMs: pollMs, mostMs: longestPauseMs },
    failed: 'notifications could not be processed',
    clock,
    log,
  });
}
