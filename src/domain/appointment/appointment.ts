// Folds the events of an appointment into its state.

import { needsOperator } from '../codes.ts';
import type { Aggregate } from '../decision.ts';
import type { AppointmentEvent, DataOf, Recorded } from '../event-catalogue.ts';
import type { ModificationKind, Period } from '../values.ts';
import type { AppointmentState, Modification } from './appointment-state.ts';
import type { BookingReference } from './events.ts';
import { modificationKinds } from './modification-kinds.ts';

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
    noShow: { recorded: false, byStaff: false, times: 0 },
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
        // A customer who did not come then may come at the new time.
        noShow: { ...state.noShow, recorded: false, byStaff: false },
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
    case 'AppointmentNoShowRecorded': {
      const { noShow: recorded, by } = event.data;
      return { ...state, noShow: { recorded, byStaff: by !== undefined, times: state.noShow.times + 1 } };
    }
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
        ...(event.data.resolution === 'send_again' ? sentAgain(state, event) : state),
        resolved: { modificationId: event.data.modificationId, resolution: event.data.resolution },
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
  { end, staff, calendarService, customer }: DataOf<'CalendarBookingChanged'>,
): AppointmentState {
  return {
    ...state,
    ...(end && { period: { ...state.period, endsAt: end.to } }),
    details: state.details && {
      ...state.details,
      ...(staff && { staffId: staff.to ?? undefined }),
      ...(calendarService && { serviceId: calendarService.serviceId ?? undefined }),
      ...(customer && { customerId: customer.to }),
    },
    booking: {
      ...state.booking,
      ...(staff && { calendarHostId: staff.calendarHostId }),
      ...(calendarService && { calendarServiceId: calendarService.to }),
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
