// Takes the number itself out of the ways in which telephone systems, forms and spreadsheets write it.

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
export function plainAddress(text: string): string {
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
const extension = /[\s,]*(?:(?:ext(?:ension)?|durchwahl|dw|x)[\s.:]*|#)\d{1,7}$/i;
const numberText = /^[+(]?[\d\s()+/.\-‐-―−]+$/u;
/** Spreadsheets put days where numbers should be. */
const day = /^(\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2}))$/;

/** The number of a text that may be one: without `tel:`, `sip:`, host, parameters and extension. Undefined for anything else. */
export function writtenNumber(text: string): WrittenNumber | undefined {
  const address = plainAddress(text);
  if (address.length > longestAddress) return undefined;
  const [main = ''] = address.replace(scheme, '').split(/[;?]/, 1);
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
