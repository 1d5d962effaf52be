// What a webhook of Cal.com leads to. It is a hint: what follows directly from what we know is recorded, anything else is
// looked up first, so that hints that come twice, late or in the wrong order lead to the same end.
import type { Logger } from 'pino';
import type { BookingTrigger, WebhookBooking } from '../calcom/webhook-payloads.ts';
import { type AppointmentState, appointment, pendingOf } from '../domain/appointment.ts';
import { appointmentStream } from '../domain/ids.ts';
import { type BookedDependencies, schedule } from './booked.ts';
import { differenceOf } from './difference.ts';
import { lookAt } from './look.ts';
import type { Subject } from './record.ts';
import { inBackground, type SubjectDependencies, subjectOfBooking, unclaimedOwner } from './subject-of-booking.ts';
import type { CalendarWorker } from './worker.ts';

export interface WebhookWorkDependencies extends BookedDependencies, SubjectDependencies {
  worker: Pick<CalendarWorker, 'handOver'>;
  log: Logger;
}

export interface ReceivedWebhook {
  companyId: string;
  trigger: BookingTrigger;
  createdAt: string;
  receivedAt: Date;
  booking: WebhookBooking;
}

/** `later`: a change of ours is pending, or Cal.com could not be read; it is to be tried again. */
export type WorkedOff = 'done' | 'later';

/** Cal.com sends webhooks at once or, where it queues them, after minutes. */
const lateMs = 30_000;

export async function workOff(webhook: ReceivedWebhook, deps: WebhookWorkDependencies): Promise<WorkedOff> {
  const { trigger, booking } = webhook;
  if (await isEcho(webhook, deps)) return 'done';
  switch (trigger) {
    case 'BOOKING_CREATED':
      return created(webhook, deps);
    case 'BOOKING_REQUESTED':
      // A booking that waits for a confirmation becomes an appointment with it: Cal.com sends BOOKING_CREATED then.
      return booking.rescheduleUid === null ? 'done' : moved(webhook, booking.rescheduleUid, deps);
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
  if (trigger === 'BOOKING_CANCELLED') return state.status === 'cancelled';
  // Only a move that says from where names the booking it led to.
  return trigger === 'BOOKING_RESCHEDULED' && booking.rescheduleUid !== null && state.status === 'scheduled';
}

/** News that comes late may be overtaken by news we could not place then: such a booking is looked at first. */
async function created(webhook: ReceivedWebhook, deps: WebhookWorkDependencies): Promise<WorkedOff> {
  const { companyId, booking, createdAt, receivedAt } = webhook;
  const late = receivedAt.getTime() - Date.parse(createdAt) > lateMs;
  const client = deps.accounts.clientFor(companyId);
  const seen = late ? await lookAt(client, { bookingUid: booking.uid, startsAt: booking.startTime }, inBackground) : undefined;
  if (seen?.kind === 'unseen') return 'later';
  if (seen?.kind === 'not_found')
    deps.log.warn(
      { companyId, trigger: webhook.trigger, code: 'booking_not_found' },
      'a webhook names a booking this account does not have',
    );
  if (seen?.kind === 'ended' || seen?.kind === 'not_found') return 'done';
  await scheduleFrom(webhook, [], deps);
  return seen?.kind === 'moved' ? resync(webhook, deps) : 'done';
}

async function scheduleFrom(webhook: ReceivedWebhook, chain: readonly string[], deps: WebhookWorkDependencies): Promise<void> {
  const { companyId, booking, createdAt, receivedAt } = webhook;
  const imported = await unclaimedOwner(companyId, booking.uid, booking.bookingId, deps);
  if (imported !== undefined) {
    await deps.recorder.claimBooking({ companyId, appointmentId: imported }, booking.uid);
    return;
  }
  await schedule(companyId, booking, { webhook: createdAt, received: receivedAt }, chain, deps);
}

async function moved(webhook: ReceivedWebhook, previousUid: string, deps: WebhookWorkDependencies): Promise<WorkedOff> {
  const { booking } = webhook;
  const found = await subjectOf(webhook, [booking.uid, previousUid], booking.rescheduleId, deps);
  if (found === 'unseen') return 'later';
  if (!found) {
    await scheduleFrom(webhook, [previousUid], deps);
    return 'done';
  }
  const { state, ...subject } = found;
  if (state.status === 'none') {
    await scheduleFrom(webhook, [previousUid], deps);
    return 'done';
  }
  if (askedToLook(subject, state, deps)) return 'later';
  if (isPast(state, booking.uid)) return 'done';
  if (state.booking?.uid === undefined) await deps.recorder.link(subject, state, previousUid);
  else if (state.booking.uid !== previousUid) return lookAndRecord(subject, state, state.booking.uid, deps);
  const move = {
    previousBookingUid: previousUid,
    bookingUid: booking.uid,
    startsAt: new Date(booking.startTime).toISOString(),
    endsAt: new Date(booking.endTime).toISOString(),
    externalCause: 'webhook',
    ...(webhook.trigger === 'BOOKING_REQUESTED' && { awaitingConfirmation: true }),
  };
  const refused = await deps.recorder.change(subject, state, { kind: 'rescheduled', move }, booking.uid);
  return refused ? 'later' : 'done';
}

async function ended(webhook: ReceivedWebhook, deps: WebhookWorkDependencies): Promise<WorkedOff> {
  const { booking } = webhook;
  const found = await subjectOf(webhook, [booking.uid], booking.bookingId, deps);
  if (found === 'unseen') return 'later';
  if (!found) {
    deps.log.warn(
      { companyId: webhook.companyId, trigger: webhook.trigger, code: 'booking_unknown' },
      'a webhook ends a booking nobody knows',
    );
    return 'done';
  }
  const { state, ...subject } = found;
  if (state.status === 'none') return 'later';
  if (askedToLook(subject, state, deps)) return 'later';
  if (state.status === 'cancelled' || state.previousUids.includes(booking.uid)) return 'done';
  const uid = state.booking?.uid;
  // One seat's cancellation names the whole booking; and a booking we do not have yet is further along than we are.
  const direct = uid === undefined || (uid === booking.uid && state.booking?.form !== 'seated');
  if (!direct) return lookAndRecord(subject, state, uid, deps);
  const change = { kind: 'cancelled' as const, bookingUid: booking.uid, externalCause: 'webhook' };
  return (await deps.recorder.change(subject, state, change, booking.uid)) ? 'later' : 'done';
}

/** A move that does not say from where. */
async function resync(webhook: ReceivedWebhook, deps: WebhookWorkDependencies): Promise<WorkedOff> {
  const found = await subjectOf(webhook, [webhook.booking.uid], null, deps);
  if (found === 'unseen') return 'later';
  if (found?.state.status !== 'scheduled') return 'done';
  const { state, ...subject } = found;
  if (askedToLook(subject, state, deps)) return 'later';
  if (state.booking?.uid === undefined) return 'done';
  return lookAndRecord(subject, state, state.booking.uid, deps);
}

const isPast = (state: AppointmentState, uid: string): boolean =>
  state.status === 'cancelled' || state.booking?.uid === uid || state.previousUids.includes(uid);

/** While a change of ours is pending a webhook settles nothing: the worker looks, and the webhook waits its turn. */
function askedToLook(subject: Subject, state: AppointmentState, { worker }: WebhookWorkDependencies): boolean {
  const pending = pendingOf(state);
  if (pending) worker.handOver({ ...subject, modificationId: pending.modificationId, look: true });
  return pending !== undefined;
}

async function lookAndRecord(
  subject: Subject,
  state: AppointmentState,
  uid: string,
  { accounts, recorder }: WebhookWorkDependencies,
): Promise<WorkedOff> {
  const client = accounts.clientFor(subject.companyId);
  const seen = await lookAt(client, { bookingUid: uid, startsAt: state.period.startsAt }, inBackground);
  const difference = differenceOf(state, uid, seen, 'look');
  if (difference.kind === 'unseen') return 'later';
  if (difference.kind === 'link') await recorder.link(subject, state, difference.bookingUid);
  if (difference.kind !== 'change') return 'done';
  return (await recorder.change(subject, state, difference.change, uid)) ? 'later' : 'done';
}

/** The appointment whose booking is one of `uids`, or one that these were moved from; any claimed uid is the same appointment. */
const subjectOf = (
  { companyId }: ReceivedWebhook,
  uids: readonly string[],
  numericId: number | null,
  deps: WebhookWorkDependencies,
) => subjectOfBooking({ companyId, uids, numericId }, deps);
