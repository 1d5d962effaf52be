// German weeks and months, and their parts: "Anfang nächster Woche", "Ende Juli", "KW 42".
import { match, type Rule, startsLike } from '../../grammar/phrases.ts';
import { germanNumbers } from '../number-words.ts';
import { directionAt } from '../times.ts';
import { aheadOf, isMonthWord, monthAt, weekdayAt, whichOf } from './names.ts';

const { numberAt } = germanNumbers;

/** "am letzten Tag des Monats", "am letzten des Monats" */
export const lastOfMonth: Rule = (words, at) => {
  if (!/^letzte[nr]?$/.test(words[at] ?? '')) return undefined;
  const day = words[at + 1] === 'tag' ? 1 : 0;
  const next = words[at + 1 + day] ?? '';
  const isMonth = (word: string | undefined) => word !== undefined && isMonthWord(word);
  if (/^(?:des|vom|im|von)$/.test(next) && isMonth(words[at + 2 + day])) return match(1 + day, { kind: 'last_of_month' });
  return day === 1 && whichOf(next) !== undefined && isMonth(words[at + 3]) ? match(2, { kind: 'last_of_month' }) : undefined;
};

/** "nächste Woche", "in der kommenden Woche", "nächsten Monats", "dieses Jahres". */
export const period: Rule = (words, at) => {
  const start = words[at] === 'in' && words[at + 1] === 'der' ? at + 2 : words[at] === 'des' || words[at] === 'im' ? at + 1 : at;
  // "Am Ersten des Monats" leaves open of which.
  if (start > at && (words[start] === 'monats' || words[start] === 'monat')) return match(2);
  if (words[at] === 'vom' && words[at + 1] === 'monat') return match(2);
  if (/^neue[nms]$/.test(words[start] ?? '') && /^jahre?s?$/.test(words[start + 1] ?? ''))
    return match(start + 2 - at, { kind: 'year', ahead: 1 });
  const which = whichOf(words[start]);
  const kind = periods[words[start + 1] ?? ''];
  if (which === undefined || kind === undefined) return words[at] === 'heuer' ? match(1, { kind: 'year', ahead: 0 }) : undefined;
  const length = start + 2 - at;
  return match(length, which === 'last' ? { kind: 'past', long: kind !== 'week' } : { kind, ahead: aheadOf[which] });
};

const periods: Readonly<Record<string, 'week' | 'month' | 'year'>> = {
  woche: 'week',
  monat: 'month',
  monats: 'month',
  jahr: 'year',
  jahres: 'year',
};

/** "Anfang nächster Woche", "am Ende der Woche", "Wochenmitte". */
export const partOfWeek: Rule = (words, at) => {
  const alone = ({ wochenanfang: 'start', wochenbeginn: 'start', wochenmitte: 'middle' } as const)[words[at] ?? ''];
  if (alone !== undefined) return match(1, { kind: 'week', ahead: 0, part: alone });
  const part = ({ anfang: 'start', beginn: 'start', mitte: 'middle', ende: 'end' } as const)[words[at] ?? ''];
  if (part === undefined) return undefined;
  const article = /^(?:der|von)$/.test(words[at + 1] ?? '') ? (words[at + 2] === 'der' ? 2 : 1) : 0;
  const which = whichOf(words[at + 1 + article]);
  const noun = at + 1 + article + (which === undefined ? 0 : 1);
  const isOther = directionAt(words, noun + 1) !== undefined || which === 'last' || which === 'following';
  if (words[noun] !== 'woche' || isOther || noun === at + 1) return undefined;
  return match(noun - at + 1, { kind: 'week', ahead: which === undefined ? 0 : aheadOf[which], part });
};

/** "die Woche Freitag": of this one. */
export const thisWeek: Rule = (words, at) =>
  words[at] === 'die' && words[at + 1] === 'woche' && weekdayAt(words, at + 2) !== undefined && words[at - 1] === undefined
    ? match(2, { kind: 'week', ahead: 0 })
    : undefined;

/** "KW 42", "Kalenderwoche zweiundvierzig", "42. KW". */
export const weekNumber: Rule = (words, at) => {
  const inOne = /^kw(\d{1,2})$/.exec(words[at] ?? '')?.[1];
  if (inOne !== undefined) return match(1, { kind: 'week_number', week: Number(inOne) });
  const isWord = (word: string | undefined) => word === 'kw' || word === 'kalenderwoche' || word === 'kw.';
  const isWeek = (word: string | undefined) => isWord(word) || word === 'woche';
  const number = numberAt(words, isWord(words[at]) ? at + 1 : at);
  if (!number || number.value < 1 || number.value > 53) return undefined;
  if (isWord(words[at])) return match(1 + number.length, { kind: 'week_number', week: number.value });
  const isAfter = number.ordinal && isWeek(words[at + number.length]);
  return isAfter ? match(number.length + 1, { kind: 'week_number', week: number.value }) : undefined;
};

/** "im Januar", said beside "am Ersten" or "der dritte Donnerstag". */
export const namedMonth: Rule = (words, at) => {
  const month = monthAt(words, at);
  return month === undefined ? undefined : match(1, { kind: 'named_month', month });
};

/** "Anfang Juli", "Ende des Monats", "Mitte nächsten Monats": a third of the month that follows. */
export const thirdOfMonth: Rule = (words, at) => {
  const alone = ({ monatsanfang: 1, monatsmitte: 2, monatsende: 3 } as const)[words[at] ?? ''];
  if (alone !== undefined) return match(1, { kind: 'third_of_month', third: alone }, { kind: 'month', ahead: 0 });
  const third = ({ anfang: 1, mitte: 2, ende: 3 } as const)[words[at] ?? ''];
  if (third === undefined) return undefined;
  const lead = /^(?:des|vom|im)$/.test(words[at + 1] ?? '') ? 1 : 0;
  const next = at + 1 + lead;
  const of = whichOf(words[next]) === undefined ? next : next + 1;
  if (/^monats?$/.test(words[of] ?? '') && of === next)
    return match(2 + lead, { kind: 'third_of_month', third }, { kind: 'month', ahead: 0 });
  return isMonthWord(words[of] ?? '') ? match(1 + lead, { kind: 'third_of_month', third }) : undefined;
};

const betweenTheYears = /^zwischen (?:den jahren|(?:weihnachten|den feiertagen) und (?:neujahr|silvester|neu jahr))(?![a-z])/;

/** "zwischen den Jahren" */
export const betweenYears: Rule = (words, at) => {
  const length = startsLike(words, at, betweenTheYears);
  return length > 0 ? match(length, { kind: 'between_years' }) : undefined;
};
