// Parses a place in a list that was just read out, and nothing else: "den ersten", "the second one", "den letzten".
import type { Language } from '../../domain/values.ts';
import { wordsOf } from '../grammar/words.ts';
import { everyPack, packsFrom } from '../packs.ts';

/** Counted from one, or the end of the list. */
export type Position = number | 'last';

/** A lone ordinal; "am ersten" and "der erste Dezember" name a day, "den um zehn" a time. Model answers come in any language. */
export function parseSpokenPosition(text: string, language: Language): Position | undefined {
  for (const { heard } of packsFrom(language)) {
    const { fillers, last } = heard.position;
    const words = wordsOf(text, heard.spelling).filter(word => !fillers.has(word));
    const [word] = words;
    if (words.length === 1 && word !== undefined && last.test(word)) return 'last';
    const number = heard.numbers.numberAt(words, 0);
    if (number?.ordinal && number.length === words.length) return number.value;
  }
  return undefined;
}

const pointing = everyPack.flatMap(({ heard }) => heard.position.pointing);
const pointed = new RegExp(`^(?:(?:${pointing.join('|')})\\s+)+`, 'i');

/** The words without what points at something in front of them: "um zehn" of "den um zehn". */
export const withoutPointing = (text: string): string => text.replace(pointed, '');
