// What callers say, each in its situation and with what is right: the corpus, and how it is read.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import type { Country } from '../../../src/domain/values.ts';

/** One thing said in one situation. Times are local in Berlin, `YYYY-MM-DD HH:mm`. */
export interface Utterance {
  group: string;
  lang: 'de' | 'en';
  country?: Country;
  now: string;
  hours?: Record<string, string>;
  do: 'cancel' | 'move' | 'slots';
  args: Record<string, string>;
  /** All the caller has; what follows the time is the service. */
  appointments: string[];
  /** What the caller heard last. */
  heard?: { list?: string[]; one?: string; free?: string[] };
  right: Right;
  /** A careful receptionist might ask as well. */
  orAsk?: boolean;
}

export type Right =
  /** The appointment that is cancelled. */
  | string
  | { from: string; to: string }
  /** Free times are looked for; `within` from the first start to the last, clipped to the opening hours. */
  | { of: string; day: string; within?: [string, string] }
  /** What may be meant, as days or times; or what is to be asked for, and what must not be suggested then. */
  | { ask: string[] | 'day' | 'time' | 'which'; not?: string[] }
  /** There is no appointment on this day, or none at that time. */
  | { none: string }
  | { past: true };

export const zone = 'Europe/Berlin';
/**
 * Files by how hard they are: what is said in a few words, what is said in whole sentences, and what was written to be misunderstood.
 * Half of it was written before what reads it, and all but `contrary`, `clauses` and `told-first`, which attack it, `four-trades`, whose
 * writer knew it, and
 * `second-thoughts` and `taken-back`, which follow from what others found, without looking at that. Where only the service tells which appointment is meant, a question is right as well.
 */
export const corpusKinds = {
  ordinary: [
    'german-references',
    'german-times',
    'german-in-passing',
    'english-and-models',
    'countries',
    'short',
    'fresh-phrases',
    'second-thoughts',
    'taken-back',
    'everyday',
    'ambiguities',
    'at-the-desk',
    'tester',
    'practice-and-garage',
    'linguist',
    'receptionist',
    'quality-engineer',
    'twenty-years',
    'conversation-designer',
    'services',
    'dental-group',
    'seven-trades',
  ],
  sentences: ['callers', 'whole-sentences', 'fresh-kinds', 'clauses', 'four-trades', 'five-counters', 'told-first'],
  traps: ['traps', 'sceptical', 'mixed', 'contrary', 'told-around', 'told-again'],
} as const;
export const corpusFiles: readonly string[] = Object.values(corpusKinds).flat();

export const corpus = (file: string): Utterance[] =>
  readFileSync(join(import.meta.dirname, `${file}.jsonl`), 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as Utterance);

export const functionOf = { cancel: 'cancel_appointment', move: 'reschedule_appointment', slots: 'find_slots' };

export const instantOf = (local: string): string =>
  DateTime.fromFormat(local.slice(0, 16), 'yyyy-MM-dd HH:mm', { zone }).toUTC().toISO() ?? '';
export const localOf = (instant: string): string => DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd HH:mm');

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** Where an utterance says nothing else. */
export const usualHours: Record<string, string> = {
  mon: '09:00-18:00',
  tue: '09:00-18:00',
  wed: '09:00-18:00',
  thu: '09:00-18:00',
  fri: '09:00-18:00',
  sat: '09:00-14:00',
};
