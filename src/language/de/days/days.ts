// How days are named in German: every rule, in the order they are tried.
import { match, type Rule } from '../../grammar/phrases.ts';
import { germanNumbers } from '../number-words.ts';
import { dayOfMonth, figures, monthFirst, named } from './dates.ts';
import { afterFeast, bridgeDay, feast } from './feasts.ts';
import { monthAt, weekdayAt } from './names.ts';
import { betweenYears, lastOfMonth, namedMonth, partOfWeek, period, thirdOfMonth, thisWeek, weekNumber } from './periods.ts';
import { besideOwn, sameDay, shift, span } from './steps.ts';
import { nthWeekday, relative, weekday, weekend } from './weekdays.ts';

const { numberAt } = germanNumbers;

/** "Den gleichen Tag und die gleiche Zeit"; between two numbers or days it makes two. */
export const and: Rule = (words, at) => {
  if (words[at] !== 'und') return undefined;
  const next = at + (/^(?:de[rnmsr]|die|das|am|um|zum)$/.test(words[at + 1] ?? '') ? 2 : 1);
  const isSecond =
    numberAt(words, next) !== undefined || weekdayAt(words, next) !== undefined || monthAt(words, next) !== undefined;
  return isSecond ? undefined : match(1);
};

export const germanDayRules: readonly Rule[] = [
  and,
  lastOfMonth,
  span,
  period,
  partOfWeek,
  thisWeek,
  weekday,
  nthWeekday,
  weekNumber,
  relative,
  feast,
  bridgeDay,
  afterFeast,
  figures,
  named,
  monthFirst,
  namedMonth,
  thirdOfMonth,
  betweenYears,
  dayOfMonth,
  shift,
  besideOwn,
  weekend,
  sameDay,
];
