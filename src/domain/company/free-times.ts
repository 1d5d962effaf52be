// Finds free times for appointments without a calendar: opening hours less the staff member's other appointments.
import { DateTime } from 'luxon';
import type { Period } from '../values.ts';
import { isWithinOpeningHours, type OpeningHours, spansOn } from './opening-hours.ts';

export interface Diary {
  /** Undefined: none were entered. */
  hours: OpeningHours | undefined;
  /** Everything else in the staff member's diary. */
  busy: readonly Period[];
  zone: string;
}

/** Free starts are looked for every so many minutes from each opening. */
const stepMinutes = 15;

/** Whether a wanted period is free, taken, or outside the opening hours; without hours everything is open. */
export function slotState(wanted: Period, { hours, busy, zone }: Diary): 'free' | 'taken' | 'closed' {
  if (!isWithinOpeningHours(hours, wanted, zone)) return 'closed';
  return busy.some(other => overlap(wanted, other)) ? 'taken' : 'free';
}

/** All free starts in the period, in order, for an appointment of this length; none where no hours are known. */
export function freeTimes(diary: Diary, lengthMs: number, between: { from: Date; to: Date }): string[] {
  const { hours, zone } = diary;
  if (!hours) return [];
  return daysOf(between, zone)
    .flatMap(day => spansOn(hours, day.weekday).flatMap(({ opens, closes }) => startsIn(day, opens, closes)))
    .filter(start => start >= between.from && start < between.to)
    .map(start => ({ startsAt: start.toISOString(), endsAt: new Date(start.getTime() + lengthMs).toISOString() }))
    .filter(period => slotState(period, diary) === 'free')
    .map(({ startsAt }) => startsAt)
    .sort();
}

const overlap = (a: Period, b: Period): boolean =>
  Date.parse(a.startsAt) < Date.parse(b.endsAt) && Date.parse(b.startsAt) < Date.parse(a.endsAt);

function daysOf({ from, to }: { from: Date; to: Date }, zone: string): DateTime[] {
  const days: DateTime[] = [];
  for (let day = DateTime.fromJSDate(from, { zone }).startOf('day'); day.toJSDate() < to; day = day.plus({ days: 1 }))
    days.push(day);
  return days;
}

/** The clock times of a span that exist on that day. */
function startsIn(day: DateTime, opens: string, closes: string): Date[] {
  const starts: Date[] = [];
  for (let minutes = minutesOf(opens); minutes < minutesOf(closes); minutes += stepMinutes) {
    const clock = { hour: Math.floor(minutes / 60), minute: minutes % 60 };
    const start = day.set(clock);
    if (start.hour === clock.hour && start.minute === clock.minute) starts.push(start.toJSDate());
  }
  return starts;
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/**
 * Whether free slots, in order of their start, cover the wanted time (all in milliseconds). The calendar lists starts a certain step
 * apart; between two of them it is free as well, where nothing lies between.
 */
export function covers(slots: readonly { from: number; to: number }[], wanted: { from: number; to: number }): boolean {
  let free = wanted.from;
  for (const { from, to } of slots) if (from <= free) free = Math.max(free, to);
  return free >= wanted.to;
}
