// English weeks and months, and their parts: "the end of next week", "early October", "week 42".
import { match, type Rule, starts, startsLike } from '../../grammar/phrases.ts';
import { englishNumbers } from '../number-words.ts';
import { isVerb } from './dates.ts';
import { monthAt, whiches } from './names.ts';

const { numberAt } = englishNumbers;

/** "the last day of the month", "the last day of June" */
export const lastOfMonth: Rule = (words, at) => {
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
export const period: Rule = (words, at) => {
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
export const partOfWeek: Rule = (words, at) => {
  const length = startsLike(words, at, partsOfWeek);
  const said = length > 0 ? partsOfWeek.exec(words.slice(at, at + length).join(' ')) : null;
  if (!said) return undefined;
  const part = ({ start: 'start', beginning: 'start', early: 'start', middle: 'middle', mid: 'middle' } as const)[
    said[1] ?? said[3] ?? ''
  ];
  return match(length, { kind: 'week', ahead: (said[2] ?? said[4]) === 'next' ? 1 : 0, part: part ?? 'end' });
};

/** "week 42" */
export const weekNumber: Rule = (words, at) => {
  const number = words[at] === 'week' ? numberAt(words, at + 1) : undefined;
  if (!number || number.ordinal || number.value < 1 || number.value > 53) return undefined;
  return match(1 + number.length, { kind: 'week_number', week: number.value });
};

/** "in January", said beside "the first" or "the third Thursday". */
export const namedMonth: Rule = (words, at) => {
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
export const thirdOfMonth: Rule = (words, at) => {
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
export const betweenYears: Rule = (words, at) => {
  const length = startsLike(words, at, betweenTheYears);
  return length > 0 ? match(length, { kind: 'between_years' }) : undefined;
};
