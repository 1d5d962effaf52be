// English days by their weekday, or from today: "tomorrow", "next Tuesday", "the second Wednesday".
import { type Match, match, type Rule, starts } from '../../grammar/phrases.ts';
import { englishMonths } from '../calendar-words.ts';
import { englishNumbers } from '../number-words.ts';
import { weekdayAt, whiches } from './names.ts';

const { numberAt } = englishNumbers;

export const relative: Rule = (words, at) => {
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
export const thisPart: Rule = (words, at) => {
  const part = words[at + 1];
  if (words[at] !== 'this' || (part !== 'morning' && part !== 'afternoon' && part !== 'evening')) return undefined;
  return match(2, { kind: 'relative', days: 0 }, { kind: 'part', part });
};

export const weekday: Rule = (words, at) => {
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

/** "the second Wednesday", "the last Friday": of a month that is said along with it. */
export const nthWeekday: Rule = (words, at) => {
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

/** "at the weekend", "next weekend" */
export const weekend: Rule = (words, at) => {
  const which = whiches[words[at] ?? ''];
  const noun = which === undefined ? at : at + 1;
  if (words[noun] !== 'weekend' || which === 'last') return undefined;
  return match(noun - at + 1, { kind: 'weekend', ahead: which === 'next' ? 1 : 0 });
};
