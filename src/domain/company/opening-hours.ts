// Opening hours of a company or branch, and whether a period lies inside.
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Period } from '../values.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day as HH:mm, 24:00 at the latest');
const span = z
  .strictObject({ opens: clockTime, closes: clockTime })
  .refine(({ opens, closes }) => opens < closes, { error: 'opens must be before closes', path: ['closes'] });
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** Spans for each day of the week; a missing day is closed. */
export const openingHoursSchema = z.partialRecord(z.enum(days), z.array(span));
export type OpeningHours = z.infer<typeof openingHoursSchema>;

/** True if the whole period lies in one span of its local day. Without hours everything is open. */
export function isWithinOpeningHours(hours: OpeningHours | undefined, period: Period, zone: string): boolean {
  if (!hours) return true;
  const start = DateTime.fromISO(period.startsAt, { zone });
  const end = DateTime.fromISO(period.endsAt, { zone });
  const spans = spansOn(hours, start.weekday);
  const closes = end.hasSame(start, 'day') ? end.toFormat('HH:mm') : '24:00';
  if (!end.hasSame(start, 'day') && !end.equals(start.endOf('day').plus(1))) return false;
  return spans.some(({ opens, closes: until }) => opens <= start.toFormat('HH:mm') && closes <= until);
}

/** Whether it is open at that instant. */
export function isOpenAt(hours: OpeningHours, at: Date, zone: string): boolean {
  const local = DateTime.fromJSDate(at, { zone });
  const clock = local.toFormat('HH:mm');
  return spansOn(hours, local.weekday).some(({ opens, closes }) => opens <= clock && clock < closes);
}

/** True if the instant's local weekday has no hours at all. Without hours every day is open. */
export const isAlwaysClosedOn = (instant: string, hours: OpeningHours | undefined, zone: string): boolean =>
  hours !== undefined && spansOn(hours, DateTime.fromISO(instant, { zone }).weekday).length === 0;

/** The spans of an ISO weekday (1 to 7). */
export function spansOn(hours: OpeningHours, weekday: number): { opens: string; closes: string }[] {
  const day = days[weekday - 1];
  return (day && hours[day]) ?? [];
}
