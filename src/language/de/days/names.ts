// What German names of days are made of.
import type { Which } from '../../grammar/phrases.ts';
import { germanMonths, germanWeekdays } from '../calendar-words.ts';

export function whichOf(word: string | undefined): Which | 'last' | undefined {
  if (/^(dies(e[nrsm]?)?|heurige[nrsm]?)$/.test(word ?? '')) return 'this';
  if (/^kommende[nrsm]?$/.test(word ?? '')) return 'coming';
  if (/^naechste[nrsm]?$/.test(word ?? '')) return 'next';
  if (/^(?:darauf|drauf)?folgende[nrsm]?$/.test(word ?? '')) return 'following';
  if (/^uebernaechste[nrsm]?$/.test(word ?? '')) return 'after_next';
  if (/^(letzte|vorige|vergangene|vorletzte)[nrsm]?$/.test(word ?? '')) return 'last';
  return undefined;
}

export const aheadOf: Readonly<Record<Which, number>> = { plain: 0, this: 0, coming: 1, next: 1, after_next: 2, following: 1 };

export const weekdayAt = (words: readonly string[], at: number): number | undefined =>
  germanWeekdays[words[at] ?? ''] ?? (words[at] === 'so' && words.length === 1 ? 7 : undefined);

export const isMonthWord = (word: string): boolean =>
  /^monats?$/.test(word) || germanMonths[word.replace(/\.$/, '')] !== undefined;

export const monthAt = (words: readonly string[], at: number): number | undefined =>
  germanMonths[(words[at] ?? '').replace(/\.$/, '')];
