// How a German caller points at one of several things that were just read out.
import { clockOf } from '../../grammar/iso.ts';
import { match, type Place, type Rule, starts, startsLike } from '../../grammar/phrases.ts';
import { germanMonths, germanWeekdays } from '../calendar-words.ts';
import { germanOfThem, isOfOrdinals, ofDay } from '../days/dates.ts';
import { germanNumbers } from '../number-words.ts';
import { germanOrderRules } from './order.ts';

const { numberAt } = germanNumbers;

const nouns = new Set(['termin', 'termine', 'vorschlag', 'zeit', 'uhrzeit', 'option', 'moeglichkeit', 'eintrag']);
const labels = new Set(['nummer', 'nr', 'nr.', 'option', 'vorschlag', 'moeglichkeit', 'termin']);

/** "den zweiten", "der erste Termin"; what a month or weekday follows is a date. */
const place: Rule = (words, at) => {
  const number = numberAt(words, at);
  if (!number?.ordinal || number.value < 1 || ofDay.has(words[at - 1] ?? '') || isOfOrdinals(words, at)) return undefined;
  const after = words[at + number.length] ?? '';
  if (germanMonths[after.replace(/\.$/, '')] !== undefined) return undefined;
  const isNoun = nouns.has(after);
  const ofThem = startsLike(words, at + number.length, germanOfThem);
  // "Den ersten am Montag" is one of Monday's, "Montag den ersten" a date.
  const isOfDay = /^(?:am|vom)$/.test(after) && germanWeekdays[words[at + number.length + 1] ?? ''] !== undefined;
  return match(number.length + (isNoun ? 1 : ofThem), {
    kind: 'place',
    place: number.value,
    sure: isNoun || isOfDay || ofThem > 0 || words[at - 1] === 'das',
  });
};

/** "Nummer eins", "Nr. 2" */
const numbered: Rule = (words, at) => {
  if (!labels.has(words[at] ?? '')) return undefined;
  const number = numberAt(words, at + 1);
  if (!number || number.ordinal || number.value < 1 || words[at + 1 + number.length] === 'uhr') return undefined;
  return match(1 + number.length, { kind: 'place', place: number.value, sure: true });
};

const ends: readonly (readonly [RegExp, Place])[] = [
  [/^letzte[nrsm]?$/, 'last'],
  [/^allerletzte[nrsm]?$/, 'latest'],
  [/^allererste[nrsm]?$/, 'earliest'],
  [/^vorletzte[nrsm]?$/, 'last_but_one'],
  [/^letztere[nrsm]?$/, 'last'],
  [/^(?:erstere|vordere|obere|oberste)[nrsm]?$/, 1],
  [/^(?:hintere|hinterste|untere|unterste)[nrsm]?$/, 'last'],
  [/^(?:frueher|eher|zeitiger)e[nrsm]?$/, 'earlier'],
  [/^spaetere[nrsm]?$/, 'later'],
  [/^(?:frueh|zeitig)e?ste[nrsm]?$/, 'earliest'],
  [/^spaet(?:e)?ste[nrsm]?$/, 'latest'],
];

/** "den letzten", "den früheren"; "letzten Dienstag" is a day. */
const end: Rule = (words, at) => {
  const found = ends.find(([word]) => word.test(words[at] ?? ''));
  const after = words[at + 1] ?? '';
  if (!found || germanWeekdays[after] !== undefined || /^(?:woche|monats?|jahre?s?|tag)$/.test(after)) return undefined;
  const isNoun = nouns.has(after);
  const ofThem = startsLike(words, at + 1, germanOfThem);
  const ofMine = startsLike(words, at + 1, /^den ich (?:(?:noch|bei ihnen|da) )*habe?(?![a-z])/);
  const sure = isNoun || ofThem + ofMine > 0 || found[1] !== 'last';
  return match(isNoun ? 2 : 1 + ofThem + ofMine, { kind: 'place', place: found[1], sure });
};

const yesWords = new Set([
  'mhm',
  'freilich',
  'freili',
  'sicher',
  'klar',
  'ja',
  'jawohl',
  'jawoll',
  'jo',
  'jep',
  'jepp',
  'jup',
  'richtig',
  'stimmt',
  'korrekt',
  'exakt',
  'genau',
  'passt',
  'okay',
  'ok',
]);
const sayings = [
  'ganz recht',
  'so ist es',
  'so isses',
  'das stimmt',
  'haben sie recht',
  'sag ich doch',
  'sage ich doch',
  'das isser',
  'das ist er',
];
const thisOne = /^diese[nrsm]?$|^ebendiese[nr]?$/;

/** "ja", "genau den", "diesen"; beside anything else these words mean nothing. */
const yes: Rule = (words, at) => {
  const word = words[at] ?? '';
  if (yesWords.has(word)) return match(1, { kind: 'yes' });
  const said = sayings.find(saying => starts(words, at, saying) > 0);
  if (said !== undefined) return match(starts(words, at, said), { kind: 'yes' });
  if (thisOne.test(word) && words[at + 1] === 'termin') return match(2, { kind: 'yes' });
  const isDay = germanWeekdays[words[at + 1] ?? ''] !== undefined;
  return thisOne.test(word) && !isDay && words.length <= at + 2 ? match(1, { kind: 'yes' }) : undefined;
};

const besideNumber = new Set(['die', 'den', 'der', 'das', 'bitte', 'dann', 'ich', 'nehme', 'nehm', 'ja', 'also']);

/** A lone "drei" may be the third, in a list or of the month. */
const alone: Rule = (words, at) => {
  const number = numberAt(words, at);
  const others = words.filter((_, index) => index < at || index >= at + (number?.length ?? 0));
  if (
    !number ||
    number.ordinal ||
    number.value === 0 ||
    /^ein/.test(words[at] ?? '') ||
    !others.every(word => besideNumber.has(word))
  )
    return undefined;
  const hour = clockOf(number.value, 0);
  return [
    match(number.length, { kind: 'place', place: number.value, sure: false }),
    ...(hour ? [match(number.length, hour)] : []),
    ...(number.value <= 31 ? [match(number.length, { kind: 'day_of_month', day: number.value })] : []),
  ];
};

/** "meinen nächsten Termin", "den nächsten": the first of all that are ahead. */
const nextOne: Rule = (words, at) => {
  if (!/^(?:(?:aller)?naechste|kommende)[nr]?$/.test(words[at] ?? '')) return undefined;
  if (words[at + 1] === 'termin') return match(2, { kind: 'next_one' });
  const isAlone = words[at + 1] === undefined || /^den ich (?:noch )?habe?$/.test(words.slice(at + 1).join(' '));
  const rest = words.length - at - 1;
  if (isAlone && rest > 0) return match(1 + rest, { kind: 'next_one' });
  return words[at + 1] === undefined && /^(?:den|der|meinen|mein)$/.test(words[at - 1] ?? '')
    ? match(1, { kind: 'next_one' })
    : undefined;
};

/** "meinen Termin", "aktueller Termin", "den einzigen, den ich hab" */
const onlyOne: Rule = (words, at) => {
  const isOnly =
    at === 0 &&
    /^(?:(?:den|der) (?:einzigen?|einen?)|(?:den|der) termin(?: da)?|meinen?)(?: den ich (?:(?:bei ihnen|noch|da) )*habe?)?$/.test(
      words.join(' '),
    );
  return isOnly ? match(words.length, { kind: 'only_one' }) : ofMine(words, at);
};
const ofMine: Rule = (words, at) =>
  /^(?:meine[nm]?|mein|unsere[nm]?|unser|(?:aktuell|derzeitig|jetzig|bisherig|einzig)e[nr]?)$/.test(words[at] ?? '') &&
  words[at + 1] === 'termin'
    ? match(2, { kind: 'only_one' })
    : undefined;

const ofWeekdays =
  /^(?:von|unter|der|aus) (?:den |meinen |ihren )?(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)en(?![a-z])/;

/** "den zweiten von den Mittwochen" */
const placeOfWeekday: Rule = (words, at) => {
  const number = numberAt(words, at);
  const last = /^letzte[nrs]?$/.test(words[at] ?? '') ? 1 : 0;
  const length = number?.ordinal ? number.length : last;
  const said = ofWeekdays.exec(words.slice(at + length, at + length + 3).join(' '));
  const weekday = germanWeekdays[said?.[1] ?? ''];
  if (length === 0 || !said || weekday === undefined) return undefined;
  const place = number?.ordinal ? number.value : ('last' as const);
  return match(
    length + said[0].split(' ').length,
    { kind: 'place', place, sure: true },
    { kind: 'weekday', weekday, which: 'plain' },
  );
};

const beside =
  /^(?:de[nrm]|das|die) (?:(?:termin|naechsten|naechste) )?(?:danach|darauf|drauf|dahinter|davor|vorher)(?: termin)?(?![a-z])/;
const other =
  /^(?:(?:de[nm]|de[nm]jenigen) anderen|(?:der|die|das) andere)(?: termin)?(?! (?:tag|woche|wochen|zeit|uhrzeit|beiden|als)|[a-z])/;

/** "den anderen", "den danach", "den davor": not the one that was asked about. */
const otherOne: Rule = (words, at) => {
  const any = startsLike(words, at, other);
  if (any > 0) return match(any, { kind: 'other_one', which: 'any' });
  const length = startsLike(words, at, beside);
  if (length === 0) return undefined;
  const isBefore = words.slice(at, at + length).some(word => word === 'davor' || word === 'vorher');
  return match(length, { kind: 'other_one', which: isBefore ? 'before' : 'after' });
};

export const germanPickRules: readonly Rule[] = [
  otherOne,
  nextOne,
  onlyOne,
  placeOfWeekday,
  place,
  numbered,
  end,
  ...germanOrderRules,
  alone,
  yes,
];

/** "den letzten Donnerstag" of a list. */
const lastWeekday: Rule = (words, at) => {
  const weekday = germanWeekdays[words[at + 1] ?? ''];
  if (!/^letzte[nrsm]?$/.test(words[at] ?? '') || weekday === undefined) return undefined;
  return match(2, { kind: 'place', place: 'last', sure: false }, { kind: 'weekday', weekday, which: 'plain' });
};

export const germanListRules: readonly Rule[] = [lastWeekday];
