// How times of day are named in German, the regional ways included: "viertel drei" is a quarter past two.

import { halfOf } from '../grammar/calendar-words.ts';
import { clockOf, clockRule, clockShifted, rangeRule } from '../grammar/iso.ts';
import { type ClockTime, type Match, match, type Phrase, type Rule, startsLike, type TimePhrase } from '../grammar/phrases.ts';
import type { SaidNumber } from '../grammar/spoken-numbers.ts';
import type { TimeRules } from '../heard-language.ts';
import { germanMonths, germanParts, germanWeekdays } from './calendar-words.ts';
import { germanNumbers } from './number-words.ts';

const { numberAt } = germanNumbers;

const leads = new Set(['um', 'uma', 'gegen', 'punkt', 'schlag']);
const betweenLeadAndTime = new Set(['genau', 'circa', 'ca', 'ca.', 'etwa', 'ungefaehr', 'so', 'rund', 'a']);

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
  if (word === 'halb' || word === 'halber' || word === 'halbe') return { minutes: -30, length: 1 };
  if (word === 'dreiviertel') return { minutes: -15, length: 1 };
  if ((word === 'drei' || word === '3') && words[at + 1] === 'viertel') return { minutes: -15, length: 2 };
  if (word !== 'viertel') return undefined;
  // "Viertel ab drei" is Swiss.
  if (/^(?:nach|ueber|ab)$/.test(words[at + 1] ?? '')) return { minutes: 15, length: 2 };
  if (words[at + 1] === 'vor') return { minutes: -15, length: 2 };
  return { minutes: -45, length: 1 };
}

/** "halb drei", "viertel drei", "viertel nach zwei", "drei viertel vier". */
const fractional: Rule = (words, at) => {
  const part = fraction(words, at);
  const hour = part && hourAt(words, at + part.length);
  return hour && found(part.length + hour.length, clockShifted(hour.value, part.minutes));
};

/** Nobody counts more minutes from an hour, nor fewer than five that are not five, ten, twenty: "27 vor 12" is a day and a bound. */
const mostCounted = 25;

/** "zehn vor drei", "fünf Minuten nach halb vier", "fünf nach dreiviertel sechs". */
const counted: Rule = (words, at) => {
  const minutes = cardinal(words, at);
  if (!minutes || minutes.value > mostCounted || ['am', 'den', 'dem', 'der'].includes(words[at - 1] ?? '')) return undefined;
  const direction = at + minutes.length + (/^minuten?$/.test(words[at + minutes.length] ?? '') ? 1 : 0);
  const sign = { vor: -1, nach: 1 }[words[direction] ?? ''];
  if (sign === undefined) return undefined;
  const part = ['halb', 'dreiviertel', 'drei'].includes(words[direction + 1] ?? '') ? fraction(words, direction + 1) : undefined;
  const hour = hourAt(words, direction + 1 + (part?.length ?? 0));
  const length = direction + 1 + (part?.length ?? 0) - at + (hour?.length ?? 0);
  return hour && found(length, clockShifted(hour.value, sign * minutes.value + (part?.minutes ?? 0)));
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

/** Articles are no numbers of minutes: after "zehn Uhr ein" something was lost. */
const articles = new Set(['ein', 'eine', 'einem', 'einer', 'einen']);

/** Minutes after an hour; a number that belongs to a date or to another time is none. */
function minutesAt(words: readonly string[], at: number, beforeUhr = false): SaidNumber | undefined {
  const minutes = cardinal(words, at);
  const after = words[at + (minutes?.length ?? 0)] ?? '';
  if (!minutes || (minutes.length === 1 && articles.has(words[at] ?? ''))) return undefined;
  // "Neun dreißig Uhr" is said, though "Uhr" is in the wrong place.
  const isOther = (after === 'uhr' && !(beforeUhr && minutes.value > 24)) || ['vor', 'nach', 'bis'].includes(after);
  return germanMonths[after] === undefined && !isOther ? minutes : undefined;
}

/** "14.30 Uhr", "um 14.30", "1430 Uhr", "9.10. 14.30", "14. Dezember 1430". */
const dotted: Rule = (words, at) => {
  const [, hours, minutes] = /^(\d{1,2})\.(\d{2})\.?$/.exec(words[at] ?? '') ?? /^(\d{1,2})(\d{2})$/.exec(words[at] ?? '') ?? [];
  if (hours === undefined || !words[at]) return undefined;
  const uhr = words[at + 1] === 'uhr';
  if (uhr || isLed(words, at)) return found(uhr ? 2 : 1, figuresOf(words[at], hours, minutes));
  return isBesideDay(words, at, Number(minutes)) ? found(1, figuresOf(words[at], hours, minutes)) : undefined;
};

/** Four figures may be a year as well. */
function figuresOf(word: string, hours: string, minutes: string | undefined): Phrase | undefined {
  const clock = clockOf(Number(hours), Number(minutes), hours.length === 1);
  return clock?.kind === 'clock' && /^\d{4}$/.test(word) ? { ...clock, year: Number(word) } : clock;
}

/** After a date in figures, a month or a weekday, and no date itself: "9.10. 10.11" may be two. */
function isBesideDay(words: readonly string[], at: number, minutes: number): boolean {
  const before = words[at - 1] ?? '';
  const isAfterMonth = germanMonths[before.replace(/\.$/, '')] !== undefined;
  const isAfterDay =
    /^(?:heute|morgen|uebermorgen)$/.test(before) ||
    /^\d{1,2}\.\d{1,2}\.(\d{2}|\d{4})?$/.test(before) ||
    germanWeekdays[before] !== undefined;
  if (/^\d{3,4}$/.test(words[at] ?? '')) return isAfterMonth || isAfterDay;
  return (isAfterDay || isAfterMonth) && (minutes === 0 || minutes > 12);
}

/** "um drei", "um zehn dreißig", "um 3."; after a weekday the number may be the hour: "Freitag zehn". */
const led: Rule = (words, at) => {
  const before = words[at - 1] ?? '';
  if (!isLed(words, at) && germanWeekdays[before] === undefined && !/^(?:heute|morgen|uebermorgen)$/.test(before))
    return undefined;
  const plain =
    /^\d{1,2}\.$/.test(words[at] ?? '') && isLed(words, at)
      ? words.map((word, index) => (index === at ? word.slice(0, -1) : word))
      : words;
  return hourAndMinutesAt(plain, at, isLed(words, at));
};

/** What a number before these counts is no hour: "zwei bis drei", "zehn vor drei", "zwei Wochen". */
const countsWith = /^(?:vor|nach|bis|uhr|viertel|minuten?|stunden?|tage?n?|wochen?|monate?n?)$/;

/** "Zehn dreißig", "sechzehn null fünf"; `withOnes`: where nothing but a time is meant, "fünfzehn fünf" as well. */
function hourAndMinutesAt(words: readonly string[], at: number, withOnes: boolean): Match | Match[] | undefined {
  const hour = cardinal(words, at);
  if (!hour || (hour.length === 1 && articles.has(words[at] ?? ''))) return undefined;
  const next = words[at + hour.length] ?? '';
  if (countsWith.test(next) || germanMonths[next] !== undefined) return undefined;
  const nought = next === 'null' ? 1 : 0;
  const minutes = minutesAt(words, at + hour.length + nought, true);
  const isOnes = minutes && minutes.value < 10 && !minutes.digits;
  if (isOnes && (nought === 1 || (withOnes && hour.value > 12 && !hour.digits && minutes.value > 0)))
    return found(hour.length + nought + minutes.length, clockOf(hour.value, minutes.value));
  if (minutes && nought === 0 && minutes.value >= 10) {
    const time = found(hour.length + minutes.length, clockOf(hour.value, minutes.value));
    // "Fünf zehn" may be a fifteen that was written apart.
    const isTeen = !hour.digits && minutes.value === 10 && !minutes.digits && hour.value >= 3 && hour.value <= 9;
    const clock = isTeen ? clockOf(hour.value + 10, 0) : undefined;
    const teen = clock?.kind === 'clock' ? match(hour.length + minutes.length, { ...clock, unsure: true }) : undefined;
    return [time, teen].filter(one => one !== undefined);
  }
  // "Null" alone is what a program sends that has no time; midnight is "null Uhr".
  return hour.value === 0 ? undefined : found(hour.length, clockOf(hour.value, 0));
}

const hourAndMinutes: Rule = (words, at) => hourAndMinutesAt(words, at, true);

const midnight: Rule = (words, at) =>
  words[at] === 'mitternacht' ? match(1, { kind: 'midnight' }, { kind: 'clock', hour: 0, minute: 0, face: false }) : undefined;

const part: Rule = (words, at) => {
  const lead = words[at] === 'in' && words[at + 1] === 'der' ? 2 : words[at] === 'am' || words[at] === 'ueber' ? 1 : 0;
  // "am frühen Nachmittag" is one.
  const adjective = /^(?:frueh|spaet|zeitig)e[nrsm]$/.test(words[at + lead] ?? '') ? 1 : 0;
  const word = words[at + lead + adjective] ?? '';
  const said = germanParts[word] ?? (words[at] === 'am' && word === 'morgen' ? 'morning' : undefined);
  if (!said) return undefined;
  const isLate = adjective > 0 ? /^spaet/.test(words[at + lead] ?? '') : word === 'spaetnachmittag';
  return match(lead + adjective + 1, { kind: 'part', part: said }, ...(adjective > 0 || isLate ? halfOf(said, isLate) : []));
};

/** A time as it may stand in a range: with "Uhr" or without, in words or figures. */
function timeAt(words: readonly string[], at: number): { clock: ClockTime; length: number } | undefined {
  const start = words[at] === 'um' ? at + 1 : at;
  for (const rule of [clockRule, counted, fractional, full, inFigures, barely]) {
    const one = [rule(words, start) ?? []].flat()[0] as Match | undefined;
    const clock = one?.phrases.find((phrase: Phrase): phrase is TimePhrase & { kind: 'clock' } => phrase.kind === 'clock');
    if (one && clock) return { clock, length: one.length + start - at };
  }
  return undefined;
}

const inFigures: Rule = (words, at) => {
  const [, hours, minutes] = /^(\d{1,2})\.(\d{2})$/.exec(words[at] ?? '') ?? [];
  return hours === undefined
    ? undefined
    : found(1 + (words[at + 1] === 'uhr' ? 1 : 0), clockOf(Number(hours), Number(minutes), hours.length === 1));
};

const barely: Rule = (words, at) => {
  const hour = cardinal(words, at);
  return hour && !articles.has(words[at] ?? '') && hour.value > 0 ? found(hour.length, clockOf(hour.value, 0)) : undefined;
};

const bounds: Readonly<Record<string, 'from' | 'to'>> = {
  vor: 'to',
  bis: 'to',
  spaetestens: 'to',
  ab: 'from',
  nach: 'from',
  fruehestens: 'from',
};

/** "vor dem Mittag", "nach dem Mittag" */
const besideNoon: Rule = (words, at) => {
  const bound = { vor: 'to', nach: 'from' }[words[at] ?? ''];
  const article = /^(?:dem|der|meiner)$/.test(words[at + 1] ?? '') ? 1 : 0;
  if (bound === undefined || !/^mittag(?:s|essen|spause)?$/.test(words[at + 1 + article] ?? '')) return undefined;
  const noon = { hour: bound === 'to' ? 12 : 13, minute: 0, face: false };
  return match(2 + article, { kind: 'window', [bound]: noon });
};

/** "vor zwölf", "ab 15 Uhr", "zwischen zwei und drei", "von neun bis zehn", "9 bis 10 Uhr". */
const window: Rule = (words, at) => {
  const word = words[at] ?? '';
  const bound = bounds[word];
  if (bound !== undefined) {
    const article = words[at + 1] === 'so' || words[at + 1] === 'gegen' ? 1 : 0;
    const limit = timeAt(words, at + 1 + article);
    return limit && match(1 + article + limit.length, { kind: 'window', [bound]: limit.clock });
  }
  const start = word === 'zwischen' || word === 'von' ? at + 1 : at;
  const from = timeAt(words, start);
  if (from && word === 'von' && /^(?:an|weg)$/.test(words[start + from.length] ?? ''))
    return match(2 + from.length, { kind: 'window', from: from.clock });
  const joint = from && words[start + from.length];
  if (!from || !(joint === 'bis' || joint === '-' || (joint === 'und' && word === 'zwischen'))) return undefined;
  const to = timeAt(words, start + from.length + 1);
  if (!to) return undefined;
  return match(start - at + from.length + 1 + to.length, { kind: 'window', from: from.clock, to: to.clock });
};

const nearMinutes = 15;

/** "kurz nach zwei", "kurz vor drei" */
const near: Rule = (words, at) => {
  const isAfter = words[at + 1] === 'nach';
  if (words[at] !== 'kurz' || !(isAfter || words[at + 1] === 'vor')) return undefined;
  const time = timeAt(words, at + 2);
  return (
    time &&
    match(2 + time.length, { ...time.clock, kind: 'near', before: isAfter ? 0 : nearMinutes, after: isAfter ? nearMinutes : 0 })
  );
};

/** A length of time in minutes: "eine halbe Stunde", "anderthalb Stunden", "zwanzig Minuten". */
function durationAt(words: readonly string[], at: number): { minutes: number; length: number } | undefined {
  const article = /^eine[rn]?$/.test(words[at] ?? '') ? 1 : 0;
  const next = words[at + article] ?? '';
  const isHour = (word: string | undefined) => /^stunden?$/.test(word ?? '');
  if (/^halbe[nrs]?$/.test(next) && isHour(words[at + article + 1])) return { minutes: 30, length: article + 2 };
  if (next === 'dreiviertel' && isHour(words[at + article + 1])) return { minutes: 45, length: article + 2 };
  if (next === 'viertel' && isHour(words[at + article + 1])) return { minutes: 15, length: article + 2 };
  if (next === 'viertelstunde') return { minutes: 15, length: article + 1 };
  if (next === 'dreiviertelstunde') return { minutes: 45, length: article + 1 };
  if (/^(?:anderthalb|eineinhalb)$/.test(next) && isHour(words[at + article + 1])) return { minutes: 90, length: article + 2 };
  const count = cardinal(words, at);
  const unit = count && words[at + count.length];
  if (!count || !unit) return undefined;
  if (isHour(unit)) return { minutes: count.value * 60, length: count.length + 1 };
  return /^minuten?$/.test(unit) ? { minutes: count.value, length: count.length + 1 } : undefined;
}

/** Later or earlier, and how many words say it; "verschieben" alone is later. */
export function directionAt(words: readonly string[], at: number): { sign: number; length: number } | undefined {
  const [word = '', next = ''] = [words[at], words[at + 1]];
  if (word === 'nach' && /^(?:hinten|spaeter)$/.test(next)) return { sign: 1, length: 2 };
  if (word === 'nach' && /^(?:vorne?|frueher)$/.test(next)) return { sign: -1, length: 2 };
  if (/^(?:spaeter|danach|drauf|darauf|nachher|weiter)$/.test(word)) return { sign: 1, length: 1 };
  return /^(?:frueher|vorher|davor|eher|vorverlegen|vorziehen|vor)$/.test(word) && !(word === 'vor' && next !== '')
    ? { sign: -1, length: 1 }
    : undefined;
}

/** "in anderthalb Stunden" is from now, "eine Stunde früher" from the appointment's own time. */
const duration: Rule = (words, at) => {
  const isFromNow = words[at] === 'in';
  const time = durationAt(words, isFromNow ? at + 1 : at);
  if (!time) return undefined;
  if (isFromNow) return match(1 + time.length, { kind: 'from_now', minutes: time.minutes });
  const direction = directionAt(words, at + time.length);
  return direction && match(time.length + direction.length, { kind: 'time_shift', minutes: direction.sign * time.minutes });
};

const vague =
  /^(?:gleich |direkt |kurz )?(?:(?:nach|vor) (?:der|meiner|unserer|seiner|ihrer) (?:arbeit|schule|schicht|fruehschicht|spaetschicht|uni|kita)|(?:nach|vor) (?:dem|meinem) (?:dienst|unterricht|feierabend)|nach (?:feierabend|dienstschluss|schulschluss|ladenschluss))(?![a-z])/;

/** "nach der Arbeit", "vor der Schule" */
const vagueTime: Rule = (words, at) => {
  const length = startsLike(words, at, vague);
  return length > 0 ? match(length, { kind: 'vague_time' }) : undefined;
};

const forPersons =
  /^(?:fuer |wir sind |zu )?(?:zwei|drei|vier|fuenf|sechs|2|3|4|5|6) (?:personen|leute|mann|kinder)(?![a-z])|^zu (?:zweit|dritt|viert)(?![a-z])|^fuer (?:eine|1) person(?![a-z])/;

/** "für drei Personen": how many come, and no time. */
const persons: Rule = (words, at) => {
  const length = startsLike(words, at, forPersons);
  return length > 0 ? match(length) : undefined;
};

const same = /^(?:selbe[nrsm]?|gleiche[nrsm]?|dieselbe[nrsm]?|gewohnte[nr]?)$/;

const timeKept =
  /^(?:so )?bleib(?:t|en) (?:(?:so )?wie (?:es|sie) (?:ist|war)|gleich|so|dabei)$|^(?:die )?(?:uhrzeit|zeit) (?:(?:kann|soll|darf|sollte) )?(?:(?:gern|gerne|so|gleich|ruhig|bitte) )*(?:bleibt|bleiben|beibehalten|unveraendert|lassen)(?![a-z])/;

/** "gleiche Uhrzeit", "zur selben Zeit", "die Uhrzeit kann bleiben" */
const sameTime: Rule = (words, at) => {
  const kept = startsLike(words, at, timeKept);
  if (kept > 0) return match(kept, { kind: 'same_time' });

  const lead = words[at] === 'zur' ? 1 : 0;
  const noun = words[at + lead + 1];
  if (words[at] === 'wie' && /^(?:immer|gehabt|bisher|vorher|sonst)$/.test(words[at + 1] ?? ''))
    return match(2, { kind: 'same_time' });
  if (
    /^(?:unveraendert|selbe|gleich)$/.test(words[at] ?? '') &&
    words.length <= 3 &&
    words.some(word => word === 'uhrzeit' || word === 'zeit')
  )
    return match(1, { kind: 'same_time' });
  return same.test(words[at + lead] ?? '') && (noun === 'zeit' || noun === 'uhrzeit' || noun === 'stunde')
    ? match(lead + 2, { kind: 'same_time' })
    : undefined;
};

/** "9.30", "1430": no day has that many months, or it is all there is. */
const bareFigures: Rule = (words, at) => {
  const word = words[at] ?? '';
  // After a date it is read with care: "9.12. 10.12" may be two.
  if (/^\d{1,2}\.\d{1,2}\.(\d{2}|\d{4})?$/.test(words[at - 1] ?? '')) return undefined;
  const [, hours, minutes] =
    /^(\d{1,2})\.(\d{2})$/.exec(word) ?? (words.length === 1 ? /^(\d{1,2})(\d{2})$/.exec(word) : null) ?? [];
  return hours === undefined ? undefined : found(1, figuresOf(word, hours, minutes));
};

/** "Freitag 10-12" */
const rangeOfDay: Rule = (words, at) =>
  germanWeekdays[words[at - 1] ?? ''] !== undefined || /^(?:um|von|zwischen|heute|morgen|uebermorgen)$/.test(words[at - 1] ?? '')
    ? rangeRule(words, at)
    : undefined;

/** What "bis" follows is the start of a range. */
function notBeforeRange(rule: Rule): Rule {
  return (words, at) =>
    [rule(words, at) ?? []].flat().filter(({ length }) => words[at + length] !== 'bis' && words[at + length] !== '-');
}

/** Models put "halb drei" into English by its words: "half three" may be both. */
const englishHalf: Rule = (words, at) => {
  const hour = words[at] === 'half' ? cardinalIn(words, at + 1) : undefined;
  if (!hour) return undefined;
  return [-30, 30].flatMap(minutes => found(1 + hour.length, clockShifted(hour.value, minutes)) ?? []);
};

const englishHours = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');
const cardinalIn = (words: readonly string[], at: number): { value: number; length: number } | undefined => {
  const value = englishHours.indexOf(words[at] ?? '') + 1;
  return value > 0 ? { value, length: 1 } : cardinal(words, at);
};

/** "15 Uhr oder später" */
const orLater: Rule = (words, at) => {
  const from = timeAt(words, at);
  const isOpen = from && words[at + from.length] === 'oder' && words[at + from.length + 1] === 'spaeter';
  return isOpen ? match(from.length + 2, { kind: 'window', from: from.clock }) : undefined;
};

/** "statt um zehn", "statt zehn Uhr": the time it is not. */
const insteadOf: Rule = (words, at) => {
  if (words[at] !== 'statt' && words[at] !== 'anstatt') return undefined;
  const lead = words[at + 1] === 'um' ? 1 : 0;
  const hour = numberAt(words, at + 1 + lead);
  const oclock = words[at + 1 + lead + (hour?.length ?? 0)] === 'uhr' ? 1 : 0;
  return hour && !hour.ordinal && words.length > at + 1 + lead + hour.length + oclock
    ? match(1 + lead + hour.length + oclock)
    : undefined;
};

export const germanTimeRules: TimeRules = {
  always: [
    insteadOf,
    ...[dotted, counted, fractional, full, led, bareFigures].map(notBeforeRange),
    englishHalf,
    orLater,
    rangeOfDay,
    midnight,
    part,
    window,
    besideNoon,
    near,
    duration,
    sameTime,
    vagueTime,
    persons,
  ],
  // "drei", "zehn dreißig"
  whereExpected: [rangeRule, notBeforeRange(hourAndMinutes)],
};
