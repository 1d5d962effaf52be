// The attendee of a booking as a customer's record.
import { personOf } from '../customers/contact.ts';
import { type CustomerDependencies, findOrRegister } from '../customers/find-or-register.ts';
import { company } from '../domain/company.ts';
import { companyStream, derivedId } from '../domain/ids.ts';

export interface Attendee {
  name: string | null;
  email: string | null;
  phoneNumber: string | null;
}

export interface BookedFor {
  bookingUid: string;
  attendee: Attendee;
  /** The host's address stands on bookings that staff makes for those who give none. */
  hostEmail: string | null;
}

/** The id of the attendee's record, found or registered. */
export async function customerOf(
  companyId: string,
  { bookingUid, attendee, hostEmail }: BookedFor,
  deps: CustomerDependencies,
): Promise<string> {
  const { state } = await deps.executor.load(company, companyStream(companyId));
  const person = personOf(attendee, {
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
        actor: { kind: 'calendar', id: 'cal.com' },
        channel: 'calendar',
      },
    },
    deps,
  );
  return customerId;
}
