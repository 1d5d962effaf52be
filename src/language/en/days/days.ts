// How days are named in English: every rule, in the order they are tried.
import { match, type Rule } from '../../grammar/phrases.ts';
import { englishNumbers } from '../number-words.ts';
import { dayOfMonth, figures, mayI, named } from './dates.ts';
import { afterFeast, feast } from './feasts.ts';
import { monthAt, weekdayAt } from './names.ts';
import { betweenYears, lastOfMonth, namedMonth, partOfWeek, period, thirdOfMonth, weekNumber } from './periods.ts';
import { besideOwn, sameDay, span } from './steps.ts';
import { nthWeekday, relative, thisPart, weekday, weekend } from './weekdays.ts';

const { numberAt } = englishNumbers;

/** "But I'm working": after "any day" it leaves one out. */
const but: Rule = (words, at) => {
  const isException = words.some(word => /^(?:any|anything|anytime|every|everything|all|nothing|none|last)$/.test(word));
  const isClause = /^(?:i|im|ive|id|ill|we|were|weve|its|it|my|the|have|he|hes|she|shes|they|theyve|unfortunately|could|can|is)$/;
  return words[at] === 'but' && !isException && isClause.test(words[at + 1] ?? '') && weekdayAt(words, at + 2) === undefined
    ? match(1)
    : undefined;
};

/** "The same day and the same time"; between two numbers or days it makes two. */
export const and: Rule = (words, at) => {
  if (words[at] !== 'and') return undefined;
  const next = at + (/^(?:the|on|at)$/.test(words[at + 1] ?? '') ? 2 : 1);
  const isSecond =
    numberAt(words, next) !== undefined || weekdayAt(words, next) !== undefined || monthAt(words, next) !== undefined;
  return isSecond ? undefined : match(1);
};

export const englishDayRules: readonly Rule[] = [
  lastOfMonth,
  and,
  but,
  span,
  period,
  partOfWeek,
  thisPart,
  weekday,
  nthWeekday,
  weekNumber,
  relative,
  feast,
  afterFeast,
  figures,
  named,
  namedMonth,
  thirdOfMonth,
  betweenYears,
  dayOfMonth,
  mayI,
  besideOwn,
  weekend,
  sameDay,
];
