// Takes a text apart in every way its grammar allows.
import type { Phrase, Rule } from './phrases.ts';

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

/** What is made of the words from one to another: phrases, or a word that is left out. */
interface Step {
  phrases: readonly Phrase[];
  unknown: readonly string[];
  /** The numbers of the phrases: the same for steps that say the same. */
  said: string;
}

/**
 * All readings of a text, those with the fewest unknown words. A word no rule knows is left out and noted, so that the reading is
 * uncertain: "Freitag vor Weihnachten" must not become Friday. Empty where nothing at all is understood.
 */
export function readingsOf(
  words: readonly string[],
  rules: readonly Rule[],
  isFillerWord: (word: string, at: number) => boolean,
): TextReading[] {
  const numberOf = numbering();
  const upTo: Map<string, Step>[] = Array.from({ length: words.length + 1 }, () => new Map());
  upTo[0]?.set('', nothing);
  for (const [at, word] of words.entries()) {
    const so = upTo[at];
    if (!so || so.size === 0) continue;
    const matches = rules.flatMap(rule => rule(words, at) ?? []);
    const steps: (Step & { length: number })[] = matches.map(({ phrases, length }) => ({
      phrases,
      unknown: [],
      said: phrases.map(numberOf).join(''),
      length,
    }));
    // A filler that an expression begins with is part of it: "einen Tag später" is no Tuesday with something around it.
    // So is one that names a service of the company.
    const isPart = matches.some(({ length, phrases }) => length > 1 || phrases.some(({ kind }) => kind === 'service'));
    if (isFillerWord(word, at) && !isPart) steps.push({ ...nothing, length: 1 });
    else if (matches.length === 0) steps.push({ ...nothing, unknown: [word], length: 1 });
    for (const before of so.values()) {
      for (const step of steps) {
        const longer = upTo[at + step.length];
        if (longer) add(longer, before, step);
        // Where some are left out the true one might be.
        if (longer && longer.size > mostReadings) return [];
      }
    }
  }
  const whole = [...(upTo[words.length]?.values() ?? [])].map(({ phrases, unknown }) => ({ phrases, unknown }));
  const all = whole.filter(({ phrases }) => phrases.length > 0);
  // "Egal", "bitte": every word is known, and says nothing.
  if (all.length === 0) return whole.filter(({ unknown }) => unknown.length === 0 && words.length > 0);
  const fewest = Math.min(...all.map(({ unknown }) => unknown.length));
  return all.filter(({ unknown }) => unknown.length === fewest);
}

const nothing: Step = { phrases: [], unknown: [], said: '' };

/** Ways that say the same are one. */
function add(ways: Map<string, Step>, before: Step, step: Step): void {
  const unknown = step.unknown.length === 0 ? before.unknown : [...before.unknown, ...step.unknown];
  const said = before.said + step.said;
  const key = `${said}|${unknown.join(' ')}`;
  if (unknown.length <= mostUnknown && !ways.has(key))
    ways.set(key, { phrases: [...before.phrases, ...step.phrases], unknown, said });
}

/** Numbers phrases, equal ones alike: what a whole text says is compared at every word, and must be short. */
function numbering(): (phrase: Phrase) => string {
  const numbers = new Map<string, string>();
  return phrase => {
    const written = JSON.stringify(phrase);
    const known = numbers.get(written) ?? `${numbers.size},`;
    numbers.set(written, known);
    return known;
  };
}
