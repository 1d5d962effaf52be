// German days by their weekday, or from today: "morgen", "nächsten Dienstag", "dritter Donnerstag".
import { type DayPhrase, type Match, match, type Rule } from '../../grammar/phrases.ts';
import { germanWeekdays } from '../calendar-words.ts';
import { germanNumbers } from '../number-words.ts';
import { aheadOf, isMonthWord, weekdayAt, whichOf } from './names.ts';

const { numberAt } = germanNumbers;

const tomorrow: DayPhrase = { kind: 'relative', days: 1 };

export const relative: Rule = (words, at) => {
  switch (words[at]) {
    case 'heute':
    case 'heut':
    case 'heutige':
    case 'heutigen':
      return match(1, { kind: 'relative', days: 0 });
    case 'uebermorgen':
    case 'uebermorgige':
    case 'uebermorgigen':
      return match(1, { kind: 'relative', days: 2 });
    case 'ueberuebermorgen':
      return match(1, { kind: 'relative', days: 3 });
    case 'gestern':
      return match(1, { kind: 'relative', days: -1 });
    case 'vorgestern':
      return match(1, { kind: 'relative', days: -2 });
    case 'morgige':
    case 'morgigen':
      return match(1, tomorrow);
    case 'morgen':
      return morgen(words[at - 1] ?? '');
    default:
      return undefined;
  }
};

/** "Heute Morgen" and "am Morgen" are a part of the day, "morgen früh" is tomorrow; "Freitag morgen" may be either. */
function morgen(before: string): Match | Match[] {
  if (['am', 'heute', 'morgen', 'uebermorgen', 'gestern'].includes(before)) return match(1, { kind: 'part', part: 'morning' });
  if (germanWeekdays[before] === undefined) return match(1, tomorrow);
  return [match(1, { kind: 'part', part: 'morning' }), match(1, tomorrow)];
}

export const weekday: Rule = (words, at) => {
  const which = whichOf(words[at]);
  const name = which === undefined ? at : at + 1;
  const day = weekdayAt(words, name);
  if (day === undefined) return undefined;
  if (which === 'last') return nthWeekday(words, at) ? undefined : match(2, { kind: 'past' });
  if (words.slice(name + 1, name + 4).join(' ') === 'nach dem naechsten')
    return match(name - at + 4, { kind: 'weekday', weekday: day, which: 'after_next' });
  const next = words[name + 1];
  // "Mittwoch nächster Woche" is a week, "am Mittwoch, dem nächsten" is a weekday.
  if (which === undefined && (next === 'dem' || next === 'den') && whichOf(words[name + 2]) === 'next')
    return match(3, { kind: 'weekday', weekday: day, which: 'next' });
  return match(name - at + 1, { kind: 'weekday', weekday: day, which: which ?? 'plain' });
};

/** "Dritter Donnerstag", "letzter Freitag": of a month that is said along with it. */
export const nthWeekday: Rule = (words, at) => {
  const fromEnd = /^letzte/.test(words[at] ?? '') ? -1 : /^vorletzte/.test(words[at] ?? '') ? -2 : undefined;
  if (fromEnd !== undefined) {
    const day = weekdayAt(words, at + 1);
    const isOfMonth = words.slice(at + 2, at + 5).some(word => isMonthWord(word));
    return day === undefined || !isOfMonth ? undefined : match(2, { kind: 'nth_weekday', nth: fromEnd, weekday: day });
  }
  const nth = numberAt(words, at);
  const day = nth?.ordinal && nth.value >= 1 && nth.value <= 5 ? weekdayAt(words, at + nth.length) : undefined;
  return nth && day !== undefined ? match(nth.length + 1, { kind: 'nth_weekday', nth: nth.value, weekday: day }) : undefined;
};

/** "am Wochenende", "nächstes Wochenende" */
export const weekend: Rule = (words, at) => {
  const which = whichOf(words[at]);
  const noun = which === undefined ? at : at + 1;
  if (words[noun] !== 'wochenende' || which === 'last') return undefined;
  return match(noun - at + 1, { kind: 'weekend', ahead: which === undefined || which === 'coming' ? 0 : aheadOf[which] });
};
