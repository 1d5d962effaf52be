// What a spoken text is made of, the same in every language.

/** How a weekday was named: "Dienstag", "diesen", "kommenden", "nächsten", "übernächsten", "darauf folgenden". */
export type Which = 'plain' | 'this' | 'coming' | 'next' | 'after_next' | 'following';

export type PartOfWeek = 'start' | 'middle' | 'end';

export type DayPhrase =
  /** Days from today: "morgen" is 1. */
  | { kind: 'relative'; days: number }
  /** ISO weekday, 1 = Monday. `again`: the one after the next such ("Mittwoch nach dem nächsten"). */
  | { kind: 'weekday'; weekday: number; which: Which }
  /** Weeks from this one: "nächste Woche" is 1. `part`: its first days, its middle or its last ("Anfang nächster Woche"). */
  | { kind: 'week'; ahead: number; part?: PartOfWeek }
  /** A week by its number in the year: "KW 42". */
  | { kind: 'week_number'; week: number }
  /**
   * "in einer Woche", in days; `onto`: counted from the day named after it ("a week on Friday"); `orNext`: for some a day later
   * ("in acht Tagen").
   */
  | { kind: 'span'; days: number; onto?: true; orNext?: true }
  | { kind: 'date'; day: number; month: number; year?: number }
  | { kind: 'day_of_month'; day: number }
  /** "am letzten Tag des Monats" */
  | { kind: 'last_of_month' }
  /** "dritter Donnerstag": the n-th such day of a month, -1 the last one, -2 the one before. */
  | { kind: 'nth_weekday'; nth: number; weekday: number }
  /** "nächsten Monats", "dieses Jahres": 0 is this one. */
  | { kind: 'month'; ahead: number }
  /** "im Januar" */
  | { kind: 'named_month'; month: number }
  /** "Anfang", "Mitte", "Ende" of a month that is said along with it: until the 10th, until the 20th, and the rest. */
  | { kind: 'third_of_month'; third: 1 | 2 | 3 }
  /** "zwischen den Jahren": 27 to 30 December. */
  | { kind: 'between_years' }
  | { kind: 'year'; ahead: number }
  /** A feast, by the rule that gives its date each year; `beside`: the day, or such a weekday, before (-1) or after it. */
  | { kind: 'feast'; name: string; rule: string; beside?: { sign: number; weekday: number | undefined } }
  /** From the appointment's own day, in days: "eine Woche später". */
  | { kind: 'shift'; days: number }
  /** The appointment's own day: "am selben Tag". */
  | { kind: 'same_day' }
  /** The first such weekday after (1) or before (-1) the appointment's own day: "den Samstag danach". */
  | { kind: 'own_weekday'; weekday: number; sign: number }
  /** The appointment's own week (0), the one after (1) or before (-1): "die Woche drauf". */
  | { kind: 'own_week'; sign: number }
  /** "am Wochenende", weeks from this one. */
  | { kind: 'weekend'; ahead: number }
  /** "gestern", "letzten Dienstag"; `long` where it is more than a week: "letzten Monat". */
  | { kind: 'past'; long?: boolean };

export type PartOfDay = 'morning' | 'forenoon' | 'noon' | 'afternoon' | 'evening' | 'night' | 'am' | 'pm';

/** `face`: said on a face of twelve hours, so the other half of the day may be meant. */
export interface ClockTime {
  hour: number;
  minute: number;
  face: boolean;
}

export type TimePhrase =
  /** `year`: the figures may be a year as well ("2026"); `unsure`: never acted on ("drei zehn" as thirteen). */
  | ({ kind: 'clock'; year?: number; unsure?: true } & ClockTime)
  | { kind: 'part'; part: PartOfDay }
  /** "vor zwölf", "ab drei", "zwischen zwei und drei". */
  | { kind: 'window'; from?: ClockTime; to?: ClockTime }
  /** "kurz nach zwei", "gegen drei rum": near that time. */
  | ({ kind: 'near'; before: number; after: number } & ClockTime)
  /** From now, in minutes: "in anderthalb Stunden". */
  | { kind: 'from_now'; minutes: number }
  /** From the appointment's own time, in minutes: "eine Stunde früher". */
  | { kind: 'time_shift'; minutes: number }
  /** The appointment's own time: "gleiche Uhrzeit". */
  | { kind: 'same_time' }
  /** "nach der Arbeit": only its speaker knows when; beside a clock time it says nothing. */
  | { kind: 'vague_time' }
  /** "zwölf Uhr nachts", "Mitternacht": the night before the day or the one after it. */
  | { kind: 'midnight' };

/** Which of several things that were just read out: a place counted from one, or the order in time. */
export type Place =
  | number
  | 'last'
  | 'earlier'
  | 'later'
  | 'earliest'
  | 'latest'
  | 'middle'
  | 'last_but_one'
  | 'first_of_two'
  | 'second_of_two';

export type PickPhrase =
  /** `sure`: it can be nothing else ("Nummer eins"), while "den zweiten" may be a day. */
  | { kind: 'place'; place: Place; sure: boolean }
  /** "meinen nächsten Termin": of all that are ahead. */
  | { kind: 'next_one' }
  /** "meinen Termin", and nothing that says which: the only one that is ahead. */
  | { kind: 'only_one' }
  /** "den anderen", "den danach", "den davor": beside the one that was asked about. */
  | { kind: 'other_one'; which: 'any' | 'after' | 'before' }
  /** "ja", "genau den" */
  | { kind: 'yes' };

/** The services that may be meant, by id. */
export type ServicePhrase = { kind: 'service'; services: readonly string[] };

export type Phrase =
  | ServicePhrase
  | DayPhrase
  | TimePhrase
  | PickPhrase
  /** An ISO time with its offset. */
  | { kind: 'instant'; iso: string }
  | { kind: 'or' }
  /** What follows replaces what was said before: "Freitag, nein, Samstag". */
  | { kind: 'instead' };

/** What begins at a word, and how many words it takes. */
export interface Match {
  phrases: Phrase[];
  length: number;
}

/** Every way to read what begins at a word. */
export type Rule = (words: readonly string[], at: number) => Match | readonly Match[] | undefined;

export const match = (length: number, ...phrases: Phrase[]): Match => ({ phrases, length });

/** How many words a fixed expression takes that begins here; 0 where it does not. */
export const starts = (words: readonly string[], at: number, said: string): number => {
  const parts = said.split(' ');
  return parts.every((part, index) => words[at + index] === part) ? parts.length : 0;
};

/** Fixed expressions by their first word, longest first: most words begin none. */
const indexed = new WeakMap<object, Map<string, (readonly [string[], unknown])[]>>();

/** How many words an expression of several forms takes that begins here; 0 where it does not. `said` matches from the start. */
export function startsLike(words: readonly string[], at: number, said: RegExp): number {
  const found = said.exec(words.slice(at, at + longestExpression).join(' '))?.[0];
  return found === undefined ? 0 : found.split(' ').length;
}
const longestExpression = 7;

/** The longest of several fixed expressions that begins here: what it stands for, and how many words it takes. */
export function startsWithOne<Value>(
  words: readonly string[],
  at: number,
  table: Readonly<Record<string, Value>>,
): { value: Value; length: number } | undefined {
  const found = indexOf(table)
    .get(words[at] ?? '')
    ?.find(([parts]) => parts.every((part, index) => words[at + index] === part));
  return found && { value: found[1] as Value, length: found[0].length };
}

function indexOf(table: Readonly<Record<string, unknown>>): Map<string, (readonly [string[], unknown])[]> {
  const known = indexed.get(table);
  if (known) return known;
  const index = new Map<string, (readonly [string[], unknown])[]>();
  for (const [said, value] of Object.entries(table)) {
    const parts = said.split(' ');
    const first = parts[0] ?? '';
    index.set(
      first,
      [...(index.get(first) ?? []), [parts, value] as const].sort(([a], [b]) => b.length - a.length),
    );
  }
  indexed.set(table, index);
  return index;
}
