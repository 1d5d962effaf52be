// How times of day are named in English.

import { clockOf, clockShifted } from '../grammar/iso.ts';
import { match, type Phrase, type Rule } from '../grammar/phrases.ts';
import type { SaidNumber } from '../grammar/spoken-numbers.ts';
import type { TimeRules } from '../pack.ts';
import { englishMonths, englishParts } from './calendar-words.ts';
import { englishNumbers } from './number-words.ts';

const { numberAt } = englishNumbers;

const found = (length: number, clock: Phrase | undefined) => clock && match(length, clock);

const cardinal = (words: readonly string[], at: number): SaidNumber | undefined => {
  const number = numberAt(words, at);
  return number && !number.ordinal ? number : undefined;
};

const oclockLength = (words: readonly string[], at: number): number => (words[at] === 'oclock' ? 1 : 0);

/** "half past two", "quarter to three", "ten minutes past four", and the British "half two". */
const counted: Rule = (words, at) => {
  const article = words[at] === 'a' ? 1 : 0;
  const named = { half: 30, quarter: 15 }[words[at + article] ?? ''];
  const number = named === undefined ? cardinal(words, at) : { value: named, length: 1 + article };
  if (!number || number.value > 30) return undefined;
  const direction = at + number.length + (/^minutes?$/.test(words[at + number.length] ?? '') ? 1 : 0);
  const sign = { past: 1, after: 1, to: -1, till: -1, before: -1, of: -1 }[words[direction] ?? ''];
  // "the third of March" is not a time; "of" is said with a quarter or with minutes only.
  if (sign === undefined || (words[direction] === 'of' && englishMonths[words[direction + 1] ?? ''] !== undefined)) {
    const hour = named === 30 && article === 0 ? cardinal(words, at + 1) : undefined;
    return hour && found(1 + hour.length + oclockLength(words, at + 1 + hour.length), clockShifted(hour.value, 30));
  }
  const hour = cardinal(words, direction + 1);
  if (!hour) return undefined;
  const end = direction + 1 + hour.length;
  return found(end - at + oclockLength(words, end), clockShifted(hour.value, sign * number.value));
};

/** "2.30 pm", "two thirty p.m.", "three o'clock", "nine in the morning": the half of the day or the word "o'clock" follows. */
const marked: Rule = (words, at) => {
  const time = hourAndMinutes(words, at);
  if (!time) return undefined;
  const end = at + time.length;
  if (oclockLength(words, end) > 0) return { ...time, length: time.length + 1 };
  const half = words[end] === 'am' || words[end] === 'pm' || (words[end] === 'in' && words[end + 1] === 'the');
  return half || (words[end] === 'at' && words[end + 1] === 'night') ? time : undefined;
};

/** "at three", "at 2.30", "around ten". */
const led: Rule = (words, at) =>
  ['at', 'around', 'about', 'exactly'].includes(words[at - 1] ?? '') ? hourAndMinutes(words, at) : undefined;

const hourAndMinutes: Rule = (words, at) => {
  const [, hours, dotted] = /^(\d{1,2})[.:](\d{2})\.?$/.exec(words[at] ?? '') ?? [];
  if (hours !== undefined) return found(1, clockOf(Number(hours), Number(dotted), isFace(words, at + 1) || hours.length === 1));
  const hour = cardinal(words, at);
  if (!hour) return undefined;
  const next = at + hour.length;
  if (words[next] === 'hundred') return found(hour.length + (words[next + 1] === 'hours' ? 2 : 1), clockOf(hour.value, 0, false));
  const oh = words[next] === 'oh' || words[next] === 'o' ? 1 : 0;
  const minutes = cardinal(words, next + oh);
  const taken = minutes && (oh === 1 ? minutes.value < 10 : minutes.value >= 10);
  // A nought alone is no time that anybody says.
  if (!taken) return hour.value === 0 ? undefined : found(hour.length, clockOf(hour.value, 0));
  return found(hour.length + oh + minutes.length, clockOf(hour.value, minutes.value));
};

/** "02:30 pm" is on the face of twelve, whatever the noughts say. */
function isFace(words: readonly string[], at: number): boolean {
  return ['am', 'pm'].includes(words[at] ?? '') || (words[at] === 'in' && words[at + 1] === 'the');
}

const fixed: Rule = (words, at) => {
  const twelve = words[at] === 'twelve' || words[at] === '12' ? 1 : 0;
  const word = words[at + twelve];
  if (word === 'noon' || word === 'midday') return found(1 + twelve, clockOf(12, 0, false));
  return word === 'midnight' ? found(1 + twelve, clockOf(0, 0)) : undefined;
};

const part: Rule = (words, at) => {
  const lead = words[at] === 'in' && words[at + 1] === 'the' ? 2 : words[at] === 'at' ? 1 : 0;
  const said = englishParts[words[at + lead] ?? ''];
  return said && match(lead + 1, { kind: 'part', part: said });
};

/** "10.30" */
const bareDotted: Rule = (words, at) => (/^\d{1,2}\.\d{2}$/.test(words[at] ?? '') ? hourAndMinutes(words, at) : undefined);

const articles = new Set(['the', 'that', 'this']);

/** "three", "two thirty"; "the one" and "the first one" name no hour. */
const bare: Rule = (words, at) => (pointsWithOne(words, at) ? match(1) : hourAndMinutes(words, at));

function pointsWithOne(words: readonly string[], at: number): boolean {
  const before = words[at - 1] ?? '';
  return words[at] === 'one' && (articles.has(before) || numberAt([before], 0)?.ordinal === true || before === 'last');
}

export const englishTimeRules: TimeRules = { always: [fixed, marked, counted, led, part], first: bareDotted, last: bare };
