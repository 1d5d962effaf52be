// The type of a language: everything the service hears, says and writes in it.
import type { DateTime } from 'luxon';
import type { SpokenCode } from '../domain/codes.ts';
import type { ModificationKind } from '../domain/values.ts';
import type { Feasts } from './grammar/calendar-words.ts';

import type { Rule } from './grammar/phrases.ts';
import type { NumberReader } from './grammar/spoken-numbers.ts';
import type { Spelling } from './grammar/words.ts';
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
}

/** What callers say, or language models write for them. Words are spelt as `wordsOf` gives them: lower case, "fuer" for "für". */
export interface HeardLanguage {
  spelling: Spelling;
  numbers: NumberReader;
  dayRules: readonly Rule[];
  timeRules: TimeRules;
  /** How one of several things that were just read out is pointed at: "den zweiten", "den späteren", "ja". */
  pickRules: readonly Rule[];
  /** Stands between two days or times that may be meant. */
  or: ReadonlySet<string>;
  /** After "or" these name no second thing: "oder später", "or so". */
  notAfterOr: ReadonlySet<string>;
  /** After what was denied this begins what is meant: "nicht am Freitag, sondern am Samstag". */
  but: ReadonlySet<string>;
  /** What follows replaces what was said before: "Freitag, nein, Samstag". */
  instead: ReadonlySet<string>;
  /** Words that say nothing about a day or a time. What is neither here nor in a rule makes a reading uncertain. */
  fillers: Fillers;
  /** Feasts that fall on other days in some countries, by country and name. */
  feastsIn: ReadonlyMap<string, Feasts>;
  /** The word after one of these is a name: "Frau Freitag". */
  titles: ReadonlySet<string>;
  /** Only after something was read out: "den letzten Donnerstag" is then the last of those on a Thursday. */
  listRules: readonly Rule[];
  /** One of these makes a text not understood: "nicht am Freitag". */
  /** What a sentence says of its day beside naming it; each tested on the words with one space between. */
  tone: Tone;
  /** What begins a reason after a day: "Freitag, weil ich dann frei habe". */
  because: ReadonlySet<string>;
  negations: ReadonlySet<string>;
  declining: Declining;
  placeholders: Placeholders;
  consent: Consent;
}

/**
 * A word is a filler where no ordinary sentence with it and one weekday means another day. That differs by what the day is for:
 * "Freitag muss ich arbeiten" says which appointment is cancelled, and that Friday is not wanted.
 */
export interface Fillers {
  /** Anywhere, but for after a bare ordinal: "die zweite Massage" is no second of the month. */
  things: ReadonlySet<string>;
  anywhere: ReadonlySet<string>;
  /** Only where the day is that of an appointment: reasons, and what is to happen to it. */
  ofAppointment: ReadonlySet<string>;
  /** Only where the day is wanted: what suits, what is free. */
  ofWish: ReadonlySet<string>;
}

/** Sentences whose words are all known and that may still mean the contrary of what is asked: what is named is asked about. */
export interface Tone {
  /** Of an appointment: it is wanted. "Den Freitag brauche ich" */
  keeps: RegExp;
  /** Of an appointment: another day is. "Lieber am Freitag"; not where it is to go, and after a list it is a choice. */
  prefers: RegExp;
  goes: RegExp;
  /** Of a wanted day: something else is then. "Freitag habe ich einen Termin" */
  hinders: RegExp;
}

/** What says that somebody does not come: then a negation denies no day. */
export interface Declining {
  /** "kann", "brauche": before the negation or after it. */
  verbs: ReadonlySet<string>;
  /** "kommen", "da": only after it. */
  after: ReadonlySet<string>;
  /** "mehr": between the negation and what it denies. */
  between: ReadonlySet<string>;
  /** "weil", "wir": another sentence begins. */
  clauses: ReadonlySet<string>;
  /** Who denies one of these wants to keep the appointment: "nicht absagen". */
  changes: RegExp;
  /** "ob": whoever says so is not sure. */
  doubts: ReadonlySet<string>;
  /** "keine", and what may be lacking: "Zeit". */
  none: ReadonlySet<string>;
  lacking: ReadonlySet<string>;
}

export interface TimeRules {
  /** In every text. */
  always: readonly Rule[];
  /** Only where a time is expected: a bare "three". */
  whereExpected: readonly Rule[];
}

/** How callers agree or refuse. A text is a yes where it is made of these words and has one of `yes`. */
export interface Consent {
  yes: readonly string[];
  no: readonly string[];
  /** May stand around them: "bitte", "gern". */
  around: readonly string[];
}

/** What is sent where there is nothing to send, without punctuation. */
export interface Placeholders {
  /** "not given" */
  nothing: readonly string[];
  /** Names that are none: the caller's part in the call, or the name of the field. */
  nobody: readonly string[];
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
  /** Hands the caller over, where the company has no sentence of its own. */
  handover: string;
  /** The sign + before a telephone number. */
  plus: string;
  /** A company's own words with their times, days, prices, lengths and abbreviations as a voice says them. */
  readOut(written: string): string;
  /** A full stop after these ends no sentence. */
  abbreviations: readonly string[];
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
  /** Some of them begin at one time, and nothing tells them apart. */
  choicesAlike(): boolean;
  alternatives(listing: Listing): string;
  alternativesCount: number;
  alternativesGoOn: boolean;
  /** How often this call could not have a time before this one. */
  refusedBefore: number;
  /** What was not understood, and how often this call was not understood before. */
  unclear: UnclearThing;
  unclearBefore: number;
  handover: string;
}
