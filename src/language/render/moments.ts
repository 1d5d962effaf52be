// Renders days, times and money for a voice: without digits, which a voice would stumble on.
import { LRUCache } from 'lru-cache';
import { DateTime } from 'luxon';
import type { Language, Money } from '../../domain/values.ts';
import type { DateForm } from '../pack.ts';
import { packOf } from '../packs.ts';
import { bounded } from './number-in-words.ts';

/** One answer says the same few instants in several forms, and most of the cost is to place them in their zone. */
const placed = new LRUCache<string, DateTime>({ max: 500 });

/** The instant as the clocks of the zone show it. */
export function localMoment(instant: string, zone: string): DateTime {
  const key = `${instant} ${zone}`;
  const known = placed.get(key);
  if (known) return known;
  const local = DateTime.fromISO(instant, { zone });
  placed.set(key, local);
  return local;
}

/** "Freitag, der zehnte Oktober" or "Friday the tenth of October"; with the year where `relativeTo` lies in another. */
export function spokenDate(
  instant: string,
  zone: string,
  language: Language,
  relativeTo?: string,
  form: DateForm = 'nominative',
): string {
  const local = localMoment(instant, zone);
  const otherYear = relativeTo !== undefined && localMoment(relativeTo, zone).year !== local.year;
  return packOf(language).spoken.date(local, otherYear, form);
}

/** "vierzehn Uhr dreißig", "two thirty in the afternoon". */
export const spokenTime = (instant: string, zone: string, language: Language): string =>
  packOf(language).spoken.time(localMoment(instant, zone));

/** "Freitag, der zehnte Oktober, um vierzehn Uhr". */
export function spokenMoment(
  instant: string,
  zone: string,
  language: Language,
  relativeTo?: string,
  form: DateForm = 'nominative',
): string {
  const { spoken } = packOf(language);
  const time = spoken.at(spokenTime(instant, zone, language), true);
  return spoken.moment(spokenDate(instant, zone, language, relativeTo, form), time);
}

/** "zehn Euro", "zwölf Euro fünfzig", "ein Cent"; a currency the language has no name for is spoken by its letters. */
export function spokenMoney({ amountCents, currency }: Money, language: Language): string {
  const whole = bounded(Math.floor(amountCents / 100));
  return packOf(language).spoken.money({ currency, letters: currency.split('').join(' '), whole, cents: amountCents % 100 });
}

/** Said as one: the German verb is singular then ("fällt ein Euro an", "fällt ein Euro fünfzig an"). */
export const isOneCoin = ({ amountCents }: Money): boolean => {
  const [whole, cents] = [Math.floor(amountCents / 100), amountCents % 100];
  return amountCents === 1 || (whole === 1 && (cents === 0 || cents >= 10));
};
