// A company's own English words as a voice says them: "Mon-Fri 9am-5:30pm" is "Monday to Friday nine in the morning to five thirty …".
import { DateTime } from 'luxon';
import { englishMoments } from './moments.ts';
import { englishDay, englishNumber } from './number-words.ts';

const weekdays: Readonly<Record<string, string>> = {
  Mon: 'Monday',
  Tue: 'Tuesday',
  Tues: 'Tuesday',
  Wed: 'Wednesday',
  Thu: 'Thursday',
  Thurs: 'Thursday',
  Fri: 'Friday',
  Sat: 'Saturday',
  Sun: 'Sunday',
};

/** Written short, said long. */
const abbreviations: readonly (readonly [RegExp, string])[] = [
  [/\bDr\b\.?/g, 'Doctor'],
  [/\bMr\b\.?/g, 'Mister'],
  [/\bMrs\./g, 'Mrs'],
  [/\bMs\./g, 'Ms'],
  [/\bProf\b\.?/g, 'Professor'],
  [/\bNo\.(?=\s?\d|\s?\p{Ll})/gu, 'number'],
  [/\btel\./gi, 'telephone'],
  [/\bext\b\.?(?=\s)/g, 'extension'],
  [/\be\.\s?g\./g, 'for example'],
  [/\bi\.\s?e\./g, 'that is'],
  [/\betc\./g, 'and so on'],
  [/\bapprox\./g, 'about'],
  [/\bhrs?\b\.?/g, 'hours'],
  [/\bmins?\b\.?/gi, 'minutes'],
  [/\bRd\b\.?/g, 'Road'],
  [/\bAve\b\.?/g, 'Avenue'],
];

const currencies: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', $: 'USD' };

function price(sign: string, whole: string, cents: string | undefined): string {
  const currency = currencies[sign] ?? 'EUR';
  return englishMoments.money({
    currency,
    letters: currency,
    whole: Number(whole.replaceAll(',', '')),
    cents: Number(cents ?? 0),
  });
}

/** Undefined where there is no such time. */
function clock(hour: string, minute: string | undefined, half: string | undefined): string | undefined {
  const isAfternoon = half?.toLowerCase() === 'p';
  const given = Number(hour);
  const local = half === undefined ? given : (given % 12) + (isAfternoon ? 12 : 0);
  if (local > 23 || Number(minute ?? 0) > 59 || (half !== undefined && given > 12)) return undefined;
  return englishMoments.time(DateTime.fromObject({ hour: local, minute: Number(minute ?? 0) }));
}

/** Telephone numbers are no longer in it: they are read figure by figure, whatever the language. */
export function englishReadOut(written: string): string {
  const text = written
    .replace(/\b24\s?\/\s?7\b/g, 'around the clock')
    .replace(/\b(Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)\b\.?/g, (_, short: string) => weekdays[short] ?? short)
    .replace(/(?<=day)\s*[-–—]\s*(?=\p{Lu})/gu, ' to ')
    .replace(/([£$€])\s?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?/g, (_, sign: string, whole: string, cents?: string) =>
      price(sign, whole, cents),
    )
    .replace(/(\d+)(?:\.(\d{2}))?\s?([£€])/g, (_, whole: string, cents: string | undefined, sign: string) =>
      price(sign, whole, cents),
    )
    // "9-5pm" begins in the morning.
    .replace(
      /\b(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(?=\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\b)/gi,
      (all: string, hour: string, minute?: string) => {
        const said = clock(hour, minute, Number(hour) === 12 ? 'p' : 'a');
        return said === undefined ? all : `${said} to `;
      },
    )
    .replace(
      /\b(\d{1,2})(?:[:.](\d{2}))?\s?([ap])\.?\s?m\b\.?/gi,
      (all: string, hour: string, minute: string | undefined, half: string) => clock(hour, minute, half) ?? all,
    )
    .replace(/\b(\d{1,2}):(\d{2})\b/g, (all: string, hour: string, minute: string) => clock(hour, minute, undefined) ?? all)
    .replace(/(?<=(?:morning|afternoon|evening|noon|midnight))\s*[-–—]\s*/g, ' to ')
    .replace(/\b(\d{1,2})(?:st|nd|rd|th)\b/g, (_, nth: string) => englishDay(Number(nth)))
    .replace(/(?<![\d.])(\d{1,3})\.5\s*(?:hours?|hrs?)\b/g, (_, hours: string) =>
      englishMoments.duration(Number(hours) * 60 + 30),
    )
    .replace(/(?<![\d-])(\d{1,4})\s*[-–—]\s*(\d{1,4})(?=\s+\p{L}|\s*%)/gu, '$1 to $2')
    .replace(
      /\b(\d+)\.(\d+)\b/g,
      (_, whole: string, part: string) =>
        `${englishNumber(Number(whole))} point ${[...part].map(figure => englishNumber(Number(figure))).join(' ')}`,
    )
    .replace(/%/g, ' percent');
  return abbreviations.reduce((said, [short, long]) => said.replace(short, long), text);
}
