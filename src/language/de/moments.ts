// Days, times and money as a German voice says them.
import type { DateForm, SpokenLanguage } from '../pack.ts';
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

/** One and many of what is whole, then of its hundredth. */
const currencies: Record<string, [string, string, string, string]> = {
  EUR: ['Euro', 'Euro', 'Cent', 'Cent'],
  CHF: ['Franken', 'Franken', 'Rappen', 'Rappen'],
  USD: ['Dollar', 'Dollar', 'Cent', 'Cent'],
  GBP: ['Pfund', 'Pfund', 'Penny', 'Pence'],
};

/** "der zehnte", "den zehnten", "dem zehnten" */
const ordinals: Record<DateForm, (day: number) => string> = {
  nominative: day => `der ${germanDay(day).slice(0, -1)}`,
  accusative: day => `den ${germanDay(day)}`,
  dative: day => `dem ${germanDay(day)}`,
};

const shortLengths: Readonly<Record<number, string>> = {
  1: 'eine Minute',
  15: 'eine Viertelstunde',
  30: 'eine halbe Stunde',
  45: 'eine Dreiviertelstunde',
};

export const germanMoments: Pick<SpokenLanguage, 'date' | 'weekday' | 'time' | 'at' | 'moment' | 'duration' | 'money'> = {
  /** "Freitag, der zehnte Oktober" */
  date: ({ weekday, day, month, year }, withYear, form) =>
    `${weekdays[weekday - 1]}, ${ordinals[form](day)} ${months[month - 1]}${withYear ? ` ${germanNumber(year)}` : ''}`,

  weekday: ({ weekday }) => weekdays[weekday - 1] ?? '',

  /** "vierzehn Uhr dreißig" */
  time: ({ hour, minute }) => `${germanCount(hour)} Uhr${minute === 0 ? '' : ` ${germanNumber(minute)}`}`,

  at: time => `um ${time}`,

  moment: (date, times) => `${date}, ${times}`,

  /** "eine halbe Stunde", "anderthalb Stunden", "eine Stunde zwanzig", "zehn Minuten" */
  duration: minutes => {
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    if (hours === 0) return shortLengths[rest] ?? `${germanNumber(rest)} Minuten`;
    if (rest === 30) return hours === 1 ? 'anderthalb Stunden' : `${germanCount(hours)}einhalb Stunden`;
    const whole = hours === 1 ? 'eine Stunde' : `${germanNumber(hours)} Stunden`;
    return rest === 0 ? whole : `${whole} ${germanNumber(rest)}`;
  },

  /** "zehn Euro", "zwölf Euro fünfzig", "ein Euro und ein Cent", "ein Cent" */
  money: ({ currency, letters, whole, cents }) => {
    const [one, many, oneCent, manyCents] = currencies[currency] ?? [letters, letters, 'Cent', 'Cent'];
    const small = `${germanCount(cents)} ${cents === 1 ? oneCent : manyCents}`;
    if (whole === 0 && cents > 0) return small;
    const large = `${germanCount(whole)} ${whole === 1 ? one : many}`;
    if (cents === 0) return large;
    // "Ein Euro fünf" may be heard as one euro fifty.
    return cents < 10 ? `${large} und ${small}` : `${large} ${germanNumber(cents)}`;
  },
};
