// Reads telephone numbers, the one place that does: in full E.164 or not at all. Says which ones are withheld.
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { LRUCache } from 'lru-cache';
import type { Country } from './values.ts';

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

/** What was read of late: a call's numbers are read at each step that needs them, and a line's at each call. */
const lately = new LRUCache<string, { number: string | undefined }>({ max: 5_000 });

function valid(text: string, country?: Country): string | undefined {
  const key = `${country ?? ''} ${text}`;
  const known = lately.get(key);
  if (known) return known.number;
  const read = parsePhoneNumberFromString(text, { ...(country && { defaultCountry: country }), extract: false });
  const number = read?.isValid() && read.number.length > fewestDigits ? read.number : undefined;
  lately.set(key, { number });
  return number;
}

/** The country of a number in E.164; undefined for anything else, and for numbers that belong to no country. */
export function countryOfNumber(number: string): Country | undefined {
  return number.startsWith('+') ? parsePhoneNumberFromString(number)?.country : undefined;
}

/** Words that say a number is hidden or not there; without accents, umlauts as two letters. */
const hiding = [
  'anonym(?:ous|e[rn]?|o)?|anonimo|unknown|unbekannt(?:e[rn]?)?|sconosciuto|inconnue?',
  'restricted|blocked|private?|privat(?:e[rn]|o)|prive|hidden|secret|geheime?|verborgene?|confidential',
  'withheld|suppressed|unterdrueckt(?:e[rn]?)?|masquee?|unavailable|outofarea|clir',
  'no|not|non|none|kein(?:e[rn]?)?|ohne|nicht|null|nil|undefined',
].join('|');
/** Words that stand beside them. */
const beside = [
  'caller|calling|call|id|identity|number|numero|num|nummer|nr|rufnummer|telefonnummer|phone|name|information|party',
  'anrufer|anruf|teilnehmer|available|provided|present|disponibile|verfuegbar|uebermittelt|angezeigt|vorhanden|bekannt',
].join('|');
const ofTheseWords = new RegExp(`^(?:${hiding}|${beside})+$`);
const oneHides = new RegExp(hiding);
const longestWording = 50;

/** "Anonymous" and its like on a keypad. */
const keypad = new Set(['266696687', '86282452253', '8656696', '2562533', '7378742833']);
const nobodysHost = /@(?:[^@]*\.)?(?:anonymous|unknown|restricted|unavailable|privacy)\.invalid(?:[:;?]|$)/;

/**
 * True where the caller hides their number: no text, words that say so ("No Caller ID"), only zeros, keypad spellings, or a SIP
 * address of nobody (RFC 3323).
 */
export function isWithheld(text: string | null | undefined): boolean {
  const address = plainAddress(text ?? '').toLowerCase();
  if (nobodysHost.test(address)) return true;
  const [user = ''] = address.replace(/^(?:tel|sips?|callto):(?:\/\/)?/, '').split(/[@;?]/, 1);
  const word = asWord(user);
  if (word === '' || word === 'na' || /^0{4,}$/.test(word) || keypad.has(word.replace(/^00/, ''))) return true;
  return word.length <= longestWording && ofTheseWords.test(word) && oneHides.test(word);
}

const asWord = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\u0308/gu, 'e')
    .replace(/[^\p{L}\p{N}]/gu, '');

export interface WrittenNumber {
  /** As written, in ASCII: digits, brackets and separators, perhaps with a plus. */
  text: string;
  /** The calling code a `phone-context` gives the number, with its plus. */
  context: string | undefined;
}

/** A SIP address with its parameters; nothing longer is a number. */
const longestAddress = 200;
const longestNumber = 40;

/**
 * The text in ASCII, without marks of writing direction, percent codes and the display name of a SIP address. Full-width digits become
 * plain ones.
 */
function plainAddress(text: string): string {
  const plain = text
    .slice(0, longestAddress + 1)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .trim();
  return /<([^<>]*)>/.exec(plain)?.[1]?.trim() ?? plain;
}

const scheme = /^(?:tel|sips?|callto):(?:\/\/)?/i;
const isSip = /^sips?:/i;
/** What people and spreadsheets write before a number. */
const label =
  /^(?:'|(?:tel(?:efon)?|(?:tele)?phone|fon|mobile?|handy|cell|whatsapp)(?:nummer|[\s-]?number|[\s-]?nr)?\s*[.:]*\s*(?=[+(\d]))/i;
const extension = /[\s,]*(?:(?:ext(?:ension)?|durchwahl|dw|x)[\s.:]*|#)\d{1,7}$/i;
const numberText = /^[+(]?[\d\s()+/.\-‐-―−]+$/u;
/** Spreadsheets put days where numbers should be. */
const day = /^(\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2}))$/;

/** The number of a text that may be one: without `tel:`, `sip:`, label, host, parameters and extension. Undefined for anything else. */
export function writtenNumber(text: string): WrittenNumber | undefined {
  const address = plainAddress(text);
  if (address.length > longestAddress) return undefined;
  const [main = ''] = address.replace(scheme, '').replace(label, '').split(/[;?]/, 1);
  const number = userOf(main, isSip.test(address)).replace(extension, '').trim();
  if (number.length > longestNumber || day.test(number) || !numberText.test(number) || /\d\D*\+/.test(number)) return undefined;
  return { text: number, context: /;phone-context=(\+\d{1,4})(?=[;@>?]|$)/i.exec(address)?.[1] };
}

/** The part before the host. An address without a scheme is one of SIP only where it begins with a plus; others are e-mail. */
function userOf(address: string, sip: boolean): string {
  const [user = '', host] = address.split('@', 2);
  if (host === undefined) return sip ? user.replace(/:\d+$/, '') : user;
  if (sip) return user.replace(/:.*$/, '');
  return user.startsWith('+') ? user : address;
}
