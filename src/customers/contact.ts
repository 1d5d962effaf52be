// Takes from a given contact what identifies a person: a number and an address of their own, no placeholder and none of the
// company's.
import { isNameless } from '../domain/customer/same-person.ts';
import type { Person } from '../domain/customer/whose-record.ts';
import { parsePhoneNumber } from '../domain/phone-number.ts';
import type { Country } from '../domain/values.ts';

/** As a booking, a form or a file gives it. */
export interface GivenContact {
  name: string | null;
  email: string | null;
  phoneNumber: string | null;
  /** Where that one is none: others of the same person, in their order. */
  otherNumbers?: readonly string[] | undefined;
}

/** The company's country, and its own lines and addresses, which stand on bookings that staff makes. */
export interface OwnContacts {
  /** National numbers are read by it. */
  country: Country;
  isLine(number: string): boolean;
  emails: readonly string[];
}

const longestName = 200;
const longestAddress = 200;
/** Mailboxes nobody reads, and addresses people type into a form when they have none. */
const nobodysBox =
  /^(?:no-?_?\.?reply|do-?_?not-?_?reply|keine-?_?antwort|no-?e?mail|keine?-?e?mail|keine|ohne|none|unknown|unbekannt|anonymous|anonym)(?:[+._-].*)?$/;
/** Cal.com makes an address from the number of people who give no other. */
const madeUpDomain = /(?:^|\.)(?:invalid|sms\.cal\.com)$/;

/** The name as given, the number in full E.164, the address in lower case; each undefined where it identifies nobody. */
export function contactDetailsOf({ name, email, phoneNumber, otherNumbers = [] }: GivenContact, own: OwnContacts): Person {
  const numbers = [phoneNumber, ...otherNumbers].map(given => parsePhoneNumber(given, own.country));
  const address = addressOf(email);
  return {
    name: isNameless(name) ? undefined : name?.trim().slice(0, longestName),
    phone: numbers.find(number => number !== undefined && !own.isLine(number)),
    email: address === undefined || own.emails.some(one => addressOf(one) === address) ? undefined : address,
  };
}

function addressOf(email: string | null): string | undefined {
  const address = email?.trim().toLowerCase() ?? '';
  const [box = '', domain = '', ...more] = address.split('@');
  const isAddress = box !== '' && domain !== '' && more.length === 0 && address.length <= longestAddress;
  return isAddress && !nobodysBox.test(box) && !madeUpDomain.test(domain) ? address : undefined;
}
