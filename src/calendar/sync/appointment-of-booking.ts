// Which appointment a booking at the calendar is: by its uid, by the uid it was moved from, or by the chain before that.

import { appointment } from '../../domain/appointment/appointment.ts';
import type { AppointmentState } from '../../domain/appointment/appointment-state.ts';
import { claim } from '../../domain/claim.ts';
import { appointmentStream, bookingStream } from '../../domain/ids.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import { type Booking, sameInstant } from '../booking.ts';
import { type CalendarProvider, inBackground } from '../provider.ts';
import type { AppointmentRef, Recorder } from '../record/recorder.ts';

export interface AppointmentOfBookingDependencies {
  executor: Executor;
  recorder: Recorder;
  calendar: CalendarProvider;
  /** An appointment that came without a claim, from an import for instance. */
  appointmentOf(companyId: string, booking: { uid: string } | { numericId: number }): Promise<string | undefined>;
}

export interface NamedBooking {
  uid: string;
  numericId: number | null;
}

export interface Wanted {
  companyId: string;
  /** The booking, and after it the one it was moved from, where that is known. */
  bookings: readonly NamedBooking[];
  /** False where it was not moved from anywhere: then the calendar is not asked. */
  chain?: boolean;
  /** The booking as the calendar has it: an appointment that came with the uid of its series may stand at its time. */
  listed?: Booking;
}

/** A booking moved more often than this is not followed to its beginning. */
const longestChain = 20;

export type FoundAppointmentOfBooking = AppointmentRef & { state: AppointmentState };

/**
 * An appointment known by a numeric id alone, or by its series, is linked to the booking it is found by.
 * `unseen`: the calendar could not tell where it came from, or that has changed meanwhile; to be asked again.
 */
export async function appointmentOfBooking(
  { companyId, bookings, chain = true, listed }: Wanted,
  deps: AppointmentOfBookingDependencies,
): Promise<FoundAppointmentOfBooking | 'unseen' | undefined> {
  for (const booking of bookings) {
    const appointmentId = await ownerOf(companyId, booking, deps);
    if (appointmentId !== undefined) return linked({ companyId, appointmentId }, booking, deps);
  }
  const earliest = bookings.at(-1);
  if (chain && earliest) {
    const found = await alongTheChain(companyId, earliest.uid, deps);
    if (found) return found;
  }
  return listed && ofSeries(companyId, listed, deps);
}

async function ownerOf(
  companyId: string,
  { uid, numericId }: NamedBooking,
  deps: AppointmentOfBookingDependencies,
): Promise<string | undefined> {
  // Once claimed it is claimed for good.
  const { state } = await deps.executor.load(claim, bookingStream(companyId, uid));
  const byUid = state.owner ?? (await deps.appointmentOf(companyId, { uid }));
  return byUid ?? (numericId === null ? undefined : deps.appointmentOf(companyId, { numericId }));
}

async function alongTheChain(
  companyId: string,
  uid: string,
  deps: AppointmentOfBookingDependencies,
): Promise<FoundAppointmentOfBooking | 'unseen' | undefined> {
  const isKnown = async (before: string) => (await ownerOf(companyId, { uid: before, numericId: null }, deps)) !== undefined;
  const chain = await walkBack(companyId, uid, isKnown, deps);
  if (chain === 'unseen') return chain;
  const { known, read } = chain;
  // Nobody knows a uid of the chain; one of its bookings may be known by its numeric id.
  const candidates: NamedBooking[] =
    known === undefined ? read.map(({ uid, numericId }) => ({ uid, numericId })) : [{ uid: known, numericId: null }];
  for (const booking of candidates) {
    const appointmentId = await ownerOf(companyId, booking, deps);
    if (appointmentId !== undefined) return linked({ companyId, appointmentId }, booking, deps);
  }
  // Or by its series: it stands with us at the time the booking was moved from, which only that booking still has.
  for (const booking of read) {
    const meant = await ofSeries(companyId, booking, deps);
    if (meant) return meant;
  }
  return undefined;
}

/** From the booking back to the uid it was moved from that `isKnown` says yes to, and the bookings that were read on the way. */
async function walkBack(
  companyId: string,
  uid: string,
  isKnown: (uid: string) => Promise<boolean>,
  { calendar }: AppointmentOfBookingDependencies,
): Promise<{ known?: string; read: Booking[] } | 'unseen'> {
  const visited = new Set<string>();
  const read: Booking[] = [];
  let current = uid;
  while (!visited.has(current) && visited.size <= longestChain) {
    visited.add(current);
    const answer = await calendar.read(companyId, current, inBackground);
    if (answer.kind !== 'ok') return answer.kind === 'refused' && answer.code === 'not_found' ? { read } : 'unseen';
    if (answer.data.kind === 'single') read.push(answer.data.booking);
    const booking = answer.data.kind === 'single' ? answer.data.booking : answer.data.bookings[0];
    const before = booking?.movedFromUid;
    if (!before) break;
    if (await isKnown(before)) return { known: before, read };
    current = before;
  }
  return { read };
}

/** Whether the booking is another appointment's, by its uid, its numeric id or its series; nothing is linked. `unseen`: the calendar could not tell. */
export async function isOfAnother(
  { companyId, appointmentId }: AppointmentRef,
  booking: Booking,
  deps: AppointmentOfBookingDependencies,
): Promise<boolean | 'unseen'> {
  const owner = await ownerOf(companyId, { uid: booking.uid, numericId: booking.numericId }, deps);
  if (owner !== undefined) return owner !== appointmentId;
  const meant = await meantBySeries(companyId, booking, deps);
  if (meant === 'unseen') return meant;
  return meant !== undefined && meant.appointmentId !== appointmentId;
}

/** The appointment that has the uid of the booking's series, where this is the booking of it that is meant: linked to it. */
async function ofSeries(
  companyId: string,
  booking: Booking,
  deps: AppointmentOfBookingDependencies,
): Promise<FoundAppointmentOfBooking | 'unseen' | undefined> {
  const meant = await meantBySeries(companyId, booking, deps);
  if (meant === undefined || meant === 'unseen') return meant;
  const { state, ...ref } = meant;
  // Another appointment has claimed it just now, or this one has moved on; asked again, that is found.
  const refused = await deps.recorder.link(ref, state, booking.uid);
  if (refused !== undefined) return 'unseen';
  return { ...ref, state: await stateOf(ref, deps) };
}

async function meantBySeries(
  companyId: string,
  booking: Booking,
  deps: AppointmentOfBookingDependencies,
): Promise<FoundAppointmentOfBooking | 'unseen' | undefined> {
  const { seriesUid } = booking;
  if (seriesUid === null) return undefined;
  const appointmentId = await ownerOf(companyId, { uid: seriesUid, numericId: null }, deps);
  if (appointmentId === undefined) return undefined;
  const ref = { companyId, appointmentId };
  const state = await stateOf(ref, deps);
  if (state.booking?.uid !== seriesUid || !sameInstant(booking.startsAt, state.period.startsAt)) return undefined;
  if (booking.movedFromUid !== null) {
    const stood = await stoodThereBefore(companyId, seriesUid, booking, deps);
    if (stood) return stood === 'unseen' ? stood : undefined;
  }
  return { ...ref, state };
}

/** Whether another booking of the series was made for the time this one was moved to: then the appointment is that one. */
async function stoodThereBefore(
  companyId: string,
  seriesUid: string,
  moved: Booking,
  { calendar }: AppointmentOfBookingDependencies,
): Promise<boolean | 'unseen'> {
  const answer = await calendar.read(companyId, seriesUid, inBackground);
  if (answer.kind !== 'ok') return answer.kind === 'refused' ? false : 'unseen';
  const { data } = answer;
  const ofIt = data.kind === 'series' ? data.bookings : [data.booking];
  return ofIt.some(({ startsAt, movedFromUid }) => movedFromUid === null && sameInstant(startsAt, moved.startsAt));
}

/** What names a uid beside a numeric id may have mixed them up: the appointment gets the uid that the calendar has for its id. */
async function linked(
  ref: AppointmentRef,
  { uid, numericId }: NamedBooking,
  deps: AppointmentOfBookingDependencies,
): Promise<FoundAppointmentOfBooking | 'unseen' | undefined> {
  const state = await stateOf(ref, deps);
  const known = state.booking;
  const unlinked = state.status === 'scheduled' && known?.uid === undefined && known?.numericId !== undefined;
  if (!unlinked || known.numericId !== numericId) return { ...ref, state };
  const answer = await deps.calendar.read(ref.companyId, uid, inBackground);
  if (answer.kind === 'refused' && answer.code === 'not_found') return undefined;
  if (answer.kind !== 'ok') return 'unseen';
  if (answer.data.kind !== 'single' || answer.data.booking.numericId !== numericId) return undefined;
  await deps.recorder.link(ref, state, uid);
  return { ...ref, state: await stateOf(ref, deps) };
}

const stateOf = async (
  { companyId, appointmentId }: AppointmentRef,
  { executor }: AppointmentOfBookingDependencies,
): Promise<AppointmentState> =>
  (await executor.load(appointment, appointmentStream(companyId, appointmentId), { fresh: true })).state;
