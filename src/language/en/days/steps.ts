// English days counted from today or from the appointment: "in two weeks", "a week later", "the day after".
import { type DayPhrase, match, type Rule, startsLike } from '../../grammar/phrases.ts';
import { englishNumbers } from '../number-words.ts';
import { weekdayAt } from './names.ts';

const { numberAt } = englishNumbers;

const unitDays: Readonly<Record<string, number>> = { day: 1, days: 1, week: 7, weeks: 7, fortnight: 14, fortnights: 14 };

/** "in two weeks", "a week on Friday", "ten days from today", "a fortnight from now", "a week tomorrow", "three days ago". */
export const span: Rule = (words, at) => {
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
export const besideOwn: Rule = (words, at) => {
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

/** "the same day" */
export const sameDay: Rule = (words, at) =>
  words[at] === 'same' && words[at + 1] === 'day' ? match(2, { kind: 'same_day' }) : undefined;
