// Takes a text apart in every way its grammar allows.
import type { Match, Phrase, Rule } from './phrases.ts';

/** One way to take a text apart. */
export interface TextReading {
  phrases: readonly Phrase[];
  /** Words that neither a rule nor the list of fillers knows. One is enough to make the reading uncertain. */
  unknown: readonly string[];
  /** Every word was known, and yet it is asked about. */
  doubted?: true;
  /** It may mean the contrary of what is asked: no other reading settles it. */
  contrary?: true;
}

/** Nobody means a text that can be read in more ways; it would only take time. */
const mostReadings = 48;
/** A text with more words that nobody knows is about something else. */
const mostUnknown = 3;

/**
 * All readings of a text, those with the fewest unknown words. A word no rule knows is left out and noted, so that the reading is
 * uncertain: "Freitag vor Weihnachten" must not become Friday. Empty where nothing at all is understood.
 */
export function readingsOf(
  words: readonly string[],
  rules: readonly Rule[],
  isFillerWord: (word: string, at: number) => boolean,
): TextReading[] {
  const upTo: Map<string, TextReading>[] = Array.from({ length: words.length + 1 }, () => new Map());
  upTo[0]?.set('', { phrases: [], unknown: [] });
  words.forEach((word, at) => {
    const so = upTo[at] ?? new Map<string, TextReading>();
    if (so.size === 0 || so.size > mostReadings) return;
    const matches = rules.flatMap(rule => rule(words, at) ?? []);
    // A filler that an expression begins with is part of it: "einen Tag später" is no Tuesday with something around it.
    const isFiller = isFillerWord(word, at) && matches.every(({ length }) => length === 1);
    for (const reading of so.values()) {
      for (const found of matches) add(upTo[at + found.length], continued(reading, found));
      if (isFiller) add(upTo[at + 1], reading);
      else if (matches.length === 0 && reading.unknown.length < mostUnknown)
        add(upTo[at + 1], { phrases: reading.phrases, unknown: [...reading.unknown, word] });
    }
  });
  // Where some are left out the true one might be.
  if (upTo.some(({ size }) => size > mostReadings)) return [];
  const whole = [...(upTo[words.length]?.values() ?? [])];
  const all = whole.filter(({ phrases }) => phrases.length > 0);
  // "Egal", "bitte": every word is known, and says nothing.
  if (all.length === 0) return whole.filter(({ unknown }) => unknown.length === 0 && words.length > 0);
  const fewest = Math.min(...all.map(({ unknown }) => unknown.length));
  return all.filter(({ unknown }) => unknown.length === fewest);
}

const continued = ({ phrases, unknown }: TextReading, { phrases: more }: Match): TextReading => ({
  phrases: [...phrases, ...more],
  unknown,
});

function add(readings: Map<string, TextReading> | undefined, reading: TextReading): void {
  if (!readings || readings.size > mostReadings) return;
  const key = JSON.stringify(reading);
  if (!readings.has(key)) readings.set(key, reading);
}
