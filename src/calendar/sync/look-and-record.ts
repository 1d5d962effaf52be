// A look at the booking an appointment has, and the record of what it found that the stream has not.

import type { CustomerDependencies } from '../../customers/find-or-register.ts';
import type { AppointmentState } from '../../domain/appointment/appointment-state.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Booking } from '../booking.ts';
import { type CalendarProvider, inBackground, type Look } from '../provider.ts';
import { factsOf } from '../record/booking-facts.ts';
import { driftOf } from '../record/drift.ts';
import type { AppointmentRef, Recorder } from '../record/recorder.ts';
import { otherCustomer } from './customer-of-attendee.ts';
import { lookTwice } from './look-twice.ts';

export interface LookAndRecordDependencies extends CustomerDependencies {
  calendar: CalendarProvider;
  recorder: Recorder;
  clock: Clock;
}

/** `hostChanged`: the calendar has reported that somebody else has it now. `later`: the calendar could not be read, a change of ours is pending, or the appointment has been moved on since it was read. */
export async function lookAndRecord(
  ref: AppointmentRef,
  state: AppointmentState,
  uid: string,
  deps: LookAndRecordDependencies,
  hostChanged = false,
): Promise<'done' | 'later'> {
  const wanted = { bookingUid: uid, startsAt: state.period.startsAt };
  const seen = await lookTwice(() => deps.calendar.look(ref.companyId, wanted, inBackground), deps.clock);
  return recordSeen(ref, state, uid, seen, deps, hostChanged);
}

export async function recordSeen(
  ref: AppointmentRef,
  state: AppointmentState,
  uid: string,
  seen: Look,
  deps: Omit<LookAndRecordDependencies, 'calendar'>,
  hostChanged = false,
  cause = 'look',
): Promise<'done' | 'later'> {
  const { recorder } = deps;
  const recorded = await recordDifference(ref, state, uid, seen, recorder, cause);
  const stands = seen.kind === 'live' ? seen.booking : seen.kind === 'moved' ? seen.successors.at(-1) : undefined;
  if (recorded === 'done' && stands) await recordDetails(ref, state, stands, deps, cause, hostChanged);
  return recorded;
}

async function recordDifference(
  ref: AppointmentRef,
  state: AppointmentState,
  uid: string,
  seen: Look,
  recorder: Recorder,
  cause: string,
): Promise<'done' | 'later'> {
  const difference = driftOf(state, uid, seen, cause);
  if (difference.kind === 'unseen') return 'later';
  if (difference.kind === 'link') {
    const refused = await recorder.link(ref, state, difference.bookingUid, difference.awaitingConfirmation);
    return refused === 'appointment_changed' ? 'later' : 'done';
  }
  if (difference.kind !== 'change') return 'done';
  return (await recorder.change(ref, state, difference.change, uid)) ? 'later' : 'done';
}

/** What else of the booking is another than with us. True where something was. */
export async function recordDetails(
  ref: AppointmentRef,
  state: AppointmentState,
  booking: Booking,
  deps: Omit<LookAndRecordDependencies, 'calendar'>,
  cause: string,
  hostChanged = false,
): Promise<boolean> {
  const customerId = await otherCustomer(state, booking, deps);
  const facts = { ...factsOf(booking), ...(customerId !== undefined && { customerId }) };
  const changed = await deps.recorder.details(ref, facts, cause, hostChanged);
  const noShow = await deps.recorder.noShow(ref, booking, deps.clock.now(), cause);
  return changed || noShow;
}
