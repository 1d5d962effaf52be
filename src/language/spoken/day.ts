// A spoken day as a date, or as the dates it may mean. Never a guess: what is not understood is `unclear`.
import { DateTime } from 'luxon';
import type { Language } from '../../domain/values.ts';
import { months, weekdays } from './calendar-words.ts';
import { folded, numberOf } from './number-words.ts';

export type ParsedDay =
  /** One date, or two where the words fit two ("nächsten Dienstag" said on a Monday). `time` from an ISO date and time. */
  { kind: 'dates'; dates: string[]; time?: string } | { kind: 'unclear'; code: 'date_unclear' | 'date_past' | 'date_too_far' };

export interface DayContext {
  now: Date;
  zone: string;
  language: Language;
}

const longest = 120;
const unclear: ParsedDay = { kind: 'unclear', code: 'date_unclear' };

/** Understands ISO dates and what callers say; every result lies between today and a year ahead. */
export function parseSpokenDay(text: string, context: DayContext): ParsedDay {
  const today = DateTime.fromJSDate(context.now, { zone: context.zone }).startOf('day');
  const said = folded(text.slice(0, longest)).trim();
  const iso = isoDate(said, context.zone);
  if (iso) return bounded([iso.date], today, iso.time);
  if (/\d{4}-\d{1,2}-\d{1,2}/.test(said)) return unclear;
  const words = said
    .replace(
      /(\d{1,2})\.\s*(\d{1,2})\.(\s*(\d{4}|\d{2})\b)?/g,
      (_, day, month, __, year) => ` ${day}/${month}${year ? `/${year}` : ''} `,
    )
    .split(/[\s,;!?]+/)
    .map(word => word.replace(/\.$/, ''))
    .filter(word => word !== '');
  const dates = context.language === 'de' ? readGerman(words, today) : readEnglish(words, today);
  return dates ? bounded(dates, today) : unclear;
}

function isoDate(said: string, zone: string): { date: DateTime; time?: string } | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[t ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(z|[+-]\d{2}:?\d{2})?)?$/.exec(said);
  if (!match?.[1]) return undefined;
  const [, day, time, offset] = match;
  if (time !== undefined && offset !== undefined) {
    const at = DateTime.fromISO(said.toUpperCase().replace(' ', 'T'), { setZone: false }).setZone(zone);
    return at.isValid ? { date: at.startOf('day'), time: at.toFormat('HH:mm') } : undefined;
  }
  const date = DateTime.fromISO(day, { zone });
  return date.isValid ? { date, ...(time !== undefined && { time }) } : undefined;
}

function bounded(dates: DateTime[], today: DateTime, time?: string): ParsedDay {
  const valid = dates.filter(date => date.isValid);
  if (valid.length === 0) return unclear;
  const ahead = valid.filter(date => date >= today);
  if (ahead.length === 0) return { kind: 'unclear', code: 'date_past' };
  const near = ahead.filter(date => date <= today.plus({ years: 1 }));
  if (near.length === 0) return { kind: 'unclear', code: 'date_too_far' };
  const unique = [...new Set(near.map(date => date.toFormat('yyyy-MM-dd')))].sort();
  return { kind: 'dates', dates: unique, ...(time !== undefined && { time }) };
}

/** The next such weekday from tomorrow on, or from today where `today` counts. */
const nextWeekday = (from: DateTime, weekday: number, includeToday: boolean): DateTime => {
  const days = (weekday - from.weekday + 7) % 7;
  return from.plus({ days: days === 0 && !includeToday ? 7 : days });
};

const inWeek = (today: DateTime, weeks: number, weekday: number): DateTime =>
  today.startOf('week').plus({ weeks, days: weekday - 1 });

function numeric(words: string[], today: DateTime, dayFirst: boolean): DateTime[] | undefined {
  for (const word of words) {
    const match = /^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2}|\d{4}))?\.?$/.exec(word);
    if (!match) continue;
    const [, first = '', second = '', year] = match;
    const [day, month] = dayFirst ? [Number(first), Number(second)] : [Number(second), Number(first)];
    return [dated(today, day, month, year === undefined ? undefined : Number(year.length === 2 ? `20${year}` : year))];
  }
  return undefined;
}

/** A date without a year is the next such day. */
function dated(today: DateTime, day: number, month: number, year: number | undefined): DateTime {
  const make = (inYear: number) => DateTime.fromObject({ year: inYear, month, day }, { zone: today.zone });
  if (year !== undefined) return make(year);
  const thisYear = make(today.year);
  return thisYear.isValid && thisYear >= today ? thisYear : make(today.year + 1);
}

/** The next month that has such a day, this one included while the day is not past. */
function dayOfMonth(today: DateTime, day: number): DateTime | undefined {
  if (day < 1 || day > 31) return undefined;
  for (let ahead = 0; ahead < 4; ahead += 1) {
    const month = today.startOf('month').plus({ months: ahead });
    const date = month.set({ day });
    if (date.month === month.month && date >= today) return date;
  }
  return undefined;
}

function named(words: string[], today: DateTime, language: Language): DateTime[] | undefined {
  const index = words.findIndex(word => months[language][word] !== undefined);
  const month = months[language][words[index] ?? ''];
  if (month === undefined) return undefined;
  const before = dayBefore(words, index - 1, language);
  const skipOf = words[index - 1] === 'of' ? dayBefore(words, index - 2, language) : undefined;
  const after = language === 'en' ? (numberOf(words[index + 1], language) ?? undefined) : undefined;
  const day = before ?? skipOf ?? (after !== undefined && after <= 31 ? after : undefined);
  if (day === undefined || day > 31) return undefined;
  const year = [words[index + 1], words[index + 2]]
    .map(word => (/^\d{4}$/.test(word ?? '') ? Number(word) : undefined))
    .find(value => value !== undefined);
  return [dated(today, day, month, year)];
}

/** A number that ends at `last`; "twenty first" takes two words. */
function dayBefore(words: string[], last: number, language: Language): number | undefined {
  return numberOf(`${words[last - 1]} ${words[last]}`, language) ?? numberOf(words[last], language);
}

function readGerman(words: string[], today: DateTime): DateTime[] | undefined {
  const has = (...any: string[]) => words.some(word => any.includes(word));
  const explicit = numeric(words, today, true) ?? named(words, today, 'de');
  if (explicit) return explicit;
  const index = words.findIndex(word => weekdays.de[word] !== undefined || weekdays.de[partless(word)] !== undefined);
  const weekday = weekdays.de[words[index] ?? ''] ?? weekdays.de[partless(words[index] ?? '')];
  const span = spanAhead(words, 'de');
  if (weekday !== undefined) {
    if (span?.unit === 'weeks') return [nextWeekday(today, weekday, false).plus({ weeks: span.count })];
    const week = words.indexOf('woche');
    if (week >= 0) {
      const which = words[week - 1] ?? '';
      if (/^naechste/.test(which) || /^kommende/.test(which)) return [inWeek(today, 1, weekday)];
      if (/^uebernaechste/.test(which)) return [inWeek(today, 2, weekday)];
      if (/^diese/.test(which)) return [inWeek(today, 0, weekday)];
      return undefined;
    }
    const which = words[index - 1] ?? '';
    if (/^uebernaechste/.test(which)) return [nextWeekday(today, weekday, false).plus({ weeks: 1 })];
    // Said within the same week it may mean the coming one or the one after.
    if (/^naechste/.test(which)) {
      const coming = nextWeekday(today, weekday, false);
      return coming.weekNumber === today.weekNumber ? [coming, coming.plus({ weeks: 1 })] : [coming];
    }
    if (/^(diese|kommende)/.test(which)) return [nextWeekday(today, weekday, /^diese/.test(which))];
    return weekday === today.weekday && !has('heute') ? [today, today.plus({ weeks: 1 })] : [nextWeekday(today, weekday, true)];
  }
  if (has('uebermorgen')) return [today.plus({ days: 2 })];
  if (has('heute')) return [today];
  if (has('morgen')) return [today.plus({ days: 1 })];
  if (span) return [today.plus({ [span.unit]: span.count })];
  const day = words.map((word, at) => ordinalGerman(word, words[at - 1])).find(value => value !== undefined);
  const date = day === undefined ? undefined : dayOfMonth(today, day);
  return date && [date];
}

/** "Dienstagnachmittag" is a Tuesday. */
const partless = (word: string): string => word.replace(/(morgen|vormittag|mittag|nachmittag|abend|frueh)s?$/, '');

/** "am Dritten", "den 14.": a day of the month without its month. */
function ordinalGerman(word: string, before: string | undefined): number | undefined {
  if (before === undefined || !['am', 'den', 'der', 'dem', 'zum', 'vom'].includes(before)) return undefined;
  return numberOf(word, 'de');
}

const units: Record<string, 'days' | 'weeks'> = {
  tag: 'days',
  tage: 'days',
  tagen: 'days',
  woche: 'weeks',
  wochen: 'weeks',
  day: 'days',
  days: 'days',
  week: 'weeks',
  weeks: 'weeks',
};

/** "in acht Tagen" is a week in German, "in vierzehn Tagen" two. */
function spanAhead(words: string[], language: Language): { unit: 'days' | 'weeks'; count: number } | undefined {
  const at = words.lastIndexOf('in');
  const count = numberOf(words[at + 1], language);
  const unit = units[words[at + 2] ?? ''];
  if (at < 0 || count === undefined || unit === undefined) return undefined;
  return language === 'de' && unit === 'days' && count === 8 ? { unit: 'weeks', count: 1 } : { unit, count };
}

function readEnglish(words: string[], today: DateTime): DateTime[] | undefined {
  const has = (...any: string[]) => words.some(word => any.includes(word));
  const explicit = numeric(words, today, true) ?? named(words, today, 'en');
  if (explicit) return explicit;
  const index = words.findIndex(word => weekdays.en[word] !== undefined);
  const weekday = weekdays.en[words[index] ?? ''];
  const span = spanAhead(words, 'en');
  if (weekday !== undefined) {
    const week = words.indexOf('week');
    const weeks = span?.unit === 'weeks' ? span.count : words[week - 1] === 'a' ? 1 : undefined;
    if (weeks !== undefined) return [nextWeekday(today, weekday, false).plus({ weeks })];
    if (week >= 0 && words[week - 1] === 'next') return [inWeek(today, 1, weekday)];
    if (week >= 0 && words[week - 1] === 'this') return [inWeek(today, 0, weekday)];
    if (words[index - 1] === 'next') {
      const coming = nextWeekday(today, weekday, false);
      return coming.weekNumber === today.weekNumber ? [coming, coming.plus({ weeks: 1 })] : [coming];
    }
    return weekday === today.weekday && words[index - 1] !== 'this'
      ? [today, today.plus({ weeks: 1 })]
      : [nextWeekday(today, weekday, true)];
  }
  if (has('tomorrow')) return [today.plus({ days: words.includes('after') ? 2 : 1 })];
  if (has('today', 'tonight')) return [today];
  if (span) return [today.plus({ [span.unit]: span.count })];
  const at = words.indexOf('the');
  const day = at >= 0 ? (numberOf(`${words[at + 1]} ${words[at + 2]}`, 'en') ?? numberOf(words[at + 1], 'en')) : undefined;
  const date = day === undefined ? undefined : dayOfMonth(today, day);
  return date && [date];
}
