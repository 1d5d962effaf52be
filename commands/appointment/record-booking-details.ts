// Records a new customer, length, host or service of a booking that the calendar has changed without moving it.
import { type AppointmentState, isKept, pendingOf } from '../../src/domain/appointment/appointment-state.ts';
import type { CompanyState } from '../../src/domain/company/company.ts';
import { accepted, type Decision, refused } from '../../src/domain/decision.ts';
import type { AppointmentEvent, DataOf } from '../../src/domain/event-catalogue.ts';
import { derivedId } from '../../src/domain/ids.ts';

export interface RecordBookingDetails {
  bookingUid: string;
  startsAt: string;
  endsAt: string;
  /** The calendar's ids of its hosts, the one in charge first; empty where the calendar does not name them. */
  calendarHostIds: number[];
  calendarServiceId: number | null;
  /** The record of the attendee, where that is another person than the customer. */
  customerId?: string | undefined;
  /** The calendar says that it has another host by now, whether or not we knew the one before. */
  hostChanged?: boolean | undefined;
  /** The source: `webhook`, `look`, `answer` or `reconciliation`. */
  externalCause: string;
}

type Changed = DataOf<'CalendarBookingChanged'>;

/**
 * Records each difference between the calendar and us, for the booking the appointment has and at the time it has: any other
 * difference is a move or an end. What an operator has decided to keep, and what is being changed, is left alone and compared
 * again later.
 */
export function recordBookingDetails(
  state: AppointmentState,
  command: RecordBookingDetails,
  company: Pick<CompanyState, 'staff' | 'services'>,
): Decision<AppointmentEvent> {
  const { details, booking, period, bookingChanges } = state;
  if (!details) return refused('appointment_not_found');
  const { bookingUid, startsAt, endsAt, externalCause } = command;
  const comparable = state.status === 'scheduled' && booking?.uid === bookingUid && !state.lostUid && !isKept(state);
  if (!comparable || pendingOf(state) || !sameInstant(startsAt, period.startsAt)) return accepted<AppointmentEvent>();
  const staff = staffChange(state, command, company);
  const calendarService = calendarServiceChange(state, command, company);
  const end = sameInstant(endsAt, period.endsAt) ? undefined : { from: period.endsAt, to: endsAt };
  const customer = customerChange(details, command);
  if (!staff && !calendarService && !end && !customer) return accepted<AppointmentEvent>();
  return accepted<AppointmentEvent>({
    id: derivedId('booking-changed', details.companyId, details.appointmentId, bookingUid, bookingChanges),
    type: 'CalendarBookingChanged',
    data: {
      bookingUid,
      externalCause,
      startsAt: period.startsAt,
      ...(staff && { staff }),
      ...(calendarService && { calendarService }),
      ...(end && { end }),
      ...(customer && { customer }),
    },
  });
}

const sameInstant = (a: string, b: string): boolean => Date.parse(a) === Date.parse(b);

/**
 * Compares hosts by id, as far as one was known before; where the booking never named one, by the staff member's own id. A host
 * that no staff member is known by is a different one too: then no staff member is known.
 */
function staffChange(
  { details, booking }: AppointmentState,
  { calendarHostIds, hostChanged = false }: RecordBookingDetails,
  { staff }: Pick<CompanyState, 'staff'>,
): Changed['staff'] | undefined {
  const [calendarHostId] = calendarHostIds;
  if (calendarHostId === undefined) return undefined;
  const held = details?.staffId;
  const previousCalendarHostId = booking?.calendarHostId ?? (held === undefined ? undefined : staff.get(held)?.calendarHostId);
  if (previousCalendarHostId !== undefined && calendarHostIds.includes(previousCalendarHostId)) return undefined;
  const member = [...staff.values()].find(one => one.calendarHostId === calendarHostId)?.staffId;
  // Nothing is known of the host before that this one could be compared with.
  const incomparable = held === undefined ? !hostChanged : member === undefined || member === held;
  if (previousCalendarHostId === undefined && incomparable) return undefined;
  return { from: held ?? null, to: member ?? null, previousCalendarHostId: previousCalendarHostId ?? null, calendarHostId };
}

function calendarServiceChange(
  { booking }: AppointmentState,
  { calendarServiceId }: RecordBookingDetails,
  { services }: Pick<CompanyState, 'services'>,
): Changed['calendarService'] | undefined {
  const from = booking?.calendarServiceId;
  if (calendarServiceId === null || from === undefined || from === calendarServiceId) return undefined;
  const service = [...services.values()].find(one => one.calendarServiceId === calendarServiceId);
  return { from, to: calendarServiceId, serviceId: service?.serviceId ?? null };
}

function customerChange(
  { customerId: from }: DataOf<'AppointmentScheduled'>,
  { customerId: to }: RecordBookingDetails,
): Changed['customer'] | undefined {
  return to === undefined || to === from ? undefined : { from, to };
}
