// "Von Dienstag auf Donnerstag", "from ten to two": the appointment's own day or time, and the new one, in one text.
import { meaningsOf, type SaidWords } from '../../language/parse/meaning.ts';
import { fromAndTo } from '../../language/parse/said-moves.ts';
import type { RequestScope } from '../result.ts';
import { contextOf } from './moments.ts';
import { fitting } from './offer.ts';

/** The new day and time alone. What is said to be the old is only left out where it is the appointment's own. */
export function newWordsOf(words: SaidWords, startsAt: string, scope: RequestScope): SaidWords {
  const newOf = (field: 'day' | 'time') => {
    const said = fromAndTo(words[field], scope.settings.language);
    return said && isOwn(field, said.from, startsAt, scope) ? said.to : words[field];
  };
  return { day: newOf('day'), time: newOf('time') };
}

/** The old day and time, where they were said along with the new ones. */
export function oldWordsOf(words: SaidWords, scope: RequestScope): SaidWords {
  const oldOf = (text: string | undefined) => fromAndTo(text, scope.settings.language)?.from;
  return { day: oldOf(words.day), time: oldOf(words.time) };
}

function isOwn(field: 'day' | 'time', text: string, startsAt: string, scope: RequestScope): boolean {
  const understood = meaningsOf({ day: undefined, time: undefined, [field]: text }, contextOf(scope));
  return (
    understood.kind === 'meanings' &&
    understood.meanings.some(meaning => meaning.certain && fitting([startsAt], meaning, scope).length > 0)
  );
}
