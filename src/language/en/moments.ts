// Days, times and money as an English voice says them.
import type { SpokenLanguage } from '../pack.ts';
import { englishDay, englishNumber } from './number-words.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** One and many of what is whole, then of its hundredth. */
const currencies: Record<string, [string, string, string, string]> = {
  EUR: ['euro', 'euros', 'cent', 'cents'],
  CHF: ['franc', 'francs', 'centime', 'centimes'],
  USD: ['dollar', 'dollars', 'cent', 'cents'],
  GBP: ['pound', 'pounds', 'penny', 'pence'],
};

export const englishMoments: Pick<SpokenLanguage, 'date' | 'weekday' | 'time' | 'at' | 'moment' | 'duration' | 'money'> = {
  /** "Friday the tenth of October" */
  date: ({ weekday, day, month, year }, withYear) =>
    `${weekdays[weekday - 1]} the ${englishDay(day)} of ${months[month - 1]}${withYear ? ` ${yearWords(year)}` : ''}`,

  weekday: ({ weekday }) => weekdays[weekday - 1] ?? '',

  /** "two thirty in the afternoon" */
  time: ({ hour, minute }) => {
    if (minute === 0 && hour === 0) return 'midnight';
    if (minute === 0 && hour === 12) return 'noon';
    const hours = englishNumber(hour % 12 === 0 ? 12 : hour % 12);
    const minutes = minute === 0 ? '' : ` ${minute < 10 ? 'oh ' : ''}${englishNumber(minute)}`;
    return `${hours}${minutes} ${hour < 12 ? 'in the morning' : hour < 18 ? 'in the afternoon' : 'in the evening'}`;
  },

  at: (time, isFirst) => (isFirst ? `at ${time}` : time),

  moment: (date, times) => `${date} ${times}`,

  /** "half an hour", "an hour and a half", "one hour and twenty minutes", "ten minutes" */
  duration: minutes => {
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    const small = `${englishNumber(rest)} ${rest === 1 ? 'minute' : 'minutes'}`;
    if (hours === 0) return rest === 30 ? 'half an hour' : small;
    if (rest === 30) return hours === 1 ? 'an hour and a half' : `${englishNumber(hours)} and a half hours`;
    const whole = `${englishNumber(hours)} ${hours === 1 ? 'hour' : 'hours'}`;
    return rest === 0 ? whole : `${whole} and ${small}`;
  },

  /** "ten euros", "twelve euros and fifty cents", "one cent" */
  money: ({ currency, letters, whole, cents }) => {
    const [one, many, oneCent, manyCents] = currencies[currency] ?? [letters, letters, 'cent', 'cents'];
    const small = `${englishNumber(cents)} ${cents === 1 ? oneCent : manyCents}`;
    if (whole === 0 && cents > 0) return small;
    return `${englishNumber(whole)} ${whole === 1 ? one : many}${cents === 0 ? '' : ` and ${small}`}`;
  },
};

/** "twenty twenty-six", "two thousand and one" */
function yearWords(year: number): string {
  if (year % 1000 < 10) return englishNumber(year);
  const [century, rest] = [englishNumber(Math.floor(year / 100)), year % 100];
  return rest === 0 ? `${century} hundred` : `${century} ${rest < 10 ? 'oh ' : ''}${englishNumber(rest)}`;
}
