// How days are named in English.

import {
  type DayPhrase,
  type Match,
  match,
  type Rule,
  starts,
  startsLike,
  startsWithOne,
  type Which,
} from '../grammar/phrases.ts';
import { firstYear, lastYear } from '../grammar/spoken-numbers.ts';
import { englishFeastSeasons, englishFeasts, englishMonths, englishWeekdays } from './calendar-words.ts';
import { englishFillers } from './fillers.ts';
import { englishNumbers, isHourOne } from './number-words.ts';

const { numberAt, yearAt } = englishNumbers;

const unitDays: Readonly<Record<string, number>> = { day: 1, days: 1, week: 7, weeks: 7, fortnight: 14, fortnights: 14 };
const whiches: Readonly<Record<string, Which | 'last'>> = {
  this: 'this',
  coming: 'coming',
  next: 'next',
  following: 'following',
  last: 'last',
  previous: 'last',
};

const relative: Rule = (words, at) => {
  const length = starts(words, at, 'the day after tomorrow') || starts(words, at, 'day after tomorrow');
  if (length > 0) return match(length, { kind: 'relative', days: 2 });
  const before = starts(words, at, 'the day before yesterday') || starts(words, at, 'day before yesterday');
  if (before > 0) return match(before, { kind: 'relative', days: -2 });
  if (words[at] === 'later' && words[at + 1] === 'today') return match(2, { kind: 'relative', days: 0 });
  if (words[at] === 'from' && words[at + 1] === 'yesterday') return match(2, { kind: 'relative', days: -1 });
  switch (words[at]) {
    case 'today':
      return orAWeekLater(words, at, 0);
    case 'tomorrow':
      return orAWeekLater(words, at, 1);
    case 'tonight':
      return match(1, { kind: 'relative', days: 0 }, { kind: 'part', part: 'night' });
    case 'yesterday':
      return match(1, { kind: 'relative', days: -1 });
    default:
      return undefined;
  }
};

/** "tomorrow week" is a week after tomorrow. */
function orAWeekLater(words: readonly string[], at: number, days: number): Match {
  const later = { week: 7, fortnight: 14 }[words[at + 1] ?? ''];
  return later === undefined ? match(1, { kind: 'relative', days }) : match(2, { kind: 'relative', days: days + later });
}

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
  const day = weekdayAt(words, name);
  if (day === undefined) return undefined;
  if (which === 'last') return match(2, { kind: 'past' });
  const afterNext = starts(words, name + 1, 'after next');
  const length = name - at + 1 + afterNext;
  const phrase = { kind: 'weekday', weekday: day, which: afterNext > 0 ? 'after_next' : (which ?? 'plain') } as const;
  // "Wednesday week" is a week later, "Wednesday fortnight" two.
  const later = { week: 7, fortnight: 14 }[words[name + 1] ?? ''];
  return later === undefined ? match(length, phrase) : match(length + 1, phrase, { kind: 'span', days: later });
};

const weekdayAt = (words: readonly string[], at: number): number | undefined =>
  englishWeekdays[(words[at] ?? '').replace(/\.$/, '').replace(/days$/, 'day')];

/** "the second Wednesday", "the last Friday": of a month that is said along with it. */
const nthWeekday: Rule = (words, at) => {
  const lastButOne = starts(words, at, 'second to last') || starts(words, at, 'last but one') || starts(words, at, 'penultimate');
  const last = lastButOne || starts(words, at, 'last');
  if (last > 0) {
    const day = weekdayAt(words, at + last);
    const isOfMonth = words
      .slice(at + last + 1, at + last + 4)
      .some(word => word === 'month' || englishMonths[word] !== undefined);
    const nth = lastButOne > 0 ? -2 : -1;
    return day === undefined || !isOfMonth ? undefined : match(last + 1, { kind: 'nth_weekday', nth, weekday: day });
  }
  const nth = numberAt(words, at);
  const day = nth?.ordinal && nth.value >= 1 && nth.value <= 5 ? weekdayAt(words, at + nth.length) : undefined;
  return nth && day !== undefined ? match(nth.length + 1, { kind: 'nth_weekday', nth: nth.value, weekday: day }) : undefined;
};

/** "the last day of the month", "the last day of June" */
const lastOfMonth: Rule = (words, at) => {
  const length = startsLike(words, at, /^(?:very )?last day (?:of|in)(?![a-z])/);
  if (length === 0) return undefined;
  const next = words.slice(at + length, at + length + 3).join(' ');
  const isMonth = /^(?:the month|(?:this|next|the next) month)(?![a-z])/.test(next);
  if (isMonth)
    return next.startsWith('the month')
      ? match(length + 2, { kind: 'last_of_month' }, { kind: 'month', ahead: 0 })
      : match(length, { kind: 'last_of_month' });
  return monthAt(words, at + length) === undefined ? undefined : match(length, { kind: 'last_of_month' });
};

/** "next week", "the week after next", "of next month", "this year". */
const period: Rule = (words, at) => {
  const afterNext = starts(words, at, 'the week after next') || starts(words, at, 'week after next');
  if (afterNext > 0) return match(afterNext, { kind: 'week', ahead: 2 });
  // "The first of the month" leaves open of which.
  const ofMonth = starts(words, at, 'of the month');
  if (ofMonth > 0) return match(ofMonth);
  const newYear = startsLike(words, at, /^(?:of|in) the new year(?![a-z])/);
  if (newYear > 0) return match(newYear, { kind: 'year', ahead: 1 });
  const lead = starts(words, at, 'of the') || starts(words, at, 'in the') || starts(words, at, 'of') || starts(words, at, 'in');
  const start = at + lead;
  const which = whiches[words[start] ?? ''];
  const kind = words[start + 1];
  if (which === undefined || (kind !== 'week' && kind !== 'month' && kind !== 'year')) return undefined;
  return match(
    start + 2 - at,
    which === 'last' ? { kind: 'past', long: kind !== 'week' } : { kind, ahead: which === 'this' ? 0 : 1 },
  );
};

const partsOfWeek =
  /^(?:(?:at |towards |by |around )?(?:the )?(?:very )?(start|beginning|middle|end) of (the|this|next) week|(early|late|later|mid) (?:on )?(in the|this|next) week)(?![a-z])/;

/** "the end of next week", "early next week", "later in the week". */
const partOfWeek: Rule = (words, at) => {
  const length = startsLike(words, at, partsOfWeek);
  const said = length > 0 ? partsOfWeek.exec(words.slice(at, at + length).join(' ')) : null;
  if (!said) return undefined;
  const part = ({ start: 'start', beginning: 'start', early: 'start', middle: 'middle', mid: 'middle' } as const)[
    said[1] ?? said[3] ?? ''
  ];
  return match(length, { kind: 'week', ahead: (said[2] ?? said[4]) === 'next' ? 1 : 0, part: part ?? 'end' });
};

/** "week 42" */
const weekNumber: Rule = (words, at) => {
  const number = words[at] === 'week' ? numberAt(words, at + 1) : undefined;
  if (!number || number.ordinal || number.value < 1 || number.value > 53) return undefined;
  return match(1 + number.length, { kind: 'week_number', week: number.value });
};

/** "in two weeks", "a week on Friday", "ten days from today", "a fortnight from now", "a week tomorrow", "three days ago". */
const span: Rule = (words, at) => {
  const start = words[at] === 'in' ? at + 1 : at;
  const count = countAt(words, start);
  const unit = count && unitDays[(words[start + count.length] ?? '').replace(/^(week|day)s?$/, '$1')];
  if (!count || unit === undefined) return undefined;
  const time = words[start + count.length + 1] === 'time' ? 1 : 0;
  const end = start + count.length + 1 + time;
  const length = end - at;
  const days = count.value * unit;
  if (words[end] === 'ago') return match(length + 1, { kind: 'past' });
  // From the appointment's own day; "before" without a day is that, too.
  const sign = { later: 1, after: 1, afterwards: 1, earlier: -1, sooner: -1, before: -1 }[words[end] ?? ''];
  const that = words[end + 1] === 'that' ? 1 : 0;
  if (sign !== undefined && start === at && words[end + 1 + that] === undefined)
    return match(length + 1 + that, { kind: 'shift', days: sign * days });
  if (sign !== undefined && start === at && words[end] !== 'after' && words[end] !== 'before')
    return match(length + 1, { kind: 'shift', days: sign * days });
  const phrase: DayPhrase = { kind: 'span', days, ...(start === at && { onto: true }) };
  const onto = words[end] ?? '';
  if (start > at || ['on', 'today', 'tomorrow'].includes(onto) || weekdayAt(words, end) !== undefined)
    return match(length, phrase);
  if (onto !== 'from' && onto !== 'after') return undefined;
  return match(length + (words[end + 1] === 'now' ? 2 : 1), phrase);
};

const countAt = (words: readonly string[], at: number): { value: number; length: number } | undefined => {
  if (words[at] === 'a' || words[at] === 'one') return { value: 1, length: 1 };
  if (words[at] === 'fortnight') return { value: 1, length: 0 };
  if (words[at] === 'couple' && words[at + 1] === 'of') return undefined;
  const number = numberAt(words, at);
  return number && !number.ordinal ? number : undefined;
};

/** "the day after", "the following day", "the Thursday after", "push it back a week": from the appointment's own day. */
const besideOwn: Rule = (words, at) => {
  const following = words[at] === 'following' ? words[at + 1] : undefined;
  const ownWeek = startsLike(words, at, /^(?:(?:in|of) )?(?:that(?: same)?|the same) week(?![a-z])/);
  if (ownWeek > 0) return match(ownWeek, { kind: 'own_week', sign: 0 });
  if (words[at] === 'next' && words[at + 1] === 'day') return match(2, { kind: 'shift', days: 1 });
  if (following === 'day') return match(2, { kind: 'shift', days: 1 });
  if (following === 'week') return match(2, { kind: 'own_week', sign: 1 });
  const sign = { after: 1, before: -1 }[words[at + 1] ?? ''];
  const that = words[at + 2] === 'that' ? 1 : 0;
  const isLast = words[at + 2 + that] === undefined;
  if (sign !== undefined && isLast && words[at] === 'day') return match(2 + that, { kind: 'shift', days: sign });
  if (sign !== undefined && isLast && words[at] === 'week') return match(2 + that, { kind: 'own_week', sign });
  const weekday = weekdayAt(words, at);
  if (sign !== undefined && isLast && weekday !== undefined) return match(2 + that, { kind: 'own_weekday', weekday, sign });
  const moved = { back: 1, forward: -1 }[words[at] ?? ''];
  const count = moved === undefined ? undefined : countAt(words, at + 1);
  const unit = count && unitDays[words[at + 1 + count.length] ?? ''];
  return moved !== undefined && count && unit !== undefined
    ? match(2 + count.length, { kind: 'shift', days: moved * count.value * unit }, { kind: 'same_time' })
    : undefined;
};

/** "at the weekend", "next weekend" */
const weekend: Rule = (words, at) => {
  const which = whiches[words[at] ?? ''];
  const noun = which === undefined ? at : at + 1;
  if (words[noun] !== 'weekend' || which === 'last') return undefined;
  return match(noun - at + 1, { kind: 'weekend', ahead: which === 'next' ? 1 : 0 });
};

/** "the same day" */
const sameDay: Rule = (words, at) =>
  words[at] === 'same' && words[at + 1] === 'day' ? match(2, { kind: 'same_day' }) : undefined;

/** "October 14th", "October the fourteenth", "the 14th of October", "14 October"; a year may follow. */
const named: Rule = (words, at) => {
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

/** "may" is a verb as well, and stands alone then. */
const monthAt = (words: readonly string[], at: number): number | undefined => englishMonths[(words[at] ?? '').replace(/\.$/, '')];

/** "May I cancel" is no month, "the first of May I think" is one. */
const isVerb = (words: readonly string[], at: number): boolean =>
  words[at] === 'may' && /^(?:i|we)$/.test(words[at + 1] ?? '') && words[at - 1] !== 'of' && !numberAt(words, at - 1);

const mayI: Rule = (words, at) => (isVerb(words, at) ? match(2) : undefined);

/** "in January", said beside "the first" or "the third Thursday". */
const namedMonth: Rule = (words, at) => {
  const lead = words[at] === 'of' || words[at] === 'in' ? 1 : 0;
  const month = monthAt(words, at + lead);
  return month === undefined || isVerb(words, at + lead) ? undefined : match(lead + 1, { kind: 'named_month', month });
};

const thirds: readonly (readonly [RegExp, 1 | 2 | 3])[] = [
  [/^(?:(?:the )?(?:beginning|start) of|early(?: in)?)(?![a-z])/, 1],
  [/^(?:(?:the )?middle of|mid)(?![a-z])/, 2],
  [/^(?:(?:the )?end of|late(?: in)?)(?![a-z])/, 3],
];

/** "the end of July", "early October", "mid November": a third of the month that follows. */
const thirdOfMonth: Rule = (words, at) => {
  for (const [said, third] of thirds) {
    const length = startsLike(words, at, said);
    if (length === 0) continue;
    const isNext = whiches[words[at + length] ?? ''] !== undefined && words[at + length + 1] === 'month';
    if (words[at + length] === 'the' && words[at + length + 1] === 'month')
      return match(length + 2, { kind: 'third_of_month', third }, { kind: 'month', ahead: 0 });
    if (isNext || monthAt(words, at + length) !== undefined) return match(length, { kind: 'third_of_month', third });
  }
  return undefined;
};

const betweenTheYears = /^(?:in )?between (?:the years|christmas and (?:the )?new years?(?: (?:day|eve))?)(?![a-z])/;

/** "between Christmas and New Year" */
const betweenYears: Rule = (words, at) => {
  const length = startsLike(words, at, betweenTheYears);
  return length > 0 ? match(length, { kind: 'between_years' }) : undefined;
};

/** With the year that follows, and without: "December 14 1430" is a time, and what is left over tells. */
function withYears(words: readonly string[], at: number, length: number, day: number, month: number): Match[] {
  if (day < 1 || day > 31) return [];
  const year = yearAt(words, at + length);
  const dated = match(length, { kind: 'date', day, month });
  if (!year || year.value < firstYear || year.value > lastYear) return [dated];
  return [dated, match(length + year.length, { kind: 'date', day, month, year: year.value })];
}

/** "14/10/2026" and "10/14/2026" are one day, "10/11" may be two. */
const figures: Rule = (words, at) => {
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
const dayOfMonth: Rule = (words, at) => {
  const day = numberAt(words, at);
  const next = at + (day?.length ?? 0);
  const after = words[next] ?? '';
  const isThing = englishFillers.things.has(after) && !words.slice(Math.max(0, at - 2), at).includes('on');
  const isOne = isThing || (counted.has(after) && !isHourOne(words, next)) || startsLike(words, next, englishOfThem) > 0;
  if (!day?.ordinal || day.value > 31 || isOne || weekdayAt(words, next) !== undefined) return undefined;
  return match(day.length, { kind: 'day_of_month', day: day.value });
};

const feastsAndSeasons = { ...englishFeasts, ...englishFeastSeasons };

/** "Easter Monday", "the day after Christmas Day", "the first Monday after New Year", "the Monday after the first of May". */
const feast: Rule = (words, at) => {
  const found = startsWithOne(words, at, englishFeasts);
  if (found) return match(found.length, { kind: 'feast', name: words.slice(at, at + found.length).join(' '), rule: found.value });
  const first = words[at] === 'first' ? 1 : 0;
  const day = at + first;
  const weekday = weekdayAt(words, day);
  const sign = { before: -1, after: 1 }[words[day + 1] ?? ''];
  if (sign === undefined || (weekday === undefined && words[day] !== 'day') || (first === 1 && sign === -1)) return undefined;
  const fixed = fixedDayAt(words, day + 2);
  return (
    fixed && match(first + 2 + fixed.length, { kind: 'feast', name: fixed.name, rule: fixed.rule, beside: { sign, weekday } })
  );
};

/** A feast or a date without a year, each with the rule for it: "New Year", "the first of May". */
function fixedDayAt(words: readonly string[], at: number): { name: string; rule: string; length: number } | undefined {
  const the = words[at] === 'the' ? 1 : 0;
  const from = at + the;
  const beside = startsWithOne(words, from, feastsAndSeasons);
  if (beside) return { name: words.slice(from, from + beside.length).join(' '), rule: beside.value, length: the + beside.length };
  const day = numberAt(words, from);
  const of = words[from + (day?.length ?? 0)] === 'of' ? 1 : 0;
  const month = day?.ordinal ? monthAt(words, from + day.length + of) : undefined;
  if (!day || month === undefined || day.value > 31 || yearAt(words, from + day.length + of + 1)) return undefined;
  const rule = [month, day.value].map(figure => String(figure).padStart(2, '0')).join('-');
  return { name: rule, rule, length: the + day.length + of + 1 };
}

/** "Right after Easter, Tuesday", "after Easter on the Wednesday" */
const afterFeast: Rule = (words, at) => {
  const lead = /^(?:right|straight|just|directly|immediately)$/.test(words[at] ?? '') ? 1 : 0;
  const fixed = words[at + lead] === 'after' ? fixedDayAt(words, at + lead + 1) : undefined;
  if (!fixed) return undefined;
  const end = at + lead + 1 + fixed.length;
  const between = starts(words, end, 'on the') || starts(words, end, 'on') || starts(words, end, 'the');
  const weekday = weekdayAt(words, end + between);
  if (weekday === undefined) return undefined;
  return match(end + between + 1 - at, { kind: 'feast', name: fixed.name, rule: fixed.rule, beside: { sign: 1, weekday } });
};

/** "But I'm working": after "any day" it leaves one out. */
const but: Rule = (words, at) => {
  const isException = words.some(word => /^(?:any|anything|anytime|every|everything|all|nothing|none|last)$/.test(word));
  const isClause = /^(?:i|im|ive|id|ill|we|were|weve|its|it|my|the|have|he|hes|she|shes|they|theyve|unfortunately|could|can|is)$/;
  return words[at] === 'but' && !isException && isClause.test(words[at + 1] ?? '') && weekdayAt(words, at + 2) === undefined
    ? match(1)
    : undefined;
};

/** "The same day and the same time"; between two numbers or days it makes two. */
const and: Rule = (words, at) => {
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
