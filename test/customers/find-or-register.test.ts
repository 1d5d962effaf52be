// The record of a person who booked, over a store: one person one record, whatever comes at once or before the read models know.
import { beforeEach, describe, expect, test } from 'vitest';
import { contactDetailsOf, type GivenContact, type OwnContacts } from '../../src/customers/contact.ts';
import { findOrRegister } from '../../src/customers/find-or-register.ts';
import { customer } from '../../src/domain/customer/customer.ts';
import type { KnownRecord } from '../../src/domain/customer/whose-record.ts';
import { customerStream } from '../../src/domain/ids.ts';
import { createExecutor } from '../../src/platform/eventstore/execute.ts';
import { createMemoryStore, type MemoryStore } from '../calendar/support/memory-store.ts';

const companyId = 'salon';
const number = '+4915112345678';
const hostEmail = 'termine@salon.example';
const clock = { now: () => new Date('2026-11-23T10:00:00.000Z'), elapsed: () => 0, sleep: async () => undefined };
const own: OwnContacts = { country: 'DE', isLine: (line: string) => line === '+493012345678', emails: [hostEmail] };
let store: MemoryStore;
let executor: ReturnType<typeof createExecutor>;
beforeEach(() => {
  store = createMemoryStore(clock);
  executor = createExecutor(store, clock);
});

/** As the read model would know them, or as one that lags behind does. */
async function known(): Promise<KnownRecord[]> {
  const streams = new Set(store.all().flatMap(({ stream }) => (stream.startsWith('customer-') ? [stream] : [])));
  return Promise.all(
    [...streams].map(async stream => {
      const { contact } = (await executor.load(customer, stream, { fresh: true })).state;
      const id = stream.slice(customerStream(companyId, '').length);
      return { id, name: contact?.name ?? '', phone: contact?.phone ?? null, email: contact?.email ?? null, mergedInto: null };
    }),
  );
}
const current = {
  byContact: async (_: string, contact: { phone: string } | { email: string }) =>
    (await known()).filter(one => ('phone' in contact ? one.phone === contact.phone : one.email === contact.email)),
};
const lagging = { byContact: async () => [] };
let bookings = 0;
async function book(name: string | null, contact: Partial<GivenContact> = {}, lookup: typeof current = current, origin?: string) {
  bookings += 1;
  const { customerId } = await findOrRegister(
    {
      companyId,
      person: contactDetailsOf({ name, email: null, phoneNumber: null, ...contact }, own),
      origin: origin ?? `booking-${bookings}`,
      context: { correlationId: 'test', companyId, actor: { kind: 'calendar', id: 'calendar' }, channel: 'calendar' },
    },
    { executor, lookup },
  );
  return customerId;
}
const contactOf = async (id: string) =>
  (await executor.load(customer, customerStream(companyId, id), { fresh: true })).state.contact;

describe.each([
  ['with read models up to date', current],
  ['with read models that know nothing yet', lagging],
])('%s', (_, lookup) => {
  test('a booking reported twice is of one customer', async () => {
    const first = await book('Eva Müller', { phoneNumber: number }, lookup, 'same');
    expect(await book('Eva Müller', { phoneNumber: number }, lookup, 'same')).toBe(first);
  });
  test('the same number in another format and the name in another order is the same customer', async () => {
    const first = await book('Eva Müller', { phoneNumber: '0151 12345678' }, lookup);
    for (const phoneNumber of [number, '0049 151 12345678', '(0151) 123-45678', '+49 (0)151 12345678'])
      expect(await book('MUELLER, Eva', { phoneNumber }, lookup)).toBe(first);
    expect(await contactOf(first)).toEqual({ name: 'Eva Müller', phone: number });
  });
  test('the first that is a number and none of the company’s counts', async () => {
    const first = await book('Eva Müller', { phoneNumber: number }, lookup);
    const otherNumbers = ['12', '+493012345678', '0151 12345678', '+4915112345670'];
    expect(await book('Eva Müller', { phoneNumber: 'Unbekannt', otherNumbers }, lookup)).toBe(first);
  });
  test('a family on one number is as many customers as there are names', async () => {
    const ids = [];
    for (const name of ['Eva Müller', 'Max Müller', 'Eva Möller', 'Max Müller', 'Eva Müller'])
      ids.push(await book(name, { phoneNumber: number }, lookup));
    expect(new Set(ids).size).toBe(3);
    expect([ids[3], ids[4]]).toEqual([ids[1], ids[0]]);
  });
  test('an office’s address on everybody’s bookings is as many customers as there are names', async () => {
    const ids = [];
    for (const name of ['Eva Müller', 'Max Weber', 'Eva Müller'])
      ids.push(await book(name, { email: 'buero@firma.example' }, lookup));
    expect(ids[1]).not.toBe(ids[0]);
    expect(ids[2]).toBe(ids[0]);
  });
  test('who is known by e-mail and books with number and e-mail is the same customer, and has the number from then on', async () => {
    const first = await book('Eva Müller', { email: 'Eva@Example.org' }, lookup);
    expect(await book('Eva Müller', { email: 'eva@example.org', phoneNumber: number }, lookup)).toBe(first);
    expect(await contactOf(first)).toEqual({ name: 'Eva Müller', phone: number, email: 'eva@example.org' });
  });
  test('placeholders are no evidence, and are not kept as a contact', async () => {
    const contacts: Partial<GivenContact>[] = [
      { email: hostEmail },
      { email: 'noreply@cal.example' },
      { email: 'no-reply+1@cal.example' },
      { email: '4915112345678@sms.cal.com' },
      { phoneNumber: 'anonymous' },
      { phoneNumber: '+266696687' },
      { phoneNumber: '00000000' },
      { phoneNumber: 'anonymous_1759695727_b33a2f2c' },
      { phoneNumber: '+493012345678' },
      {},
    ];
    const ids = [];
    for (const contact of contacts) ids.push(await book('Eva Müller', contact, lookup));
    expect(new Set(ids).size).toBe(contacts.length);
    for (const id of ids) expect(await contactOf(id)).toEqual({ name: 'Eva Müller' });
  });
  test('bookings for nobody by name are of one customer on a number, and of their own otherwise', async () => {
    const eva = await book('Eva Müller', { phoneNumber: number }, lookup);
    const first = await book(null, { phoneNumber: number }, lookup);
    expect(first).not.toBe(eva);
    expect(await book('Unbekannt', { phoneNumber: number }, lookup)).toBe(first);
    expect(await book(null, { email: 'eva@example.org' }, lookup)).not.toBe(
      await book(null, { email: 'eva@example.org' }, lookup),
    );
  });
});

test('many people on one number at the same moment are each one customer, and nobody takes another’s name', async () => {
  const names = ['Eva Müller', 'Max Müller', 'Paul Weber', 'Eva Müller', 'Max Müller', 'Paul Weber'];
  const ids = await Promise.all(names.map(name => book(name, { phoneNumber: number }, lagging)));
  expect(new Set(ids).size).toBe(3);
  for (const [index, id] of ids.entries()) expect((await contactOf(id))?.name).toBe(names[index]);
  expect(store.all().map(({ type }) => type)).toEqual(['CustomerRegistered', 'CustomerRegistered', 'CustomerRegistered']);
});
