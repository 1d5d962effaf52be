// Dates and clock times in digits, as language models write them.
import { type ClockTime, match, type Phrase, type Rule } from './phrases.ts';

const isoDate = /^(\d{4})([-/])(\d{2})\2(\d{2})$/;
/** Without separators; eight figures of another century are no date. */
const basicDate = /^(20\d{2})()(\d{2})(\d{2})$/;
const isoDateTime = /^(\d{4}-\d{2}-\d{2})t(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(z|[+-]\d{2}:?\d{2})?$/;
const clockFace = /^(\d{1,2}):(\d{2})(?::\d{2})?$/;

/** A program that has a day and no time writes it with this one. */
const noTime = /^00:00(:00)?$/;

/** `2026-10-14`, `20261014`, `2026-10-14T14:30:00`, `…Z`, `…+02:00`; with `T00:00` it is the day alone. */
export const isoRule: Rule = (words, at) => {
  const word = words[at] ?? '';
  const [, day, time = '', offset] = isoDateTime.exec(word) ?? [];
  if (day !== undefined && offset !== undefined) return match(1, { kind: 'instant', iso: word.toUpperCase() });
  const date = isoPhrase(day ?? word);
  if (!date) return undefined;
  if (day === undefined) return match(noTime.test(words[at + 1] ?? '') ? 2 : 1, date);
  if (noTime.test(time)) return match(1, date);
  const clock = clockPhrase(time);
  return clock && match(1, date, clock);
};

/** `14:30`; a single figure before the colon ("3:30") may be either half of the day. */
export const clockRule: Rule = (words, at) => {
  const clock = clockPhrase(words[at] ?? '', /^[ap]m(?:clock)?$/.test(words[at + 1] ?? ''));
  return clock && match(1, clock);
};

const timeRange = /^(\d{1,2})(?:[:.](\d{2}))?-(\d{1,2})(?:[:.](\d{2}))?$/;

/** "10-12", "9:30-11": two times, where they are in order on a face of twelve or twenty-four hours. */
export const rangeRule: Rule = (words, at) => {
  const [, from, fromMinutes = '0', to, toMinutes = '0'] = timeRange.exec(words[at] ?? '') ?? [];
  if (from === undefined || to === undefined) return undefined;
  const [start, end] = [clockOf(Number(from), Number(fromMinutes)), clockOf(Number(to), Number(toMinutes))];
  if (start?.kind !== 'clock' || end?.kind !== 'clock') return undefined;
  return match(1, { kind: 'window', from: faceOf(start), to: faceOf(end) });
};
const faceOf = ({ hour, minute, face }: ClockTime): ClockTime => ({ hour, minute, face });

function isoPhrase(word: string): Phrase | undefined {
  const [, year, , month, day] = isoDate.exec(word) ?? basicDate.exec(word) ?? [];
  return year === undefined ? undefined : { kind: 'date', year: Number(year), month: Number(month), day: Number(day) };
}

function clockPhrase(word: string, halfSaid = false): Phrase | undefined {
  const [, hours = '', minutes] = clockFace.exec(word) ?? [];
  return minutes === undefined ? undefined : clockOf(Number(hours), Number(minutes), hours.length === 1 || halfSaid);
}

/** A clock phrase, if there is such a time; on a face of twelve only hours from one to twelve can be meant twice. */
export function clockOf(hour: number, minute: number, face = true): Phrase | undefined {
  if (hour > 23 || minute > 59) return undefined;
  return { kind: 'clock', hour, minute, face: face && hour >= 1 && hour <= 12 };
}

/** An hour on the face, moved by some minutes: "zehn vor halb drei" is three, minus forty. */
export function clockShifted(hour: number, minutes: number): Phrase | undefined {
  if (hour > 24) return undefined;
  const total = (hour * 60 + minutes + 1440) % 1440;
  return { kind: 'clock', hour: Math.floor(total / 60), minute: total % 60, face: hour >= 1 && hour <= 12 };
}
