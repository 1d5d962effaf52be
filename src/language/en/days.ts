// How days are named in English.

import { type DayPhrase, type Match, match, type Rule, starts, type Which } from '../grammar/phrases.ts';
import { englishFeasts, englishMonths, englishWeekdays } from './calendar-words.ts';
import { englishNumbers } from './number-words.ts';

const { numberAt, yearAt } = englishNumbers;

const unitDays: Readonly<Record<string, number>> = { day: 1, days: 1, week: 7, weeks: 7, fortnight: 14 };
const whiches: Readonly<Record<string, Which | 'last'>> = {
  this: 'this',
  coming: 'coming',
  next: 'next',
  last: 'last',
  previous: 'last',
};

const relative: Rule = (words, at) => {
  const length = starts(words, at, 'the day after tomorrow') || starts(words, at, 'day after tomorrow');
  if (length > 0) return match(length, { kind: 'relative', days: 2 });
  switch (words[at]) {
    case 'today':
      return orAWeekLater(words, at, 0);
    case 'tomorrow':
      return orAWeekLater(words, at, 1);
    case 'tonight':
      return match(1, { kind: 'relative', days: 0 }, { kind: 'part', part: 'night' });
    case 'yesterday':
      return match(1, { kind: 'past' });
    default:
      return undefined;
  }
};

/** "tomorrow week" is a week after tomorrow. */
const orAWeekLater = (words: readonly string[], at: number, days: number): Match =>
  words[at + 1] === 'week' ? match(2, { kind: 'relative', days: days + 7 }) : match(1, { kind: 'relative', days });

/** "this afternoon" is today's. */
const thisPart: Rule = (words, at) => {
  const part = words[at + 1];
  if (words[at] !== 'this' || (part !== 'morning' && part !== 'afternoon' && part !== 'evening')) return undefined;
  return match(2, { kind: 'relative', days: 0 }, { kind: 'part', part });
};

const weekday: Rule = (words, at) => {
  const both = words[at] === 'this' && words[at + 1] === 'coming' ? 1 : 0;
  const which = whiches[words[at + both] ?? ''];
  const name = at + both + (which === undefined ? 0 : 1);
  const day = englishWeekdays[(words[name] ?? '').replace(/\.$/, '')];
  if (day === undefined) return undefined;
  if (which === 'last') return match(2, { kind: 'past' });
  const afterNext = starts(words, name + 1, 'after next');
  const length = name - at + 1 + afterNext;
  const phrase = { kind: 'weekday', weekday: day, which: afterNext > 0 ? 'after_next' : (which ?? 'plain') } as const;
  // "Wednesday week" is a week later.
  return words[name + 1] === 'week' ? match(length + 1, phrase, { kind: 'span', days: 7 }) : match(length, phrase);
};

/** "next week", "the week after next", "of next month", "this year". */
const period: Rule = (words, at) => {
  const afterNext = starts(words, at, 'the week after next') || starts(words, at, 'week after next');
  if (afterNext > 0) return match(afterNext, { kind: 'week', ahead: 2 });
  const start = words[at] === 'of' ? at + 1 : at;
  const which = whiches[words[start] ?? ''];
  const kind = words[start + 1];
  if (which === undefined || (kind !== 'week' && kind !== 'month' && kind !== 'year')) return undefined;
  return match(start + 2 - at, which === 'last' ? { kind: 'past' } : { kind, ahead: which === 'this' ? 0 : 1 });
};

/** "in two weeks", "a week on Friday", "ten days from today", "a fortnight from now", "a week tomorrow", "three days ago". */
const span: Rule = (words, at) => {
  const start = words[at] === 'in' ? at + 1 : at;
  const count = words[start] === 'a' || words[start] === 'one' ? { value: 1, length: 1 } : cardinal(words, start);
  const unit = count && unitDays[(words[start + count.length] ?? '').replace(/^(week|day)s?$/, '$1')];
  if (!count || unit === undefined) return undefined;
  const time = words[start + count.length + 1] === 'time' ? 1 : 0;
  const end = start + count.length + 1 + time;
  const length = end - at;
  if (words[end] === 'ago' || words[end] === 'before') return match(length + 1, { kind: 'past' });
  const phrase: DayPhrase = { kind: 'span', days: count.value * unit, ...(start === at && { onto: true }) };
  if (start > at || ['on', 'today', 'tomorrow'].includes(words[end] ?? '')) return match(length, phrase);
  if (words[end] !== 'from' && words[end] !== 'after') return undefined;
  return match(length + (words[end + 1] === 'now' ? 2 : 1), phrase);
};

function cardinal(words: readonly string[], at: number) {
  const number = numberAt(words, at);
  return number && !number.ordinal ? number : undefined;
}

/** "October 14th", "October the fourteenth", "the 14th of October", "14 October"; a year may follow. */
const named: Rule = (words, at) => {
  const month = englishMonths[(words[at] ?? '').replace(/\.$/, '')];
  if (month !== undefined) {
    const the = words[at + 1] === 'the' ? 1 : 0;
    const day = numberAt(words, at + 1 + the);
    return day && withYear(words, at, 1 + the + day.length, day.value, month);
  }
  const day = numberAt(words, at);
  const of = day && words[at + day.length] === 'of' ? 1 : 0;
  const later = day && englishMonths[(words[at + day.length + of] ?? '').replace(/\.$/, '')];
  return day && later !== undefined ? withYear(words, at, day.length + of + 1, day.value, later) : undefined;
};

function withYear(words: readonly string[], at: number, length: number, day: number, month: number): Match | undefined {
  if (day < 1 || day > 31) return undefined;
  const year = yearAt(words, at + length);
  return match(length + (year?.length ?? 0), { kind: 'date', day, month, ...(year && { year: year.value }) });
}

/** "14/10/2026" and "10/14/2026" are one day, "10/11" may be two. */
const figures: Rule = (words, at) => {
  const [, first, second, figuresOfYear] = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?$/.exec(words[at] ?? '') ?? [];
  if (first === undefined || words[at - 1] === 'at') return undefined;
  const [day, month] = [Number(first), Number(second)];
  const year = figuresOfYear && { year: Number(figuresOfYear.length === 2 ? `20${figuresOfYear}` : figuresOfYear) };
  if (day < 1 || month < 1 || day > 31 || month > 31 || (day > 12 && month > 12)) return undefined;
  if (day <= 12 && month <= 12 && day !== month) return match(1, { kind: 'swapped', day, month, ...year });
  return match(1, { kind: 'date', day: Math.max(day, month), month: Math.min(day, month), ...year });
};

/** "the fourteenth", "the 14th". */
const dayOfMonth: Rule = (words, at) => {
  const day = numberAt(words, at);
  return day?.ordinal && day.value <= 31 ? match(day.length, { kind: 'day_of_month', day: day.value }) : undefined;
};

const feast: Rule = (words, at) => {
  for (const [name, [day, month]] of Object.entries(englishFeasts)) {
    const length = starts(words, at, name);
    if (length > 0) return match(length, { kind: 'date', day, month });
  }
  return undefined;
};

export const englishDayRules: readonly Rule[] = [span, period, thisPart, weekday, relative, feast, figures, named, dayOfMonth];
