// The shape of the tables that give the names of days, months, feasts and parts of the day.
import type { PartOfDay, Phrase } from './phrases.ts';

/** Each name as `wordsOf` gives it. */
export type NamedNumbers = Readonly<Record<string, number>>;
/** Feasts, each with the rule that the library `date-holidays` works out its date by: `12-24`, `easter 1`. */
export type Feasts = Readonly<Record<string, string>>;
export type PartsOfDay = Readonly<Record<string, PartOfDay>>;

/** Names in their order: `numbered(1, 'monday', 'tuesday')`. */
export function numbered(first: number, ...names: string[]): NamedNumbers {
  return Object.fromEntries(names.map((name, index) => [name, index + first]));
}

/** Where an early or late part of the day begins or ends. */
const middles: Partial<Record<PartOfDay, number>> = { morning: 9, forenoon: 10, noon: 13, afternoon: 15, evening: 19 };

/** The early or the late half of a part of the day: "später Nachmittag". */
export function halfOf(part: PartOfDay, late: boolean): Phrase[] {
  const hour = middles[part];
  if (hour === undefined) return [];
  const middle = { hour: late && part === 'afternoon' ? hour + 1 : hour, minute: 0, face: false };
  return [{ kind: 'window', ...(late ? { from: middle } : { to: middle }) }];
}
