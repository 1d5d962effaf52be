// Handles a webhook of which only the booking's uid can be read: it asks Cal.com for the booking.
import { asBooked } from './as-booked.ts';
import { placeNewcomer } from './newcomer.ts';
import { lookAndRecord } from './record-seen.ts';
import { inBackground, subjectOfBooking } from './subject-of-booking.ts';
import { askedToLook, type WebhookWorkDependencies, type WorkedOff } from './webhook-work.ts';

export interface NamedWebhook {
  companyId: string;
  trigger: string;
  uid: string;
  receivedAt: Date;
}

/** `later`: a change of ours is pending, or Cal.com could not be read; it is to be tried again. */
export async function workOffNamed(
  { companyId, trigger, uid, receivedAt }: NamedWebhook,
  deps: WebhookWorkDependencies,
): Promise<WorkedOff> {
  const found = await subjectOfBooking({ companyId, bookings: [{ uid, numericId: null }] }, deps);
  if (found === 'unseen') return 'later';
  if (found && found.state.status !== 'none') {
    const { state, ...subject } = found;
    if (askedToLook(subject, state, deps)) return 'later';
    const hostChanged = trigger === 'BOOKING_REASSIGNED';
    return state.booking?.uid === undefined ? 'done' : lookAndRecord(subject, state, state.booking.uid, deps, hostChanged);
  }
  const answer = await deps.accounts.clientFor(companyId).getBooking(uid, inBackground);
  if (answer.kind === 'refused') return 'done';
  if (answer.kind !== 'ok') return 'later';
  if (answer.data.kind === 'series') return 'done';
  const booking = asBooked(answer.data.booking);
  const bookedAt = { webhook: answer.data.booking.createdAt ?? receivedAt.toISOString(), received: receivedAt };
  const placed = await placeNewcomer({ companyId, booking, bookedAt, movedFrom: booking.rescheduleUid }, deps);
  return placed === 'not_found' ? 'done' : placed;
}
