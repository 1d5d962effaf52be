// Renders several times in one sentence: three are read, the others are counted.
import { DateTime } from 'luxon';
import type { Language } from '../../domain/values.ts';
import { packOf } from '../packs.ts';
import { speakableName } from './company-words.ts';
import { spokenDate, spokenMoment, spokenTime } from './moments.ts';
import type { SpokenChoice } from './parameters.ts';

/** As many as a listener keeps in mind; what is pointed at by its place is one of them. */
export const mostRead = 3;

/** Said of an appointment the host has yet to confirm. */
export const notConfirmed = (language: Language): string => packOf(language).spoken.notConfirmed;

interface Reading {
  zone: string;
  language: Language;
  joint: 'or' | 'and';
  /** A year is spoken where it differs from this instant's. */
  relativeTo: string | undefined;
}

/** "A, B oder C", and how many more there are. Times of one day are said with the day once. */
export const spokenMoments = (instants: readonly string[], reading: Reading): string =>
  spokenChoices(
    instants.map(startsAt => ({ startsAt })),
    reading,
  );

/** The same for appointments; what is booked is said only where two begin at the same time. */
export function spokenChoices(choices: readonly SpokenChoice[], reading: Reading): string {
  const { zone, language, joint, relativeTo } = reading;
  const { spoken } = packOf(language);
  const read = choices.slice(0, mostRead);
  const [first] = read;
  if (!first) return '';
  const dayOf = ({ startsAt }: { startsAt: string }) => DateTime.fromISO(startsAt, { zone }).toISODate();
  const oneDay = read.length > 1 && read.every(choice => dayOf(choice) === dayOf(first));
  const isTold = new Set(read.map(({ startsAt }) => Date.parse(startsAt))).size < read.length;
  const times = read.map(({ startsAt, service, awaitingConfirmation }) => {
    const time = oneDay ? spokenTime(startsAt, zone, language) : spokenMoment(startsAt, zone, language, relativeTo);
    const name = isTold ? speakableName(service, language) : undefined;
    const named = name === undefined ? time : spoken.booked(time, name);
    return awaitingConfirmation ? `${named} ${spoken.notConfirmed}` : named;
  });
  const list = joined(times, spoken.joints[joint]);
  const said = oneDay ? spoken.moment(spokenDate(first.startsAt, zone, language, relativeTo), list) : list;
  return choices.length === read.length ? said : `${said}${spoken.more(choices.length - read.length)}`;
}

function joined(texts: string[], joint: string): string {
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} ${joint} ${last}`;
}
