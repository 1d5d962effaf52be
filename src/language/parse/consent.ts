// Understands a yes or a no in one word, in any of the languages.
import { everyPack } from '../packs.ts';

const yes = new Set(['true', '1', ...everyPack.flatMap(({ heard }) => heard.consent.yes)]);
const no = new Set(['false', '0', ...everyPack.flatMap(({ heard }) => heard.consent.no)]);

/** Undefined where the word, in lower case, is neither; also where it is yes in one language and no in another. */
export function saidConsent(word: string): boolean | undefined {
  const isYes = yes.has(word);
  return isYes === no.has(word) ? undefined : isYes;
}
