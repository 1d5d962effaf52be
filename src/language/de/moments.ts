// Days, times and money as a German voice says them.
import type { SpokenLanguage } from '../pack.ts';
import { germanCount, germanDay, germanNumber } from './number-words.ts';

const weekdays = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];
const months = [
  'Januar',
  'Februar',
  'März',
  'April',
  'Mai',
  'Juni',
  'Juli',
  'August',
  'September',
  'Oktober',
  'November',
  'Dezember',
];

/** What is whole, and its hundredth; the same for one and for many. */
const currencies: Record<string, [string, string]> = {
  EUR: ['Euro', 'Cent'],
  CHF: ['Franken', 'Rappen'],
  USD: ['Dollar', 'Cent'],
  GBP: ['Pfund', 'Pence'],
};

export const germanMoments: Pick<SpokenLanguage, 'date' | 'time' | 'moment' | 'money'> = {
  /** "Freitag, den zehnten Oktober" */
  date: ({ weekday, day, month, year }, withYear) =>
    `${weekdays[weekday - 1]}, den ${germanDay(day)} ${months[month - 1]}${withYear ? ` ${germanNumber(year)}` : ''}`,

  /** "vierzehn Uhr dreißig" */
  time: ({ hour, minute }) => `${germanCount(hour)} Uhr${minute === 0 ? '' : ` ${germanNumber(minute)}`}`,

  moment: (date, times) => `${date} um ${times}`,

  /** "zehn Euro", "zwölf Euro fünfzig", "ein Cent" */
  money: ({ currency, letters, whole, cents }) => {
    const [one, hundredth] = currencies[currency] ?? [letters, 'Cent'];
    if (whole === 0 && cents > 0) return `${germanCount(cents)} ${hundredth}`;
    return `${germanCount(whole)} ${one}${cents === 0 ? '' : ` ${germanNumber(cents)}`}`;
  },
};
