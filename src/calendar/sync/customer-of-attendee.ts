// The attendee of a booking as a customer's record, and whether the booking is still the same person's.
import { contactDetailsOf } from '../../customers/contact.ts';
import { type CustomerDependencies, findOrRegister } from '../../customers/find-or-register.ts';
import type { AppointmentState } from '../../domain/appointment/appointment-state.ts';
import { company, countryOf } from '../../domain/company/company.ts';
import { customer } from '../../domain/customer/customer.ts';
import { isNameless, isSamePerson } from '../../domain/customer/same-person.ts';
import { companyStream, customerStream, derivedId } from '../../domain/ids.ts';
import type { Attendee, Booking } from '../booking.ts';

export interface BookedFor {
  bookingUid: string;
  attendee: Attendee;
  branchId: string | undefined;
  /** The host's address stands on bookings that staff makes for those who give none. */
  hostEmail: string | null;
}

/** The id of the attendee's record, found or registered. */
export async function customerOf(
  companyId: string,
  { bookingUid, attendee, branchId, hostEmail }: BookedFor,
  deps: CustomerDependencies,
): Promise<string> {
  const { state } = await deps.executor.load(company, companyStream(companyId));
  const person = contactDetailsOf(attendee, {
    country: countryOf(state, { branchId }),
    isLine: line => state.lines.has(line),
    emails: hostEmail === null ? [] : [hostEmail],
  });
  const { customerId } = await findOrRegister(
    {
      companyId,
      person,
      origin: bookingUid,
      context: {
        correlationId: derivedId('booking', companyId, bookingUid),
        companyId,
        actor: { kind: 'calendar', id: 'calendar' },
        channel: 'calendar',
      },
    },
    deps,
  );
  return customerId;
}

/**
 * The record of the attendee, where the booking is another person's than the appointment's customer. Only of appointments that came
 * from a booking: of others staff have said whose they are, and the name on the booking may always have been another. Where several
 * are to come, one of them is enough to be the customer; of seats nobody knows which is theirs.
 */
export async function otherCustomer(
  { details, scheduledAs }: AppointmentState,
  booking: Booking,
  deps: CustomerDependencies,
): Promise<string | undefined> {
  if (!details || scheduledAs?.origin !== 'calendar' || booking.form === 'seated') return undefined;
  const { companyId, customerId, branchId } = details;
  const recordOf = async (id: string) => (await deps.executor.load(customer, customerStream(companyId, id))).state;
  const known = await recordOf(customerId);
  const [attendee] = booking.attendees;
  if (!known.contact || !attendee || isNameless(attendee.name)) return undefined;
  const { name } = known.contact;
  if (booking.attendees.some(person => person.name !== null && isSamePerson(name, person.name))) return undefined;
  const hostEmail = booking.hosts[0]?.email ?? null;
  const other = await customerOf(companyId, { bookingUid: booking.uid, attendee, branchId, hostEmail }, deps);
  const { mergedInto } = await recordOf(other);
  return (mergedInto ?? other) === (known.mergedInto ?? customerId) ? undefined : other;
}
