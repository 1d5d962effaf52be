// A spoken time of day as hour and minute, or as the two halves of the day it may mean.
import type { Language } from '../../domain/values.ts';
import { dayParts } from './calendar-words.ts';
import { folded, numberOf } from './number-words.ts';

export type ParsedTime =
  | { kind: 'time'; time: string }
  /** Twelve hours apart, and nothing said which. */
  | { kind: 'ambiguous'; times: [string, string] }
  | { kind: 'unclear' };

export interface OpenSpan {
  opens: string;
  closes: string;
}

interface Reading {
  hour: number;
  minute: number;
  /** Said on a twelve-hour face: the other half of the day may be meant. */
  face: boolean;
}

const longest = 120;

/** Understands "14:30", "14 Uhr 30", "halb drei", "zehn vor halb drei", "half past two"; never guesses which half of the day. */
export function parseSpokenTime(text: string, language: Language, open?: OpenSpan): ParsedTime {
  const words = tokens(text.slice(0, longest));
  const part = words.map(word => dayParts[language][word]).find(found => found !== undefined);
  const reading = language === 'de' ? readGerman(words) : readEnglish(words);
  if (!reading || reading.hour > 24 || reading.minute > 59 || (reading.hour === 24 && reading.minute > 0))
    return { kind: 'unclear' };
  return settle(reading, part, open);
}

function tokens(text: string): string[] {
  return folded(text)
    .replace(/(\d)\s*(uhr|h)\b/g, '$1 uhr')
    .replace(/\b(\d{1,2})[.:](\d{2})\b/g, '$1:$2')
    .replace(/\b([ap])\.?\s?m\b\.?/g, ' $1m')
    .replace(/(\d)(am|pm)\b/g, '$1 $2')
    .replace(/o'?\s?clock/g, 'oclock')
    .split(/[\s,;!?]+|\.(?=\s|$)/)
    .filter(
      word =>
        (word !== '' && !['um', 'gegen', 'so', 'at', 'the', 'in', 'am', 'ca', 'circa'].includes(word)) ||
        (word === 'am' && /[ap]\.?m/i.test(text)),
    );
}

const clock = (word: string | undefined): [number, number] | undefined => {
  const match = /^([01]?\d|2[0-4]):([0-5]\d)(?::\d\d)?$/.exec(word ?? '');
  return match ? [Number(match[1]), Number(match[2])] : undefined;
};

function readGerman(words: string[]): Reading | undefined {
  const exact = words.map(clock).find(found => found !== undefined);
  if (exact) return { hour: exact[0], minute: exact[1], face: false };
  if (words.includes('mitternacht')) return { hour: 0, minute: 0, face: false };
  const n = (index: number) => numberOf(words[index], 'de');
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i];
    const minutes = n(i);
    const direction = words[i + 1];
    if (minutes !== undefined && (direction === 'vor' || direction === 'nach')) {
      const sign = direction === 'vor' ? -1 : 1;
      if (words[i + 2] === 'halb') return shifted(n(i + 3), -30 + sign * minutes);
      return shifted(n(i + 2), sign * minutes);
    }
    if (word === 'halb') return shifted(n(i + 1), -30);
    if (word === 'dreiviertel' || (word === 'drei' && words[i + 1] === 'viertel'))
      return shifted(n(word === 'drei' ? i + 2 : i + 1), -15);
    if (word === 'viertel') {
      if (direction === 'nach') return shifted(n(i + 2), 15);
      if (direction === 'vor') return shifted(n(i + 2), -15);
      return shifted(n(i + 1), -45);
    }
    if (minutes !== undefined && direction === 'uhr') {
      const after = n(i + 2) ?? (words[i + 2] === 'und' ? n(i + 3) : undefined);
      return { hour: minutes, minute: after ?? 0, face: minutes >= 1 && minutes <= 12 };
    }
  }
  const mentioned = words.map((_, index) => n(index)).filter(value => value !== undefined);
  const [only, ...others] = mentioned;
  if (only === undefined)
    return words.includes('mittag') || words.includes('mittags') ? { hour: 12, minute: 0, face: false } : undefined;
  return others.length === 0 ? { hour: only, minute: 0, face: only >= 1 && only <= 12 } : undefined;
}

function readEnglish(words: string[]): Reading | undefined {
  const exact = words.map(clock).find(found => found !== undefined);
  const half = words.includes('am') || words.includes('pm');
  if (exact) return { hour: exact[0], minute: exact[1], face: half };
  const n = (index: number) => numberOf(words[index], 'en');
  for (let i = 0; i < words.length; i += 1) {
    const direction = words[i + 1];
    const minutes = words[i] === 'quarter' ? 15 : words[i] === 'half' ? 30 : n(i);
    if (minutes !== undefined && (direction === 'past' || direction === 'to')) {
      return shifted(n(i + 2), direction === 'to' ? -minutes : minutes);
    }
  }
  if (words.includes('midnight')) return { hour: 0, minute: 0, face: false };
  const mentioned = words.map((word, index) => (word === 'oh' ? undefined : n(index))).filter(value => value !== undefined);
  const [hour, minute = 0, ...others] = mentioned;
  if (hour === undefined) return words.includes('noon') ? { hour: 12, minute: 0, face: false } : undefined;
  return others.length === 0 ? { hour, minute, face: hour >= 1 && hour <= 12 } : undefined;
}

function shifted(hour: number | undefined, minutes: number): Reading | undefined {
  if (hour === undefined) return undefined;
  const total = (((hour * 60 + minutes) % 1440) + 1440) % 1440;
  return { hour: Math.floor(total / 60), minute: total % 60, face: hour >= 1 && hour <= 12 };
}

/** The half of the day: said, or decided by the opening hours, or left open. */
function settle({ hour, minute, face }: Reading, part: [number, number] | undefined, open: OpenSpan | undefined): ParsedTime {
  const early = hour % 24;
  if (!face) return { kind: 'time', time: clockFace(early, minute) };
  const candidates = [early % 12, (early % 12) + 12];
  const within = part ? candidates.filter(value => value + minute / 60 >= part[0] && value < part[1]) : candidates;
  const openOnes =
    open && !part
      ? within.filter(value => clockFace(value, minute) >= open.opens && clockFace(value, minute) < open.closes)
      : within;
  const left = openOnes.length > 0 ? openOnes : within;
  const [first, second] = left;
  if (first === undefined) return { kind: 'unclear' };
  return second === undefined
    ? { kind: 'time', time: clockFace(first, minute) }
    : { kind: 'ambiguous', times: [clockFace(first, minute), clockFace(second, minute)] };
}

const clockFace = (hour: number, minute: number): string => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
