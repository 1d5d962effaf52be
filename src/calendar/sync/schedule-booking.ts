// A booking made at the calendar becomes an appointment: claimed first, then scheduled; a repeat completes from the claim.
import { scheduleAppointment } from '../../../commands/appointment/schedule-appointment.ts';
import type { CustomerLookup } from '../../customers/find-or-register.ts';
import { appointment } from '../../domain/appointment/appointment.ts';
import type { AppointmentState } from '../../domain/appointment/appointment-state.ts';
import { claim } from '../../domain/claim.ts';
import { type CompanyState, company } from '../../domain/company/company.ts';
import type { DataOf } from '../../domain/event-catalogue.ts';
import { appointmentStream, bookingStream, companyStream, derivedId } from '../../domain/ids.ts';
import { idSchema } from '../../domain/values.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { AnnouncedBooking } from '../booking.ts';
import type { Recorder } from '../record/recorder.ts';
import { customerOf } from './customer-of-attendee.ts';

export interface ScheduleBookingDependencies {
  executor: Executor;
  recorder: Recorder;
  lookup: CustomerLookup;
  /** The company's appointments that wait for a new time, by the read model. */
  wantingNewTime(companyId: string): Promise<string[]>;
}

/** A booking's own clock may run a little after ours; earlier than this is news. */
const newsMs = 60_000;

/** `chain`: uids the booking was moved from, which are the same appointment. Gives the appointment's id; undefined for no company. */
export async function schedule(
  companyId: string,
  booking: AnnouncedBooking,
  bookedAt: { webhook: string; received: Date },
  chain: readonly string[],
  deps: ScheduleBookingDependencies,
): Promise<string | undefined> {
  const { executor, recorder } = deps;
  const known = await executor.load(company, companyStream(companyId));
  const { settings } = known.state;
  if (!settings) return undefined;
  const joined = await joinedByAttendee(companyId, known.state, booking, deps);
  if (joined.appointmentId !== undefined) return joined.appointmentId;
  const wanted = await appointmentIdFor(companyId, booking, executor);
  const appointmentId = await recorder.claimBooking({ companyId, appointmentId: wanted }, booking.uid);
  for (const uid of chain) await recorder.claimBooking({ companyId, appointmentId }, uid);
  const stream = appointmentStream(companyId, appointmentId);
  const { state } = await executor.load(appointment, stream, { fresh: true });
  if (state.status !== 'none') return appointmentId;
  const customerId = joined.customerId ?? (await customerOfBooking(companyId, known.state, booking, deps));
  const booked = Date.parse(bookedAt.webhook);
  const data: DataOf<'AppointmentScheduled'> = {
    companyId,
    appointmentId,
    ...placeOf(known.state, booking),
    customerId,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    timeZone: settings.timeZone,
    status: booking.awaitingConfirmation ? 'pending' : 'confirmed',
    booking: {
      uid: booking.uid,
      ...(booking.numericId !== null && { numericId: booking.numericId }),
      ...(booking.calendarServiceId !== null && { calendarServiceId: booking.calendarServiceId }),
      ...(booking.form !== null && { form: booking.form }),
      ...(typeof booking.host?.id === 'number' && { calendarHostId: booking.host.id }),
    },
    ...metadataOf(booking),
    origin: 'calendar',
    ...(bookedAt.received.getTime() - booked > newsMs && { bookedAt: new Date(booked).toISOString() }),
  };
  await executor.execute({
    aggregate: appointment,
    stream,
    commandId: derivedId('schedule-booking', companyId, appointmentId),
    context: {
      correlationId: derivedId('booking', companyId, booking.uid),
      companyId,
      subject: customerId,
      actor: { kind: 'calendar', id: 'calendar' },
      channel: 'calendar',
    },
    decide: current => scheduleAppointment(current, data),
  });
  return appointmentId;
}

/** The customer record of the person who is to come. */
function customerOfBooking(
  companyId: string,
  its: CompanyState,
  booking: AnnouncedBooking,
  deps: ScheduleBookingDependencies,
): Promise<string> {
  const [attendee] = booking.attendees;
  const person = attendee ?? { name: null, email: null, phoneNumber: null };
  const hostEmail = booking.host?.email ?? null;
  return customerOf(
    companyId,
    { bookingUid: booking.uid, attendee: person, branchId: placeOf(its, booking).branchId, hostEmail },
    deps,
  );
}

/**
 * The appointment of the same customer and the same kind that waits for a new time, where there is just one: a booking nobody has
 * seen before is that new time, though it does not name what it takes the place of. `customerId` where it had to be found out.
 */
async function joinedByAttendee(
  companyId: string,
  its: CompanyState,
  booking: AnnouncedBooking,
  deps: ScheduleBookingDependencies,
): Promise<{ appointmentId?: string; customerId?: string }> {
  const { executor, recorder } = deps;
  const waiting: { appointmentId: string; state: AppointmentState }[] = [];
  for (const appointmentId of await deps.wantingNewTime(companyId)) {
    const { state } = await executor.load(appointment, appointmentStream(companyId, appointmentId), { fresh: true });
    const same = booking.calendarServiceId !== null && state.booking?.calendarServiceId === booking.calendarServiceId;
    if (state.newTimeWanted && same) waiting.push({ appointmentId, state });
  }
  if (waiting.length === 0) return {};
  const { state: claimed } = await executor.load(claim, bookingStream(companyId, booking.uid), { fresh: true });
  if (claimed.owner !== undefined) return {};
  const customerId = await customerOfBooking(companyId, its, booking, deps);
  const [only, ...others] = waiting.filter(({ state }) => state.details?.customerId === customerId);
  if (!only || others.length > 0) return { customerId };
  const move = {
    previousBookingUid: only.state.booking?.uid ?? '',
    bookingUid: booking.uid,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    externalCause: 'same_attendee',
    ...(booking.awaitingConfirmation && { awaitingConfirmation: true }),
  };
  const ref = { companyId, appointmentId: only.appointmentId };
  const refused = await recorder.change(ref, only.state, { kind: 'rescheduled', move }, booking.uid);
  return refused === undefined ? { appointmentId: only.appointmentId } : { customerId };
}

/** The id a booking made through us carries, unless that appointment has a booking of its own; else one derived from the uid. */
async function appointmentIdFor(companyId: string, booking: AnnouncedBooking, executor: Executor): Promise<string> {
  const derived = derivedId('appointment', companyId, booking.uid);
  const named = idSchema.safeParse(booking.metadata.rebookAppointmentId);
  if (!named.success) return derived;
  const { state } = await executor.load(appointment, appointmentStream(companyId, named.data), { fresh: true });
  return state.status === 'none' || state.booking?.uid === booking.uid ? named.data : derived;
}

/** Service and staff member by their ids at the calendar, and the branch where there is only one. */
function placeOf(
  state: CompanyState,
  booking: AnnouncedBooking,
): Pick<DataOf<'AppointmentScheduled'>, 'branchId' | 'serviceId' | 'staffId'> {
  const service = [...state.services.values()].find(
    ({ calendarServiceId }) => calendarServiceId !== undefined && calendarServiceId === booking.calendarServiceId,
  );
  const staff = [...state.staff.values()].find(
    ({ calendarHostId }) => calendarHostId !== undefined && calendarHostId === booking.host?.id,
  );
  const [branch, ...otherBranches] = state.branches.values();
  return {
    ...(branch && otherBranches.length === 0 && { branchId: branch.branchId }),
    ...(service && { serviceId: service.serviceId }),
    ...(staff && { staffId: staff.staffId }),
  };
}

/** The call and customer a booking names, under the keys an agent's booking function writes. */
function metadataOf({ metadata }: AnnouncedBooking): Pick<DataOf<'AppointmentScheduled'>, 'bookingMetadata'> {
  const callId = firstText(metadata, ['rebookCallId', 'call_id', 'callId', 'retell_call_id']);
  const customerId = firstText(metadata, ['rebookCustomerId', 'customer_id', 'customerId']);
  if (callId === undefined && customerId === undefined) return {};
  return { bookingMetadata: { ...(callId !== undefined && { callId }), ...(customerId !== undefined && { customerId }) } };
}

function firstText(metadata: Readonly<Record<string, unknown>>, keys: readonly string[]): string | undefined {
  const value = keys.map(key => metadata[key]).find(found => typeof found === 'string' || typeof found === 'number');
  return value === undefined ? undefined : String(value).slice(0, 200);
}
