// How times of day are named in English.

import { halfOf } from '../grammar/calendar-words.ts';
import { clockOf, clockRule, clockShifted, rangeRule } from '../grammar/iso.ts';
import { type ClockTime, type Match, match, type Phrase, type Rule, startsLike, type TimePhrase } from '../grammar/phrases.ts';
import type { SaidNumber } from '../grammar/spoken-numbers.ts';
import type { TimeRules } from '../heard-language.ts';
import { englishMonths, englishParts, englishWeekdays } from './calendar-words.ts';
import { englishNumbers } from './number-words.ts';

const { numberAt } = englishNumbers;

const found = (length: number, clock: Phrase | undefined) => clock && match(length, clock);

const cardinal = (words: readonly string[], at: number): SaidNumber | undefined => {
  const number = numberAt(words, at);
  return number && !number.ordinal ? number : undefined;
};

const isHalf = (word: string | undefined): boolean => /^[ap]m(?:clock)?$/.test(word ?? '');

const oclockLength = (words: readonly string[], at: number): number => (words[at] === 'oclock' ? 1 : 0);

/** "ten to three" is a time, "two to three" a range: minutes are counted in fives, or said to be minutes. */
const countedInFives = (minutes: number): boolean => minutes % 5 === 0 && minutes <= 30;

/** "half past two", "quarter to three", "ten minutes past four", the American "a quarter of three", and the British "half two". */
const counted: Rule = (words, at) => {
  const article = words[at] === 'a' ? 1 : 0;
  const named = { half: 30, quarter: 15 }[words[at + article] ?? ''];
  const number = named === undefined ? cardinal(words, at) : { value: named, length: 1 + article };
  const isBound = ['the', 'on', 'between', 'from'].includes(words[at - 1] ?? '');
  if (!number || number.value > 30 || (named === undefined && isBound)) return undefined;
  const unit = /^minutes?$/.test(words[at + number.length] ?? '') ? 1 : 0;
  const direction = at + number.length + unit;
  const sign = { past: 1, after: 1, to: -1, till: -1, before: -1, of: -1 }[words[direction] ?? ''];
  // "the third of March" is not a time; "of" is said with a quarter or with minutes only.
  const isOther = words[direction] === 'of' && (named === 30 || englishMonths[words[direction + 1] ?? ''] !== undefined);
  if (sign === undefined || isOther) {
    const hour = named === 30 && article === 0 ? cardinal(words, at + 1) : undefined;
    return hour && found(1 + hour.length + oclockLength(words, at + 1 + hour.length), clockShifted(hour.value, 30));
  }
  if (unit === 0 && !countedInFives(number.value)) return undefined;
  const hour = cardinal(words, direction + 1);
  if (!hour) return undefined;
  const end = direction + 1 + hour.length;
  return found(end - at + oclockLength(words, end), clockShifted(hour.value, sign * number.value));
};

/** "2.30 pm", "two thirty p.m.", "three o'clock", "nine in the morning": the half of the day or the word "o'clock" follows. */
const marked: Rule = (words, at) => {
  const time = clockAt(words, at);
  if (!time) return undefined;
  const end = at + time.length;
  if (oclockLength(words, end) > 0) return match(time.length + 1, time.clock);
  const half = isHalf(words[end]) || (words[end] === 'in' && words[end + 1] === 'the');
  return half || (words[end] === 'at' && words[end + 1] === 'night') ? match(time.length, time.clock) : undefined;
};

/** "at three", "at 2.30", "around ten"; after a weekday the number may be the hour: "Friday ten". */
const led: Rule = (words, at) => {
  const before = words[at - 1] ?? '';
  const isLed =
    ['at', 'around', 'about', 'exactly', 'by', 'today', 'tomorrow'].includes(before) || englishWeekdays[before] !== undefined;
  return isLed ? bareClock(words, at) : undefined;
};

/** What a number before these counts is no hour. */
const countsWith = /^(?:past|to|till|until|before|after|of|minutes?|hours?|days?|weeks?|months?)$/;

const bareClock: Rule = (words, at) => {
  const time = clockAt(words, at);
  if (!time || countsWith.test(words[at + time.length] ?? '') || pointsWithOne(words, at)) return undefined;
  return englishMonths[words[at + time.length] ?? ''] === undefined ? match(time.length, time.clock) : undefined;
};

type Clock = TimePhrase & { kind: 'clock' };

/** Hours and minutes, in words or figures. */
function clockAt(words: readonly string[], at: number): { clock: Clock; length: number } | undefined {
  const [, hours, dotted] = /^(\d{1,2})[.:](\d{2})\.?$/.exec(words[at] ?? '') ?? [];
  if (hours !== undefined) return timeOf(1, Number(hours), Number(dotted), isFace(words, at + 1) || hours.length === 1);
  const [, fours, rest] = /^(\d{1,2})(\d{2})$/.exec(words[at] ?? '') ?? [];
  if (fours !== undefined && (isFace(words, at + 1) || /^(?:at|around)$/.test(words[at - 1] ?? '')))
    return timeOf(1, Number(fours), Number(rest), fours.length === 1 || isFace(words, at + 1));
  const hour = cardinal(words, at);
  if (!hour) return undefined;
  const next = at + hour.length;
  if (words[next] === 'hundred') return timeOf(hour.length + (words[next + 1] === 'hours' ? 2 : 1), hour.value, 0, false);
  const oh = /^(?:oh?|zero|nought)$/.test(words[next] ?? '') ? 1 : 0;
  const minutes = cardinal(words, next + oh);
  const taken = minutes && (oh === 1 ? minutes.value < 10 : minutes.value >= 10);
  // A nought alone is no time that anybody says.
  if (!taken) return hour.value === 0 ? undefined : timeOf(hour.length, hour.value, 0, true);
  return timeOf(hour.length + oh + minutes.length, hour.value, minutes.value, true);
}

function timeOf(length: number, hour: number, minute: number, face: boolean): { clock: Clock; length: number } | undefined {
  const clock = clockOf(hour, minute, face);
  return clock?.kind === 'clock' ? { clock, length } : undefined;
}

/** "02:30 pm" is on the face of twelve, whatever the noughts say. */
function isFace(words: readonly string[], at: number): boolean {
  return isHalf(words[at]) || (words[at] === 'in' && words[at + 1] === 'the');
}

const fixed: Rule = (words, at) => {
  const twelve = words[at] === 'twelve' || words[at] === '12' ? 1 : 0;
  const word = words[at + twelve];
  if (word === 'noon' || word === 'midday') return found(1 + twelve, clockOf(12, 0, false));
  return word === 'midnight'
    ? match(1 + twelve, { kind: 'midnight' }, { kind: 'clock', hour: 0, minute: 0, face: false })
    : undefined;
};

const part: Rule = (words, at) => {
  const lead = words[at] === 'in' && words[at + 1] === 'the' ? 2 : words[at] === 'at' ? 1 : 0;
  const adjective = words[at + lead] === 'early' || words[at + lead] === 'late' ? 1 : 0;
  const said = englishParts[words[at + lead + adjective] ?? ''];
  if (!said) return undefined;
  return match(
    lead + adjective + 1,
    { kind: 'part', part: said },
    ...(adjective > 0 ? halfOf(said, words[at + lead] === 'late') : []),
  );
};

/** "first thing", said of a day, is its morning. */
const firstThing: Rule = (words, at) =>
  words[at] === 'first' && words[at + 1] === 'thing'
    ? match(2, { kind: 'window', to: { hour: 10, minute: 0, face: false } })
    : undefined;

/** A time as it may stand in a range. */
function timeAt(words: readonly string[], at: number): { clock: ClockTime; length: number } | undefined {
  for (const rule of [clockRule, counted, fixed]) {
    const one = [rule(words, at) ?? []].flat()[0] as Match | undefined;
    const clock = one?.phrases.find((phrase: Phrase): phrase is Clock => phrase.kind === 'clock');
    if (one && clock) return { clock, length: one.length };
  }
  const bare = clockAt(words, at);
  return bare && { clock: bare.clock, length: bare.length + oclockLength(words, at + bare.length) };
}

/** "after lunch", "before lunch" */
const besideLunch: Rule = (words, at) => {
  const bound = { before: 'to', after: 'from' }[words[at] ?? ''];
  if (bound === undefined || words[at + 1] !== 'lunch') return undefined;
  return match(2, { kind: 'window', [bound]: { hour: bound === 'to' ? 12 : 13, minute: 0, face: false } });
};

/** "half four onwards" */
const onwards: Rule = (words, at) => {
  const from = timeAt(words, at);
  return from && words[at + from.length] === 'onwards' ? match(from.length + 1, { kind: 'window', from: from.clock }) : undefined;
};

const bounds: Readonly<Record<string, 'from' | 'to'>> = {
  before: 'to',
  until: 'to',
  till: 'to',
  by: 'to',
  after: 'from',
  from: 'from',
};

/** "before noon", "after three", "between two and four", "from nine to eleven", "two to three". */
const window: Rule = (words, at) => {
  const word = words[at] ?? '';
  const start = word === 'between' || word === 'from' ? at + 1 : at;
  const isBare = /^(?:to|till|until)$/.test(words[start + 1] ?? '');
  const bare = isBare ? clockAt(words, start) : undefined;
  const from = bare ? { clock: bare.clock, length: bare.length } : timeAt(words, start);
  const joint = from && words[start + from.length];
  if (
    from &&
    (joint === 'to' || joint === 'till' || joint === 'until' || joint === '-' || (joint === 'and' && word === 'between'))
  ) {
    const to = timeAt(words, start + from.length + 1);
    if (to) return match(start - at + from.length + 1 + to.length, { kind: 'window', from: from.clock, to: to.clock });
  }
  const bound = bounds[word];
  const lead = /^(?:about|around)$/.test(words[at + 1] ?? '') ? 2 : 1;
  const limit = bound === undefined ? undefined : timeAt(words, at + lead);
  if (bound === undefined || !limit) return undefined;
  // "from five onwards"
  const open = bound === 'from' && /^(?:onwards?|on|upwards)$/.test(words[at + lead + limit.length] ?? '') ? 1 : 0;
  return match(lead + limit.length + open, { kind: 'window', [bound]: limit.clock });
};

const nearMinutes = 15;

/** "just after two", "shortly before three" */
const near: Rule = (words, at) => {
  const isAfter = words[at + 1] === 'after';
  if (!/^(?:just|shortly)$/.test(words[at] ?? '') || !(isAfter || words[at + 1] === 'before')) return undefined;
  const time = timeAt(words, at + 2);
  return (
    time &&
    match(2 + time.length, { ...time.clock, kind: 'near', before: isAfter ? 0 : nearMinutes, after: isAfter ? nearMinutes : 0 })
  );
};

/** A length of time in minutes: "half an hour", "an hour and a half", "twenty minutes". */
function durationAt(words: readonly string[], at: number): { minutes: number; length: number } | undefined {
  if (starts('quarter of an hour')) return { minutes: 15, length: 4 };
  if (starts('half an hour')) return { minutes: 30, length: 3 };
  if (starts('an hour and a half')) return { minutes: 90, length: 5 };
  if (starts('one and a half hours')) return { minutes: 90, length: 5 };
  if (starts('a quarter of an hour')) return { minutes: 15, length: 5 };
  if (starts('an hour')) return { minutes: 60, length: 2 };
  const count = cardinal(words, at);
  const unit = count && words[at + count.length];
  if (!count || !unit) return undefined;
  if (/^hours?$/.test(unit)) return { minutes: count.value * 60, length: count.length + 1 };
  return /^minutes?$/.test(unit) ? { minutes: count.value, length: count.length + 1 } : undefined;

  function starts(said: string): boolean {
    return said.split(' ').every((word, index) => words[at + index] === word);
  }
}

/** "in half an hour" is from now, "an hour earlier" from the appointment's own time. */
const duration: Rule = (words, at) => {
  const isFromNow = words[at] === 'in';
  const by = words[at] === 'by' ? 1 : 0;
  const time = durationAt(words, isFromNow ? at + 1 : at + by);
  if (!time) return undefined;
  const after = words[at + time.length] ?? '';
  // "Push it back an hour", "bring it forward by half an hour"
  const moved = { back: 1, forward: -1 }[words[at - 1] ?? ''];
  if (by === 1 && moved === undefined) return undefined;
  if (moved !== undefined) return match(time.length + by, { kind: 'time_shift', minutes: moved * time.minutes });
  if (isFromNow) return match(1 + time.length, { kind: 'from_now', minutes: time.minutes });
  if (after === 'from' && words[at + time.length + 1] === 'now')
    return match(time.length + 2, { kind: 'from_now', minutes: time.minutes });
  const sign = { later: 1, earlier: -1, sooner: -1, after: 1, before: -1 }[after];
  const that = words[at + time.length + 1] === 'that' ? 1 : 0;
  if (sign === undefined || ((after === 'after' || after === 'before') && that === 0)) return undefined;
  return match(time.length + 1 + that, { kind: 'time_shift', minutes: sign * time.minutes });
};

const timeKept =
  /^(?:(?:the )?same (?:sort of |kind of )?(?:time|hour|slot)|(?:keep|leave) it (?:the same|as (?:it )?(?:is|was))|(?:keep|leave|keeping|leaving) (?:the|my) (?:time|hour)(?: (?:as (?:it )?(?:is|was)|the same|unchanged))?|(?:the )?time (?:stays|unchanged|stays the same|as is)(?: the same)?)(?![a-z])/;

/** "the same time", "keep the time", "time unchanged" */
const sameTime: Rule = (words, at) => {
  const kept = startsLike(words, at, timeKept);
  return kept > 0 ? match(kept, { kind: 'same_time' }) : undefined;
};

/** "10.30", "1430": no day has that many months, or it is all there is. */
const bareFigures: Rule = (words, at) => {
  if (/^\d{1,2}\.\d{2}$/.test(words[at] ?? '')) return bareClock(words, at);
  const [word = ''] = words;
  const [, hours, minutes] = words.length === 1 ? (/^(\d{1,2})(\d{2})$/.exec(word) ?? []) : [];
  const clock = hours === undefined ? undefined : clockOf(Number(hours), Number(minutes), hours.length === 1);
  if (clock?.kind !== 'clock') return undefined;
  return match(1, word.length === 4 ? { ...clock, year: Number(word) } : clock);
};

const articles = new Set(['the', 'that', 'this']);

/** "the one" and "the first one" name no hour. */
function pointsWithOne(words: readonly string[], at: number): boolean {
  const before = words[at - 1] ?? '';
  // "The Monday one", "tomorrow's one"
  const isNoun = articles.has(words[at - 2] ?? '') && englishWeekdays[before] !== undefined;
  return words[at] === 'one' && (isNoun || articles.has(before) || numberAt([before], 0)?.ordinal === true || before === 'last');
}

/** "Friday 10-12" */
const rangeOfDay: Rule = (words, at) =>
  englishWeekdays[words[at - 1] ?? ''] !== undefined || /^(?:at|from|between|today|tomorrow)$/.test(words[at - 1] ?? '')
    ? rangeRule(words, at)
    : undefined;

/** What "to" follows is the start of a range. */
function notBeforeRange(rule: Rule): Rule {
  return (words, at) =>
    [rule(words, at) ?? []].flat().filter(({ length }) => !/^(?:to|till|until|-)$/.test(words[at + length] ?? ''));
}

const vague =
  /^(?:right |straight |just )?(?:after|before) (?:(?:my|the|our) )?(?:work|school|school run|shift|early shift|late shift|uni|college|lectures|class|classes)(?![a-z])/;

/** "after work", "before the school run" */
const vagueTime: Rule = (words, at) => {
  const length = startsLike(words, at, vague);
  return length > 0 ? match(length, { kind: 'vague_time' }) : undefined;
};

const forPersons = /^for (?:(?:one|two|three|four|five|2|3|4|5) (?:person|people|persons)|the (?:two|three|four) of us)(?![a-z])/;

/** "for two people": how many come, and no time. */
const persons: Rule = (words, at) => {
  const length = startsLike(words, at, forPersons);
  return length > 0 ? match(length) : undefined;
};

/** "three or later" */
const orLater: Rule = (words, at) => {
  const from = timeAt(words, at);
  const isOpen = from && words[at + from.length] === 'or' && words[at + from.length + 1] === 'later';
  return isOpen ? match(from.length + 2, { kind: 'window', from: from.clock }) : undefined;
};

export const englishTimeRules: TimeRules = {
  always: [
    ...[fixed, marked, led, bareFigures].map(notBeforeRange),
    counted,
    orLater,
    rangeOfDay,
    onwards,
    besideLunch,
    part,
    firstThing,
    window,
    near,
    duration,
    sameTime,
    vagueTime,
    persons,
  ],
  // "three", "two thirty"
  whereExpected: [rangeRule, notBeforeRange(bareClock)],
};
