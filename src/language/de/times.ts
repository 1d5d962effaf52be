// How times of day are named in German, the regional ways included: "viertel drei" is a quarter past two.

import { clockOf, clockShifted } from '../grammar/iso.ts';
import { match, type Phrase, type Rule } from '../grammar/phrases.ts';
import type { SaidNumber } from '../grammar/spoken-numbers.ts';
import type { TimeRules } from '../pack.ts';
import { germanMonths, germanParts, germanWeekdays } from './calendar-words.ts';
import { germanNumbers } from './number-words.ts';

const { numberAt } = germanNumbers;

const leads = new Set(['um', 'gegen']);
const betweenLeadAndTime = new Set(['punkt', 'genau', 'circa', 'ca', 'ca.', 'etwa', 'ungefaehr', 'so']);

/** Is a bare number here an hour? Only after "um" or "gegen". */
function isLed(words: readonly string[], at: number): boolean {
  let before = at - 1;
  while (betweenLeadAndTime.has(words[before] ?? '')) before -= 1;
  return leads.has(words[before] ?? '');
}

const cardinal = (words: readonly string[], at: number): SaidNumber | undefined => {
  const number = numberAt(words, at);
  return number && !number.ordinal ? number : undefined;
};

const found = (length: number, clock: Phrase | undefined) => clock && match(length, clock);

/** An hour and the word "Uhr" that may follow it. */
function hourAt(words: readonly string[], at: number): { value: number; length: number } | undefined {
  const hour = cardinal(words, at);
  if (!hour || hour.value > 24) return undefined;
  return { value: hour.value, length: hour.length + (words[at + hour.length] === 'uhr' ? 1 : 0) };
}

/** What is counted from an hour: "halb", "viertel", "drei viertel", in minutes, with how many words it takes. */
function fraction(words: readonly string[], at: number): { minutes: number; length: number } | undefined {
  const word = words[at];
  if (word === 'halb' || word === 'halber') return { minutes: -30, length: 1 };
  if (word === 'dreiviertel') return { minutes: -15, length: 1 };
  if (word === 'drei' && words[at + 1] === 'viertel') return { minutes: -15, length: 2 };
  if (word !== 'viertel') return undefined;
  if (words[at + 1] === 'nach') return { minutes: 15, length: 2 };
  if (words[at + 1] === 'vor') return { minutes: -15, length: 2 };
  return { minutes: -45, length: 1 };
}

/** "halb drei", "viertel drei", "viertel nach zwei", "drei viertel vier". */
const fractional: Rule = (words, at) => {
  const part = fraction(words, at);
  const hour = part && hourAt(words, at + part.length);
  return hour && found(part.length + hour.length, clockShifted(hour.value, part.minutes));
};

/** "zehn vor drei", "fünf Minuten nach halb vier". */
const counted: Rule = (words, at) => {
  const minutes = cardinal(words, at);
  if (!minutes || minutes.value > 29) return undefined;
  const direction = at + minutes.length + (/^minuten?$/.test(words[at + minutes.length] ?? '') ? 1 : 0);
  const sign = { vor: -1, nach: 1 }[words[direction] ?? ''];
  if (sign === undefined) return undefined;
  const half = words[direction + 1] === 'halb' ? 1 : 0;
  const hour = hourAt(words, direction + 1 + half);
  const length = direction + 1 + half - at + (hour?.length ?? 0);
  return hour && found(length, clockShifted(hour.value, sign * minutes.value - 30 * half));
};

/** "14 Uhr", "vierzehn Uhr dreißig", "drei Uhr und fünf Minuten". */
const full: Rule = (words, at) => {
  const hour = cardinal(words, at);
  if (!hour || words[at + hour.length] !== 'uhr') return undefined;
  const next = at + hour.length + 1;
  const skipped = words[next] === 'und' || words[next] === 'null' ? 1 : 0;
  const minutes = minutesAt(words, next + skipped);
  if (!minutes) return found(hour.length + 1, clockOf(hour.value, 0));
  const unit = /^minuten?$/.test(words[next + skipped + minutes.length] ?? '') ? 1 : 0;
  return found(hour.length + 1 + skipped + minutes.length + unit, clockOf(hour.value, minutes.value));
};

/** Minutes after an hour; a number that belongs to a date or to another time is none. */
function minutesAt(words: readonly string[], at: number): SaidNumber | undefined {
  const minutes = cardinal(words, at);
  const after = words[at + (minutes?.length ?? 0)] ?? '';
  return minutes && germanMonths[after] === undefined && !['uhr', 'vor', 'nach'].includes(after) ? minutes : undefined;
}

/** "14.30 Uhr", "um 14.30", "1430 Uhr", "9.10. 14.30". */
const dotted: Rule = (words, at) => {
  const [, hours, minutes] = /^(\d{1,2})\.(\d{2})\.?$/.exec(words[at] ?? '') ?? /^(\d{2})(\d{2})$/.exec(words[at] ?? '') ?? [];
  const uhr = words[at + 1] === 'uhr';
  if (hours === undefined || !(uhr || isLed(words, at) || isBesideDay(words, at, Number(minutes)))) return undefined;
  return found(uhr ? 2 : 1, clockOf(Number(hours), Number(minutes), hours.length === 1));
};

/** After a date in figures or a weekday, and no date itself: "9.10. 10.11" may be two. */
function isBesideDay(words: readonly string[], at: number, minutes: number): boolean {
  const before = words[at - 1] ?? '';
  const afterDay = /^\d{1,2}\.\d{1,2}\.(\d{2}|\d{4})?$/.test(before) || germanWeekdays[before] !== undefined;
  return afterDay && /^\d{1,2}\.\d{2}$/.test(words[at] ?? '') && (minutes === 0 || minutes > 12);
}

/** "um drei", "um zehn dreißig", "um 3." */
const led: Rule = (words, at) => {
  if (!isLed(words, at)) return undefined;
  const plain = /^\d{1,2}\.$/.test(words[at] ?? '')
    ? words.map((word, index) => (index === at ? word.slice(0, -1) : word))
    : words;
  return hourAndMinutes(plain, at);
};

/** What the article of "die eine" points with is no hour; without "Uhr" that is "eins". */
const pointed = new Set(['ein', 'eine', 'einem', 'einer']);

const hourAndMinutes: Rule = (words, at) => {
  const hour = cardinal(words, at);
  if (!hour || (hour.length === 1 && pointed.has(words[at] ?? ''))) return undefined;
  const minutes = minutesAt(words, at + hour.length);
  if (minutes && minutes.value >= 10) return found(hour.length + minutes.length, clockOf(hour.value, minutes.value));
  // "Null" alone is what a program sends that has no time; midnight is "null Uhr".
  return hour.value === 0 ? undefined : found(hour.length, clockOf(hour.value, 0));
};

const midnight: Rule = (words, at) => (words[at] === 'mitternacht' ? found(1, clockOf(0, 0)) : undefined);

const part: Rule = (words, at) => {
  const lead = words[at] === 'in' && words[at + 1] === 'der' ? 2 : words[at] === 'am' ? 1 : 0;
  const word = words[at + lead] ?? '';
  const said = germanParts[word] ?? (words[at] === 'am' && word === 'morgen' ? 'morning' : undefined);
  return said && match(lead + 1, { kind: 'part', part: said });
};

/** "14.30", "1430": read before dates, which have a second full stop. */
const bareDotted: Rule = (words, at) => {
  const shape = words.length === 1 ? /^(\d{1,2})\.(\d{2})$|^(\d{2})(\d{2})$/ : /^(\d{1,2})\.(\d{2})$/;
  const [, hours, minutes, bareHours, bareMinutes] = shape.exec(words[at] ?? '') ?? [];
  if (hours === undefined && bareHours === undefined) return undefined;
  return found(1, clockOf(Number(hours ?? bareHours), Number(minutes ?? bareMinutes), hours?.length === 1));
};

export const germanTimeRules: TimeRules = {
  always: [dotted, counted, fractional, full, led, midnight, part],
  first: bareDotted,
  // "drei", "zehn dreißig"
  last: hourAndMinutes,
};
