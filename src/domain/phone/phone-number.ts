// Reads telephone numbers, the one place that does: in full E.164 or not at all.
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Country } from './country.ts';
import { isWithheld } from './withheld.ts';
import { type WrittenNumber, writtenNumber } from './written-number.ts';

/**
 * The number in full E.164, or undefined for anything else. With a plus or `00` the number tells its country; otherwise it is one of
 * `country`, with or without its zero or its calling code. What can be read in two ways is not read at all: another person's number
 * identifies the wrong customer.
 *
 *     parsePhoneNumber('0664 1234567', 'AT')   // '+436641234567'
 *     parsePhoneNumber('436641234567', 'AT')   // '+436641234567'
 */
export function parsePhoneNumber(text: string | null | undefined, country: Country): string | undefined {
  const dialled = dialledIn(text);
  return dialled && readIn(country, dialled);
}

/** The number as its own calling code tells it, with or without a plus: for where nobody knows the country it was written in. */
export function numberByCode(text: string): string | undefined {
  const dialled = dialledIn(text);
  return dialled && dialled.form !== 'national' ? valid(`+${dialled.digits}`) : undefined;
}

/** Every number that is dialled so in some country; none where the text tells its calling code. */
export function numbersDialledSo(text: string): string[] {
  const dialled = dialledIn(text);
  if (!dialled || dialled.form === 'international') return [];
  const readings = getCountries().map(country => readIn(country, dialled));
  return [...new Set(readings)].filter(number => number !== undefined);
}

/** With its calling code, with the zero that is dialled before it in its country, or neither. */
interface Dialled {
  form: 'international' | 'national' | 'bare';
  digits: string;
  written: WrittenNumber;
}

function dialledIn(text: string | null | undefined): Dialled | undefined {
  const written = isWithheld(text) ? undefined : writtenNumber(text ?? '');
  if (!written || !/[1-9]/.test(written.text)) return undefined;
  const digits = written.text.replace(/\D/g, '');
  const hasPlus = written.text.includes('+');
  if (written.context !== undefined && !hasPlus)
    return { form: 'international', digits: written.context.slice(1) + digits, written };
  // No calling code begins with a zero: some exchanges put a plus before whatever they send.
  if (digits.startsWith('00')) return { form: 'international', digits: digits.slice(2), written };
  if (digits.startsWith('0')) return { form: 'national', digits, written };
  return { form: hasPlus ? 'international' : 'bare', digits, written };
}

function readIn(country: Country, { form, digits, written }: Dialled): string | undefined {
  switch (form) {
    case 'international':
      // Not every country dials `00` before a calling code.
      return valid(`+${digits}`) ?? (written.text.includes('+') ? undefined : valid(written.text, country));
    case 'national':
      return valid(digits, country);
    case 'bare':
      return bareIn(country, digits, written);
  }
}

/** Neither plus nor zero: the calling code may come first, or a spreadsheet has dropped the zero, or the country dials none. */
function bareIn(country: Country, digits: string, { text }: WrittenNumber): string | undefined {
  const international = valid(`+${digits}`);
  const national = valid(digits, country);
  if (international === national || national === undefined) return international;
  const code = getCountryCallingCode(country);
  const isOwn = digits.startsWith(code);
  if (valid(`0${digits}`, country) === national) {
    // Nobody dials a number without its zero: "49151…" is never a local one that begins with 49, however short.
    if (isOwn) return international;
    return international === undefined ? national : undefined;
  }
  if (international === undefined) return national;
  if (machines[country]?.test(national)) return undefined;
  if (!isOwn) return national;
  const [first, ...others] = text.match(/\d+/g) ?? [];
  if (others.length === 0) return undefined;
  return first === code ? international : national;
}

/** Numbers for machines, which nobody calls from; an Austrian number without its plus may look like one. */
const machines: Partial<Record<Country, RegExp>> = { IT: /^\+3943/ };

/** No number a person calls from is shorter, with its calling code; patterns of some countries allow less. */
const fewestDigits = 8;

function valid(text: string, country?: Country): string | undefined {
  const number = parsePhoneNumberFromString(text, { ...(country && { defaultCountry: country }), extract: false });
  return number?.isValid() && number.number.length > fewestDigits ? number.number : undefined;
}
