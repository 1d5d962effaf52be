// The attendee of a booking as a customer: by number, else by e-mail, else newly registered; never by name alone.
import parsePhoneNumber from 'libphonenumber-js';
import { registerCustomer } from '../../commands/register-customer.ts';
import { customer } from '../domain/customer.ts';
import { customerStream, derivedId } from '../domain/ids.ts';
import type { RequestContext } from '../domain/metadata.ts';
import { normaliseName } from '../domain/names.ts';
import type { Executor } from '../eventstore/execute.ts';
import type { KnownCustomer } from '../readmodels/queries/calendar-subjects.ts';

export interface Attendee {
  name: string | null;
  email: string | null;
  phoneNumber: string | null;
}

export interface CustomerLookup {
  byContact(companyId: string, contact: { phone: string } | { email: string }): Promise<KnownCustomer[]>;
}

const nameless = 'Unbekannt';

/**
 * The customer's id. Those who share a number are told apart by name, then by e-mail; a name of its own on a shared
 * number is a new customer. New ids derive from company, number or e-mail, else from the booking, so a repeat finds its first try.
 */
export async function customerOf(
  companyId: string,
  bookingUid: string,
  attendee: Attendee,
  deps: { executor: Executor; lookup: CustomerLookup },
): Promise<string> {
  const phone = attendee.phoneNumber ? parsePhoneNumber(attendee.phoneNumber) : undefined;
  const number = phone?.isValid() ? phone.number : undefined;
  const email = attendee.email?.trim().toLowerCase() || undefined;
  const name = attendee.name?.trim().slice(0, 200) || nameless;

  if (number !== undefined) {
    const sharing = await deps.lookup.byContact(companyId, { phone: number });
    const [only, ...others] = sharing;
    if (only && others.length === 0) return only.id;
    const same = sharing.find(known => alike(known.name, name)) ?? sharing.find(known => known.email?.toLowerCase() === email);
    if (same) return same.id;
  } else if (email !== undefined) {
    const [known] = await deps.lookup.byContact(companyId, { email });
    if (known) return known.id;
  }
  const mark = number ?? email;
  const id = mark === undefined ? derivedId('customer', companyId, 'booking', bookingUid) : await derived(mark);
  await register(id);
  return id;

  /** The read model may lag behind a registration of a moment ago: the stream of the derived id tells. */
  async function derived(mark: string): Promise<string> {
    const first = derivedId('customer', companyId, mark);
    const { state } = await deps.executor.load(customer, customerStream(companyId, first), { fresh: true });
    const free = !state.contact || alike(state.contact.name, name) || number === undefined;
    return free ? first : derivedId('customer', companyId, mark, normaliseName(name));
  }

  async function register(customerId: string): Promise<void> {
    const stream = customerStream(companyId, customerId);
    const { state } = await deps.executor.load(customer, stream, { fresh: true });
    if (state.contact) return;
    const context: RequestContext = {
      correlationId: derivedId('booking', companyId, bookingUid),
      companyId,
      subject: customerId,
      actor: { kind: 'calendar', id: 'cal.com' },
      channel: 'calendar',
    };
    await deps.executor.execute({
      aggregate: customer,
      stream,
      commandId: derivedId('register-attendee', companyId, customerId),
      context,
      decide: current =>
        registerCustomer(current, {
          companyId,
          customerId,
          name,
          ...(number !== undefined && { phone: number }),
          ...(email !== undefined && { email }),
        }),
    });
  }
}

const alike = (a: string, b: string): boolean => normaliseName(a) === normaliseName(b);
