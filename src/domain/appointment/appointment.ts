// The state of an appointment, folded from its stream: how it stands, what is pending, the last change.
import type { Aggregate } from '../decision.ts';
import type { AppointmentEvent, DataOf, Recorded } from '../event-catalogue.ts';
import { needsOperator } from '../operator-codes.ts';
import type { ModificationKind, Money, Period } from '../values.ts';
import type { BookingReference } from './events.ts';
import { modificationKinds } from './modification-kinds.ts';

export interface Modification {
  modificationId: string;
  kind: ModificationKind;
  state: 'pending' | 'deferred' | 'confirmed' | 'reverted';
  /** Why it was reverted. */
  revertCode?: string;
  from: Period;
  to?: Period;
  /** Absent where staff changed it at Cal.com. */
  fee?: Money;
  callId?: string;
  commandId: string;
  /** The last try ended with a code after which only an operator goes on. */
  operatorNeeded?: true;
  /** Cal.com has said yes to a try, in a form that could not be read. */
  saidYes?: true;
  /** When an operator had it sent again: retries count from then. */
  sentAgainAt?: string;
  /** Tries at Cal.com that failed. */
  attempts: number;
  requestedAt: string;
}

export interface AppointmentState {
  status: 'none' | 'scheduled' | 'cancelled';
  details: DataOf<'AppointmentScheduled'> | undefined;
  /** As it was first entered, whatever has changed since. */
  scheduledAs: DataOf<'AppointmentScheduled'> | undefined;
  /** Where it stands with us; this changes when a change is settled or deferred. */
  period: Period;
  /** Where Cal.com still has it, while a move is deferred. */
  calendarPeriod: Period | undefined;
  booking: BookingReference | undefined;
  previousUids: string[];
  /** The host has yet to confirm the booking at Cal.com, and which move led to it, where one did. */
  awaiting: { modificationId: string | undefined; counted?: true } | undefined;
  /** The host has asked for another time: no booking is left at Cal.com, and a new one will replace it. */
  newTimeWanted: { bookingUid: string } | undefined;
  /** How often its booking had changed at Cal.com in something else than the time. */
  bookingChanges: number;
  /** The move whose new booking has no known uid: until it is found, `booking.uid` is the one before it. */
  lostUid: { modificationId: string } | undefined;
  /** The modification decided last, whatever its outcome. */
  last: Modification | undefined;
  /** What an operator decided last, and of which modification. */
  resolved: Pick<DataOf<'ModificationResolved'>, 'modificationId' | 'decision'> | undefined;
  /** Settled or pending moves the policy counts. */
  reschedules: number;
  /** Recent commands that appended, so that a repeat is recognised. */
  commandIds: string[];
}

const rememberedCommands = 32;

export const appointment: Aggregate<AppointmentState, AppointmentEvent> = {
  name: 'appointment',
  initial: {
    status: 'none',
    details: undefined,
    scheduledAs: undefined,
    period: { startsAt: '', endsAt: '' },
    calendarPeriod: undefined,
    booking: undefined,
    previousUids: [],
    awaiting: undefined,
    newTimeWanted: undefined,
    bookingChanges: 0,
    lostUid: undefined,
    last: undefined,
    resolved: undefined,
    reschedules: 0,
    commandIds: [],
  },
  evolve(state, event) {
    const next = apply(state, event);
    const { commandId } = event.metadata;
    if (state.commandIds.at(-1) === commandId) return next;
    return { ...next, commandIds: [...state.commandIds, commandId].slice(-rememberedCommands) };
  },
};

function apply(state: AppointmentState, event: Recorded<AppointmentEvent>): AppointmentState {
  switch (event.type) {
    case 'AppointmentScheduled': {
      const { startsAt, endsAt, booking, status } = event.data;
      const awaiting = status === 'pending' ? { modificationId: undefined } : undefined;
      return {
        ...state,
        status: 'scheduled',
        details: event.data,
        scheduledAs: event.data,
        period: { startsAt, endsAt },
        booking,
        awaiting,
      };
    }
    case 'AppointmentRescheduled':
      return {
        ...state,
        last: decided(event, 'reschedule'),
        // Moves by staff count towards no limit: they carry no terms.
        reschedules: state.reschedules + (event.data.terms ? 1 : 0),
      };
    case 'AppointmentCancelled':
      return { ...state, last: decided(event, 'cancel') };
    case 'CalendarBookingRescheduled': {
      const { modificationId, bookingUid, previousBookingUid, startsAt, endsAt, bookingUidUnknown, awaitingConfirmation } =
        event.data;
      const moved = bookingUid !== previousBookingUid;
      const counted = state.last?.modificationId === modificationId && state.last.fee !== undefined;
      return {
        ...withLast(state, modificationId, last => ({ ...last, state: 'confirmed' })),
        // A booking that replaces one that had ended.
        status: 'scheduled',
        newTimeWanted: undefined,
        period: { startsAt, endsAt },
        calendarPeriod: undefined,
        booking: { ...withoutNumericId(state.booking), uid: bookingUid },
        previousUids: moved ? [...state.previousUids, previousBookingUid] : state.previousUids,
        awaiting: awaitingConfirmation === true ? { modificationId, ...(counted && { counted: true as const }) } : undefined,
        lostUid: bookingUidUnknown === true ? { modificationId } : undefined,
      };
    }
    case 'CalendarBookingCancelled':
      return {
        ...settled(state, event.data.modificationId),
        ...endedAs(state, event.data.bookingUid),
        status: 'cancelled',
        calendarPeriod: undefined,
        lostUid: undefined,
        awaiting: undefined,
      };
    case 'CalendarNewTimeRequested':
      return {
        ...state,
        ...endedAs(state, event.data.bookingUid),
        status: 'cancelled',
        newTimeWanted: { bookingUid: event.data.bookingUid },
        calendarPeriod: undefined,
        lostUid: undefined,
        awaiting: undefined,
      };
    case 'CalendarBookingChanged':
      return { ...withDetails(state, event.data), bookingChanges: state.bookingChanges + 1 };
    case 'CalendarNotConcerned':
      return concludedWithoutCalendar(state, event.data.modificationId);
    case 'CalendarBookingLinked':
      return {
        ...state,
        lostUid: undefined,
        booking: { ...state.booking, uid: event.data.bookingUid },
        awaiting: awaitedAfter(state, event),
      };
    case 'CalendarSyncFailed':
      return withLast(state, event.data.modificationId, ({ operatorNeeded: _, ...last }) => ({
        ...last,
        attempts: event.data.attempt,
        ...(needsOperator(event.data.code) && { operatorNeeded: true }),
        ...(event.data.kind === 'unreadable' && (event.data.httpStatus ?? 200) < 300 && { saidYes: true }),
      }));
    case 'CalendarSyncDeferred': {
      const deferred = withLast(state, event.data.modificationId, last => ({
        ...last,
        state: 'deferred',
        attempts: event.data.attempt,
      }));
      const to = deferred.last?.to;
      return to ? { ...deferred, period: to, calendarPeriod: state.calendarPeriod ?? state.period } : deferred;
    }
    case 'AppointmentRescheduleReverted':
    case 'AppointmentCancellationReverted': {
      const isMove = event.type === 'AppointmentRescheduleReverted';
      const wasAwaited = state.awaiting?.modificationId === event.data.modificationId;
      const counted =
        isMove &&
        (wasAwaited
          ? state.awaiting?.counted === true
          : state.last?.modificationId === event.data.modificationId && state.last.fee !== undefined);
      const reverted = withLast(state, event.data.modificationId, last => ({
        ...last,
        state: 'reverted',
        revertCode: event.data.code,
      }));
      return {
        ...reverted,
        period: state.calendarPeriod ?? state.period,
        calendarPeriod: undefined,
        awaiting: wasAwaited ? undefined : state.awaiting,
        reschedules: Math.max(0, state.reschedules - (counted ? 1 : 0)),
      };
    }
    case 'ModificationResolved':
      return {
        ...(event.data.decision === 'send_again' ? sentAgain(state, event) : state),
        resolved: { modificationId: event.data.modificationId, decision: event.data.decision },
      };
  }
}

function decided(event: Recorded<Extract<AppointmentEvent, { data: { from: Period } }>>, kind: ModificationKind): Modification {
  return {
    modificationId: event.id,
    kind,
    state: 'pending',
    from: event.data.from,
    ...(event.type === 'AppointmentRescheduled' && { to: event.data.to }),
    ...(event.data.terms !== null && { fee: event.data.terms.fee }),
    ...(event.data.callId !== undefined && { callId: event.data.callId }),
    commandId: event.metadata.commandId,
    attempts: 0,
    requestedAt: event.metadata.occurredAt,
  };
}

function withLast(
  state: AppointmentState,
  modificationId: string,
  change: (last: Modification) => Modification,
): AppointmentState {
  return state.last?.modificationId === modificationId ? { ...state, last: change(state.last) } : state;
}

/** From then on the rules of the new staff member and service apply. */
function withDetails(
  state: AppointmentState,
  { end, staff, eventType, customer }: DataOf<'CalendarBookingChanged'>,
): AppointmentState {
  return {
    ...state,
    ...(end && { period: { ...state.period, endsAt: end.to } }),
    details: state.details && {
      ...state.details,
      ...(staff && { staffId: staff.to ?? undefined }),
      ...(eventType && { serviceId: eventType.serviceId ?? undefined }),
      ...(customer && { customerId: customer.to }),
    },
    booking: {
      ...state.booking,
      ...(staff && { hostId: staff.hostId }),
      ...(eventType && { eventTypeId: eventType.to }),
    },
  };
}

const sentAgain = (
  state: AppointmentState,
  { data, metadata }: Recorded<Extract<AppointmentEvent, { type: 'ModificationResolved' }>>,
) => withLast(state, data.modificationId, ({ operatorNeeded: _, ...last }) => ({ ...last, sentAgainAt: metadata.occurredAt }));

function awaitedAfter(
  { awaiting }: AppointmentState,
  { data }: { data: DataOf<'CalendarBookingLinked'> },
): AppointmentState['awaiting'] {
  if (data.awaitingConfirmation === undefined) return awaiting;
  return data.awaitingConfirmation ? { ...awaiting, modificationId: data.modificationId } : undefined;
}

const settled = (state: AppointmentState, modificationId: string): AppointmentState =>
  withLast(state, modificationId, last => ({ ...last, state: 'confirmed' }));

function concludedWithoutCalendar(state: AppointmentState, modificationId: string): AppointmentState {
  const next = settled(state, modificationId);
  if (next.last?.modificationId !== modificationId) return next;
  if (modificationKinds[next.last.kind].ends) return { ...next, status: 'cancelled' };
  return { ...next, period: next.last.to ?? next.period, calendarPeriod: undefined };
}

/** Where others had moved it before it ended, its later replacement is made from the booking that ended. */
function endedAs(
  { booking, previousUids }: AppointmentState,
  bookingUid: string,
): Pick<AppointmentState, 'booking' | 'previousUids'> {
  if (booking?.uid === undefined || booking.uid === bookingUid || previousUids.includes(bookingUid))
    return { booking, previousUids };
  return { booking: { ...withoutNumericId(booking), uid: bookingUid }, previousUids: [...previousUids, booking.uid] };
}

/** A replacement has a numeric id of its own, which no message has given us. */
function withoutNumericId(booking: BookingReference | undefined): BookingReference {
  const { numericId: _, ...rest } = booking ?? {};
  return rest;
}

/** The last change stands by an operator's decision, whatever Cal.com has. */
export const isKept = ({ last, resolved }: AppointmentState): boolean =>
  resolved?.decision === 'keep' && resolved.modificationId === last?.modificationId;

/**
 * Whether a new booking that follows from the appointment's own may replace it: the host has asked for another time, or the
 * booking ended at Cal.com without a reason we know. What a caller or staff has cancelled here stays cancelled.
 */
export const isOpenToRebooking = ({ status, newTimeWanted, last }: AppointmentState): boolean =>
  status === 'cancelled' &&
  (newTimeWanted !== undefined ||
    (last !== undefined && modificationKinds[last.kind].ends && last.state === 'confirmed' && last.fee === undefined));

/** The modification Cal.com has not answered for yet, deferred ones included. */
export function pendingOf(state: AppointmentState): Modification | undefined {
  return state.last?.state === 'pending' || state.last?.state === 'deferred' ? state.last : undefined;
}

/** What Cal.com has to do with this appointment. */
export function calendarConcern(
  booking: BookingReference | undefined,
): 'booking' | 'numeric_only' | 'no_booking' | 'invalid_booking_id' {
  if (!booking || (booking.uid === undefined && booking.numericId === undefined && booking.externalId === undefined))
    return 'no_booking';
  if (booking.uid !== undefined) return isBookingUid(booking.uid) ? 'booking' : 'invalid_booking_id';
  return booking.numericId !== undefined && booking.numericId > 0 ? 'numeric_only' : 'invalid_booking_id';
}

/** Why no calendar has anything to do with it: there is no booking, or none that could be one. Undefined where there is. */
export function notConcerned(booking: BookingReference | undefined): 'no_booking' | 'invalid_booking_id' | undefined {
  const concern = calendarConcern(booking);
  switch (concern) {
    case 'booking':
    case 'numeric_only':
      return undefined;
    case 'no_booking':
    case 'invalid_booking_id':
      return concern;
  }
}

/**
 * Can this be a booking's uid at the calendar? The one rule: it also says what may become part of a request's path and of a stream's
 * name, so no dot and no slash. Cal.com makes 22 letters and digits, its document shows six, platforms on top of it use up to 64, with
 * dashes.
 */
export const isBookingUid = (uid: string): boolean => /^[A-Za-z0-9_-]{6,64}$/.test(uid);
