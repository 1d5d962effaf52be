// "Von Dienstag auf Donnerstag", "from ten to two": the appointment's own day or time, and the new one, in one text.

import { fromAndTo } from '../../language/parse/alternatives.ts';
import { meaningsOf, type SaidWords } from '../../language/parse/meaning.ts';
import type { RequestScope } from '../result.ts';
import { contextOf, noWords } from './moments.ts';
import { fitting } from './offer.ts';
import { wishOf } from './wish.ts';

/** The new day and time alone. What is said to be the old is only left out where it is the appointment's own. */
export function newWordsOf(words: SaidWords, startsAt: string, scope: RequestScope): SaidWords {
  const newOf = (field: 'day' | 'time') => {
    const said = fromAndTo(words[field], scope.settings.language);
    return said && isOwn(field, said.from, startsAt, scope) ? said.to : words[field];
  };
  return { day: newOf('day'), time: newOf('time') };
}

/**
 * What is said of the appointment and what of its new time. Where the agent put both in one field, "von Dienstag auf Donnerstag", each
 * half goes to its own, as far as that is empty or says the same. `isNamed`: the model's own reading names the appointment.
 */
export function oldAndNew(
  old: SaidWords,
  wanted: SaidWords,
  { isNamed }: { isNamed: boolean },
  scope: RequestScope,
): { old: SaidWords; wanted: SaidWords } {
  const { language } = scope.settings;
  const both = fromAndTo(old.day, language);
  if (both && isUnderstood(both.from, scope) && isUnderstood(both.to, scope)) {
    // Where the agent put the whole sentence into both fields, or only its second half into the other.
    if (wanted.day === undefined || wanted.day === old.day)
      return { old: { ...old, day: both.from }, wanted: { ...wanted, day: both.to } };
    if (isSameDay(both.to, wanted.day, scope)) return { old: { ...old, day: both.from }, wanted };
  }
  if (isNamed || old.day !== undefined || old.time !== undefined) return { old, wanted };
  const oldOf = (text: string | undefined) => fromAndTo(text, language)?.from;
  return { old: { day: oldOf(wanted.day), time: oldOf(wanted.time) }, wanted };
}

/** The one day that both name. */
function isSameDay(some: string, other: string, scope: RequestScope): boolean {
  const daysOf = (text: string) => {
    const understood = wishOf({ day: text, time: undefined }, noWords, scope);
    const meanings = understood.kind === 'meanings' ? understood.meanings : [];
    return meanings.every(({ certain }) => certain) ? [...new Set(meanings.flatMap(({ dates }) => dates ?? []))] : [];
  };
  const [days, others] = [daysOf(some), daysOf(other)];
  return days.length === 1 && others.length === 1 && days[0] === others[0];
}

function isUnderstood(text: string, scope: RequestScope): boolean {
  const understood = meaningsOf({ day: text, time: undefined }, contextOf(scope));
  return understood.kind === 'meanings' && understood.meanings.some(({ certain, dates }) => certain && dates !== undefined);
}

function isOwn(field: 'day' | 'time', text: string, startsAt: string, scope: RequestScope): boolean {
  const understood = meaningsOf({ day: undefined, time: undefined, [field]: text }, contextOf(scope));
  return (
    understood.kind === 'meanings' &&
    understood.meanings.some(meaning => meaning.certain && fitting([startsAt], meaning, scope).length > 0)
  );
}
