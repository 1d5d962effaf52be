// What a webhook of the calendar leads to. It is a hint and is never believed: what is recorded is what a look shows of the appointment's own
// booking, so that hints that come twice, late, in the wrong order or mixed up lead to where the calendar is.

import type { Logger } from 'pino';
import { appointment } from '../../../domain/appointment/appointment.ts';
import { type AppointmentState, isOpenToRebooking, pendingOf } from '../../../domain/appointment/appointment-state.ts';
import { appointmentStream } from '../../../domain/ids.ts';
import type { AnnouncedBooking, Booking } from '../../booking.ts';
import { type BookingNews, inBackground } from '../../provider.ts';
import { factsInWebhook, tellsOtherwise } from '../../record/booking-facts.ts';
import type { AppointmentRef } from '../../record/recorder.ts';
import type { CalendarWorker } from '../../worker/worker.ts';
import {
  type AppointmentOfBookingDependencies,
  appointmentOfBooking,
  type FoundAppointmentOfBooking,
  type NamedBooking,
} from '../appointment-of-booking.ts';
import { type LookAndRecordDependencies, lookAndRecord, recordSeen } from '../look-and-record.ts';
import { lookTwice } from '../look-twice.ts';
import type { ScheduleBookingDependencies } from '../schedule-booking.ts';
import { placeUnknownBooking } from '../unknown-booking.ts';
import { isEchoOf } from './echoes.ts';

export interface ProcessWebhookDependencies
  extends ScheduleBookingDependencies,
    AppointmentOfBookingDependencies,
    LookAndRecordDependencies {
  worker: Pick<CalendarWorker, 'handOver'>;
  log: Logger;
}

export interface ReceivedWebhook {
  companyId: string;
  news: BookingNews;
  /** The calendar's own word for it. */
  trigger: string;
  createdAt: string;
  receivedAt: Date;
  /** How long it has waited for its turn since. */
  waitedMs?: number;
  booking: AnnouncedBooking;
}

/** `later`: a change of ours is pending, the calendar could not be read, or what it speaks of is not known yet; it is to be tried again. */
export type WebhookResult = 'done' | 'later';

/** The calendar promises no order: what is not known yet may be reported within this time. */
const unplacedMs = 60_000;

export async function processWebhook(webhook: ReceivedWebhook, deps: ProcessWebhookDependencies): Promise<WebhookResult> {
  const { news, booking } = webhook;
  if (await isEcho(webhook, deps)) return 'done';
  switch (news) {
    case 'booked':
    case 'requested':
      return booking.movedFrom === null ? created(webhook, deps) : moved(webhook, booking.movedFrom, deps);
    case 'moved':
      return booking.movedFrom === null ? resync(webhook, deps) : moved(webhook, booking.movedFrom, deps);
    case 'cancelled':
    case 'rejected':
      return ended(webhook, deps);
  }
}

/** What it tells is in the stream already, as most often after a change of ours: what this process remembers is enough to know. */
async function isEcho({ companyId, news, booking }: ReceivedWebhook, deps: ProcessWebhookDependencies): Promise<boolean> {
  const appointmentId = await deps.appointmentOf(companyId, { uid: booking.uid });
  if (appointmentId === undefined) return false;
  const state = deps.executor.peek(appointment, appointmentStream(companyId, appointmentId))?.state;
  return state !== undefined && isEchoOf(state, { news, booking });
}

async function created(webhook: ReceivedWebhook, deps: ProcessWebhookDependencies): Promise<WebhookResult> {
  const { companyId, booking } = webhook;
  const found = await appointmentOfBooking({ companyId, bookings: [namedBy(booking)], chain: false }, deps);
  if (found === 'unseen') return 'later';
  return found && found.state.status !== 'none' ? known(webhook, found, deps) : newcomer(webhook, null, deps);
}

/** News of the booking an appointment has: that the host has confirmed it. The calendar never takes that back under the same uid. */
async function known(
  { news, booking }: ReceivedWebhook,
  { state, ...ref }: FoundAppointmentOfBooking,
  deps: ProcessWebhookDependencies,
): Promise<WebhookResult> {
  const confirms = news !== 'requested' && !booking.awaitingConfirmation;
  const isCurrent = state.status === 'scheduled' && state.booking?.uid === booking.uid;
  const isNews = !pendingOf(state) && tellsOtherwise(state, factsInWebhook(booking));
  if (isCurrent && (isNews || (confirms && state.awaiting !== undefined))) return lookAndRecord(ref, state, booking.uid, deps);
  return 'done';
}

async function newcomer(
  webhook: ReceivedWebhook,
  movedFrom: string | null,
  deps: ProcessWebhookDependencies,
): Promise<WebhookResult> {
  const { companyId, booking, createdAt, receivedAt } = webhook;
  const bookedAt = { webhook: createdAt, received: receivedAt };
  const placed = await placeUnknownBooking({ companyId, booking, bookedAt, movedFrom }, deps);
  return placed === 'not_found' ? unplaced(webhook, 'booking_not_found', deps) : placed;
}

/** Waits for what would explain it, and is dropped then. */
function unplaced(
  { companyId, trigger, waitedMs = 0 }: ReceivedWebhook,
  code: keyof typeof unplacedWords,
  { log }: ProcessWebhookDependencies,
): WebhookResult {
  if (waitedMs < unplacedMs) return 'later';
  log.warn({ companyId, trigger, code }, `a webhook ${unplacedWords[code]}`);
  return 'done';
}

const unplacedWords = {
  booking_not_found: 'names a booking this account does not have',
  booking_unknown: 'ends a booking nobody knows',
  not_as_reported: 'reports what the calendar does not show',
};

async function moved(webhook: ReceivedWebhook, previous: NamedBooking, deps: ProcessWebhookDependencies): Promise<WebhookResult> {
  const { companyId, booking } = webhook;
  const bookings = [namedBy(booking), previous];
  const found = await appointmentOfBooking({ companyId, bookings }, deps);
  if (found === 'unseen') return 'later';
  if (!found || found.state.status === 'none') return newcomer(webhook, previous.uid, deps);
  const { state, ...ref } = found;
  if (askedToLook(ref, state, deps)) return 'later';
  if (isRebooked(state, booking.uid)) return rebooked(ref, state, booking.uid, deps);
  if (isPast(state, booking.uid)) return known(webhook, found, deps);
  const uid = state.booking?.uid ?? previous.uid;
  const seen = await lookTwice(
    () => deps.calendar.look(companyId, { bookingUid: uid, startsAt: state.period.startsAt }, inBackground),
    deps.clock,
  );
  // The calendar may tell of a move a little before it shows it.
  if (uid === previous.uid && seen.kind === 'live') return unplaced(webhook, 'not_as_reported', deps);
  return recordSeen(ref, state, uid, seen, deps, false, 'webhook');
}

async function ended(webhook: ReceivedWebhook, deps: ProcessWebhookDependencies): Promise<WebhookResult> {
  const { companyId, booking } = webhook;
  const found = await appointmentOfBooking({ companyId, bookings: [namedBy(booking)] }, deps);
  if (found === 'unseen') return 'later';
  if (!found) return unplaced(webhook, 'booking_unknown', deps);
  const { state, ...ref } = found;
  if (state.status === 'none') return 'later';
  const kind = booking.newTimeRequested && webhook.news === 'cancelled' ? 'new_time_requested' : 'cancelled';
  if (askedToLook(ref, state, deps, kind === 'new_time_requested')) return 'later';
  if (state.previousUids.includes(booking.uid)) return 'done';
  if (state.status === 'cancelled' && kind === 'cancelled') return 'done';
  const uid = state.booking?.uid ?? booking.uid;
  // A booking we do not have yet is further along than we are.
  if (state.status === 'scheduled' && uid !== booking.uid) return lookAndRecord(ref, state, uid, deps);
  const seen = await deps.calendar.look(companyId, { bookingUid: uid, startsAt: state.period.startsAt }, inBackground);
  if (seen.kind === 'unseen') return 'later';
  if (seen.kind === 'not_found') return unplaced(webhook, 'booking_not_found', deps);
  if (seen.kind === 'moved') return recordSeen(ref, state, uid, seen, deps);
  if (seen.kind === 'live') {
    // One seat's cancellation names the whole booking.
    if (seen.booking.form === 'seated' || isKnownSeated(state, booking)) return 'done';
    // The calendar tells of a cancellation a little before it has it.
    return unplaced(webhook, 'not_as_reported', deps);
  }
  const change = { kind, bookingUid: booking.uid, externalCause: 'webhook' } as const;
  const refused = await deps.recorder.change(ref, state, change, booking.uid);
  // Of what has ended only its own booking can ask for another time.
  return refused && state.status === 'scheduled' ? 'later' : 'done';
}

const isKnownSeated = (state: AppointmentState, booking: AnnouncedBooking): boolean =>
  booking.form === 'seated' || state.booking?.form === 'seated';

/** A move that does not say from where. */
async function resync(webhook: ReceivedWebhook, deps: ProcessWebhookDependencies): Promise<WebhookResult> {
  const { companyId, booking } = webhook;
  const found = await appointmentOfBooking({ companyId, bookings: [namedBy(booking)] }, deps);
  if (found === 'unseen') return 'later';
  if (found?.state.status !== 'scheduled') return 'done';
  const { state, ...ref } = found;
  if (askedToLook(ref, state, deps)) return 'later';
  if (state.booking?.uid === undefined) return 'done';
  return lookAndRecord(ref, state, state.booking.uid, deps);
}

/** The appointment's booking has ended, and this one was made from it, or from one it was moved to before. */
const isRebooked = (state: AppointmentState, uid: string): boolean =>
  isOpenToRebooking(state) && state.booking?.uid !== undefined && state.booking.uid !== uid && !state.previousUids.includes(uid);

/** Reported late it may have ended since: it takes the place of what has ended only where it is seen to stand. */
async function rebooked(
  ref: AppointmentRef,
  state: AppointmentState,
  uid: string,
  deps: ProcessWebhookDependencies,
): Promise<WebhookResult> {
  const wanted = { bookingUid: uid, startsAt: state.period.startsAt };
  const seen = await lookTwice(() => deps.calendar.look(ref.companyId, wanted, inBackground), deps.clock);
  if (seen.kind === 'unseen' || seen.kind === 'not_found') return 'later';
  const successors: [Booking, ...Booking[]] = seen.kind === 'moved' ? seen.successors : [seen.booking];
  return recordSeen(ref, state, state.booking?.uid ?? uid, { kind: 'moved', successors }, deps);
}

const isPast = (state: AppointmentState, uid: string): boolean =>
  state.status === 'cancelled' || state.booking?.uid === uid || state.previousUids.includes(uid);

/** While a change of ours is pending a webhook settles nothing: the worker looks, and the webhook waits its turn. */
export function askedToLook(
  ref: AppointmentRef,
  state: AppointmentState,
  { worker }: ProcessWebhookDependencies,
  newTimeWanted = false,
): boolean {
  const pending = pendingOf(state);
  if (pending) worker.handOver({ ...ref, modificationId: pending.modificationId, look: true, newTimeWanted });
  return pending !== undefined;
}

const namedBy = ({ uid, numericId }: AnnouncedBooking): NamedBooking => ({ uid, numericId });
