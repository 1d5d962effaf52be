// What is wanted, before it is known of which appointment.
import { DateTime } from 'luxon';
import { type Meaning, meaningsOf, type SaidWords, type Understood } from '../../language/parse/meaning.ts';
import type { RequestScope } from '../result.ts';
import { contextOf, settledByOwnReading } from './moments.ts';

/** What is wanted, in the caller's words and as the model read them. */
export function wishOf(words: SaidWords, own: SaidWords, scope: RequestScope): Understood {
  const context = { ...contextOf(scope), isWish: true };
  const understood = settledByOwnReading(meaningsOf(words, context), own, context);
  if (understood.kind !== 'meanings') return understood;
  const today = DateTime.fromJSDate(scope.now, { zone: scope.settings.timeZone }).toISODate() ?? '';
  return { kind: 'meanings', meanings: understood.meanings.map(meaning => notToday(meaning, today)) };
}

/** A weekday that is today's is the one in a week: who wants today says so. */
function notToday(meaning: Meaning, today: string): Meaning {
  const { dates, said } = meaning;
  const isWeekdayAlone = said.some(phrase => phrase.kind === 'weekday' && phrase.which === 'plain');
  const [first, ...later] = dates ?? [];
  return first === today && later.length === 1 && isWeekdayAlone ? { ...meaning, dates: later } : meaning;
}
