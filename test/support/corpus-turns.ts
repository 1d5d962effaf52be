// Which turns of the corpus are played over HTTP, by what comes before them in the same call.
import { DateTime } from 'luxon';
import { corpus, corpusFiles, type Utterance } from '../language/corpus/utterances.ts';

/**
 * `plain`: the first thing that is said. `own_hours`, `elsewhere`: of a company with hours of its own, or of another country. `listed`:
 * after the appointments were read out. `suggested`: after "Meinen Sie diesen?" with one of them. `looked_for`: free times are asked
 * for. `picked`: after free times were read out. `fee`: with a fee that is told and answered. `repeated`: asked for twice more.
 */
export type Kind = 'plain' | 'own_hours' | 'elsewhere' | 'listed' | 'suggested' | 'looked_for' | 'picked' | 'fee' | 'repeated';

export interface Turn {
  kind: Kind;
  said: Utterance;
  /** What is said to the fee, and whether that agrees to it. */
  consent?: { said: unknown; agrees: boolean };
}

const yes = [true, 'true', 1, 'Ja, gerne', 'in Ordnung', 'ja, ist in Ordnung', 'einverstanden', 'Ja bitte'];
const yesInEnglish = ['yes', 'Yes, please', 'sure', 'OK', "that's fine"];
const no = [false, 'false', 0, 'Nein, danke', 'No, thank you', 'nee'];
const neither = ['lieber nicht', 'ja, aber erst morgen', 'vielleicht', 'was kostet das', '', null, 'yes and no', 'not really'];
const consents = [
  ...[...yes, ...yesInEnglish].map(said => ({ said, agrees: true })),
  ...[...no, ...neither].map(said => ({ said, agrees: false })),
];

/** Every so many of each kind; all of them in the soak. */
const isAll = process.env.TURNS === 'all';
const everyNth = (some: readonly Utterance[], nth: number): Utterance[] => some.filter((_, index) => isAll || index % nth === 0);

const all = corpusFiles.flatMap(corpus);
const changes = all.filter(({ do: what }) => what !== 'slots');
const isUsual = ({ hours, country }: Utterance): boolean => hours === undefined && country === undefined;
const isToBeDone = ({ right }: Utterance): boolean => typeof right === 'string' || 'from' in right;
const usual = changes.filter(said => isUsual(said) && said.heard === undefined);
const unmistakable = usual.filter(said => isToBeDone(said) && said.orAsk !== true);

/** What this service reads out: all appointments in their order, three at most. */
const isListOfAll = ({ heard, appointments }: Utterance): boolean =>
  heard?.list !== undefined &&
  heard.list.length <= 3 &&
  JSON.stringify(heard.list) === JSON.stringify(appointments.map(at => at.slice(0, 16)).sort());

/** It is the only one of its day: who names that day and no time that fits is asked about it. */
const isSuggested = ({ heard, appointments }: Utterance): boolean =>
  heard?.one !== undefined && appointments.filter(at => dayOf(at) === dayOf(heard.one ?? '')).length === 1;

const dayOf = (local: string): string => local.slice(0, 10);
const clockOf = (local: string): string => local.slice(11, 16);
const weekdayOf = (local: string): number => DateTime.fromISO(dayOf(local)).weekday;

/**
 * The day that is asked about, so that these free times are read out in this order, where they are all there is: their own day, or the
 * day before the first; undefined where no question leads to them.
 */
export function dayLeadingTo({ heard, appointments, now }: Utterance): string | undefined {
  const free = heard?.free ?? [];
  const [first = '', last = ''] = [free[0], free.at(-1)];
  const inOrder = [...new Set(free)].sort();
  const [own = ''] = appointments;
  if (free.length === 0 || free.length > 3 || JSON.stringify(inOrder) !== JSON.stringify(free) || first <= now) return undefined;
  if (dayOf(first) === dayOf(last)) return dayOf(first);
  const before = DateTime.fromISO(dayOf(first)).minus({ days: 1 });
  const isFarApart = DateTime.fromISO(dayOf(last)).diff(before, 'days').days > 6;
  // The appointment's own clock time comes first.
  const readOut = [...free.filter(at => clockOf(at) === clockOf(own)), ...free.filter(at => clockOf(at) !== clockOf(own))];
  const isReadSo = JSON.stringify(readOut) === JSON.stringify(free);
  const isClosed = free.every(at => weekdayOf(at) !== before.weekday);
  return before.toFormat('yyyy-MM-dd') >= dayOf(now) && isClosed && isReadSo && !isFarApart
    ? before.toFormat('yyyy-MM-dd')
    : undefined;
}

/** What is picked is one of them, or nothing is. */
const isPick = (said: Utterance): boolean => {
  const { right, heard } = said;
  const isOneOfThem = typeof right === 'object' && ('to' in right ? heard?.free?.includes(right.to) === true : 'ask' in right);
  return said.appointments.length === 1 && isOneOfThem && dayLeadingTo(said) !== undefined;
};

/** The hours decide most often in these. */
const groupsOfHours = ['open_hours', 'time_word', 'part_of_day', 'clock_change', 'hours', 'range'];
const ofOwnHours = changes.filter(
  ({ hours, heard, group }) => hours !== undefined && heard === undefined && (isAll || groupsOfHours.includes(group)),
);
const ofOtherCountries = changes.filter(
  ({ country, hours, heard }) => country !== undefined && hours === undefined && heard === undefined,
);
const decidedByCountry = ofOtherCountries.filter(({ group }) => group === 'country');
const elsewhere = ofOtherCountries.filter(said => isAll || !decidedByCountry.includes(said));

const of =
  (kind: Kind) =>
  (said: Utterance): Turn => ({ kind, said });

const forFees = consents.flatMap((consent, index): Turn[] =>
  everyNth(
    unmistakable.filter((_, at) => at % consents.length === index),
    unmistakable.length,
  ).map(said => ({ kind: 'fee', said, consent })),
);

/** In the order of time, so that the clock never goes back. */
export const turns: Turn[] = [
  ...everyNth(usual, 60).map(of('plain')),
  ...everyNth(ofOwnHours, 7).map(of('own_hours')),
  ...everyNth(elsewhere, 10).map(of('elsewhere')),
  ...(isAll ? [] : decidedByCountry).map(of('elsewhere')),
  ...everyNth(
    changes.filter(said => isUsual(said) && isListOfAll(said)),
    11,
  ).map(of('listed')),
  ...everyNth(
    changes.filter(said => isUsual(said) && isSuggested(said)),
    8,
  ).map(of('suggested')),
  ...everyNth(
    all.filter(said => said.do === 'slots' && isUsual(said) && said.heard === undefined),
    24,
  ).map(of('looked_for')),
  ...everyNth(
    changes.filter(said => isUsual(said) && isPick(said)),
    6,
  ).map(of('picked')),
  ...everyNth(unmistakable.slice(5), 150).map(of('repeated')),
  ...forFees,
].sort((a, b) => a.said.now.localeCompare(b.said.now));
