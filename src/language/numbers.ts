// Telephone numbers: full E.164 or nothing, and what counts as withheld.
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

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

/** True where the caller hides his number; compared without regard to case. */
export const isWithheld = (text: string | null | undefined): boolean => withheld.has((text ?? '').trim().toLowerCase());

/**
 * The number in full E.164, or undefined for what is none. A number that already carries its country's code without the
 * plus is read as international, never as a local number that happens to begin with it.
 */
export function parsePhoneNumber(text: string | null | undefined, defaultCountry: CountryCode = 'DE'): string | undefined {
  const trimmed = (text ?? '').trim();
  if (trimmed.length > longest || isWithheld(trimmed) || !/^[+(]?[\d\s()/.–-]+$/.test(trimmed)) return undefined;
  if (/^0+$/.test(trimmed.replace(/\D/g, ''))) return undefined;
  const digits = trimmed.replace(/\D/g, '');
  const international = !trimmed.startsWith('+') && /^[1-9]/.test(digits) ? valid(`+${digits}`) : undefined;
  return international ?? valid(trimmed, defaultCountry);
}

function valid(text: string, country?: CountryCode): string | undefined {
  const number = parsePhoneNumberFromString(text, { ...(country && { defaultCountry: country }), extract: false });
  return number?.isValid() ? number.number : undefined;
}
