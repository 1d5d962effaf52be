// What the language model itself understood, beside the caller's words: it settles what is uncertain, and never overrides what is not.
import { type DayContext, type Meaning, meaningsOf, type SaidWords, type Understood } from '../../language/parse/meaning.ts';
import { clocksOf } from './moments.ts';

/**
 * Where the words leave several meanings, or one that is not certain, the one that agrees with the model's reading is it. Where none
 * agrees, both are left and neither is certain, so that the caller is asked.
 */
export function settledByOwnReading(words: Understood, own: SaidWords, context: DayContext): Understood {
  if (own.day === undefined && own.time === undefined) return words;
  const model = meaningsOf(own, context);
  if (model.kind !== 'meanings') return words;
  switch (words.kind) {
    case 'unclear':
      // A day that was said and is past, or too far ahead, is no other day.
      return words.code === 'date_unclear' ? { kind: 'meanings', meanings: unsure(model.meanings) } : words;
    case 'time_unclear':
    case 'days_differ':
      return words;
    case 'meanings': {
      const { meanings } = words;
      const isOpen = meanings.length > 1 || meanings.some(meaning => !meaning.certain || isEither(meaning));
      if (!isOpen) return words;
      const agreed = meanings.flatMap(meaning => model.meanings.flatMap(reading => agreeing(meaning, reading) ?? []));
      if (agreed.length > 0) return { kind: 'meanings', meanings: agreed.map(meaning => ({ ...meaning, certain: true })) };
      return { kind: 'meanings', meanings: unsure([...meanings, ...model.meanings]) };
    }
  }
}

const unsure = (meanings: readonly Meaning[]): Meaning[] => meanings.map(meaning => ({ ...meaning, certain: false }));

/** It leaves several days or both halves of the day open. */
const isEither = ({ dates, time }: Meaning): boolean =>
  (dates?.length ?? 1) > 1 || (time !== undefined && clocksOf(time()).length > 1);

/** What both say, undefined where they contradict each other; of a day or time only one of them names, that one's. */
function agreeing(meaning: Meaning, model: Meaning): Meaning | undefined {
  const dates = meaning.dates && model.dates ? meaning.dates.filter(date => model.dates?.includes(date)) : meaning.dates;
  if (dates?.length === 0) return undefined;
  const [clocks, others] = [meaning.time, model.time].map(time => time && clocksOf(time()));
  const common = clocks && others ? clocks.filter(clock => others.includes(clock)) : clocks;
  if (common?.length === 0) return undefined;
  const [clock] = common ?? [];
  const time = common?.length === 1 && clock !== undefined ? () => ({ kind: 'time' as const, time: clock }) : meaning.time;
  return { ...meaning, dates, time };
}
