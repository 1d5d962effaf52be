// The shape of the tables that give the names of days, months, feasts and parts of the day.
import type { PartOfDay } from './phrases.ts';

/** Each name as `wordsOf` gives it. */
export type NamedNumbers = Readonly<Record<string, number>>;
/** Feasts, each with the rule that the library `date-holidays` works out its date by: `12-24`, `easter 1`. */
export type Feasts = Readonly<Record<string, string>>;
export type PartsOfDay = Readonly<Record<string, PartOfDay>>;

/** Names in their order: `numbered(1, 'monday', 'tuesday')`. */
export function numbered(first: number, ...names: string[]): NamedNumbers {
  return Object.fromEntries(names.map((name, index) => [name, index + first]));
}
