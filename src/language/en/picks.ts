// How an English caller points at one of several things that were just read out.
import { clockOf } from '../grammar/iso.ts';
import { match, type Place, type Rule, starts, startsLike } from '../grammar/phrases.ts';
import { englishMonths, englishWeekdays } from './calendar-words.ts';
import { englishOfThem } from './days/dates.ts';
import { englishNumbers, isHourOne } from './number-words.ts';

const { numberAt } = englishNumbers;

const nouns = new Set(['appointment', 'one', 'slot', 'option', 'time', 'choice']);
const labels = new Set(['nr', 'number', 'option', 'appointment', 'choice', 'slot']);

/** "the second", "the first one", "my second appointment"; what a month or weekday follows is a date. */
const place: Rule = (words, at) => {
  const number = numberAt(words, at);
  const before = words.slice(Math.max(0, at - 2), at);
  if (!number?.ordinal || number.value < 1 || before.includes('on')) return undefined;
  const after = words[at + number.length] ?? '';
  const ofThem = startsLike(words, at + number.length, englishOfThem);
  if ((after === 'of' && ofThem === 0) || englishMonths[after] !== undefined) return undefined;
  if (englishMonths[words[at - 1] ?? ''] !== undefined) return undefined;
  const isNoun = nouns.has(after) && !isHourOne(words, at + number.length);
  return match(number.length + (isNoun ? 1 : ofThem), { kind: 'place', place: number.value, sure: isNoun || ofThem > 0 });
};

/** "the second of the Wednesdays" */
const placeOfWeekday: Rule = (words, at) => {
  const number = numberAt(words, at);
  const length = number?.ordinal ? number.length : words[at] === 'last' ? 1 : 0;
  const of = length > 0 ? starts(words, at + length, 'of the') || starts(words, at + length, 'of my') : 0;
  const weekday = of > 0 ? englishWeekdays[(words[at + length + of] ?? '').replace(/days$/, 'day')] : undefined;
  if (weekday === undefined) return undefined;
  const place = number?.ordinal ? number.value : ('last' as const);
  return match(length + of + 1, { kind: 'place', place, sure: true }, { kind: 'weekday', weekday, which: 'plain' });
};

/** "number one", "option 2" */
const numbered: Rule = (words, at) => {
  const number = labels.has(words[at] ?? '') ? numberAt(words, at + 1) : undefined;
  if (!number || number.ordinal || number.value < 1) return undefined;
  return match(1 + number.length, { kind: 'place', place: number.value, sure: true });
};

const ends: Readonly<Record<string, Place>> = {
  last: 'last',
  latter: 'last',
  former: 1,
  earlier: 'earlier',
  sooner: 'earlier',
  later: 'later',
  earliest: 'earliest',
  soonest: 'earliest',
  latest: 'latest',
};

/** "the last one", "the later one"; "last Tuesday" is a day. */
const end: Rule = (words, at) => {
  const found = ends[words[at] ?? ''];
  const after = words[at + 1] ?? '';
  // "By four at the latest" is a bound.
  if (words[at] === 'latest' && words[at - 2] === 'at') return match(1);
  if (found === undefined || englishWeekdays[after] !== undefined || /^(?:week|month|year|day)$/.test(after)) return undefined;
  const ofThem = startsLike(words, at + 1, englishOfThem);
  const sure = nouns.has(after) || ofThem > 0;
  return match(nouns.has(after) ? 2 : 1 + ofThem, { kind: 'place', place: found, sure });
};

/** "the early one", "the late one": the first or last of them. */
const early: Rule = (words, at) => {
  const place = words[at] === 'early' ? 'earliest' : words[at] === 'late' ? 'latest' : undefined;
  return place && words[at + 1] === 'one' ? match(2, { kind: 'place', place, sure: true }) : undefined;
};

/** "the other one than the first": of two. */
const otherThan: Rule = (words, at) => {
  const length = startsLike(words, at, /^the other one than the (?:first|second|last)(?![a-z])/);
  if (length === 0) return undefined;
  const isFirst = words[at + length - 1] === 'first';
  return match(length, { kind: 'place', place: isFirst ? 'second_of_two' : 'first_of_two', sure: true });
};

const yesWords = new Set([
  'yes',
  'yeah',
  'yep',
  'yup',
  'right',
  'correct',
  'exactly',
  'ok',
  'okay',
  'sure',
  'aye',
  'affirmative',
]);

const sayings = ['thats the one', 'thats it', 'uh huh', 'you got it', 'spot on', 'bang on', 'so it is'];

/** "yes", "that one"; beside anything else these words mean nothing. */
const yes: Rule = (words, at) => {
  if (yesWords.has(words[at] ?? '')) return match(1, { kind: 'yes' });
  const said = sayings.find(saying => starts(words, at, saying) > 0);
  if (said !== undefined) return match(starts(words, at, said), { kind: 'yes' });
  const isThat = words[at] === 'that' || words[at] === 'this';
  return isThat && words[at + 1] === 'one' ? match(2, { kind: 'yes' }) : undefined;
};

const besideNumber = new Set(['the', 'please', 'ill', 'i', 'take', 'yes', 'then']);

/** A lone "three" may be the third. */
const alone: Rule = (words, at) => {
  const number = numberAt(words, at);
  const others = words.filter((_, index) => index < at || index >= at + (number?.length ?? 0));
  if (!number || number.ordinal || number.value === 0 || words[at] === 'one' || !others.every(word => besideNumber.has(word)))
    return undefined;
  const hour = clockOf(number.value, 0);
  // "The ten" is the tenth as well.
  const isDay = number.value <= 31;
  return [
    match(number.length, { kind: 'place', place: number.value, sure: false }),
    ...(hour ? [match(number.length, hour)] : []),
    ...(isDay ? [match(number.length, { kind: 'day_of_month', day: number.value })] : []),
  ];
};

/** "my next appointment": the first of all that are ahead. */
const nextOne: Rule = (words, at) =>
  (words[at] === 'next' || words[at] === 'nearest') && nouns.has(words[at + 1] ?? '')
    ? match(2, { kind: 'next_one' })
    : undefined;

/** "my appointment", "my only booking" */
const onlyOne: Rule = (words, at) => {
  if (
    at === 0 &&
    /^(?:the (?:one|appointment|booking)(?: that)?|whatever) (?:i|ive) (?:have|got|have got)(?: booked)?(?: with you(?: guys)?)?$/.test(
      words.join(' '),
    )
  )
    return match(words.length, { kind: 'only_one' });
  if (!/^(?:my|our)$/.test(words[at] ?? '')) return undefined;
  const only = /^(?:only|current|present|existing)$/.test(words[at + 1] ?? '') ? 1 : 0;
  return /^(?:appointment|booking)$/.test(words[at + 1 + only] ?? '') ? match(2 + only, { kind: 'only_one' }) : undefined;
};

/** "the middle one", "the one in between": of three. */
const middle: Rule = (words, at) => {
  const isBetween = starts(words, at, 'in between') > 0 && words[at + 2] === undefined;
  if (isBetween) return match(2, { kind: 'place', place: 'middle', sure: true });
  if (words[at] !== 'middle' || words[at + 1] === 'of') return undefined;
  const noun = words[at + 1] === 'one' ? 1 : 0;
  return match(1 + noun + startsLike(words, at + 1 + noun, englishOfThem), { kind: 'place', place: 'middle', sure: true });
};

const lastButOne: Rule = (words, at) => {
  const length = starts(words, at, 'second to last') || starts(words, at, 'last but one');
  return length > 0 ? match(length, { kind: 'place', place: 'last_but_one', sure: true }) : undefined;
};

const determiners = /^(?:eve|day|the|that|this|my|which|early|late|middle|have|got|had|morning|afternoon|evening|only|other)$/;

/** "the one", "the Thursday one", "the first one" stand for an appointment; a number is said otherwise. */
const stood: Rule = (words, at) => {
  if (words[at] !== 'one' || numberAt(words, at + 1) || /^(?:oclock|am|pm|week|hour|minute|day)$/.test(words[at + 1] ?? ''))
    return undefined;
  const before = words[at - 1] ?? '';
  const stands =
    determiners.test(before) ||
    englishWeekdays[before] !== undefined ||
    (englishMonths[before] !== undefined && determiners.test(words[at - 2] ?? '')) ||
    /^(?:noon|midday|lunchtime|oclock|amclock|pmclock)$/.test(before) ||
    numberAt([before], 0)?.ordinal === true ||
    (/^(?:past|to|half)$/.test(words[at - 2] ?? '') && numberAt([before], 0) !== undefined) ||
    /^(?:am|pm)$/.test(before) ||
    before === 'last' ||
    (before === 'week' && englishWeekdays[words[at - 2] ?? ''] !== undefined) ||
    ends[before] !== undefined;
  return stands ? match(1) : undefined;
};

const beside =
  /^the (?:next )?(?:one|appointment) (?:right |straight |just )?(?:after|before|following)(?: (?:that|this|it)(?: one)?)?(?![a-z])/;
const other = /^(?:the|my) other(?: (?:one|appointment|booking))?(?! (?:day|week|time|two|than)|[a-z])/;

/** "the other one", "the one after that", "the one before": not the one that was asked about. */
const otherOne: Rule = (words, at) => {
  const any = startsLike(words, at, other);
  if (any > 0) return match(any, { kind: 'other_one', which: 'any' });
  const length = startsLike(words, at, beside);
  const isPointed = /^(?:that|this|it|one)$/.test(words[at + length - 1] ?? '');
  // "The one after lunch" names a time.
  if (length === 0 || (!isPointed && words[at + length] !== undefined)) return undefined;
  const isBefore = words.slice(at, at + length).includes('before');
  return match(length, { kind: 'other_one', which: isBefore ? 'before' : 'after' });
};

export const englishPickRules: readonly Rule[] = [
  otherOne,
  stood,
  nextOne,
  onlyOne,
  middle,
  lastButOne,
  placeOfWeekday,
  place,
  numbered,
  end,
  early,
  otherThan,
  alone,
  yes,
];

/** "the last Thursday" of a list. */
const lastWeekday: Rule = (words, at) => {
  const weekday = englishWeekdays[words[at + 1] ?? ''];
  if (words[at] !== 'last' || weekday === undefined) return undefined;
  return match(2, { kind: 'place', place: 'last', sure: false }, { kind: 'weekday', weekday, which: 'plain' });
};

export const englishListRules: readonly Rule[] = [lastWeekday];
