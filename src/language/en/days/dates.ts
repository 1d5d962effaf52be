// English dates: "the 14th of October", "10/14", "the third".
import { type Match, match, type Rule, starts, startsLike } from '../../grammar/phrases.ts';
import { firstYear, lastYear } from '../../grammar/spoken-numbers.ts';
import { englishFillers } from '../fillers.ts';
import { englishNumbers, isHourOne } from '../number-words.ts';
import { monthAt, weekdayAt } from './names.ts';

const { numberAt, yearAt } = englishNumbers;

/** "October 14th", "October the fourteenth", "the 14th of October", "14 October"; a year may follow. */
export const named: Rule = (words, at) => {
  const month = monthAt(words, at);
  if (month !== undefined) {
    // "The June one" is the one in June.
    if (words[at + 1] === 'one' && /^(?:the|that|this|my)$/.test(words[at - 1] ?? '')) return undefined;
    const the = words[at + 1] === 'the' ? 1 : 0;
    const day = numberAt(words, at + 1 + the);
    return day && withYears(words, at, 1 + the + day.length, day.value, month);
  }
  const day = numberAt(words, at);
  const of = day && words[at + day.length] === 'of' ? 1 : 0;
  const later = day && monthAt(words, at + day.length + of);
  return day && later !== undefined ? withYears(words, at, day.length + of + 1, day.value, later) : undefined;
};

/** "May I cancel" is no month, "the first of May I think" is one. */
export const isVerb = (words: readonly string[], at: number): boolean =>
  words[at] === 'may' && /^(?:i|we)$/.test(words[at + 1] ?? '') && words[at - 1] !== 'of' && !numberAt(words, at - 1);

export const mayI: Rule = (words, at) => (isVerb(words, at) ? match(2) : undefined);

/** With the year that follows, and without: "December 14 1430" is a time, and what is left over tells. */
function withYears(words: readonly string[], at: number, length: number, day: number, month: number): Match[] {
  if (day < 1 || day > 31) return [];
  const year = yearAt(words, at + length);
  const dated = match(length, { kind: 'date', day, month });
  if (!year || year.value < firstYear || year.value > lastYear) return [dated];
  return [dated, match(length + year.length, { kind: 'date', day, month, year: year.value })];
}

/** "14/10/2026" and "10/14/2026" are one day, "10/11" may be two. */
export const figures: Rule = (words, at) => {
  const [, first, second, figuresOfYear] = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?$/.exec(words[at] ?? '') ?? [];
  if (first === undefined) return ordinals(words, at);
  if (words[at - 1] === 'at') return undefined;
  const year = figuresOfYear && { year: Number(figuresOfYear.length === 2 ? `20${figuresOfYear}` : figuresOfYear) };
  return eitherWay(Number(first), Number(second)).map(([day, month]) => match(1, { kind: 'date', day, month, ...year }));
};

/** "the 3rd of the 2nd", "the fourteenth of the twelfth": the British way round. */
const ordinals: Rule = (words, at) => {
  const day = numberAt(words, at);
  const of = day ? starts(words, at + day.length, 'of the') : 0;
  const month = day && of > 0 ? numberAt(words, at + day.length + of) : undefined;
  if (!day?.ordinal || !month?.ordinal || month.value > 12) return undefined;
  return match(day.length + of + month.length, { kind: 'date', day: day.value, month: month.value });
};

function eitherWay(a: number, b: number): (readonly [number, number])[] {
  const orders =
    a === b
      ? [[a, b] as const]
      : ([
          [a, b],
          [b, a],
        ] as const);
  return orders.filter(([day, month]) => day >= 1 && day <= 31 && month >= 1 && month <= 12);
}

/** What is counted and is no day: "the second appointment". */
const counted = new Set(['available', 'free', 'possible', 'appointment', 'one', 'slot', 'option', 'time', 'choice']);

/** "The second of those" is one of those that were read out. */
export const englishOfThem =
  /^(?:(?:of|on|in) (?:the|your|that) list|of (?:those|these|them|(?:the|your|my) (?:two|three|four)))(?![a-z])/;

/** "the fourteenth", "the 14th". */
export const dayOfMonth: Rule = (words, at) => {
  const day = numberAt(words, at);
  const next = at + (day?.length ?? 0);
  const after = words[next] ?? '';
  const isThing = englishFillers.things.has(after) && !words.slice(Math.max(0, at - 2), at).includes('on');
  const isOne = isThing || (counted.has(after) && !isHourOne(words, next)) || startsLike(words, next, englishOfThem) > 0;
  if (!day?.ordinal || day.value > 31 || isOne || weekdayAt(words, next) !== undefined) return undefined;
  return match(day.length, { kind: 'day_of_month', day: day.value });
};
