// Finds the record of the person who booked, by contact and name, or registers one. Webhooks, reconciliation, imports and staff all
// use it.
import { gainContact, registerCustomerIfNew } from '../../commands/customer/register-customer.ts';
import { customer } from '../domain/customer/customer.ts';
import { normaliseName } from '../domain/customer/names.ts';
import { type KnownRecord, matchRecord, type Person } from '../domain/customer/whose-record.ts';
import { Fault } from '../domain/fault.ts';
import { customerStream, derivedId } from '../domain/ids.ts';
import type { RequestContext } from '../domain/metadata.ts';
import type { Executor } from '../platform/eventstore/execute.ts';

export interface CustomerLookup {
  /** Where very many share a contact, those whose names are most like the given one. */
  byContact(companyId: string, contact: { phone: string } | { email: string }, name: string): Promise<KnownRecord[]>;
}

export interface FindOrRegister {
  companyId: string;
  person: Person;
  /** What a new record's id derives from where there is no contact, for instance a booking's uid; a repeat finds it again. */
  origin: string;
  context: RequestContext;
}

export interface CustomerDependencies {
  executor: Executor;
  lookup: CustomerLookup;
}

const nameless = 'Unbekannt';
const mostTries = 5;

/** The record's id; `position` of what was appended. Ids of new records derive from contact and name, so a repeat finds its first try. */
export async function findOrRegister(
  { companyId, person, origin, context }: FindOrRegister,
  { executor, lookup }: CustomerDependencies,
): Promise<{ customerId: string; registered: boolean; position: bigint | undefined }> {
  const { phone, email } = person;
  const name = person.name ?? nameless;
  const own = idsFor(companyId, person, origin);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const ids = await Promise.all(own.map(notErased));
    const known = await knownRecords(ids);
    const whose = matchRecord(person, [...known.values()], ids);
    const free = ids.find(id => !known.has(id));
    const customerId =
      whose.kind === 'known' ? whose.id : (free ?? (await notErased(derivedId('customer', companyId, 'origin', origin))));
    const registered = whose.kind === 'new';
    if (!registered && Object.keys(whose.gains).length === 0) return { customerId, registered, position: undefined };
    const executed = await executor.execute({
      aggregate: customer,
      stream: customerStream(companyId, customerId),
      commandId: derivedId('register-attendee', companyId, customerId, origin),
      context: { ...context, subject: customerId },
      decide: state =>
        registered
          ? registerCustomerIfNew(state, { companyId, customerId, name, phone, email })
          : gainContact(state, { companyId, customerId, ...whose.gains }),
    });
    // Refused: another request has taken this id meanwhile, and its record is found the next time.
    if (executed.kind === 'appended') return { customerId, registered, position: executed.position };
  }
  throw new Fault('too_many_conflicts', 'a customer could not be registered among many at once');

  /** By the read model, and by the streams of the ids this person may have: the read model may lag a moment behind. */
  async function knownRecords(ids: readonly string[]): Promise<Map<string, KnownRecord>> {
    const [byPhone, byEmail, own] = await Promise.all([
      phone === undefined ? [] : lookup.byContact(companyId, { phone }, name),
      email === undefined ? [] : lookup.byContact(companyId, { email }, name),
      Promise.all(ids.map(recordOf)),
    ]);
    return new Map([...byPhone, ...byEmail, ...own.flat()].map(record => [record.id, record]));
  }

  /** Nothing is kept under the id of one who was erased: who comes again gets the next id, and a repeat finds it. */
  async function notErased(id: string): Promise<string> {
    const { state } = await executor.load(customer, customerStream(companyId, id), { fresh: true });
    return state.erasure ? notErased(derivedId('customer', companyId, 'after', id)) : id;
  }

  async function recordOf(id: string): Promise<KnownRecord[]> {
    const { state } = await executor.load(customer, customerStream(companyId, id), { fresh: true });
    const { contact, mergedInto = null } = state;
    return contact ? [{ id, name: contact.name, phone: contact.phone ?? null, email: contact.email ?? null, mergedInto }] : [];
  }
}

/** The ids a person may have been given, in the order they are taken: of the contact, of contact and name, of the origin. */
function idsFor(companyId: string, { name, phone, email }: Person, origin: string): string[] {
  const normalised = name === undefined ? '' : normaliseName(name);
  const marks = [phone, name === undefined ? undefined : email].filter(mark => mark !== undefined);
  return [
    ...marks.flatMap(mark => [derivedId('customer', companyId, mark), derivedId('customer', companyId, mark, normalised)]),
    derivedId('customer', companyId, 'booking', origin),
  ];
}
