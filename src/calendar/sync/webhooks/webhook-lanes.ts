// Webhooks in hand: those of different companies side by side, so that a slow one holds up nobody else, those of one company
// in the order they came, and nobody else gets any of them meanwhile.
import type { Clock } from '../../../domain/clock.ts';
import type { StoredWebhook } from './stored-webhooks.ts';

export interface WebhookLanes {
  /** How many more may be taken. */
  places(): number;
  /** Companies at work: the next of theirs wait for those before them. */
  atWork(): string[];
  add(taken: readonly StoredWebhook[]): void;
  /** Resolves when nothing is in hand. */
  idle(): Promise<void>;
}

export interface WebhookLanesOptions {
  most: number;
  clock: Clock;
  /** How often those in hand are held for longer. */
  holdEveryMs: number;
  workOff(webhook: StoredWebhook): Promise<void>;
  hold(webhooks: readonly StoredWebhook[]): Promise<void>;
  /** A company's are worked off; `fault` where the database failed, and what is left comes again when its hold is over. */
  ended(fault: boolean): void;
}

export function createWebhookLanes({ most, clock, holdEveryMs, workOff, hold, ended }: WebhookLanesOptions): WebhookLanes {
  const lanes = new Map<string, Promise<void>>();
  const inHand = new Set<StoredWebhook>();
  let over = new AbortController();

  async function work(companyId: string, webhooks: readonly StoredWebhook[]): Promise<void> {
    let fault = false;
    try {
      for (const webhook of webhooks) {
        await workOff(webhook);
        inHand.delete(webhook);
      }
    } catch {
      fault = true;
    }
    for (const webhook of webhooks) inHand.delete(webhook);
    lanes.delete(companyId);
    if (lanes.size === 0) over.abort();
    ended(fault);
  }

  async function keepHold(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await clock.sleep(holdEveryMs, signal).catch(() => undefined);
      // What could not be held now is held the next time, before the hold is over.
      if (!signal.aborted) await hold([...inHand]).catch(() => undefined);
    }
  }

  return {
    places: () => most - lanes.size,
    atWork: () => [...lanes.keys()],
    add(taken) {
      if (taken.length === 0) return;
      if (lanes.size === 0) {
        over = new AbortController();
        void keepHold(over.signal);
      }
      for (const webhook of taken) inHand.add(webhook);
      for (const companyId of new Set(taken.map(webhook => webhook.companyId))) {
        const its = taken.filter(webhook => webhook.companyId === companyId);
        lanes.set(companyId, work(companyId, its));
      }
    },
    async idle() {
      while (lanes.size > 0) await Promise.all(lanes.values());
    },
  };
}
