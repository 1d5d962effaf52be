// The type of what a language has for hearing: words, rules and pure functions. What to do with them is in `parse/`.
import type { Feasts } from './grammar/calendar-words.ts';
import type { Rule } from './grammar/phrases.ts';
import type { ServiceWords } from './grammar/service-names.ts';
import type { NumberReader } from './grammar/spoken-numbers.ts';
import type { Spelling } from './grammar/words.ts';

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
  corrections: Corrections;
  remarks: Remarks;
  requests: Requests;
  services: ServiceWords;
  /** Words that say nothing about a day or a time. What is neither here nor in a rule makes a reading uncertain. */
  fillers: Fillers;
  /** Feasts that fall on other days in some countries, by country and name. */
  feastsIn: ReadonlyMap<string, Feasts>;
  /** The word after one of these is a name: "Frau Freitag". */
  titles: ReadonlySet<string>;
  /** After one of these a title is none: "meine Frau". */
  possessives: ReadonlySet<string>;
  introductions: Introductions;
  /** Only after something was read out: "den letzten Donnerstag" is then the last of those on a Thursday. */
  listRules: readonly Rule[];
  /** One of these makes a text not understood: "nicht am Freitag". */
  /** What a sentence says of its day beside naming it; each tested on the words with one space between. */
  tone: Tone;
  /** What begins a reason after a day: "Freitag, weil ich dann frei habe". */
  because: ReadonlySet<string>;
  negations: ReadonlySet<string>;
  /** What names the old and the new in one text, as the groups `from` and `to`. */
  fromTo: readonly RegExp[];
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

/**
 * Sentences whose words are all known and that may still mean the contrary of what is asked: what is named is asked about, whatever a
 * model makes of it. Each is looked for in the words with one space between.
 */
export interface Tone {
  /** Of an appointment: it is wanted. "Den Freitag brauche ich" */
  keeps: readonly RegExp[];
  /** Of an appointment: a question, a condition, or a talk about it. "Wann ist mein nächster Termin", "den habt ihr abgesagt" */
  tells: readonly RegExp[];
  /**
   * Of an appointment, in all that was said, stories too: its end is spoken of and not asked for. Another person wants it, it is a
   * question or bound to a condition, it is done or was nearly done. "Mein Mann meinte, ich soll absagen", "soll ich absagen?"
   */
  unasked: readonly RegExp[];
  /** Of an appointment: another day is. "Besser am Freitag"; not where it is to go, and after a list it is a choice. */
  prefers: readonly RegExp[];
  /** Of an appointment that is to be cancelled: it is to be moved. */
  moves: readonly RegExp[];
  /** It is to go, whatever else is said. */
  goes: RegExp;
  /** Of a wanted day: something else is then. "Freitag habe ich einen Termin" */
  hinders: readonly RegExp[];
}

/** What says that somebody does not come: then a negation denies no day. */
export interface Declining {
  /** "kann", "brauche": before the negation or after it. */
  verbs: ReadonlySet<string>;
  /** "kommen", "da": only after it. */
  after: ReadonlySet<string>;
  /** "mehr": between the negation and what it denies. */
  between: ReadonlySet<string>;
  /** "mehr": who cannot any more does not deny what follows. */
  noMore: ReadonlySet<string>;
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

/** "Nicht Mittwoch, sondern Donnerstag": one thing is denied, and another of its kind said. */
export interface Corrections {
  /** Denies one of the two. */
  not: ReadonlySet<string>;
  /** The same of a wanted day: "Samstag statt Freitag". */
  insteadOf: ReadonlySet<string>;
  /** Those that may stand after what they deny as well ("Donnerstag nicht"), unless one of `binding` follows: "nicht der am Mittwoch". */
  mayFollow: ReadonlySet<string>;
  binding: ReadonlySet<string>;
  /** May stand around the two: nothing that denies, keeps or hinders anything. */
  around: ReadonlySet<string>;
  /** "äh": between two things of a kind it takes back the first. */
  hesitations: ReadonlySet<string>;
  /** "am": stands before a day of the month that is said by itself. */
  leads: ReadonlySet<string>;
  /** Begins why something is taken back, at the first word: "das war". */
  reasons: readonly RegExp[];
  /** The same of a wanted day or time: "da kann ich nicht". */
  reasonsOfWish: readonly RegExp[];
  /** After what is taken back, said once more, this begins the reason: "Dienstag ist". */
  verbsOfReasons: ReadonlySet<string>;
  /** Who or what a time is taken by: "frau", "chor". */
  inReasons: ReadonlySet<string>;
  /** "ach": between what takes back and the reason. */
  beforeReason: ReadonlySet<string>;
  /** What is reminded of is a reason, and nothing that is meant: "das ist ja Sonntag". */
  knownBefore: ReadonlySet<string>;
}

/** Clauses that are known to carry nothing: reasons, stories. Each expression is tested on the words from one of them on. */
export interface Remarks {
  /** How one begins in what is said of an appointment: "unser Keller", "weil". */
  begin: readonly RegExp[];
  /** Of these, what gives the reason for what was said: "weil". */
  reason: RegExp;
  /** How a wish begins that follows from what was told: "also". */
  wishFollows: RegExp;
  /** It is told of the caller themselves. */
  own: RegExp;
  /** How that begins which follows one: "deshalb", "ich muss". */
  end: readonly RegExp[];
  /** In a clause it may mean more: it points to the appointment, wishes, keeps, doubts or asks. */
  points: RegExp;
  /** The same of a reason for what is wanted. */
  pointsOfWish: RegExp;
  /** The two words before a thing that is somebody's, or that comes along: "mit meinem". */
  owner: RegExp;
  /** The same of a wanted day: what it is wanted for. */
  sake: RegExp;
  /** Numbers that are articles as well. */
  articles: ReadonlySet<string>;
}

/** How something is asked for outright after a story. The beginnings are tested on the words from one of them on. */
export interface Requests {
  /** A clause of its own that asks: "streichen Sie", "können wir". */
  asking: readonly RegExp[];
  /** A clause of its own that tells what is to be or cannot be: "ich muss", "wir schaffen das". */
  stating: readonly RegExp[];
  /** No clause of its own, so that what stands before it may govern it: "den Dienstag bitte absagen". */
  bare: readonly RegExp[];
  /** What is wanted instead: "also", "lieber". */
  wishing: readonly RegExp[];
  /** The same, only after something was denied: "bitte", "geht". */
  weak: readonly RegExp[];
  /** What was told is the reason for what follows it, or stands against it: "also", "aber". */
  follows: ReadonlySet<string>;
  /** In the story it may turn what is asked for: a condition, a question, what stays. */
  turns: RegExp;
  /** The same before a wanted day: a bound. */
  turnsWish: RegExp;
  /** The story ends in a clause that goes on with what is bare: "dass wir". */
  subordinate: RegExp;
  /** What is bare ends as such a clause does: "den Dienstag absagen muss". */
  dependent: RegExp;
  /** Denied, they deny what is told after them: "ich glaube nicht". */
  opinions: RegExp;
  /** Denied, they deny what is bare after them: "ich möchte nicht". */
  governs: RegExp;
  /** The appointment is to go, in words that say so only as a whole: "raus", "fällt aus". */
  goes: RegExp;
}

/** How callers say who they are: "Müller mein Name". */
export interface Introductions {
  greetings: ReadonlySet<string>;
  /** The words before the name and after it; `greeted`: only after a greeting. */
  forms: readonly { before: readonly string[]; after: readonly string[]; greeted?: true }[];
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
