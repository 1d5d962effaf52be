// What every change of a booking works with: the store, the clock and the webhooks; and what comes of it.
import type { Clock } from '../clock.ts';
import type { Failure } from '../failures.ts';
import type { SandboxBooking, SandboxEventType } from '../model.ts';
import { webhookPayload } from '../render.ts';
import type { SandboxStore } from '../store.ts';
import type { WebhookSender } from '../webhook-sender.ts';

export type World = { store: SandboxStore; clock: Clock; webhooks: WebhookSender };
export type Changed = { bookings: SandboxBooking[]; series?: boolean } | { failure: Failure };
/** Awaited between the checks and the effect: what happens meanwhile is checked against no more, as at Cal.com. */
export type Checked = () => Promise<void>;

export function eventTypeOf({ store }: World, booking: SandboxBooking): SandboxEventType | undefined {
  return store.eventType(booking.account, booking.eventTypeId);
}

/** Sends a webhook. */
export async function tell(
  world: World,
  trigger: string,
  booking: SandboxBooking,
  more: { previous?: SandboxBooking; extra?: object } = {},
) {
  const payload = webhookPayload(trigger, booking, eventTypeOf(world, booking), more.previous);
  await world.webhooks.send(booking.account, trigger, booking.uid, { ...payload, ...more.extra });
}
