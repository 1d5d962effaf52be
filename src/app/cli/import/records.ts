// Turns a row of an export into a customer and an appointment, with ids that a second run finds again.
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { BookingForm } from '../../../calendar/booking.ts';
import { contactDetailsOf } from '../../../customers/contact.ts';
import { bookingUidSchema } from '../../../domain/appointment/booking-reference.ts';
import { type CountrySource, countryOf } from '../../../domain/company/company.ts';
import { derivedId } from '../../../domain/ids.ts';
import { parsePhoneNumber } from '../../../domain/phone-number.ts';
import { type Country, currencySchema, idSchema, timeZoneSchema } from '../../../domain/values.ts';

export interface CustomerRecord {
  /** Of the file's own; the service may know the customer by another one. */
  customerId: string;
  /** The file gives no id of theirs: the service finds their record by contact and name. */
  byContact?: true;
  name: string;
  phone?: string;
  email?: string;
}

export interface AppointmentRecord {
  appointmentId: string;
  customerId: string;
  startsAt: string;
  endsAt: string;
  timeZone: string;
  branchId?: string;
  serviceId?: string;
  staffId?: string;
  price?: { amountCents: number; currency: string };
  status?: 'pending' | 'scheduled' | 'confirmed' | 'booked';
  booking?: { uid?: string; numericId?: number; externalId?: string; calendarServiceId?: number; form?: BookingForm };
  bookedAt?: string;
}

export interface ImportSettings {
  companyId: string;
  /** For times without an offset. */
  timeZone: string;
  currency: string;
  /** Tells the country of a row: its branch's, else the company's. */
  places: CountrySource;
}

export type ParsedRow =
  | {
      kind: 'record';
      customer: CustomerRecord | undefined;
      appointment: AppointmentRecord | undefined;
      /** A phone was given that is no number; the customer is imported without. */
      phoneDropped: boolean;
    }
  /** Which columns were wrong; never their values, which may be personal. */
  | { kind: 'bad'; problems: string[] };

const text = z.preprocess(asText, z.string().max(500).optional());
const id = z.preprocess(asText, idSchema.optional());
const whole = z.preprocess(asText, z.coerce.number().int().nonnegative().optional());
const rowSchema = z.object({
  kind: z.preprocess(asText, z.enum(['customer', 'appointment']).optional()),
  id,
  external_id: text,
  name: z.preprocess(asText, z.string().max(200).optional()),
  phone: text,
  email: text,
  customer_id: id,
  customer: text,
  starts_at: text,
  ends_at: text,
  minutes: whole,
  time_zone: z.preprocess(asText, timeZoneSchema.optional()),
  branch: id,
  service: id,
  staff: id,
  price: z.preprocess(
    asText,
    z
      .string()
      .regex(/^\d{1,7}([.,]\d{1,2})?$/)
      .optional(),
  ),
  currency: z.preprocess(asText, currencySchema.optional()),
  status: z.preprocess(asText, z.enum(['pending', 'scheduled', 'confirmed', 'booked']).optional()),
  booking_uid: z.preprocess(asText, bookingUidSchema.optional()),
  booking_numeric_id: whole,
  calendar_service_id: whole,
  form: z.preprocess(asText, z.enum(['single', 'seated', 'recurring']).optional()),
  booked_at: text,
});
type Row = z.infer<typeof rowSchema>;

/** Reads one row; a phone that is no number becomes none. */
export function parseRow(values: Record<string, unknown>, settings: ImportSettings): ParsedRow {
  const parsed = rowSchema.safeParse(values);
  if (!parsed.success) return bad(...parsed.error.issues.map(problemOf));
  const row = parsed.data;
  const isAppointment = row.kind === 'appointment' || (row.kind === undefined && row.starts_at !== undefined);
  const country = countryOf(settings.places, { branchId: row.branch });
  const phone = row.phone === undefined ? undefined : parsePhoneNumber(row.phone, country);
  const phoneDropped = row.phone !== undefined && phone === undefined;
  const customer = customerOf(row, isAppointment, phone, country, settings);
  if (!isAppointment) return customer ? { kind: 'record', customer, appointment: undefined, phoneDropped } : bad('name: missing');

  const customerId = customer?.customerId ?? row.customer_id ?? (row.customer && importedCustomerId(settings, row.customer));
  if (customerId === undefined) return bad('customer: missing (customer_id, customer or name)');
  const appointment = appointmentOf(row, customerId, settings);
  return 'problem' in appointment ? bad(appointment.problem) : { kind: 'record', customer, appointment, phoneDropped };
}

/** The wanted form, where a column has one that is not seen from its name. */
const wantedForms: Record<string, string> = {
  booking_uid: 'the uid of the booking at the calendar, as in bT1LntHUU8qdQNMMFpWFPm',
  price: 'an amount, as in 45,00 or 45.00',
  currency: 'three letters, as in EUR',
  time_zone: 'a time zone, as in Europe/Berlin',
  kind: 'customer or appointment',
  status: 'pending, scheduled, confirmed or booked',
  form: 'single, seated or recurring',
};
const wantedOfIds = 'letters, digits, _ and -, up to 64';

function problemOf({ path, code }: z.core.$ZodIssue): string {
  const column = path.join('.');
  const isId = ['id', 'customer_id', 'branch', 'service', 'staff'].includes(column);
  const wanted = wantedForms[column] ?? (isId ? wantedOfIds : undefined);
  return wanted === undefined ? `${column}: ${code}` : `${column}: not ${wanted}`;
}

const bad = (...problems: string[]): ParsedRow => ({ kind: 'bad', problems });

const importedCustomerId = ({ companyId }: ImportSettings, externalId: string): string =>
  derivedId('import', companyId, 'customer', externalId);

/** In an appointment's row `id` and `external_id` are the appointment's, and its customer is named by `customer`. */
function customerOf(
  row: Row,
  isAppointment: boolean,
  phone: string | undefined,
  country: Country,
  settings: ImportSettings,
): CustomerRecord | undefined {
  const { name, email } = row;
  if (name === undefined) return undefined;
  const own = isAppointment ? { id: row.customer_id, external: row.customer } : { id: row.id, external: row.external_id };
  // By a name alone two people would be one: without a contact each appointment has a customer of its own.
  const alone = phone === undefined && email === undefined ? [row.starts_at ?? ''] : [];
  const content = ['import', settings.companyId, 'customer-content', name, phone ?? '', email ?? '', ...alone];
  const customerId = own.id ?? (own.external === undefined ? derivedId(...content) : importedCustomerId(settings, own.external));
  const person = contactDetailsOf(
    { name, email: email ?? null, phoneNumber: phone ?? null },
    { country, isLine: () => false, emails: [] },
  );
  const isFound = own.id === undefined && own.external === undefined && (person.phone ?? person.email) !== undefined;
  return {
    customerId,
    ...(isFound && { byContact: true as const }),
    name,
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
  };
}

function appointmentOf(row: Row, customerId: string, settings: ImportSettings): AppointmentRecord | { problem: string } {
  const timeZone = row.time_zone ?? settings.timeZone;
  const start = row.starts_at === undefined ? undefined : instant(row.starts_at, timeZone);
  if (start === undefined) return { problem: 'starts_at: not a time that exists' };
  const end = row.ends_at === undefined ? row.minutes && start.plus({ minutes: row.minutes }) : instant(row.ends_at, timeZone);
  if (!end || end <= start) return { problem: 'ends_at or minutes: missing, or not after the start' };
  const bookedAt = row.booked_at === undefined ? undefined : instant(row.booked_at, timeZone);
  if (row.booked_at !== undefined && !bookedAt) return { problem: 'booked_at: not a time that exists' };

  const startsAt = utc(start);
  const content = [customerId, startsAt, row.service ?? '', row.staff ?? ''];
  const identity = row.external_id === undefined ? ['appointment-content', ...content] : ['appointment', row.external_id];
  const booking = {
    ...(row.booking_uid !== undefined && { uid: row.booking_uid }),
    ...(row.booking_numeric_id !== undefined && { numericId: row.booking_numeric_id }),
    ...(row.external_id !== undefined && { externalId: row.external_id }),
    ...(row.calendar_service_id !== undefined && { calendarServiceId: row.calendar_service_id }),
    ...(row.form !== undefined && { form: row.form }),
  };
  // An external id alone is no booking at the calendar.
  const isBooked = row.booking_uid !== undefined || row.booking_numeric_id !== undefined;
  return {
    appointmentId: row.id ?? derivedId('import', settings.companyId, ...identity),
    customerId,
    startsAt,
    endsAt: utc(end),
    timeZone,
    ...(row.branch !== undefined && { branchId: row.branch }),
    ...(row.service !== undefined && { serviceId: row.service }),
    ...(row.staff !== undefined && { staffId: row.staff }),
    ...(row.price !== undefined && { price: { amountCents: cents(row.price), currency: row.currency ?? settings.currency } }),
    ...(row.status !== undefined && { status: row.status }),
    ...(isBooked && { booking }),
    ...(bookedAt && { bookedAt: utc(bookedAt) }),
  };
}

const cents = (price: string): number => Math.round(Number(price.replace(',', '.')) * 100);
const utc = (at: DateTime): string => at.toJSDate().toISOString();
const localFormats = ['dd.MM.yyyy HH:mm', 'd.M.yyyy H:mm', 'yyyy-MM-dd HH:mm', 'yyyy-MM-dd HH:mm:ss'];

/** ISO 8601 or `10.10.2025 14:00`, local where it has no offset; undefined without a time, or for one the clock skips in spring. */
function instant(value: string, zone: string): DateTime | undefined {
  const candidates = [
    DateTime.fromISO(value, { zone }),
    ...localFormats.map(format => DateTime.fromFormat(value, format, { zone })),
  ];
  const at = candidates.find(candidate => candidate.isValid);
  if (!at) return undefined;
  const hasOffset = /(Z|[+-]\d{2}:?\d{2})$/i.test(value);
  const clockHour = /[T ](\d{1,2}):/.exec(value)?.[1];
  const exists = clockHour !== undefined && (hasOffset || Number(clockHour) === at.hour);
  return exists ? at : undefined;
}

function asText(value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return value;
  const trimmed = value.trim();
  return trimmed === '' ? undefined : trimmed;
}
