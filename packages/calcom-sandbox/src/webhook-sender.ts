// Webhooks to us, as Cal.com sends them by default: awaited inside the call that causes them, once, failures swallowed.
import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { FaultBox } from './faults.ts';
import { withoutZones } from './instant.ts';

export type WebhookTarget = { url: string; secret: string };
export type Delivery = {
  at: string;
  trigger: string;
  uid: string /** `null`: no answer. */;
  httpStatus: number | null;
  body: string;
};

export interface WebhookSender {
  send(account: string, trigger: string, uid: string, payload: Record<string, unknown>): Promise<void>;
  deliveries(): readonly Delivery[];
}

/** Cal.com sets no limit; one here keeps a stuck receiver from holding a test. */
const longestMs = 10_000;
/** A sandbox that runs for weeks forgets the oldest. */
const keptDeliveries = 20_000;

export function createWebhookSender(options: {
  clock: Clock;
  log: Logger;
  targetOf: (account: string) => WebhookTarget | undefined;
  faults: FaultBox;
  stopped: AbortSignal;
}): WebhookSender {
  const { clock, log, targetOf, faults, stopped } = options;
  const sent: Delivery[] = [];

  async function deliver({ url, secret }: WebhookTarget, trigger: string, uid: string, body: string) {
    const headers = {
      'content-type': 'application/json',
      'x-cal-signature-256': secret ? signatureOf(body, secret) : 'no-secret-provided',
      'x-cal-webhook-version': '2021-10-20',
    };
    const at = clock.now().toISOString();
    const httpStatus = await post(url, headers, body);
    sent.push({ at, trigger, uid, httpStatus, body });
    if (sent.length > keptDeliveries) sent.shift();
    if (httpStatus === null || httpStatus >= 300) log.warn({ trigger, httpStatus }, 'sandbox webhook was not accepted');
  }

  /** The status it was answered with, `null` where no answer came. A redirect is not followed. */
  async function post(url: string, headers: Record<string, string>, body: string): Promise<number | null> {
    const answered = new AbortController();
    const late = new AbortController();
    clock.sleep(longestMs, answered.signal).then(
      () => late.abort(),
      () => undefined,
    );
    try {
      const signal = AbortSignal.any([stopped, late.signal]);
      const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return null;
    } finally {
      answered.abort();
    }
  }

  return {
    deliveries: () => sent,
    send: async (account, trigger, uid, payload) => {
      const target = targetOf(account);
      if (!target) return;
      const content = JSON.stringify({ triggerEvent: trigger, createdAt: clock.now().toISOString(), payload });
      const fault = faults.take('webhook', uid);
      const body = fault?.kind === 'zoneless' ? withoutZones(content) : content;
      if (fault?.kind === 'drop') return;
      if (fault?.kind === 'delay') {
        // Not awaited: the call that caused it is answered long before.
        clock.sleep(fault.delayMs ?? 0, stopped).then(
          () => deliver(target, trigger, uid, body),
          () => undefined,
        );
        return;
      }
      await deliver(target, trigger, uid, body);
      if (fault?.kind === 'double') await deliver(target, trigger, uid, body);
    },
  };
}

/** Cal.com's signature: lower-case hex HMAC-SHA256 over the bytes. */
const signatureOf = (body: string, secret: string): string => createHmac('sha256', secret).update(body).digest('hex');
