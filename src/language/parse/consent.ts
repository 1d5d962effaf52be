// Understands a yes or a no, in any of the languages and in all its forms: "ja gerne", "in Ordnung", "yes please".
import { folded } from '../grammar/words.ts';
import type { Consent } from '../heard-language.ts';
import { everyPack } from '../packs.ts';

/** How programs write it. */
const ofPrograms: Consent = { yes: ['true', '1'], no: ['false', '0'], around: [] };

/** Longer than anybody agrees in; what is longer says more than yes. */
const longest = 80;

/**
 * Undefined where the text is neither, or both, or says anything else beside it: "ja, aber erst morgen" agrees to nothing.
 */
export function saidConsent(text: string): boolean | undefined {
  if (text.length > longest) return undefined;
  const words = folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '');
  const answers = [ofPrograms, ...everyPack.map(({ heard }) => heard.consent)].map(consent => answerIn(words, consent));
  const clear = new Set(answers.filter(answer => answer !== undefined));
  return clear.size === 1 ? [...clear][0] : undefined;
}

function answerIn(words: readonly string[], { yes, no, around }: Consent): boolean | undefined {
  let [agrees, refuses] = [false, false];
  for (let at = 0; at < words.length; ) {
    const refusal = longestAt(words, at, no);
    const agreement = longestAt(words, at, yes);
    const length = Math.max(refusal, agreement, around.includes(words[at] ?? '') ? 1 : 0);
    if (length === 0) return undefined;
    if (refusal === length) refuses = true;
    else if (agreement === length) agrees = true;
    at += length;
  }
  return agrees === refuses ? undefined : agrees;
}

/** How many words the longest of the expressions takes that begins here. */
function longestAt(words: readonly string[], at: number, expressions: readonly string[]): number {
  const lengths = expressions
    .map(said => said.split(' '))
    .filter(said => said.every((word, index) => words[at + index] === word));
  return Math.max(0, ...lengths.map(({ length }) => length));
}
