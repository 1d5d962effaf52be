// What a webhook of Cal.com leads to. It is a hint and is never believed: what is recorded is what a look shows of the appointment's own
// booking, so that hints that come twice, late, in the wrong order or mixed up lead to where Cal.com is.
import type { Logger } from 'pino';
import { type Booking, isSeated } from '../calcom/payloads.ts';
import type { BookingTrigger, WebhookBooking } from '../calcom/webhook-payloads.ts';
import { type AppointmentState, appointment, isOpenToRebooking, pendingOf } from '../domain/appointment.ts';
import { appointmentStream } from '../domain/ids.ts';
import type { BookedDependencies } from './booked.ts';
import { factsTold, tellsOtherwise } from './booking-facts.ts';
import { placeNewcomer } from './newcomer.ts';
import { lookAt, lookTwice } from './providers/calcom/look.ts';
import type { Subject } from './record.ts';
import { lookAndRecord, recordSeen, type SeenDependencies } from './record-seen.ts';
import {
  type FoundSubject,
  inBackground,
  type NamedBooking,
  type SubjectDependencies,
  subjectOfBooking,
} from './subject-of-booking.ts';
import type { CalendarWorker } from './worker.ts';

export interface WebhookWorkDependencies extends BookedDependencies, SubjectDependencies, SeenDependencies {
  worker: Pick<CalendarWorker, 'handOver'>;
  log: Logger;
}

export interface ReceivedWebhook {
  companyId: string;
  trigger: BookingTrigger;
  createdAt: string;
  receivedAt: Date;
  /** How long it has waited for its turn since. */
  waitedMs?: number;
  booking: WebhookBooking;
}

/** `later`: a change of ours is pending, Cal.com could not be read, or what it speaks of is not known yet; it is to be tried again. */
export type WorkedOff = 'done' | 'later';

/** Cal.com promises no order: what is not known yet may be told of within this time. */
const unplacedMs = 60_000;

export async function workOff(webhook: ReceivedWebhook, deps: WebhookWorkDependencies): Promise<WorkedOff> {
  const { trigger, booking } = webhook;
  if (await isEcho(webhook, deps)) return 'done';
  switch (trigger) {
    case 'BOOKING_CREATED':
    case 'BOOKING_REQUESTED':
      // Cal.com sends BOOKING_CREATED for the same uid once the host has confirmed it.
      return booking.rescheduleUid === null ? created(webhook, deps) : moved(webhook, booking.rescheduleUid, deps);
    case 'BOOKING_RESCHEDULED':
      return booking.rescheduleUid === null ? resync(webhook, deps) : moved(webhook, booking.rescheduleUid, deps);
    case 'BOOKING_CANCELLED':
    case 'BOOKING_REJECTED':
      return ended(webhook, deps);
  }
}

/** What it tells is in the stream already, as most often after a change of ours: what this process remembers is enough to know. */
async function isEcho({ companyId, trigger, booking }: ReceivedWebhook, deps: WebhookWorkDependencies): Promise<boolean> {
  const appointmentId = await deps.appointmentOf(companyId, { uid: booking.uid });
  if (appointmentId === undefined) return false;
  const state = deps.executor.peek(appointment, appointmentStream(companyId, appointmentId))?.state;
  if (!state || state.booking?.uid !== booking.uid || pendingOf(state)) return false;
  if (trigger === 'BOOKING_CANCELLED') return state.status === 'cancelled' && !booking.requestReschedule;
  // Only a move that says from where names the booking it led to.
  const isMove = trigger === 'BOOKING_RESCHEDULED' && booking.rescheduleUid !== null;
  const asWeHaveIt = state.awaiting === undefined && !tellsOtherwise(state, factsTold(booking));
  return isMove && state.status === 'scheduled' && asWeHaveIt;
}

async function created(webhook: ReceivedWebhook, deps: WebhookWorkDependencies): Promise<WorkedOff> {
  const { companyId, booking } = webhook;
  const found = await subjectOfBooking({ companyId, bookings: [namedBy(booking)], chain: false }, deps);
  if (found === 'unseen') return 'later';
  return found && found.state.status !== 'none' ? known(webhook, found, deps) : newcomer(webhook, null, deps);
}

/** News of the booking an appointment has: that the host has confirmed it. Cal.com never takes that back under the same uid. */
async function known(
  { trigger, booking }: ReceivedWebhook,
  { state, ...subject }: FoundSubject,
  deps: WebhookWorkDependencies,
): Promise<WorkedOff> {
  const confirms = trigger !== 'BOOKING_REQUESTED' && booking.status !== 'PENDING';
  const isCurrent = state.status === 'scheduled' && state.booking?.uid === booking.uid;
  const isNews = !pendingOf(state) && tellsOtherwise(state, factsTold(booking));
  if (isCurrent && (isNews || (confirms && state.awaiting !== undefined)))
    return lookAndRecord(subject, state, booking.uid, deps);
  return 'done';
}

async function newcomer(webhook: ReceivedWebhook, movedFrom: string | null, deps: WebhookWorkDependencies): Promise<WorkedOff> {
  const { companyId, booking, createdAt, receivedAt } = webhook;
  const bookedAt = { webhook: createdAt, received: receivedAt };
  const placed = await placeNewcomer({ companyId, booking, bookedAt, movedFrom }, deps);
  return placed === 'not_found' ? unplaced(webhook, 'booking_not_found', deps) : placed;
}

/** Waits for what would explain it, and is dropped then. */
function unplaced(
  { companyId, trigger, waitedMs = 0 }: ReceivedWebhook,
  code: keyof typeof unplacedWords,
  { log }: WebhookWorkDependencies,
): WorkedOff {
  if (waitedMs < unplacedMs) return 'later';
  log.warn({ companyId, trigger, code }, `a webhook ${unplacedWords[code]}`);
  return 'done';
}

const unplacedWords = {
  booking_not_found: 'names a booking this account does not have',
  booking_unknown: 'ends a booking nobody knows',
  not_as_told: 'tells what the calendar does not show',
};

async function moved(webhook: ReceivedWebhook, previousUid: string, deps: WebhookWorkDependencies): Promise<WorkedOff> {
  const { companyId, booking } = webhook;
  const bookings = [namedBy(booking), { uid: previousUid, numericId: booking.rescheduleId }];
  const found = await subjectOfBooking({ companyId, bookings }, deps);
  if (found === 'unseen') return 'later';
  if (!found || found.state.status === 'none') return newcomer(webhook, previousUid, deps);
  const { state, ...subject } = found;
  if (askedToLook(subject, state, deps)) return 'later';
  if (isRebooked(state, booking.uid)) return rebooked(subject, state, booking.uid, deps);
  if (isPast(state, booking.uid)) return known(webhook, found, deps);
  const uid = state.booking?.uid ?? previousUid;
  const client = deps.accounts.clientFor(companyId);
  const seen = await lookTwice(
    () => lookAt(client, { bookingUid: uid, startsAt: state.period.startsAt }, inBackground),
    deps.clock,
  );
  // Cal.com may tell of a move a little before it shows it.
  if (uid === previousUid && seen.kind === 'live') return unplaced(webhook, 'not_as_told', deps);
  return recordSeen(subject, state, uid, seen, deps, false, 'webhook');
}

async function ended(webhook: ReceivedWebhook, deps: WebhookWorkDependencies): Promise<WorkedOff> {
  const { companyId, booking } = webhook;
  const found = await subjectOfBooking({ companyId, bookings: [namedBy(booking)] }, deps);
  if (found === 'unseen') return 'later';
  if (!found) return unplaced(webhook, 'booking_unknown', deps);
  const { state, ...subject } = found;
  if (state.status === 'none') return 'later';
  const kind = booking.requestReschedule && webhook.trigger === 'BOOKING_CANCELLED' ? 'new_time_requested' : 'cancelled';
  if (askedToLook(subject, state, deps, kind === 'new_time_requested')) return 'later';
  if (state.previousUids.includes(booking.uid)) return 'done';
  if (state.status === 'cancelled' && kind === 'cancelled') return 'done';
  const uid = state.booking?.uid ?? booking.uid;
  // A booking we do not have yet is further along than we are.
  if (state.status === 'scheduled' && uid !== booking.uid) return lookAndRecord(subject, state, uid, deps);
  const client = deps.accounts.clientFor(companyId);
  const seen = await lookAt(client, { bookingUid: uid, startsAt: state.period.startsAt }, inBackground);
  if (seen.kind === 'unseen') return 'later';
  if (seen.kind === 'not_found') return unplaced(webhook, 'booking_not_found', deps);
  if (seen.kind === 'moved') return recordSeen(subject, state, uid, seen, deps);
  if (seen.kind === 'live') {
    // One seat's cancellation names the whole booking.
    if (isSeated(seen.booking) || isKnownSeated(state, booking)) return 'done';
    // Cal.com tells of a cancellation a little before it has it.
    return unplaced(webhook, 'not_as_told', deps);
  }
  const change = { kind, bookingUid: booking.uid, externalCause: 'webhook' } as const;
  const refused = await deps.recorder.change(subject, state, change, booking.uid);
  // Of what has ended only its own booking can ask for another time.
  return refused && state.status === 'scheduled' ? 'later' : 'done';
}

const isKnownSeated = (state: AppointmentState, booking: WebhookBooking): boolean =>
  booking.form === 'seated' || state.booking?.form === 'seated';

/** A move that does not say from where. */
async function resync(webhook: ReceivedWebhook, deps: WebhookWorkDependencies): Promise<WorkedOff> {
  const { companyId, booking } = webhook;
  const found = await subjectOfBooking({ companyId, bookings: [namedBy(booking)] }, deps);
  if (found === 'unseen') return 'later';
  if (found?.state.status !== 'scheduled') return 'done';
  const { state, ...subject } = found;
  if (askedToLook(subject, state, deps)) return 'later';
  if (state.booking?.uid === undefined) return 'done';
  return lookAndRecord(subject, state, state.booking.uid, deps);
}

/** The appointment's booking has ended, and this one was made from it, or from one it was moved to before. */
const isRebooked = (state: AppointmentState, uid: string): boolean =>
  isOpenToRebooking(state) && state.booking?.uid !== undefined && state.booking.uid !== uid && !state.previousUids.includes(uid);

/** Told late it may have ended since: it takes the place of what has ended only where it is seen to stand. */
async function rebooked(
  subject: Subject,
  state: AppointmentState,
  uid: string,
  deps: WebhookWorkDependencies,
): Promise<WorkedOff> {
  const client = deps.accounts.clientFor(subject.companyId);
  const wanted = { bookingUid: uid, startsAt: state.period.startsAt };
  const seen = await lookTwice(() => lookAt(client, wanted, inBackground), deps.clock);
  if (seen.kind === 'unseen' || seen.kind === 'not_found') return 'later';
  const successors: [Booking, ...Booking[]] = seen.kind === 'moved' ? seen.successors : [seen.booking];
  return recordSeen(subject, state, state.booking?.uid ?? uid, { kind: 'moved', successors }, deps);
}

const isPast = (state: AppointmentState, uid: string): boolean =>
  state.status === 'cancelled' || state.booking?.uid === uid || state.previousUids.includes(uid);

/** While a change of ours is pending a webhook settles nothing: the worker looks, and the webhook waits its turn. */
export function askedToLook(
  subject: Subject,
  state: AppointmentState,
  { worker }: WebhookWorkDependencies,
  newTimeWanted = false,
): boolean {
  const pending = pendingOf(state);
  if (pending) worker.handOver({ ...subject, modificationId: pending.modificationId, look: true, newTimeWanted });
  return pending !== undefined;
}

const namedBy = ({ uid, bookingId }: WebhookBooking): NamedBooking => ({ uid, numericId: bookingId });
