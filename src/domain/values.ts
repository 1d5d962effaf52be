// Small value types every event is built from, each with its schema.
import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';

/** A UTC instant, ISO 8601 with `Z`. */
export const instantSchema = z.iso.datetime();

/** An IANA time zone this Node knows. */
export const timeZoneSchema = z.string().refine(isTimeZone, 'not an IANA time zone');

export const currencySchema = z.string().regex(/^[A-Z]{3}$/);
export const moneySchema = z.object({ amountCents: z.int().nonnegative(), currency: currencySchema });
export type Money = z.infer<typeof moneySchema>;

export const periodSchema = z.object({ startsAt: instantSchema, endsAt: instantSchema });
export type Period = z.infer<typeof periodSchema>;

export const languageSchema = z.enum(['de', 'en']);
export type Language = z.infer<typeof languageSchema>;
/** What is spoken, and the zone times are given in, where no company is known that has its own. */
export const defaultLanguage: Language = 'de';
export const defaultTimeZone = 'Europe/Berlin';

/** ISO 3166-1 alpha-2; one whose telephone numbers can be read. */
export const countrySchema = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .refine(isSupportedCountry, 'not a country of ISO 3166-1');
export type Country = CountryCode;
/** Where nothing tells another one. */
export const defaultCountry: Country = 'DE';
/** The code as a country; undefined for anything else. */
export const countryNamed = (code: string | undefined): Country | undefined =>
  code !== undefined && isSupportedCountry(code) ? code : undefined;

export const modificationKindSchema = z.enum(['cancel', 'reschedule']);
export type ModificationKind = z.infer<typeof modificationKindSchema>;

/** Ids chosen by people or other systems: they become parts of stream names and paths. */
export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'up to 64 letters, digits and any of `_-`');
/** A revision or position: bigint in code, decimal string in JSON. */
export const revisionSchema = z.string().regex(/^\d+$/);

const knownZones = new Map<string, boolean>();
const mostKnown = 1_000;

/** Asking Node is slow, and every event is checked; answers are remembered, within bounds since names come from outside. */
function isTimeZone(zone: string): boolean {
  const known = knownZones.get(zone);
  if (known !== undefined) return known;
  if (knownZones.size >= mostKnown) knownZones.clear();
  const valid = asksForZone(zone);
  knownZones.set(zone, valid);
  return valid;
}

function asksForZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
