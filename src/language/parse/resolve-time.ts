// Decides which half of the day a time on a twelve-hour clock means: said, or decided by the opening hours, or left open.
import type { PartOfDay, Phrase } from '../grammar/phrases.ts';

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

/** The hours each part of the day covers, from inclusive to exclusive. */
const hoursOf: Record<PartOfDay, readonly (readonly [number, number])[]> = {
  morning: [[0, 12]],
  forenoon: [[6, 13]],
  noon: [[11, 16]],
  afternoon: [[12, 19]],
  evening: [[16, 24]],
  night: [
    [17, 24],
    [0, 6],
  ],
  am: [[0, 12]],
  pm: [[12, 24]],
};

/** One time out of all that was said; times that are not the same, or one that contradicts the part of the day, are unclear. */
export function settle(phrases: readonly Phrase[], open?: OpenSpan): ParsedTime {
  const [clock, ...others] = phrases.filter(phrase => phrase.kind === 'clock');
  if (!clock || others.some(({ minute }) => minute !== clock.minute)) return { kind: 'unclear' };
  const parts = phrases.filter(phrase => phrase.kind === 'part').map(({ part }) => part);
  // "Um drei" said beside "15 Uhr" is the same time.
  const hours = halvesOf(clock).filter(hour => others.every(other => halvesOf(other).includes(hour)));
  const fitting = hours.filter(hour => parts.every(part => hoursOf[part].some(([from, to]) => hour >= from && hour < to)));
  const times = fitting.map(hour => clockFace(hour, clock.minute));
  const whileOpen = open ? times.filter(time => time >= open.opens && time < open.closes) : [];
  // A part of the day that was said decides by itself; opening hours only choose between what is left.
  const [first, second] = times.length > 1 && whileOpen.length > 0 ? whileOpen : times;
  if (first === undefined) return { kind: 'unclear' };
  return second === undefined ? { kind: 'time', time: first } : { kind: 'ambiguous', times: [first, second] };
}

const halvesOf = ({ hour, face }: Extract<Phrase, { kind: 'clock' }>): number[] =>
  face ? [hour % 12, (hour % 12) + 12] : [hour];

const clockFace = (hour: number, minute: number): string => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
