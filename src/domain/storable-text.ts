// Cleans text so that every store can keep it: PostgreSQL takes neither null bytes nor halves of surrogate pairs.

/** Without null bytes; halves of surrogate pairs become the replacement character. */
export const cleanText = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

const suspicious = /\\u0000|\\ud[89a-f]/i;

/** Plain JSON with all its texts cleaned, names of fields included; the value itself where nothing is to be cleaned. */
export function cleaned<T>(value: T): T {
  const json = JSON.stringify(value);
  if (json === undefined || !suspicious.test(json)) return value;
  return JSON.parse(json, (_, item: unknown) => {
    if (typeof item === 'string') return cleanText(item);
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).map(([key, inner]) => [cleanText(key), inner]));
  });
}
