// Webhooks to us, as Cal.com sends them by default: awaited inside the call that causes them, once, failures swallowed.
import type { Logger } from 'pino';
import { exchange } from '../../calendar/providers/calcom/http/transport.ts';
import { signCalcomWebhook } from '../../calendar/providers/calcom/signature.ts';
import type { Clock } from '../../domain/clock.ts';
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
      'x-cal-signature-256': secret ? signCalcomWebhook(body, secret) : 'no-secret-provided',
      'x-cal-webhook-version': '2021-10-20',
    };
    const at = clock.now().toISOString();
    const outcome = await exchange({ method: 'POST', url, headers, body }, { clock, timeoutMs: longestMs, signal: stopped });
    const httpStatus = outcome.kind === 'answered' ? outcome.httpStatus : null;
    sent.push({ at, trigger, uid, httpStatus, body });
    if (sent.length > keptDeliveries) sent.shift();
    if (httpStatus === null || httpStatus >= 300)
      log.warn({ trigger, httpStatus, outcome: outcome.kind }, 'sandbox webhook not taken');
  }

  return {
    deliveries: () => sent,
    send: async (account, trigger, uid, payload) => {
      const target = targetOf(account);
      if (!target) return;
      const told = JSON.stringify({ triggerEvent: trigger, createdAt: clock.now().toISOString(), payload });
      const fault = faults.take('webhook', uid);
      const body = fault?.kind === 'zoneless' ? withoutZones(told) : told;
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
