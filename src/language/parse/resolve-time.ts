// Decides which half of the day a time on a twelve-hour clock means: said, or decided by the opening hours, or left open.
import type { ClockTime, PartOfDay, Phrase, TimePhrase } from '../grammar/phrases.ts';

export type ParsedTime =
  | { kind: 'time'; time: string }
  /** Twelve hours apart, and nothing said which. */
  | { kind: 'ambiguous'; times: [string, string] }
  | { kind: 'unclear' };

/** `HH:mm` each; `closes` is after the last time an appointment may begin. */
export interface OpenSpan {
  opens: string;
  closes: string;
}

/** A part of a day in minutes since midnight, `to` exclusive. */
export interface Hours {
  from: number;
  to: number;
}

const [hour, day] = [60, 1440];

type HoursOfParts = Record<PartOfDay, readonly Hours[]>;

/** The hours each part of the day may cover: whoever has an appointment then may call it so. */
const hoursOf: HoursOfParts = {
  morning: [{ from: 0, to: 12 * hour }],
  forenoon: [{ from: 6 * hour, to: 13 * hour }],
  noon: [{ from: 11 * hour, to: 15 * hour }],
  afternoon: [{ from: 12 * hour, to: 19 * hour }],
  evening: [{ from: 16 * hour, to: day }],
  night: [
    { from: 17 * hour, to: day },
    { from: 0, to: 6 * hour },
  ],
  am: [{ from: 0, to: 12 * hour }],
  pm: [{ from: 12 * hour, to: day }],
};

/** The hours nobody disputes: what is offered for "abends" is no time at four. */
const hoursWanted: HoursOfParts = {
  ...hoursOf,
  forenoon: [{ from: 6 * hour, to: 12 * hour }],
  noon: [{ from: 12 * hour, to: 14 * hour }],
  afternoon: [{ from: 12 * hour, to: 18 * hour }],
  evening: [{ from: 17 * hour, to: day }],
};

/** Where opening hours are not known, appointments are kept between these: "nach vier" is after sixteen. */
const anyDay: OpenSpan = { opens: '07:00', closes: '22:00' };

const isOf =
  <K extends Phrase['kind']>(kind: K) =>
  (phrase: Phrase): phrase is Extract<Phrase, { kind: K }> =>
    phrase.kind === kind;

const timeKinds = new Set<Phrase['kind']>(['clock', 'part', 'window', 'near', 'from_now', 'midnight']);
export const isTime = (phrase: Phrase): phrase is TimePhrase => timeKinds.has(phrase.kind);

/** One time out of all that was said; times that are not the same, or one that contradicts the part of the day, are unclear. */
export function settle(phrases: readonly Phrase[], open?: OpenSpan): ParsedTime {
  const [clock, ...others] = phrases.filter(isOf('clock'));
  if (!clock || others.some(({ minute }) => minute !== clock.minute)) return { kind: 'unclear' };
  // "Um drei" said beside "15 Uhr" is the same time.
  const minutes = halvesOf(clock).filter(half => others.every(other => halvesOf(other).includes(half)));
  const within = hoursSaid(phrases, open);
  const times = minutes.filter(at => !within || within.some(({ from, to }) => at >= from && at < to)).map(clockFace);
  const whileOpen = open ? times.filter(time => time >= open.opens && time < open.closes) : [];
  // A part of the day that was said decides by itself; opening hours only choose between what is left.
  const [first, second] = times.length > 1 && whileOpen.length > 0 ? whileOpen : times;
  if (first === undefined) return { kind: 'unclear' };
  return second === undefined ? { kind: 'time', time: first } : { kind: 'ambiguous', times: [first, second] };
}

/** The hours all that was said leaves; undefined where nothing narrows them, empty where the words contradict each other. */
export const hoursSaid = (phrases: readonly Phrase[], open?: OpenSpan): Hours[] | undefined => hoursBy(hoursOf, phrases, open);

/** The hours in which a free time is wanted. */
export const hoursOfWish = (phrases: readonly Phrase[], open?: OpenSpan): Hours[] | undefined =>
  hoursBy(hoursWanted, phrases, open);

function hoursBy(hoursOfParts: HoursOfParts, phrases: readonly Phrase[], open: OpenSpan = anyDay): Hours[] | undefined {
  const parts = phrases.filter(isOf('part')).map(({ part }) => hoursOfParts[part]);
  const said = phrases.flatMap(phrase => {
    switch (phrase.kind) {
      case 'part':
        return [hoursOfParts[phrase.part]];
      case 'window':
        return [windowHours(phrase, open, parts)];
      case 'near':
        return [halvesOf(phrase).map(at => ({ from: at - phrase.before, to: at + phrase.after + 1 }))];
      default:
        return [];
    }
  });
  const [first, ...others] = said;
  return first && others.reduce<readonly Hours[]>(overlaps, first).slice();
}

function overlaps(some: readonly Hours[], others: readonly Hours[]): Hours[] {
  return some
    .flatMap(one => others.map(other => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) })))
    .filter(({ from, to }) => to - from > leastOverlap);
}

/** "Vormittags" and "nachmittags" both have the hour of noon, and contradict each other. */
const leastOverlap = 60;

/** Both bounds belong to it where it has two: who comes "von neun bis zehn" may come at nine. */
function windowHours(
  { from, to }: Extract<Phrase, { kind: 'window' }>,
  open: OpenSpan,
  parts: readonly (readonly Hours[])[],
): Hours[] {
  const [opens, closes] = [minutesOf(open.opens), minutesOf(open.closes)];
  if (from && to) {
    const pairs = halvesOf(from).flatMap(start => halvesOf(to).map(end => ({ from: start, to: end + 1 })));
    const ahead = pairs.filter(pair => pair.from < pair.to);
    const shortest = Math.min(...ahead.map(pair => pair.to - pair.from));
    const short = ahead.filter(pair => pair.to - pair.from === shortest);
    const whileOpen = short.filter(pair => pair.from < closes && pair.to > opens);
    return whileOpen.length > 0 ? whileOpen : short;
  }
  const bound = from ?? to;
  if (!bound) return [];
  // Only the half that leaves out some of the opening hours, and not all, says anything.
  const halves = halvesOf(bound).filter(at => parts.every(part => part.some(hours => at >= hours.from && at <= hours.to)));
  const telling = halves.filter(at => (from ? at >= opens : at > opens) && at < closes);
  return (telling.length > 0 ? telling : halves).map(at => (from ? { from: at, to: day } : { from: 0, to: at }));
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * hour + Number(clock.slice(3, 5));

const halvesOf = ({ hour: hours, minute, face }: ClockTime): number[] =>
  (face ? [hours % 12, (hours % 12) + 12] : [hours]).map(at => at * hour + minute);

export const clockFace = (minutes: number): string =>
  `${String(Math.floor(minutes / hour)).padStart(2, '0')}:${String(minutes % hour).padStart(2, '0')}`;
