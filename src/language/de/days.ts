// How days are named in German.

import { match, type Rule, starts, type Which } from '../grammar/phrases.ts';
import { germanFeasts, germanMonths, germanWeekdays } from './calendar-words.ts';
import { germanNumbers } from './number-words.ts';

const { numberAt, yearAt } = germanNumbers;

const relativeDays: Readonly<Record<string, number>> = { heute: 0, uebermorgen: 2 };
const leads = new Set(['am', 'den', 'dem', 'der', 'zum', 'vom']);
const unitDays: Readonly<Record<string, number>> = { tag: 1, tage: 1, tagen: 1, woche: 7, wochen: 7 };

function whichOf(word: string | undefined): Which | 'last' | undefined {
  if (/^dies(e[nrsm]?)?$/.test(word ?? '')) return 'this';
  if (/^kommende[nrsm]?$/.test(word ?? '')) return 'coming';
  if (/^naechste[nrsm]?$/.test(word ?? '')) return 'next';
  if (/^uebernaechste[nrsm]?$/.test(word ?? '')) return 'after_next';
  if (/^(letzte|vorige|vergangene|vorletzte)[nrsm]?$/.test(word ?? '')) return 'last';
  return undefined;
}

const aheadOf: Readonly<Record<Which, number>> = { plain: 0, this: 0, coming: 1, next: 1, after_next: 2 };

const relative: Rule = (words, at) => {
  const word = words[at] ?? '';
  const days = relativeDays[word];
  if (days !== undefined) return match(1, { kind: 'relative', days });
  if (word === 'gestern' || word === 'vorgestern') return match(1, { kind: 'past' });
  if (word !== 'morgen') return undefined;
  // "Freitag Morgen", "heute Morgen" and "am Morgen" are a part of the day; "morgen" and "morgen früh" are tomorrow.
  const before = words[at - 1] ?? '';
  const isPart = germanWeekdays[before] !== undefined || ['am', 'heute', 'morgen', 'uebermorgen', 'gestern'].includes(before);
  return match(1, isPart ? { kind: 'part', part: 'morning' } : { kind: 'relative', days: 1 });
};

const weekday: Rule = (words, at) => {
  const which = whichOf(words[at]);
  const name = which === undefined ? at : at + 1;
  const day = germanWeekdays[words[name] ?? ''] ?? (words[name] === 'so' && words.length === 1 ? 7 : undefined);
  if (day === undefined) return undefined;
  if (which === 'last') return match(2, { kind: 'past' });
  return match(name - at + 1, { kind: 'weekday', weekday: day, which: which ?? 'plain' });
};

/** "nächste Woche", "in der kommenden Woche", "nächsten Monats", "dieses Jahres". */
const period: Rule = (words, at) => {
  const start = words[at] === 'in' && words[at + 1] === 'der' ? at + 2 : words[at] === 'des' ? at + 1 : at;
  const which = whichOf(words[start]);
  const kind = periods[words[start + 1] ?? ''];
  if (which === undefined || kind === undefined) return undefined;
  const length = start + 2 - at;
  return match(length, which === 'last' ? { kind: 'past' } : { kind, ahead: aheadOf[which] });
};
const periods: Readonly<Record<string, 'week' | 'month' | 'year'>> = {
  woche: 'week',
  monat: 'month',
  monats: 'month',
  jahr: 'year',
  jahres: 'year',
};

/** "in acht Tagen" is a week, as "in vierzehn Tagen" is two; "vor einer Woche" is past. */
const span: Rule = (words, at) => {
  const lead = words[at] ?? '';
  if (!['in', 'ueber', 'vor'].includes(lead)) return undefined;
  const count = numberAt(words, at + 1);
  const unit = count && unitDays[words[at + 1 + count.length] ?? ''];
  if (!count || count.ordinal || unit === undefined) return undefined;
  const days = unit === 1 && count.value === 8 ? 7 : count.value * unit;
  return match(count.length + 2, lead === 'vor' ? { kind: 'past' } : { kind: 'span', days });
};

/** "14.10.", "14.10.26", "14. 10.", "14/10/2026"; the month as a figure or an ordinal: "am vierzehnten zehnten". */
const figures: Rule = (words, at) => {
  const [, day, month, year] = /^(\d{1,2})[./-](\d{1,2})(?:\.|[./-](\d{4}|\d{2})\.?)?$/.exec(words[at] ?? '') ?? [];
  if (day !== undefined) {
    // "um 10.10" and "10.10 Uhr" are times.
    if (words[at + 1] === 'uhr' || words[at - 1] === 'um' || words[at - 1] === 'gegen') return undefined;
    const later = year === undefined ? yearAfter(words, at + 1) : undefined;
    return dated(1 + (later?.length ?? 0), Number(day), Number(month), year === undefined ? later?.value : fullYear(year));
  }
  const first = numberAt(words, at);
  const second = first?.ordinal ? numberAt(words, at + first.length) : undefined;
  if (!first || !second?.ordinal) return undefined;
  const length = first.length + second.length;
  const later = yearAfter(words, at + length);
  return dated(length + (later?.length ?? 0), first.value, second.value, later?.value);
};

/** "14. Oktober", "vierzehnten Oktober zweitausendsiebenundzwanzig". */
const named: Rule = (words, at) => {
  const day = numberAt(words, at);
  const month = day && germanMonths[(words[at + day.length] ?? '').replace(/\.$/, '')];
  if (!day || month === undefined) return undefined;
  const later = yearAfter(words, at + day.length + 1);
  return dated(day.length + 1 + (later?.length ?? 0), day.value, month, later?.value);
};

/** "Oktober 14", as written in English; a number that may be a year, or an hour, is none. */
const monthFirst: Rule = (words, at) => {
  const month = germanMonths[(words[at] ?? '').replace(/\.$/, '')];
  const day = month === undefined ? undefined : numberAt(words, at + 1);
  if (month === undefined || !day?.digits || words[at + 2] === 'uhr' || (!day.ordinal && day.value > 24)) return undefined;
  const later = yearAfter(words, at + 2);
  return dated(2 + (later?.length ?? 0), day.value, month, later?.value);
};

/** "am Dritten", "den 14.": a day whose month is not said. Figures without a full stop need a word before them. */
const dayOfMonth: Rule = (words, at) => {
  const day = numberAt(words, at);
  const after = words[at + (day?.length ?? 0)];
  if (!day || after === 'uhr' || day.value < 1 || day.value > 31) return undefined;
  const said = day.ordinal ? !['um', 'gegen'].includes(words[at - 1] ?? '') : day.digits && leads.has(words[at - 1] ?? '');
  return said ? match(day.length, { kind: 'day_of_month', day: day.value }) : undefined;
};

const feast: Rule = (words, at) => {
  for (const [name, [day, month]] of Object.entries(germanFeasts)) {
    const length = starts(words, at, name);
    if (length > 0) return match(length, { kind: 'date', day, month });
  }
  const which = numberAt(words, at);
  const isChristmas = /^weihnachts(feier)?tag$/.test(words[at + (which?.length ?? 0)] ?? '');
  if (!which?.ordinal || !isChristmas || which.value > 2) return undefined;
  return match(which.length + 1, { kind: 'date', day: 24 + which.value, month: 12 });
};

/** A year, if one follows; two figures only where they cannot be an hour. */
function yearAfter(words: readonly string[], at: number): { value: number; length: number } | undefined {
  if (words[at + 1] === 'uhr') return undefined;
  const short = /^(\d{2})$/.exec(words[at] ?? '')?.[1];
  if (short !== undefined) return Number(short) > 24 ? { value: fullYear(short), length: 1 } : undefined;
  return yearAt(words, at);
}

const fullYear = (year: string): number => Number(year.length === 2 ? `20${year}` : year);

const dated = (length: number, day: number, month: number, year: number | undefined) =>
  day < 1 || day > 31 || month < 1 || month > 12
    ? undefined
    : match(length, { kind: 'date', day, month, ...(year !== undefined && { year }) });

export const germanDayRules: readonly Rule[] = [span, period, weekday, relative, feast, figures, named, monthFirst, dayOfMonth];
