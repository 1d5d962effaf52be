// The type of a language: everything the service hears, says and writes in it.
import type { DateTime } from 'luxon';
import type { HandOverKind, SpokenCode } from '../domain/codes.ts';
import type { ModificationKind } from '../domain/values.ts';
import type { DisclosedLanguage } from './disclosed.ts';
import type { HeardLanguage } from './heard-language.ts';

import type { NotificationKind } from './render/notification-kind.ts';

/**
 * A company's callers are understood and answered in its language. All that differs between languages is in one value of this
 * type, so that a new language is one folder and one line in `packs.ts`, and the compiler names whatever it lacks. A pack is words,
 * rules and pure functions; what to do with them is in `parse/` and `render/`, the same for every language.
 *
 * ```ts
 * export const french: LanguagePack = {
 *   locale: 'fr-FR',
 *   heard: { or: new Set(['ou']), dayRules: frenchDayRules, … },
 *   spoken: { number: frenchWords, joints: { or: 'ou', and: 'et' }, sentences: frenchSentences, … },
 *   written: frenchNotifications,
 *   disclosed: frenchDisclosed,
 * };
 * ```
 *
 * How names sound is not part of it: `src/domain/customer/names.ts` compares all names by their sounds as German ears hear them,
 * and leaves out German and English titles, whatever language the company has. The stored sound codes rest on that.
 */
export interface LanguagePack {
  /** For dates and amounts in figures: `de-DE`. */
  locale: string;
  heard: HeardLanguage;
  spoken: SpokenLanguage;
  written: WrittenLanguage;
  /** What a person is told that is stored of them. */
  disclosed: DisclosedLanguage;
}

/** What callers hear. No figures: a voice stumbles on them. */
export interface SpokenLanguage {
  /** A whole number from 0 to 999,999,999 by itself: "eins". */
  number(value: number): string;
  /** The same before a noun: "ein" of "ein Euro". */
  count(value: number): string;
  /** The year is said where it is not the present one. */
  date(local: DateTime, withYear: boolean, form: DateForm): string;
  weekday(local: DateTime): string;
  time(local: DateTime): string;
  /** A time as it follows its day, or another time of that day. */
  at(time: string, isFirst: boolean): string;
  /** A date and one or more times of that day, as `at` gives them. */
  moment(date: string, times: string): string;
  /** How long: whole minutes, one at least. */
  duration(minutes: number): string;
  money(amount: SpokenAmount): string;
  joints: { or: string; and: string };
  /** A time and what is booked then. */
  booked(time: string, service: string): string;
  /** A time and whom it is booked with. */
  bookedWith(time: string, staff: string): string;
  /** A time at which several things begin, two at least, that nothing tells apart. */
  several(time: string, count: number): string;
  /** Said of an appointment the host has yet to confirm. */
  notConfirmed: string;
  /** Said of one whose change is on record, and not at the calendar yet. */
  underWay: Record<ModificationKind, string>;
  /** Ends a sentence after which the agent cannot help: by what can be done for the caller. */
  handover: Record<HandOverKind, string>;
  /** Said before anything is decided, so it tells nothing of it. */
  waiting: string;
  /** The sign + before a telephone number. */
  plus: string;
  /** A company's own words with their times, days, prices, lengths and abbreviations as a voice says them. */
  readOut(written: string): string;
  /** What a caller hears for each code. */
  sentences: Record<SpokenCode, (s: Sayer) => string>;
}

/** The case of a date, in a language that has cases: by itself, as an object, or after a word such as "am". */
export type DateForm = 'nominative' | 'accusative' | 'dative';

export interface SpokenAmount {
  currency: string;
  /** The currency's code letter by letter, for one the language has no name for. */
  letters: string;
  /** Whole units and the hundredths that remain. */
  whole: number;
  cents: number;
}

/** What customers are sent. Figures are welcome. */
export interface WrittenLanguage {
  greeting: string;
  closing: string;
  /** As luxon formats a date with its time. */
  momentFormat: string;
  fee(amount: string): string;
  subjects: Record<NotificationKind, string>;
  /** The second moment is where the appointment is to be or, where its length changes, until when it lasts. */
  sentences: Record<NotificationKind, (from: string, to: string) => string>;
}

/** An instant in a sentence: the words before it and the instant, or nothing at all where it is not known. */
type Placed = (before: string, form?: DateForm) => string;

/** How several days with their times are read out. */
export interface Listing {
  /** Between the times of one day. */
  joint: 'or' | 'and';
  /** Between the days; `joint` where it is left out. */
  days?: 'or' | 'and';
  /** Stands before each day: "am". */
  each?: string;
  form?: DateForm;
}

/** What a request that names two things did not make clear; `only`: it names one thing. */
export type UnclearThing = 'only' | 'appointment' | 'new_time';

/** The pieces of a sentence, already in words. What is not known is left out. */
export interface Sayer {
  /** Where the appointment was or is, before any change: `s.old(' am', 'dative')` gives " am Freitag, dem zehnten Oktober, um elf Uhr". */
  old: Placed;
  new: Placed;
  /** Where the appointment stands now. */
  at: Placed;
  /** The day asked about, without a time. */
  day: Placed;
  /** The weekday on which the company is always closed, where that is why there is no such time. */
  closed: (before: string) => string;
  until: Placed;
  /** A moment to give as an example of what to say. */
  example: Placed;
  /** Only its time. */
  exampleTime: (before: string) => string;
  fee: string | undefined;
  /** The fee is said as one: "ein Euro", "ein Euro fünfzig". */
  oneCoin: boolean;
  /** The kind of the change at hand. */
  operation: ModificationKind;
  /** The appointment is over, not only begun. */
  hasEnded: boolean;
  /** How many are allowed, in words before a noun; undefined where none is. */
  quota: string | undefined;
  quotaIsOne: boolean;
  /** How long before it would have been allowed. */
  notice: string | undefined;
  choices(listing: Listing): string;
  choiceCount: number;
  /** There are more than are read out. */
  choicesGoOn: boolean;
  /** How many there are, in words. */
  choiceWords: string;
  alternatives(listing: Listing): string;
  alternativesCount: number;
  alternativesGoOn: boolean;
  /** How often this call could not have a time before this one. */
  refusedBefore: number;
  /** What was not understood, and how often this call was not understood before. */
  unclear: UnclearThing;
  unclearBefore: number;
  /** The sentence is one that ends with `handover`; of most codes every sentence does, or none. */
  handsOver: boolean;
  handover: string;
}
