// What English names of days are made of.
import type { Which } from '../../grammar/phrases.ts';
import { englishMonths, englishWeekdays } from '../calendar-words.ts';

export const whiches: Readonly<Record<string, Which | 'last'>> = {
  this: 'this',
  coming: 'coming',
  next: 'next',
  following: 'following',
  last: 'last',
  previous: 'last',
};

export const weekdayAt = (words: readonly string[], at: number): number | undefined =>
  englishWeekdays[(words[at] ?? '').replace(/\.$/, '').replace(/days$/, 'day')];

/** "may" is a verb as well, and stands alone then. */
export const monthAt = (words: readonly string[], at: number): number | undefined =>
  englishMonths[(words[at] ?? '').replace(/\.$/, '')];
