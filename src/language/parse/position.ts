// "Den ersten", "the second one", "den letzten": a place in a list that was just read out, and nothing else.
import type { Language } from '../../domain/values.ts';
import { numberAt } from '../grammar/spoken-numbers.ts';
import { wordsOf } from '../grammar/words.ts';

/** Counted from one, or the end of the list. */
export type Position = number | 'last';

const fillers: Record<Language, ReadonlySet<string>> = {
  de: new Set(
    'den der die das dem ja also bitte ich meine nehme moechte haette will gern gerne termin nehmen absagen verschieben'.split(
      ' ',
    ),
  ),
  en: new Set('the one yes well please i mean take want would like to id appointment'.split(' ')),
};
const last: Record<Language, RegExp> = { de: /^letzte[nrsm]?$/, en: /^last$/ };

/** A lone ordinal; "am ersten" and "der erste Dezember" name a day, "den um zehn" a time. Model answers come in either language. */
export function parseSpokenPosition(text: string, language: Language): Position | undefined {
  const tongues: Language[] = language === 'de' ? ['de', 'en'] : ['en', 'de'];
  for (const tongue of tongues) {
    const words = wordsOf(text, tongue).filter(word => !fillers[tongue].has(word));
    const [word] = words;
    if (words.length === 1 && word !== undefined && last[tongue].test(word)) return 'last';
    const number = numberAt(words, 0, tongue);
    if (number?.ordinal && number.length === words.length) return number.value;
  }
  return undefined;
}
