// Several times in one breath: three are read, the rest is counted.
import { DateTime } from 'luxon';
import type { Language } from '../../domain/values.ts';
import { spokenDate, spokenMoment, spokenTime } from './moments.ts';
import { numberWords } from './words.ts';

const mostRead = 3;

/** "A, B oder C", and how many more there are. Times of one day are said with the day once. */
export function spokenChoices(
  instants: string[],
  zone: string,
  language: Language,
  joint: 'or' | 'and',
  relativeTo?: string,
): string {
  const read = instants.slice(0, mostRead);
  const more = instants.length - read.length;
  const [first] = read;
  if (first === undefined) return '';
  const dayOf = (instant: string) => DateTime.fromISO(instant, { zone }).toISODate();
  const oneDay = read.length > 1 && read.every(instant => dayOf(instant) === dayOf(first));
  const times = read.map(instant =>
    oneDay ? spokenTime(instant, zone, language) : spokenMoment(instant, zone, language, relativeTo),
  );
  const day = oneDay ? `${spokenDate(first, zone, language, relativeTo)} ${language === 'de' ? 'um' : 'at'} ` : '';
  return `${day}${joined(times, language, joint)}${more > 0 ? rest(more, language) : ''}`;
}

function joined(texts: string[], language: Language, joint: 'or' | 'and'): string {
  const word = { de: { or: 'oder', and: 'und' }, en: { or: 'or', and: 'and' } }[language][joint];
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} ${word} ${last}`;
}

function rest(more: number, language: Language): string {
  if (language === 'de') return more === 1 ? ', und noch ein weiterer' : `, und ${numberWords(more, 'de')} weitere`;
  return `, and ${numberWords(more, 'en')} more`;
}
