// Decides which record a name and a contact belong to. A contact is evidence; the name decides.
import { isNameless, isSameName, isSamePerson } from './same-person.ts';

/** The person who booked, wrote or was imported; parts that are no evidence have been left out. */
export interface Person {
  /** Undefined where nobody was named. */
  name: string | undefined;
  /** Full E.164. */
  phone: string | undefined;
  email: string | undefined;
}

/** A customer's record that has one of the person's contacts. */
export interface KnownRecord {
  id: string;
  name: string;
  phone: string | null;
  email: string | null;
  /** The record it was merged into by staff. */
  mergedInto: string | null;
}

export type RecordMatch =
  /** `gains`: what the record did not have yet. */
  | { kind: 'known'; id: string; gains: { phone?: string; email?: string } }
  /** Nobody's, or nobody can tell whose: a record of its own, which staff can merge. */
  | { kind: 'new' };

/**
 * The same number with a name that fits; else, where the number says nothing against it, the same e-mail with a name that
 * fits. Another name on the contact is another person, and so is another number beside the e-mail. Of several that fit
 * `preferred` decides, the ids that bookings make of this contact and name.
 */
export function matchRecord(person: Person, known: readonly KnownRecord[], preferred: readonly string[]): RecordMatch {
  const { name, phone, email } = person;
  // A number alone says as much of nobody as it does on the phone; an address many may share says nothing.
  if (name === undefined) {
    const nameless = known.filter(record => phone !== undefined && record.phone === phone && isNameless(record.name));
    return chosen(person, nameless, preferred);
  }
  const fitting = known.filter(record => isSamePerson(record.name, name));
  const onNumber = fitting.filter(record => phone !== undefined && record.phone === phone);
  if (onNumber.length > 0) return chosen(person, onNumber, preferred);
  const byEmail = fitting.filter(
    record => email !== undefined && isSameEmail(record.email, email) && (phone === undefined || record.phone === null),
  );
  return chosen(person, byEmail, preferred);
}

/** The only one; else the only one with the e-mail as well, or with the very same name; else the one that bookings make. */
function chosen(person: Person, fitting: readonly KnownRecord[], preferred: readonly string[]): RecordMatch {
  const { name, email } = person;
  const narrowed = [
    (record: KnownRecord) => email !== undefined && isSameEmail(record.email, email),
    (record: KnownRecord) => name !== undefined && isSameName(record.name, name),
  ].reduce((left, fits) => (left.some(fits) ? left.filter(fits) : left), fitting);
  const people = new Set(narrowed.map(({ id, mergedInto }) => mergedInto ?? id));
  const record = people.size === 1 ? narrowed[0] : narrowed.find(({ id }) => preferred.includes(id));
  return record ? { kind: 'known', id: record.id, gains: gainsOf(person, record) } : { kind: 'new' };
}

function gainsOf({ phone, email }: Person, record: KnownRecord): { phone?: string; email?: string } {
  return {
    ...(record.phone === null && phone !== undefined && { phone }),
    ...(record.email === null && email !== undefined && { email }),
  };
}

const isSameEmail = (a: string | null, b: string): boolean => a?.trim().toLowerCase() === b.trim().toLowerCase();
