// What a spoken text is made of, the same in every language, and the reader that takes a text apart into it.

/** How a weekday was named: "Dienstag", "diesen", "kommenden", "nächsten", "übernächsten". */
export type Which = 'plain' | 'this' | 'coming' | 'next' | 'after_next';

export type DayPhrase =
  /** Days from today: "morgen" is 1. */
  | { kind: 'relative'; days: number }
  /** ISO weekday, 1 = Monday. */
  | { kind: 'weekday'; weekday: number; which: Which }
  /** Weeks from this one: "nächste Woche" is 1. */
  | { kind: 'week'; ahead: number }
  /** "in einer Woche", in days; `onto`: counted from the day named after it ("a week on Friday"). */
  | { kind: 'span'; days: number; onto?: true }
  | { kind: 'date'; day: number; month: number; year?: number }
  /** Day and month could be either way round. */
  | { kind: 'swapped'; day: number; month: number; year?: number }
  | { kind: 'day_of_month'; day: number }
  /** "nächsten Monats", "dieses Jahres": 0 is this one. */
  | { kind: 'month'; ahead: number }
  | { kind: 'year'; ahead: number }
  /** "gestern", "letzten Dienstag". */
  | { kind: 'past' };

export type PartOfDay = 'morning' | 'forenoon' | 'noon' | 'afternoon' | 'evening' | 'night' | 'am' | 'pm';

type TimePhrase =
  /** `face`: said on a face of twelve hours, so the other half of the day may be meant. */
  { kind: 'clock'; hour: number; minute: number; face: boolean } | { kind: 'part'; part: PartOfDay };

export type Phrase =
  | DayPhrase
  | TimePhrase
  /** An ISO time with its offset. */
  | { kind: 'instant'; iso: string }
  | { kind: 'or' };

/** What begins at a word, and how many words it takes. */
export type Rule = (words: readonly string[], at: number) => Match | undefined;

export interface Match {
  phrases: Phrase[];
  length: number;
}

export const match = (length: number, ...phrases: Phrase[]): Match => ({ phrases, length });

/**
 * Takes a text apart. A word that no rule and no list of fillers knows makes the whole text not understood: "nicht am
 * Freitag" and "Freitag vor Weihnachten" must not become Friday.
 */
export function readPhrases(
  words: readonly string[],
  rules: readonly Rule[],
  fillers: ReadonlySet<string>,
): Phrase[] | undefined {
  const said: Phrase[] = [];
  for (let at = 0; at < words.length; ) {
    const found = firstMatch(words, at, rules);
    if (!found && !fillers.has(words[at] ?? '')) return undefined;
    said.push(...(found?.phrases ?? []));
    at += found?.length ?? 1;
  }
  return said;
}

function firstMatch(words: readonly string[], at: number, rules: readonly Rule[]): Match | undefined {
  for (const rule of rules) {
    const found = rule(words, at);
    if (found) return found;
  }
  return undefined;
}

/** How many words a fixed expression takes that begins here; 0 where it does not. */
export const starts = (words: readonly string[], at: number, said: string): number => {
  const parts = said.split(' ');
  return parts.every((part, index) => words[at + index] === part) ? parts.length : 0;
};
