// German dates: "14.10.", "vierzehnter zehnter", "am Dritten".
import { type Match, match, type Rule, startsLike } from '../../grammar/phrases.ts';
import { firstYear, lastYear } from '../../grammar/spoken-numbers.ts';
import { germanWeekdays } from '../calendar-words.ts';
import { germanFillers } from '../fillers.ts';
import { germanNumbers } from '../number-words.ts';
import { monthAt } from './names.ts';

const { numberAt, yearAt } = germanNumbers;

const leads = new Set(['am', 'den', 'dem', 'der', 'zum', 'vom']);

/** "14.10.", "14.10.26", "14. 10.", "14/10/2026", "14 12 2026"; the month as a figure or an ordinal: "am vierzehnten zehnten". */
export const figures: Rule = (words, at) => {
  const [, first, sign, second, year] = /^(\d{1,2})([./-])(\d{1,2})(?:\.|[./-](\d{4}|\d{2})\.?)?$/.exec(words[at] ?? '') ?? [];
  if (first !== undefined) {
    // "um 10.10" and "10.10 Uhr" are times.
    if (words[at + 1] === 'uhr' || words[at - 1] === 'um' || words[at - 1] === 'gegen') return undefined;
    const [day, month] = [Number(first), Number(second)];
    // With a full stop it is written the German way; language models write the others either way round.
    const orders =
      sign === '.' || day === month
        ? [[day, month]]
        : [
            [day, month],
            [month, day],
          ];
    return orders.flatMap(([d = 0, m = 0]) =>
      year === undefined ? withYears(words, at, 1, d, m) : (dated(1, d, m, fullYear(year)) ?? []),
    );
  }
  const apart = cutApart(words, at);
  if (apart) return withYears(words, at, 2, ...apart);
  const day = numberAt(words, at);
  const month = day ? numberAt(words, at + day.length) : undefined;
  if (!day || !month) return undefined;
  const length = day.length + month.length;
  // A recogniser cuts the end off the first: "am neun zehnten".
  if (month.ordinal && !month.digits) return withYears(words, at, length, day.value, month.value);
  if (day.ordinal && month.ordinal) return withYears(words, at, length, day.value, month.value);
  // "14 12", as a recogniser writes it.
  if (!day.digits || !month.digits || ['um', 'gegen'].includes(words[at - 1] ?? '') || words[at + length] === 'uhr')
    return undefined;
  return withYears(words, at, length, day.value, month.value);
};

/** "Am neun zehnten": the ninth of October as well as the nineteenth. */
function cutApart(words: readonly string[], at: number): [number, number] | undefined {
  const [day, month] = [numberAt(words.slice(at, at + 1), 0), numberAt(words.slice(at + 1, at + 2), 0)];
  const isWhole = numberAt(words, at)?.length === 2;
  return isWhole && day && !day.ordinal && month?.ordinal && month.value <= 12 ? [day.value, month.value] : undefined;
}

/** "14. Oktober", "vierzehnten Oktober zweitausendsiebenundzwanzig". */
export const named: Rule = (words, at) => {
  const day = numberAt(words, at);
  const month = day && monthAt(words, at + day.length);
  return day && month !== undefined ? withYears(words, at, day.length + 1, day.value, month) : undefined;
};

/** "Oktober 14", as written in English; a number that may be a year, or an hour, is none. */
export const monthFirst: Rule = (words, at) => {
  const month = monthAt(words, at);
  const day = month === undefined ? undefined : numberAt(words, at + 1);
  if (month === undefined || !day?.digits || words[at + 2] === 'uhr' || (!day.ordinal && day.value > 24)) return undefined;
  return withYears(words, at, 2, day.value, month);
};

/** Before an ordinal these name a day, whatever follows: "am ersten". */
export const ofDay = new Set(['am', 'zum', 'vom', 'bis', 'ab']);

/** "Der zweite von den dreien" is one of those that were read out. */
export const germanOfThem =
  /^(?:davon|(?:in|von|aus|auf) (?:der|ihrer|deiner) liste|(?:von|der|aus) (?:(?:den|diesen|euren|ihren) )?(?:beiden|dreien|drei|vier|vieren|zweien|meinen terminen|den terminen|all meinen terminen))(?![a-z])/;

/** What is counted and is no day: "den zweiten Termin". */
const counted = new Set([
  'freien',
  'freie',
  'freier',
  'moeglichen',
  'moegliche',
  'verfuegbaren',
  'verfuegbare',
  'termin',
  'vorschlag',
  'zeit',
  'uhrzeit',
  'option',
  'moeglichkeit',
  'eintrag',
]);

/** "Zweiter zweiter" is a date, and neither of the two is a day or a place by itself. */
export function isOfOrdinals(words: readonly string[], at: number): boolean {
  const isDate = (first: number) => {
    const day = numberAt(words, first);
    const month = day && numberAt(words, first + day.length);
    return day?.ordinal === true && month?.ordinal === true && !month.digits && day.value <= 31 && month.value <= 12;
  };
  return isDate(at) || [1, 2, 3].some(length => numberAt(words, at - length)?.length === length && isDate(at - length));
}

/** "am Dritten", "den 14.": a day whose month is not said. Figures without a full stop need a word or a weekday before them. */
export const dayOfMonth: Rule = (words, at) => {
  const day = numberAt(words, at);
  const next = at + (day?.length ?? 0);
  const [before = '', after = ''] = [words[at - 1], words[next]];
  const isThing = germanFillers.things.has(after) && !ofDay.has(before);
  if (!day || after === 'uhr' || isThing || counted.has(after) || startsLike(words, next, germanOfThem) > 0) return undefined;
  if (day.value < 1 || day.value > 31 || isOfOrdinals(words, at)) return undefined;
  const said = day.ordinal
    ? before !== 'nummer' &&
      before !== 'das' &&
      (!day.digits || !['um', 'gegen'].includes(before)) &&
      germanWeekdays[after] === undefined
    : day.digits && (leads.has(before) || germanWeekdays[before] !== undefined);
  return said ? match(day.length, { kind: 'day_of_month', day: day.value }) : undefined;
};

/** With the year that follows, and without: "14. Dezember 1430" is a time, and what is left over tells. */
function withYears(words: readonly string[], at: number, length: number, day: number, month: number): Match[] {
  const year = yearAfter(words, at + length);
  return [dated(length, day, month, undefined), year && dated(length + year.length, day, month, year.value)].filter(
    found => found !== undefined,
  );
}

/** A year, if one follows; two figures only where they cannot be an hour. */
export function yearAfter(words: readonly string[], at: number): { value: number; length: number } | undefined {
  if (words[at + 1] === 'uhr') return undefined;
  const short = /^(\d{2})$/.exec(words[at] ?? '')?.[1];
  if (short !== undefined) return Number(short) > 24 ? { value: fullYear(short), length: 1 } : undefined;
  // "Fünfter erster siebenundzwanzig": more than any hour.
  const inTwo = numberAt(words, at);
  if (
    inTwo &&
    !inTwo.ordinal &&
    !inTwo.digits &&
    inTwo.value > 24 &&
    inTwo.value <= lastYear % 100 &&
    words[at + inTwo.length] !== 'uhr'
  )
    return { value: fullYear(String(inTwo.value)), length: inTwo.length };
  const year = yearAt(words, at);
  return year && year.value >= firstYear && year.value <= lastYear ? year : undefined;
}

const fullYear = (year: string): number => Number(year.length === 2 ? `20${year}` : year);

const dated = (length: number, day: number, month: number, year: number | undefined): Match | undefined =>
  day < 1 || day > 31 || month < 1 || month > 12
    ? undefined
    : match(length, { kind: 'date', day, month, ...(year !== undefined && { year }) });
