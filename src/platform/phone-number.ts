// Parses telephone numbers to full E.164, and says which ones count as withheld.
import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** What networks and Retell send where a number is withheld; the last five are keypad spellings of "anonymous" and its like. */
const withheld = new Set([
  '',
  'anonymous',
  'unknown',
  'restricted',
  'private',
  'withheld',
  'blocked',
  'unavailable',
  '00000000',
  '+266696687',
  '+86282452253',
  '+8656696',
  '+2562533',
  '+7378742833',
]);

const longest = 40;

/** True where the caller hides their number; compared without regard to case, keypad spellings with or without their plus. */
export function isWithheld(text: string | null | undefined): boolean {
  const given = (text ?? '').trim().toLowerCase();
  return withheld.has(given) || withheld.has(`+${given}`) || /^sips?:anonymous@/.test(given);
}

/**
 * The number in full E.164, or undefined for anything else. Without a plus it is one of the country's, with or without its zero
 * or its country code ("49151…" is never a local number that begins with 49). A number that could also be another country's is
 * rejected: another person's number identifies the wrong customer.
 */
export function parsePhoneNumber(text: string | null | undefined, defaultCountry: CountryCode = 'DE'): string | undefined {
  // Spreadsheets leave marks of writing direction around numbers.
  const trimmed = (text ?? '')
    .slice(0, longest + 1)
    .replace(/\p{Cf}/gu, '')
    .trim();
  if (trimmed.length > longest || isWithheld(trimmed) || isDate(trimmed) || !/^[+(]?[\d\s()/.–-]+$/.test(trimmed))
    return undefined;
  if (/^\D*0+\D*$/.test(trimmed.replace(/\D/g, ''))) return undefined;
  if (/^\+|^\(?0/.test(trimmed)) return valid(trimmed, defaultCountry);
  const international = valid(`+${trimmed.replace(/\D/g, '')}`);
  const national = valid(trimmed, defaultCountry);
  if (international === undefined || national === undefined) return international ?? national;
  return international.startsWith(`+${getCountryCallingCode(defaultCountry)}`) ? international : undefined;
}

const isDate = (text: string): boolean => /^(\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2}))$/.test(text);

function valid(text: string, country?: CountryCode): string | undefined {
  const number = parsePhoneNumberFromString(text, { ...(country && { defaultCountry: country }), extract: false });
  return number?.isValid() ? number.number : undefined;
}
