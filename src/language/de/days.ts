// How days are named in German.

import { type DayPhrase, type Match, match, type Rule, startsLike, startsWithOne, type Which } from '../grammar/phrases.ts';
import { firstYear, lastYear } from '../grammar/spoken-numbers.ts';
import { germanFeastSeasons, germanFeasts, germanMonths, germanWeekdays } from './calendar-words.ts';
import { germanFillers } from './fillers.ts';
import { germanNumbers } from './number-words.ts';
import { directionAt } from './times.ts';

const { numberAt, yearAt } = germanNumbers;

const leads = new Set(['am', 'den', 'dem', 'der', 'zum', 'vom']);
const unitDays: Readonly<Record<string, number>> = { tag: 1, tage: 1, tagen: 1, woche: 7, wochen: 7 };

function whichOf(word: string | undefined): Which | 'last' | undefined {
  if (/^(dies(e[nrsm]?)?|heurige[nrsm]?)$/.test(word ?? '')) return 'this';
  if (/^kommende[nrsm]?$/.test(word ?? '')) return 'coming';
  if (/^naechste[nrsm]?$/.test(word ?? '')) return 'next';
  if (/^(?:darauf|drauf)?folgende[nrsm]?$/.test(word ?? '')) return 'following';
  if (/^uebernaechste[nrsm]?$/.test(word ?? '')) return 'after_next';
  if (/^(letzte|vorige|vergangene|vorletzte)[nrsm]?$/.test(word ?? '')) return 'last';
  return undefined;
}

const aheadOf: Readonly<Record<Which, number>> = { plain: 0, this: 0, coming: 1, next: 1, after_next: 2, following: 1 };

const tomorrow: DayPhrase = { kind: 'relative', days: 1 };

/** "am letzten Tag des Monats", "am letzten des Monats" */
const lastOfMonth: Rule = (words, at) => {
  if (!/^letzte[nr]?$/.test(words[at] ?? '')) return undefined;
  const day = words[at + 1] === 'tag' ? 1 : 0;
  const next = words[at + 1 + day] ?? '';
  const isMonth = (word: string | undefined) => word !== undefined && isMonthWord(word);
  if (/^(?:des|vom|im|von)$/.test(next) && isMonth(words[at + 2 + day])) return match(1 + day, { kind: 'last_of_month' });
  return day === 1 && whichOf(next) !== undefined && isMonth(words[at + 3]) ? match(2, { kind: 'last_of_month' }) : undefined;
};

const relative: Rule = (words, at) => {
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

const weekday: Rule = (words, at) => {
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

const weekdayAt = (words: readonly string[], at: number): number | undefined =>
  germanWeekdays[words[at] ?? ''] ?? (words[at] === 'so' && words.length === 1 ? 7 : undefined);

/** "Dritter Donnerstag", "letzter Freitag": of a month that is said along with it. */
const nthWeekday: Rule = (words, at) => {
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

const isMonthWord = (word: string): boolean => /^monats?$/.test(word) || germanMonths[word.replace(/\.$/, '')] !== undefined;

/** "nächste Woche", "in der kommenden Woche", "nächsten Monats", "dieses Jahres". */
const period: Rule = (words, at) => {
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
const partOfWeek: Rule = (words, at) => {
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
const thisWeek: Rule = (words, at) =>
  words[at] === 'die' && words[at + 1] === 'woche' && weekdayAt(words, at + 2) !== undefined && words[at - 1] === undefined
    ? match(2, { kind: 'week', ahead: 0 })
    : undefined;

/** "KW 42", "Kalenderwoche zweiundvierzig", "42. KW". */
const weekNumber: Rule = (words, at) => {
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

/** "in acht Tagen" is a week, as "in vierzehn Tagen" is two; "vor einer Woche" is past. */
const span: Rule = (words, at) => {
  const lead = words[at] ?? '';
  if (!['in', 'ueber', 'vor'].includes(lead)) return undefined;
  const count = numberAt(words, at + 1);
  const unit = count && unitDays[words[at + 1 + count.length] ?? ''];
  if (!count || count.ordinal || unit === undefined) return undefined;
  const isWeek = unit === 1 && count.value === 8;
  const days = isWeek ? 7 : count.value * unit;
  return match(
    count.length + 2,
    lead === 'vor' ? { kind: 'past' } : { kind: 'span', days, ...(isWeek && words[at - 1] !== 'heute' && { orNext: true }) },
  );
};

/** "eine Woche später", "zwei Tage früher": from the appointment's own day. */
const shift: Rule = (words, at) => {
  const count = numberAt(words, at);
  const unit = count && unitDays[words[at + count.length] ?? ''];
  if (!count || count.ordinal || unit === undefined) return undefined;
  const end = at + count.length + 1;
  // "Um einen Tag verschieben" is later.
  const fromIt = startsLike(
    words,
    end,
    /^(?:nach|vor) (?:dem|meinem) (?:(?:eigentlichen|alten|bisherigen|jetzigen) )?termin(?![a-z])/,
  );
  if (fromIt > 0)
    return match(count.length + 1 + fromIt, { kind: 'shift', days: (words[end] === 'vor' ? -1 : 1) * count.value * unit });
  const isPutOff = words[at - 1] === 'um' && /^(?:verschieben|verlegen)$/.test(words[end] ?? '');
  const direction = directionAt(words, end) ?? (isPutOff ? { sign: 1, length: 1 } : undefined);
  const days = unit === 1 && count.value === 8 ? 7 : count.value * unit;
  return direction && match(count.length + 1 + direction.length, { kind: 'shift', days: direction.sign * days });
};

/** "am Tag danach", "den Samstag drauf", "die Woche davor": from the appointment's own day. */
const besideOwn: Rule = (words, at) => {
  if (whichOf(words[at]) === 'following' && words[at + 1] === 'tag') return match(2, { kind: 'shift', days: 1 });
  if (whichOf(words[at]) === 'following' && words[at + 1] === 'woche') return match(2, { kind: 'own_week', sign: 1 });
  const ownWeek = startsLike(
    words,
    at,
    /^(?:in )?(?:der|dieser) (?:gleichen|selben|besagten) woche(?![a-z])|^in derselben woche(?![a-z])|^derselben woche(?![a-z])/,
  );
  if (ownWeek > 0) return match(ownWeek, { kind: 'own_week', sign: 0 });
  const isOfWeek =
    words[at] === 'der' && words[at + 1] === 'woche' && words[at + 2] === undefined && weekdayAt(words, at - 1) !== undefined;
  if (isOfWeek) return match(2, { kind: 'own_week', sign: 0 });
  const direction = directionAt(words, at + 1);
  if (!direction || !/^(?:danach|drauf|darauf|davor|vorher|nachher|spaeter)$/.test(words[at + 1] ?? '')) return undefined;
  const { sign } = direction;
  if (words[at] === 'tag') return match(2, { kind: 'shift', days: sign });
  if (words[at] === 'woche') return match(2, { kind: 'own_week', sign });
  const weekday = weekdayAt(words, at);
  return weekday === undefined ? undefined : match(2, { kind: 'own_weekday', weekday, sign });
};

/** "am Wochenende", "nächstes Wochenende" */
const weekend: Rule = (words, at) => {
  const which = whichOf(words[at]);
  const noun = which === undefined ? at : at + 1;
  if (words[noun] !== 'wochenende' || which === 'last') return undefined;
  return match(noun - at + 1, { kind: 'weekend', ahead: which === undefined || which === 'coming' ? 0 : aheadOf[which] });
};

const same = /^(?:selbe[nrsm]?|gleiche[nrsm]?|dieselbe[nrsm]?|derselbe[n]?|denselben|demselben|selbige[nrsm]?)$/;

/** "am selben Tag", "an dem Tag" */
const sameDay: Rule = (words, at) =>
  startsLike(words, at, /^an (?:dem|diesem) tag(?![a-z])/) > 0
    ? match(3, { kind: 'same_day' })
    : same.test(words[at] ?? '') && /^(?:wochen)?tag$/.test(words[at + 1] ?? '')
      ? match(2, { kind: 'same_day' })
      : undefined;

/** "14.10.", "14.10.26", "14. 10.", "14/10/2026", "14 12 2026"; the month as a figure or an ordinal: "am vierzehnten zehnten". */
const figures: Rule = (words, at) => {
  const [, first, sign, second, year] = /^(\d{1,2})([./-])(\d{1,2})(?:\.|[./-](\d{4}|\d{2})\.?)?$/.exec(words[at] ?? '') ?? [];
  if (first !== undefined) {
    // "um 10.10" and "10.10 Uhr" are times.
    if (words[at + 1] === 'uhr' || words[at - 1] === 'um' || words[at - 1] === 'gegen') return undefined;
    const [day, month] = [Number(first), Number(second)];
    // With a full stop it is written the German way; language models write the others either way round.
    const orders =
      sign === '.' || day === month
        ? [[day, month]]
        : [
            [day, month],
            [month, day],
          ];
    return orders.flatMap(([d = 0, m = 0]) =>
      year === undefined ? withYears(words, at, 1, d, m) : (dated(1, d, m, fullYear(year)) ?? []),
    );
  }
  const apart = cutApart(words, at);
  if (apart) return withYears(words, at, 2, ...apart);
  const day = numberAt(words, at);
  const month = day ? numberAt(words, at + day.length) : undefined;
  if (!day || !month) return undefined;
  const length = day.length + month.length;
  // A recogniser cuts the end off the first: "am neun zehnten".
  if (month.ordinal && !month.digits) return withYears(words, at, length, day.value, month.value);
  if (day.ordinal && month.ordinal) return withYears(words, at, length, day.value, month.value);
  // "14 12", as a recogniser writes it.
  if (!day.digits || !month.digits || ['um', 'gegen'].includes(words[at - 1] ?? '') || words[at + length] === 'uhr')
    return undefined;
  return withYears(words, at, length, day.value, month.value);
};

/** "Am neun zehnten": the ninth of October as well as the nineteenth. */
function cutApart(words: readonly string[], at: number): [number, number] | undefined {
  const [day, month] = [numberAt(words.slice(at, at + 1), 0), numberAt(words.slice(at + 1, at + 2), 0)];
  const isWhole = numberAt(words, at)?.length === 2;
  return isWhole && day && !day.ordinal && month?.ordinal && month.value <= 12 ? [day.value, month.value] : undefined;
}

/** "14. Oktober", "vierzehnten Oktober zweitausendsiebenundzwanzig". */
const named: Rule = (words, at) => {
  const day = numberAt(words, at);
  const month = day && monthAt(words, at + day.length);
  return day && month !== undefined ? withYears(words, at, day.length + 1, day.value, month) : undefined;
};

/** "Oktober 14", as written in English; a number that may be a year, or an hour, is none. */
const monthFirst: Rule = (words, at) => {
  const month = monthAt(words, at);
  const day = month === undefined ? undefined : numberAt(words, at + 1);
  if (month === undefined || !day?.digits || words[at + 2] === 'uhr' || (!day.ordinal && day.value > 24)) return undefined;
  return withYears(words, at, 2, day.value, month);
};

const monthAt = (words: readonly string[], at: number): number | undefined => germanMonths[(words[at] ?? '').replace(/\.$/, '')];

/** "im Januar", said beside "am Ersten" or "der dritte Donnerstag". */
const namedMonth: Rule = (words, at) => {
  const month = monthAt(words, at);
  return month === undefined ? undefined : match(1, { kind: 'named_month', month });
};

/** "Anfang Juli", "Ende des Monats", "Mitte nächsten Monats": a third of the month that follows. */
const thirdOfMonth: Rule = (words, at) => {
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
const betweenYears: Rule = (words, at) => {
  const length = startsLike(words, at, betweenTheYears);
  return length > 0 ? match(length, { kind: 'between_years' }) : undefined;
};

/** Before an ordinal these name a day, whatever follows: "am ersten". */
export const ofDay = new Set(['am', 'zum', 'vom', 'bis', 'ab']);

/** "Der zweite von den dreien" is one of those that were read out. */
export const germanOfThem =
  /^(?:davon|(?:in|von|aus|auf) (?:der|ihrer|deiner) liste|(?:von|der|aus) (?:(?:den|diesen|euren|ihren) )?(?:beiden|dreien|drei|vier|vieren|zweien|meinen terminen|den terminen|all meinen terminen))(?![a-z])/;

/** What is counted and is no day: "den zweiten Termin". */
const counted = new Set([
  'freien',
  'freie',
  'freier',
  'moeglichen',
  'moegliche',
  'verfuegbaren',
  'verfuegbare',
  'termin',
  'vorschlag',
  'zeit',
  'uhrzeit',
  'option',
  'moeglichkeit',
  'eintrag',
]);

/** "Zweiter zweiter" is a date, and neither of the two is a day or a place by itself. */
export function isOfOrdinals(words: readonly string[], at: number): boolean {
  const isDate = (first: number) => {
    const day = numberAt(words, first);
    const month = day && numberAt(words, first + day.length);
    return day?.ordinal === true && month?.ordinal === true && !month.digits && day.value <= 31 && month.value <= 12;
  };
  return isDate(at) || [1, 2, 3].some(length => numberAt(words, at - length)?.length === length && isDate(at - length));
}

/** "am Dritten", "den 14.": a day whose month is not said. Figures without a full stop need a word or a weekday before them. */
const dayOfMonth: Rule = (words, at) => {
  const day = numberAt(words, at);
  const next = at + (day?.length ?? 0);
  const [before = '', after = ''] = [words[at - 1], words[next]];
  const isThing = germanFillers.things.has(after) && !ofDay.has(before);
  if (!day || after === 'uhr' || isThing || counted.has(after) || startsLike(words, next, germanOfThem) > 0) return undefined;
  if (day.value < 1 || day.value > 31 || isOfOrdinals(words, at)) return undefined;
  const said = day.ordinal
    ? before !== 'nummer' &&
      before !== 'das' &&
      (!day.digits || !['um', 'gegen'].includes(before)) &&
      germanWeekdays[after] === undefined
    : day.digits && (leads.has(before) || germanWeekdays[before] !== undefined);
  return said ? match(day.length, { kind: 'day_of_month', day: day.value }) : undefined;
};

const feastsAndSeasons = { ...germanFeasts, ...germanFeastSeasons };

/** A feast or a date without a year, each with the rule for it: "Neujahr", "dem ersten Mai". */
function fixedDayAt(words: readonly string[], at: number): { name: string; rule: string; length: number } | undefined {
  const article = /^de[mnr]$/.test(words[at] ?? '') ? 1 : 0;
  const from = at + article;
  const beside = startsWithOne(words, from, feastsAndSeasons);
  if (beside)
    return { name: words.slice(from, from + beside.length).join(' '), rule: beside.value, length: article + beside.length };
  const day = numberAt(words, from);
  const month = day?.ordinal ? monthAt(words, from + day.length) : undefined;
  if (!day || month === undefined || day.value > 31 || yearAfter(words, from + day.length + 1)) return undefined;
  const rule = [month, day.value].map(figure => String(figure).padStart(2, '0')).join('-');
  return { name: rule, rule, length: article + day.length + 1 };
}

/** "Ostermontag", "der Tag nach Himmelfahrt", "erster Montag nach Neujahr", "Montag nach dem ersten Mai". */
const feast: Rule = (words, at) => {
  const found = startsWithOne(words, at, germanFeasts);
  if (found) return match(found.length, { kind: 'feast', name: words.slice(at, at + found.length).join(' '), rule: found.value });
  const first = /^erste[rn]?$/.test(words[at] ?? '') ? 1 : 0;
  const day = at + first;
  const weekday = weekdayAt(words, day);
  const soon = /^(?:gleich|direkt|unmittelbar)$/.test(words[day + 1] ?? '') ? 1 : 0;
  const sign = { vor: -1, nach: 1 }[words[day + 1 + soon] ?? ''];
  if (sign === undefined || (weekday === undefined && words[day] !== 'tag') || (first === 1 && sign === -1)) return undefined;
  const fixed = fixedDayAt(words, day + 2 + soon);
  return (
    fixed &&
    match(first + 2 + soon + fixed.length, { kind: 'feast', name: fixed.name, rule: fixed.rule, beside: { sign, weekday } })
  );
};

/** "Brückentag nach Himmelfahrt": the Friday after a feast on Thursday. */
const bridgeDay: Rule = (words, at) => {
  if (!/^(?:brueckentag|fenstertag|brueckenfreitag)$/.test(words[at] ?? '')) return undefined;
  const lead = /^(?:nach|zu|an|bei)$/.test(words[at + 1] ?? '') ? 1 : 0;
  const fixed = fixedDayAt(words, at + 1 + lead);
  return (
    fixed &&
    match(1 + lead + fixed.length, { kind: 'feast', name: fixed.name, rule: fixed.rule, beside: { sign: 1, weekday: 5 } })
  );
};

/** "Gleich nach Ostern, Dienstag", "nach Pfingsten am Mittwoch" */
const afterFeast: Rule = (words, at) => {
  const lead = /^(?:gleich|direkt|unmittelbar|kurz)$/.test(words[at] ?? '') ? 1 : 0;
  const fixed = words[at + lead] === 'nach' ? fixedDayAt(words, at + lead + 1) : undefined;
  if (!fixed) return undefined;
  const end = at + lead + 1 + fixed.length;
  const soon = /^(?:gleich|direkt)$/.test(words[end] ?? '') ? 1 : 0;
  const article = soon + (/^(?:am|der|den)$/.test(words[end + soon] ?? '') ? 1 : 0);
  const weekday = weekdayAt(words, end + article);
  if (weekday === undefined) return undefined;
  return match(end + article + 1 - at, { kind: 'feast', name: fixed.name, rule: fixed.rule, beside: { sign: 1, weekday } });
};

/** With the year that follows, and without: "14. Dezember 1430" is a time, and what is left over tells. */
function withYears(words: readonly string[], at: number, length: number, day: number, month: number): Match[] {
  const year = yearAfter(words, at + length);
  return [dated(length, day, month, undefined), year && dated(length + year.length, day, month, year.value)].filter(
    found => found !== undefined,
  );
}

/** A year, if one follows; two figures only where they cannot be an hour. */
function yearAfter(words: readonly string[], at: number): { value: number; length: number } | undefined {
  if (words[at + 1] === 'uhr') return undefined;
  const short = /^(\d{2})$/.exec(words[at] ?? '')?.[1];
  if (short !== undefined) return Number(short) > 24 ? { value: fullYear(short), length: 1 } : undefined;
  // "Fünfter erster siebenundzwanzig": more than any hour.
  const inTwo = numberAt(words, at);
  if (
    inTwo &&
    !inTwo.ordinal &&
    !inTwo.digits &&
    inTwo.value > 24 &&
    inTwo.value <= lastYear % 100 &&
    words[at + inTwo.length] !== 'uhr'
  )
    return { value: fullYear(String(inTwo.value)), length: inTwo.length };
  const year = yearAt(words, at);
  return year && year.value >= firstYear && year.value <= lastYear ? year : undefined;
}

const fullYear = (year: string): number => Number(year.length === 2 ? `20${year}` : year);

const dated = (length: number, day: number, month: number, year: number | undefined): Match | undefined =>
  day < 1 || day > 31 || month < 1 || month > 12
    ? undefined
    : match(length, { kind: 'date', day, month, ...(year !== undefined && { year }) });

/** "Den gleichen Tag und die gleiche Zeit"; between two numbers or days it makes two. */
const and: Rule = (words, at) => {
  if (words[at] !== 'und') return undefined;
  const next = at + (/^(?:de[rnmsr]|die|das|am|um|zum)$/.test(words[at + 1] ?? '') ? 2 : 1);
  const isSecond =
    numberAt(words, next) !== undefined || weekdayAt(words, next) !== undefined || monthAt(words, next) !== undefined;
  return isSecond ? undefined : match(1);
};

export const germanDayRules: readonly Rule[] = [
  and,
  lastOfMonth,
  span,
  period,
  partOfWeek,
  thisWeek,
  weekday,
  nthWeekday,
  weekNumber,
  relative,
  feast,
  bridgeDay,
  afterFeast,
  figures,
  named,
  monthFirst,
  namedMonth,
  thirdOfMonth,
  betweenYears,
  dayOfMonth,
  shift,
  besideOwn,
  weekend,
  sameDay,
];
