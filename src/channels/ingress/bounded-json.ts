// Bounds JSON from outside before it is parsed: values that lie too deep, and fields nobody reads, are cut out of the text.

export interface Bounds {
  /** Lists and objects deeper than this become `null`; the outermost is at depth 1. */
  deepest: number;
  /** Fields whose values become `null`, wherever they stand. */
  unread?: ReadonlySet<string>;
}

/** No body of ours or of those who call us is near it. */
export const deepestJson = 64;

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const isOpening = (byte: number): boolean => byte === 0x5b || byte === 0x7b;
const isClosing = (byte: number): boolean => byte === 0x5d || byte === 0x7d;
const nothing = Buffer.from('null');

/** The same JSON within bounds, in one pass. Invalid JSON stays invalid: the parser finds out. */
export function boundedJson(text: Buffer, { deepest, unread = new Set() }: Bounds): Buffer {
  const kept: Buffer[] = [];
  let depth = 0;
  let keptUntil = 0;
  /** The depth at which a value is being cut out; it ends with the comma or the bracket that follows it there. */
  let cutting: number | undefined;
  let lastString = '';

  const cut = (at: number): void => {
    kept.push(text.subarray(keptUntil, at), nothing);
    cutting = depth;
  };
  const goOn = (at: number): void => {
    keptUntil = at;
    cutting = undefined;
  };

  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at] ?? 0;
    if (byte === quote) {
      const end = endOfString(text, at);
      lastString = end - at < 64 && cutting === undefined ? text.toString('latin1', at + 1, end) : '';
      at = end;
    } else if (isOpening(byte)) {
      if (cutting === undefined && depth >= deepest) cut(at);
      depth += 1;
    } else if (isClosing(byte)) {
      depth -= 1;
      if (cutting !== undefined && depth < cutting) goOn(at);
    } else if (byte === comma) {
      if (cutting === depth) goOn(at);
    } else if (byte === colon && cutting === undefined && unread.has(lastString)) cut(at + 1);
  }
  if (kept.length === 0) return text;
  if (cutting === undefined) kept.push(text.subarray(keptUntil));
  return Buffer.concat(kept);
}

/** Where the closing quote stands; the end of the text where there is none. */
function endOfString(text: Buffer, opening: number): number {
  for (let at = text.indexOf(quote, opening + 1); at >= 0; at = text.indexOf(quote, at + 1)) {
    let escapes = 0;
    while (text[at - 1 - escapes] === backslash) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}
