// The sandbox's handles: what a test, the demo or a person does to it from outside the API.
import type { RecordedRequest } from './api/front.ts';
import type { RateLimit } from './api/rate-limit.ts';
import type { Changed } from './changes/world.ts';
import type { Fault } from './faults.ts';
import type { Amendment, EventTypeInput, SandboxBooking, SandboxEventType, SeedBooking } from './model.ts';
import type { Delivery } from './webhook-sender.ts';

export type WebhookConnection = {
  /** Where webhooks of this key's account go; `undefined`: nowhere. */
  urlOf: (apiKey: string) => string | undefined;
  secretOf: (apiKey: string) => string;
};

export interface SandboxControl {
  /** Puts a booking in as it is: no check, no webhook. Without an `apiKey`: into the account of the sandbox's first key, else of `cal_sandbox`. */
  seed(booking: SeedBooking): SandboxBooking;
  seedEventType(eventType: EventTypeInput): SandboxEventType;
  booking(uid: string): SandboxBooking | undefined;
  bookings(): SandboxBooking[];
  /** The live booking at the end of the chain of moves that began with `uid`. */
  latest(uid: string): SandboxBooking | undefined;
  requests(): readonly RecordedRequest[];
  clearRequests(): void;
  deliveries(): readonly Delivery[];
  fault(fault: Fault): void;
  clearFaults(): void;
  setRateLimit(limit: RateLimit): void;
  /** Turns the key away from now on, or takes it again. */
  setKeyTaken(apiKey: string, taken: boolean): void;
  /** As staff does in Cal.com's own pages: webhooks are sent, availability is not checked. With `seatUid` only that seat ends. */
  staffCancel(uid: string, reason?: string, seatUid?: string): Promise<Changed>;
  staffReschedule(uid: string, start: string | Date, reason?: string): Promise<Changed>;
  staffCreate(booking: SeedBooking): Promise<Changed>;
  staffReject(uid: string, reason?: string): Promise<Changed>;
  staffConfirm(uid: string): Promise<Changed>;
  /** Cancels and mails the attendee a link: cancelled, without a successor. */
  staffRequestReschedule(uid: string, reason?: string): Promise<Changed>;
  /** By the link of Cal.com's mail; the new booking names the old one, whatever the webhook calls it. */
  attendeeRebooks(uid: string, start: string, trigger?: 'BOOKING_RESCHEDULED' | 'BOOKING_CREATED'): Promise<Changed>;
  /** To another host (reported as `BOOKING_REASSIGNED`), or to another length or attendee (reported by nobody), under the same uid. */
  staffAmend(uid: string, to: Amendment): Promise<Changed>;
  /** Nobody came, or with `false` they did after all; reported as `BOOKING_NO_SHOW_UPDATED`. */
  staffMarkAbsent(uid: string, absent?: boolean): Promise<Changed>;
  connectWebhooks(connection: WebhookConnection): void;
}
