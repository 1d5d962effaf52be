// Renders several times in one sentence: three are read, each day is named once, and what begins at one time is distinguished.
import { DateTime } from 'luxon';
import type { Language } from '../../domain/values.ts';
import type { Listing } from '../pack.ts';
import { packOf } from '../packs.ts';
import { speakableName } from './company-words.ts';
import { spokenDate, spokenTime } from './moments.ts';
import type { SpokenChoice } from './parameters.ts';

/** As many as a listener keeps in mind; what is pointed at by its place is one of them. */
export const mostRead = 3;

/** What is said beside an appointment that does not simply stand: the host has yet to confirm it, or its change is on record. */
export function reservesOf(
  { awaitingConfirmation, underWay }: Pick<SpokenChoice, 'awaitingConfirmation' | 'underWay'>,
  language: Language,
): string[] {
  const { spoken } = packOf(language);
  return [...(awaitingConfirmation ? [spoken.notConfirmed] : []), ...(underWay === undefined ? [] : [spoken.underWay[underWay]])];
}

/** The names of staff, by id. They are personal, so they are no parameters. */
export type StaffNames = Readonly<Record<string, string>>;

interface Reading {
  zone: string;
  language: Language;
  /** A year is spoken where it differs from this instant's. */
  relativeTo: string | undefined;
  staffNames: StaffNames;
}

/** "am Freitag, dem zehnten Oktober, um elf Uhr oder um zwölf Uhr, und am Montag, …": the first three, in their order. */
export function spokenChoices(choices: readonly SpokenChoice[], listing: Listing, reading: Reading): string {
  const { joint, days = joint, each, form } = listing;
  const { zone, language, relativeTo } = reading;
  const { spoken } = packOf(language);
  const ofDays = byDay(choices.slice(0, mostRead), zone).map(ofDay => {
    const times = timesOf(ofDay, reading).map((time, index) => spoken.at(time, index === 0));
    const date = spokenDate(ofDay[0].startsAt, zone, language, relativeTo, form);
    const said = spoken.moment(date, joined(times, spoken.joints[joint]));
    return { said: each === undefined ? said : `${each} ${said}`, isOne: times.length === 1 };
  });
  const said = ofDays.map(({ said: day }) => day);
  return joined(said, ofDays.every(({ isOne }) => isOne) ? spoken.joints[days] : `, ${spoken.joints[days]}`);
}

/** Some that are read out begin at one time, and neither their service nor their member of staff tells them apart. */
export const areAlike = (choices: readonly SpokenChoice[], reading: Omit<Reading, 'relativeTo'>): boolean =>
  bySame(choices.slice(0, mostRead), startOf).some(same => same.length > 1 && labelsOf(same, reading) === undefined);

/** What begins at one time and is the same service: only staff can tell these apart. */
export const needsStaff = (choices: readonly SpokenChoice[]): boolean =>
  bySame(choices, startOf).some(
    same => same.length > 1 && new Set(same.flatMap(({ service }) => service ?? [])).size < same.length,
  );

const startOf = ({ startsAt }: SpokenChoice): number => Date.parse(startsAt);

/** The times of one day, each with what tells it apart from others at the same time. */
function timesOf(ofDay: readonly SpokenChoice[], reading: Reading): string[] {
  const { zone, language } = reading;
  const { spoken } = packOf(language);
  return bySame(ofDay, startOf).flatMap(same => {
    const time = spokenTime(same[0].startsAt, zone, language);
    const labels = same.length === 1 ? [(said: string) => said] : labelsOf(same, reading);
    if (labels === undefined) return [spoken.several(time, same.length)];
    return same.map((choice, index) => [labels[index]?.(time) ?? time, ...reservesOf(choice, language)].join(' '));
  });
}

/** By service where that tells all of them apart, else by staff, else by both; undefined where nothing does. */
function labelsOf(
  same: readonly SpokenChoice[],
  { language, staffNames }: Omit<Reading, 'relativeTo'>,
): ((time: string) => string)[] | undefined {
  const { booked, bookedWith } = packOf(language).spoken;
  const named = same.map(({ service, staffId }) => ({
    service: speakableName(service, language),
    staff: speakableName(staffId === undefined ? undefined : staffNames[staffId], language),
  }));
  const areDistinct = (names: (string | undefined)[]) =>
    names.every(name => name !== undefined && name !== '') && new Set(names).size === names.length;
  if (areDistinct(named.map(({ service }) => service)))
    return named.map(
      ({ service = '' }) =>
        time =>
          booked(time, service),
    );
  if (areDistinct(named.map(({ staff }) => staff)))
    return named.map(
      ({ staff = '' }) =>
        time =>
          bookedWith(time, staff),
    );
  if (!areDistinct(named.map(({ service, staff }) => service && staff && `${service}, ${staff}`))) return undefined;
  return named.map(
    ({ service = '', staff = '' }) =>
      time =>
        bookedWith(booked(time, service), staff),
  );
}

type AtLeastOne<Item> = [Item, ...Item[]];

/** Days that follow each other in the list; a day that comes again later is said again, since the order is what is pointed at. */
function byDay(choices: readonly SpokenChoice[], zone: string): AtLeastOne<SpokenChoice>[] {
  const dayOf = ({ startsAt }: SpokenChoice) => DateTime.fromISO(startsAt, { zone }).toISODate();
  const days: AtLeastOne<SpokenChoice>[] = [];
  for (const choice of choices) {
    const last = days.at(-1);
    if (last && dayOf(last[0]) === dayOf(choice)) last.push(choice);
    else days.push([choice]);
  }
  return days;
}

function bySame<Key>(choices: readonly SpokenChoice[], keyOf: (choice: SpokenChoice) => Key): AtLeastOne<SpokenChoice>[] {
  const groups = new Map<Key, AtLeastOne<SpokenChoice>>();
  for (const choice of choices) {
    const group = groups.get(keyOf(choice));
    if (group) group.push(choice);
    else groups.set(keyOf(choice), [choice]);
  }
  return [...groups.values()];
}

function joined(texts: readonly string[], joint: string): string {
  const last = texts.at(-1) ?? '';
  if (texts.length < 2) return last;
  return `${texts.slice(0, -1).join(', ')}${joint.startsWith(',') ? '' : ' '}${joint} ${last}`;
}
