// A spoken time of day as hour and minute, or as the two halves of the day it may mean.
import type { Language } from '../../domain/values.ts';
import { understand } from './parse.ts';
import { type OpenSpan, type ParsedTime, settle } from './resolve-time.ts';

export type { OpenSpan, ParsedTime };

/**
 * Understands "14:30", "14 Uhr 30", "halb drei", "zehn vor halb drei", "half past two", also where the day is said along with it;
 * never guesses which half of the day: without opening hours that decide, both are given.
 */
export function parseSpokenTime(text: string, language: Language, open?: OpenSpan): ParsedTime {
  const said = understand(text, language, 'time');
  return !said || said.some(({ kind }) => kind === 'or') ? { kind: 'unclear' } : settle(said, open);
}
