// Handles a webhook of which only the booking's uid can be read: it asks the calendar for the booking.
import { announced } from '../../booking.ts';
import { inBackground } from '../../provider.ts';
import { appointmentOfBooking } from '../appointment-of-booking.ts';
import { lookAndRecord } from '../look-and-record.ts';
import { placeUnknownBooking } from '../unknown-booking.ts';
import { askedToLook, type ProcessWebhookDependencies, type WebhookResult } from './process-webhook.ts';

export interface NamedWebhook {
  companyId: string;
  uid: string;
  /** Somebody else has it now. */
  hostChanged: boolean;
  receivedAt: Date;
}

/** `later`: a change of ours is pending, or the calendar could not be read; it is to be tried again. */
export async function processNamedWebhook(
  { companyId, uid, hostChanged, receivedAt }: NamedWebhook,
  deps: ProcessWebhookDependencies,
): Promise<WebhookResult> {
  const found = await appointmentOfBooking({ companyId, bookings: [{ uid, numericId: null }] }, deps);
  if (found === 'unseen') return 'later';
  if (found && found.state.status !== 'none') {
    const { state, ...subject } = found;
    if (askedToLook(subject, state, deps)) return 'later';
    return state.booking?.uid === undefined ? 'done' : lookAndRecord(subject, state, state.booking.uid, deps, hostChanged);
  }
  const answer = await deps.calendar.read(companyId, uid, inBackground);
  if (answer.kind === 'refused') return 'done';
  if (answer.kind !== 'ok') return 'later';
  if (answer.data.kind === 'series') return 'done';
  const booking = announced(answer.data.booking);
  // As reconciliation does: what is over and nobody here knows stays where it is.
  if (Date.parse(booking.startsAt) <= deps.clock.now().getTime()) return 'done';
  const bookedAt = { webhook: answer.data.booking.createdAt ?? receivedAt.toISOString(), received: receivedAt };
  const placed = await placeUnknownBooking({ companyId, booking, bookedAt, movedFrom: booking.movedFrom?.uid ?? null }, deps);
  return placed === 'not_found' ? 'done' : placed;
}
