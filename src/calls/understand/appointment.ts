// Understands which days and times the caller names their appointment by: in their own words, or by what was just read out to them.
import type { RequestScope } from '../result.ts';
import { type Moments, type Unclear, understandDay } from './moments.ts';
import { picked, pickedByPosition } from './picked.ts';

/** The offered appointment that was picked by its place; the day and time as said; or a pick by its time alone. */
export function understandAppointment(
  date: string | undefined,
  time: string | undefined,
  scope: RequestScope,
): Moments | Unclear {
  const placed = pickedByPosition(date, time, scope);
  if (placed) return placed;
  const understood = understandDay(date, time, scope);
  if (understood.kind === 'days' || understood.code !== 'date_unclear') return understood;
  return picked(time ?? date, scope) ?? understood;
}
