// Renders days, times and money for a voice: without digits, which a voice would stumble on.
import { DateTime } from 'luxon';
import type { Language, Money } from '../../domain/values.ts';
import { packOf } from '../packs.ts';
import { bounded } from './number-in-words.ts';

/** "Freitag, den zehnten Oktober" or "Friday, the tenth of October"; with the year where `relativeTo` lies in another. */
export function spokenDate(instant: string, zone: string, language: Language, relativeTo?: string): string {
  const local = DateTime.fromISO(instant, { zone });
  const otherYear = relativeTo !== undefined && DateTime.fromISO(relativeTo, { zone }).year !== local.year;
  return packOf(language).spoken.date(local, otherYear);
}

/** "vierzehn Uhr dreißig", "two thirty in the afternoon". */
export const spokenTime = (instant: string, zone: string, language: Language): string =>
  packOf(language).spoken.time(DateTime.fromISO(instant, { zone }));

/** "Freitag, den zehnten Oktober um vierzehn Uhr". */
export const spokenMoment = (instant: string, zone: string, language: Language, relativeTo?: string): string =>
  packOf(language).spoken.moment(spokenDate(instant, zone, language, relativeTo), spokenTime(instant, zone, language));

/** "zehn Euro", "zwölf Euro fünfzig", "ein Cent"; a currency the language has no name for is spoken by its letters. */
export function spokenMoney({ amountCents, currency }: Money, language: Language): string {
  const whole = bounded(Math.floor(amountCents / 100));
  return packOf(language).spoken.money({ currency, letters: currency.split('').join(' '), whole, cents: amountCents % 100 });
}

/** Exactly one of the coin's units: the German verb is singular then ("fällt ein Euro an"). */
export const isOneCoin = ({ amountCents }: Money): boolean => amountCents === 100 || amountCents === 1;
