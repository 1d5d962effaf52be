// The grammars of the two languages put together: a text taken apart into phrases, or not understood.
import type { Language } from '../../domain/values.ts';
import { germanDayRules } from '../de/days.ts';
import { germanBareTimeRule, germanDottedTimeRule, germanTimeRules } from '../de/times.ts';
import { englishDayRules } from '../en/days.ts';
import { englishBareTimeRule, englishDottedTimeRule, englishTimeRules } from '../en/times.ts';
import { clockRule, isoRule } from '../grammar/iso.ts';
import { match, type Phrase, type Rule, readPhrases } from '../grammar/phrases.ts';
import { wordsOf } from '../grammar/words.ts';

/** Words that say nothing about a day or a time. What is not here and not in a rule makes a text not understood. */
const fillers: Record<Language, ReadonlySet<string>> = {
  de: new Set(
    (
      'am an auf den dem der des die das um gegen zum vom von so im fuer bitte also ja aehm aeh hm na dann doch ca ca. circa etwa ' +
      'ungefaehr punkt genau gern gerne ich moechte haette habe hab es ist waere mein meine meinen meiner einen termin tag uhrzeit ' +
      'datum uhr gleich jetzt noch'
    ).split(' '),
  ),
  en: new Set(
    (
      'on at the for to please well yes um uh er hm then about around exactly i would like my a an appointment day date time ' +
      'is it one'
    ).split(' '),
  ),
};

const orRule: Rule = (words, at) => (words[at] === 'oder' || words[at] === 'or' ? match(1, { kind: 'or' }) : undefined);

const dayRules: Record<Language, readonly Rule[]> = {
  de: [orRule, ...germanTimeRules, isoRule, clockRule, ...germanDayRules],
  en: [orRule, ...englishTimeRules, isoRule, clockRule, ...englishDayRules],
};
const timeRules: Record<Language, readonly Rule[]> = {
  de: [germanDottedTimeRule, ...dayRules.de, germanBareTimeRule],
  en: [englishDottedTimeRule, ...dayRules.en, englishBareTimeRule],
};

/** What is expected: a bare "drei" is an hour only where a time was asked for. */
export type Expected = 'day' | 'time';

/**
 * The phrases of a text in the company's language, or else in the other one, since language models answer in either.
 * Undefined where neither grammar knows every word.
 */
export function understand(text: string, language: Language, expected: Expected): Phrase[] | undefined {
  const others: Language[] = language === 'de' ? ['de', 'en'] : ['en', 'de'];
  for (const tongue of others) {
    const words = wordsOf(text, tongue);
    const said = readPhrases(words, (expected === 'day' ? dayRules : timeRules)[tongue], fillers[tongue]);
    if (said !== undefined && said.length > 0) return said;
  }
  return undefined;
}
