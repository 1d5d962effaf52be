// The countries whose national telephone numbers can be read.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { z } from 'zod';

/** ISO 3166-1 alpha-2. */
export type Country = CountryCode;

/** The country by which numbers are read where nothing tells another one. */
export const defaultCountry: Country = 'DE';

export const countrySchema = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .refine(isSupportedCountry, 'not a country of ISO 3166-1');

/** The code as a country; undefined for anything else. */
export const countryNamed = (code: string | undefined): Country | undefined =>
  code !== undefined && isSupportedCountry(code) ? code : undefined;

/** The country of a number in E.164; undefined for anything else, and for numbers that belong to no country. */
export function countryOfNumber(number: string): Country | undefined {
  return number.startsWith('+') ? parsePhoneNumberFromString(number)?.country : undefined;
}
