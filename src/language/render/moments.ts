// Days, times and money as a voice says them: no digit a voice would stumble on.
import { DateTime } from 'luxon';
import type { Language, Money } from '../../domain/values.ts';
import { countWords, dayOrdinal, numberWords } from './number-in-words.ts';

const weekdays = {
  de: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const months = {
  de: ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};

/** "Freitag, den zehnten Oktober" or "Friday, the tenth of October"; with the year where `relativeTo` lies in another. */
export function spokenDate(instant: string, zone: string, language: Language, relativeTo?: string): string {
  const local = DateTime.fromISO(instant, { zone });
  const weekday = weekdays[language][local.weekday - 1] ?? '';
  const month = months[language][local.month - 1] ?? '';
  const day = dayOrdinal(local.day, language);
  const otherYear = relativeTo !== undefined && DateTime.fromISO(relativeTo, { zone }).year !== local.year;
  const year = otherYear ? ` ${yearWords(local.year, language)}` : '';
  return language === 'de' ? `${weekday}, den ${day} ${month}${year}` : `${weekday}, the ${day} of ${month}${year}`;
}

function yearWords(year: number, language: Language): string {
  if (language === 'de' || year % 1000 < 10) return numberWords(year, language);
  const [century, rest] = [numberWords(Math.floor(year / 100), 'en'), year % 100];
  return rest === 0 ? `${century} hundred` : `${century} ${rest < 10 ? 'oh ' : ''}${numberWords(rest, 'en')}`;
}

/** "vierzehn Uhr dreißig", "two thirty in the afternoon". */
export function spokenTime(instant: string, zone: string, language: Language): string {
  const { hour, minute } = DateTime.fromISO(instant, { zone });
  if (language === 'de') {
    const hours = countWords(hour, 'de');
    return minute === 0 ? `${hours} Uhr` : `${hours} Uhr ${numberWords(minute, 'de')}`;
  }
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'noon';
  const hours = numberWords(hour % 12 === 0 ? 12 : hour % 12, 'en');
  const minutes = minute === 0 ? '' : ` ${minute < 10 ? 'oh ' : ''}${numberWords(minute, 'en')}`;
  return `${hours}${minutes} ${hour < 12 ? 'in the morning' : hour < 18 ? 'in the afternoon' : 'in the evening'}`;
}

/** "Freitag, den zehnten Oktober um vierzehn Uhr". */
export function spokenMoment(instant: string, zone: string, language: Language, relativeTo?: string): string {
  const date = spokenDate(instant, zone, language, relativeTo);
  return `${date} ${language === 'de' ? 'um' : 'at'} ${spokenTime(instant, zone, language)}`;
}

const currencies: Record<string, { de: [string, string]; en: [string, string, string, string] }> = {
  EUR: { de: ['Euro', 'Cent'], en: ['euro', 'euros', 'cent', 'cents'] },
  CHF: { de: ['Franken', 'Rappen'], en: ['franc', 'francs', 'centime', 'centimes'] },
  USD: { de: ['Dollar', 'Cent'], en: ['dollar', 'dollars', 'cent', 'cents'] },
  GBP: { de: ['Pfund', 'Pence'], en: ['pound', 'pounds', 'penny', 'pence'] },
};

/** "zehn Euro", "zwölf Euro fünfzig", "ein Cent"; a currency without a name of ours is spoken by its letters. */
export function spokenMoney(money: Money, language: Language): string {
  const letters = money.currency.split('').join(' ');
  const names = currencies[money.currency] ?? { de: [letters, 'Cent'], en: [letters, letters, 'cent', 'cents'] };
  const [whole, cents] = [Math.floor(money.amountCents / 100), money.amountCents % 100];
  if (language === 'de') {
    if (whole === 0 && cents > 0) return `${countWords(cents, 'de')} ${names.de[1]}`;
    return `${countWords(whole, 'de')} ${names.de[0]}${cents === 0 ? '' : ` ${numberWords(cents, 'de')}`}`;
  }
  const [one, many, oneCent, manyCents] = names.en;
  const small = `${numberWords(cents, 'en')} ${cents === 1 ? oneCent : manyCents}`;
  if (whole === 0 && cents > 0) return small;
  return `${numberWords(whole, 'en')} ${whole === 1 ? one : many}${cents === 0 ? '' : ` and ${small}`}`;
}

/** Exactly one of the coin's units: the German verb is singular then ("fällt ein Euro an"). */
export const isOneCoin = ({ amountCents }: Money): boolean => amountCents === 100 || amountCents === 1;
