// The readings of one text as they count in a company's zone: each alternative by itself, instants as local dates and times.
import { DateTime } from 'luxon';
import type { Language } from '../../domain/values.ts';
import type { Phrase } from '../grammar/phrases.ts';
import type { TextReading } from '../grammar/readings.ts';
import type { Service } from '../grammar/service-names.ts';
import { alternativesOf } from './alternatives.ts';
import { isCertain, understand } from './parse.ts';
import { isTime } from './resolve-time.ts';

/** When and where something is said. */
export interface DayContext {
  now: Date;
  zone: string;
  language: Language;
  /** By which feasts are named, ISO 3166-1; left out, those of most countries of the language. */
  country?: string | undefined;
  /** Something was just read out to choose from. */
  listed?: boolean;
  /** The day or time is wanted for an appointment, and not its own. */
  isWish?: boolean;
  /** The appointment is to be cancelled, and not to be moved. */
  isCancelled?: boolean;
  /** Of the company, where one may tell which appointment is meant. */
  services?: readonly Service[];
}

export interface LocalReading {
  certain: boolean;
  /** It may mean the contrary of what is asked. */
  contrary?: true;
  said: Phrase[];
}
export const nothingSaid: LocalReading = { certain: true, said: [] };

/** Each alternative of each reading, its instants as local dates and times. */
export function localReadings(
  text: string,
  expected: 'day' | 'time',
  { language, zone, listed, country, isWish, isCancelled, services }: DayContext,
): LocalReading[] {
  const each = understand(text, language, expected, { listed, country, isWish, isCancelled, services }).flatMap(
    (reading: TextReading) =>
      alternativesOf(reading.phrases)
        .flatMap(said => inZone(said, zone))
        .map(said => (isWish ? said.map(fromOwn) : said))
        .map(said => ({
          certain: isCertain(reading) && !isCountedFromOther(reading),
          ...(reading.contrary && { contrary: true as const }),
          said,
        })),
  );
  // Many ways to cut a text say the same.
  const readings = [...new Map(each.map(reading => [JSON.stringify(reading), reading])).values()];
  // "14 12" is a date where a day is asked for, and a time where a time is.
  const isLonePlace = readings.some(
    ({ said }) =>
      said.filter(isOfMoment).length === 1 && said.filter(isOfMoment).every(phrase => phrase.kind === 'place' && !phrase.sure),
  );
  // "Elf" as a time is the eleventh of a list, and not of the month.
  const isHour = expected === 'time' && readings.some(({ said }) => said.some(isTime));
  if (isLonePlace)
    return readings.filter(({ said }) => !isHour || !said.filter(isOfMoment).every(({ kind }) => kind === 'day_of_month'));
  const answers = readings.filter(({ said }) => said.some(expected === 'day' ? isNoTime : isTime));
  return answers.length > 0 ? answers : readings;
}

/** "The following Monday" is wanted: it follows the appointment. */
const fromOwn = (phrase: Phrase): Phrase =>
  phrase.kind === 'weekday' && phrase.which === 'following' ? { kind: 'own_weekday', weekday: phrase.weekday, sign: 1 } : phrase;

/** "Am Dienstag oder den Dienstag danach": after which? */
const isCountedFromOther = ({ phrases }: TextReading): boolean =>
  phrases.some(({ kind }) => kind === 'or') &&
  phrases.some(({ kind }) => kind === 'own_weekday' || kind === 'own_week' || kind === 'shift');

const isOfMoment = ({ kind }: Phrase): boolean => kind !== 'service';
const isNoTime = (phrase: Phrase): boolean => isOfMoment(phrase) && !isTime(phrase);

/** ISO times with an offset become the local date and time they stand for; models also write the local time with a "Z" behind it. */
function inZone(said: readonly Phrase[], zone: string): Phrase[][] {
  return said.reduce<Phrase[][]>(
    (readings, phrase) => {
      const local = phrase.kind === 'instant' ? localPhrases(phrase.iso, zone) : [[phrase]];
      return readings.flatMap(reading => local.map(phrases => [...reading, ...phrases]));
    },
    [[]],
  );
}

/** Midnight, as written or in the zone, is how a program writes a day; where these are two days, neither is taken. */
function localPhrases(iso: string, zone: string): Phrase[][] {
  const written = DateTime.fromISO(iso, { setZone: true });
  const at = written.setZone(zone);
  if (!at.isValid) return [];
  if (isMidnight(at)) return [[dateOf(at)]];
  if (isMidnight(written)) return at.toISODate() === written.toISODate() ? [[dateOf(at)]] : [];
  const isSame = at.toFormat('HH:mm') === written.toFormat('HH:mm');
  return (isSame ? [at] : [at, written]).map(one => [
    dateOf(one),
    { kind: 'clock', hour: one.hour, minute: one.minute, face: false },
  ]);
}

const dateOf = ({ year, month, day }: DateTime): Phrase => ({ kind: 'date', year, month, day });
const isMidnight = ({ hour, minute }: DateTime): boolean => hour === 0 && minute === 0;
