// The judge of the corpus is not kind: what is asked must be what is open, and what is suggested must be what may be meant.
import { expect, test } from 'vitest';
import type { Outcome } from './corpus/evaluate.ts';
import { type Verdict, verdictOn } from './corpus/judge.ts';
import type { Right, Utterance } from './corpus/utterances.ts';

const [first, second, third] = ['2026-12-07 10:00', '2026-12-09 10:00', '2026-12-11 10:00'] as const;
const said = (right: Right, more: Partial<Utterance> = {}): Utterance => ({
  group: 'judge',
  lang: 'de',
  now: '2026-12-04 10:00',
  do: 'cancel',
  args: {},
  appointments: [first, second, `${third} Haarschnitt`, '2027-01-07 10:00'],
  right,
  ...more,
});
const asking = (named: string[], code = 'choose_appointment', about: 'appointment' | 'new_time' = 'appointment'): Outcome => ({
  kind: 'ask',
  code,
  about,
  named,
});
const free = (from: string, to: string): Outcome => ({ kind: 'slots', of: first, day: '2026-12-08', from, to });
const wanted = { of: first, day: '2026-12-08', within: ['09:00', '12:00'] } satisfies Right;
const move = { from: first, to: '2026-12-08 11:00' };

test.each<[string, Right, Outcome, Verdict]>([
  ['an open question where two may be meant', { ask: [first, second] }, asking([], 'date_unclear'), 'right'],
  ['a question that names both', { ask: [first, second] }, asking([first, second]), 'right'],
  ['a question that names more', { ask: [first, second] }, asking([first, second, third]), 'right'],
  ['a question that names only one of them', { ask: [first, second] }, asking([second]), 'asked'],
  ['a question that names only another', { ask: [first, second] }, asking([third]), 'misled'],
  ['an open question about the new time instead', { ask: [first, second] }, asking([], 'date_unclear', 'new_time'), 'asked'],
  ['a change where to ask is right', { ask: [first, second] }, { kind: 'act', appointment: first }, 'wrong'],
  ['days told as free of appointments where to ask is right', { ask: 'day' }, { kind: 'none', days: ['2026-12-08'] }, 'wrong'],
  ['a question about the time where the day is open', { ask: 'day' }, asking([], 'time_unclear'), 'asked'],
  ['a question about the day where the day is open', { ask: 'day' }, asking([], 'date_unclear'), 'right'],
  ['the day that was ruled out', { ask: 'day', not: ['2026-12-09'] }, asking([second], 'date_ambiguous', 'new_time'), 'misled'],
  ['a question about one of several days for a time', { ask: 'time' }, asking([first, second], 'date_ambiguous'), 'asked'],
  ['a question about the moment for a time', { ask: 'time' }, asking([first], 'date_ambiguous'), 'right'],
  ['a cancellation', first, { kind: 'act', appointment: first }, 'right'],
  ['a move instead of a cancellation', first, { kind: 'act', appointment: first, to: second }, 'wrong'],
  ['a question that names the right one', first, asking([first, second]), 'asked'],
  ['a question that names another', first, asking([second]), 'misled'],
  ['a question about another new time', move, asking(['2026-12-08 10:00'], 'date_ambiguous', 'new_time'), 'misled'],
  ['a question about the new time that names the appointment', move, asking([first], 'date_ambiguous', 'new_time'), 'misled'],
  ['no appointment on that day', { none: '2026-12-08' }, { kind: 'none', days: ['2026-12-08'] }, 'right'],
  ['no appointment on another day', { none: '2026-12-08' }, { kind: 'none', days: ['2026-12-10'] }, 'wrong'],
  ['the appointments of that day, for another time', { none: '2026-12-07' }, asking([first]), 'right'],
  ['the appointments of another day', { none: '2026-12-08' }, asking([first]), 'misled'],
  ['a past day that is none', { none: '2026-12-08' }, { kind: 'past' }, 'wrong'],
  ['a new time that is over, refused', { past: true }, asking(['2026-12-04 09:00'], 'refused', 'new_time'), 'right'],
  ['a new time that is ahead, refused', { past: true }, asking(['2026-12-04 11:00'], 'refused', 'new_time'), 'misled'],
  ['none on the coming weekday, but on a later one', third, { kind: 'none', days: ['2026-12-04'] }, 'asked'],
  [
    'none on the coming day of that number, but a month later',
    '2027-01-07 10:00',
    { kind: 'none', days: ['2026-12-07'] },
    'asked',
  ],
  ['none on a day that was not said', third, { kind: 'none', days: ['2026-12-08'] }, 'wrong'],
  [
    'free times for an appointment of a later week',
    { of: third, day: '2026-12-08' },
    { kind: 'none', days: ['2026-12-04'] },
    'asked',
  ],
  ['free times by their hours', wanted, free('09:00', '11:55'), 'right'],
  ['free times before the doors open', wanted, free('06:00', '12:00'), 'right'],
  ['free times half an hour too late', wanted, free('09:00', '12:30'), 'wrong'],
  ['fewer free times than are wanted', wanted, free('10:00', '12:00'), 'asked'],
])('%s', (_, right, outcome, verdict) => {
  expect(verdictOn(said(right), outcome)).toBe(verdict);
});

test('who may ask as well may still suggest nothing else', () => {
  const orAsk = { orAsk: true };
  expect(verdictOn(said(first, orAsk), asking([], 'date_unclear'))).toBe('right');
  expect(verdictOn(said(first, orAsk), asking([first]))).toBe('right');
  expect(verdictOn(said(first, orAsk), asking([second]))).toBe('misled');
});
