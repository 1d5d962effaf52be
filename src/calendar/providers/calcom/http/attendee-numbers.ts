// The telephone numbers a booking gives for its attendee: many forms ask for one, and each puts it somewhere else.
import { z } from 'zod';
import { writtenNumber } from '../../../../domain/phone-number.ts';

/** Cal.com's own fields, and the usual names of a company's own one. */
const ownFields = ['attendeePhoneNumber', 'attendeePhoneInput', 'phone', 'phoneNumber', 'smsReminderNumber'];
/** Fields of Cal.com that hold no number, whatever somebody writes there. */
const noNumberIn = new Set(['name', 'email', 'title', 'notes', 'guests', 'rescheduleReason', 'location']);
/** The place "I will call you", in a webhook, in the API's answer and in its request. Any other place has a number of the host's. */
const attendeesPhone = new Set(['phone', 'attendeePhone', 'attendeePhoneInput']);

const phoneLabel = /phone|telefon|t[ée]l[ée]phone|\btel\b|handy|natel|mobil|\bcell|rufnummer|whatsapp|\bsms\b|cellulare/i;
/** Machines, and people who are not the attendee. */
const othersLabel =
  /fax|notfall|emergen|urgence|arzt|doctor|physician|begleit|companion|partner|angeh[öo]rig|betreuer|referr|empfehl/i;

/** The API gives the answer itself, a webhook wraps it with its label. */
const answerSchema = z.union([
  z.looseObject({ label: z.string().nullish(), value: z.unknown().optional() }),
  z.unknown().transform(value => ({ label: null, value })),
]);
const formSchema = z.record(z.string(), answerSchema).nullish().catch(null);
const placeSchema = z.looseObject({
  value: z.unknown().optional(),
  type: z.unknown().optional(),
  optionValue: z.unknown().optional(),
  phone: z.unknown().optional(),
  phoneNumber: z.unknown().optional(),
});

/** Where the numbers of an attendee may stand; none of it is trusted to be well formed. */
export interface AttendeeForm {
  /** The form's answers, in the order they are looked through. */
  answers: readonly unknown[];
  /** Where the booking takes place; a number, where the attendee is called. */
  location: unknown;
}

/** The numbers of a form in any spelling: Cal.com's own fields first, then the place, then the company's fields. */
export function attendeeNumbers({ answers, location }: AttendeeForm): string[] {
  const fields = answers.flatMap(form => Object.entries(formSchema.parse(form) ?? {}));
  const own = ownFields.flatMap(name => fields.filter(([field]) => field === name).map(([, { value }]) => value));
  const places = [
    ...fields.filter(([field]) => field === 'location').map(([, answer]) => placeOf(answer.value, answer)),
    placeOf(location),
  ];
  // A place of another kind says whose the number beside it is: the host's.
  const numbersOfPlaces = places.some(({ kind }) => kind === 'other') ? [] : places.map(({ number }) => number);
  const custom = fields.filter(([field, { label }]) => !noNumberIn.has(field) && !othersLabel.test(`${field} ${label ?? ''}`));
  const labelled = custom.filter(([field, { label }]) => phoneLabel.test(field) || phoneLabel.test(label ?? ''));
  // Cal.com writes what stands in a field for numbers with a plus.
  const withPlus = custom.filter(([, { value }]) => typeof value === 'string' && value.trim().startsWith('+'));
  const given = [...own, ...numbersOfPlaces, ...[...labelled, ...withPlus].map(([, { value }]) => value)];
  return [...new Set(given.map(asNumber).filter(number => number !== undefined))];
}

/** Cal.com makes an address of the number for those who book by number alone. */
export function numberInAddress(email: string | null): string | undefined {
  const digits = /^\+?(\d{8,15})@sms\.cal\.com$/i.exec(email?.trim() ?? '')?.[1];
  return digits === undefined ? undefined : `+${digits}`;
}

/** What one attendee gives: the number of theirs, and others they gave beside it. */
export function numbersOf(
  { phoneNumber, email }: { phoneNumber: string | null; email: string | null },
  formNumbers: readonly string[],
): { phoneNumber: string | null; otherNumbers?: string[] } {
  const given = [phoneNumber || undefined, numberInAddress(email), ...formNumbers];
  const [first = null, ...others] = new Set(given.filter(number => number !== undefined));
  return { phoneNumber: first, ...(others.length > 0 && { otherNumbers: others }) };
}

type Place = { kind: 'attendee' | 'unnamed'; number: unknown } | { kind: 'other'; number?: undefined };

function placeOf(value: unknown, wrapped?: unknown): Place {
  if (typeof value === 'string' && asNumber(value) !== undefined) return { kind: 'unnamed', number: value };
  const place = placeSchema.safeParse(typeof value === 'object' && value !== null ? value : wrapped).data;
  const type = place?.type ?? place?.value;
  if (typeof type !== 'string' || type === '') return { kind: 'unnamed', number: undefined };
  if (!attendeesPhone.has(type)) return { kind: 'other' };
  return { kind: 'attendee', number: place?.optionValue ?? place?.phone ?? place?.phoneNumber };
}

function asNumber(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text.length > 100) return undefined;
  return /\d/.test(text) && writtenNumber(text) ? text.trim() : undefined;
}
