// Chooses which free times to offer to someone who wants another.
import { DateTime } from 'luxon';

/** As many as a listener keeps in mind. */
const mostOffered = 3;

/** Up to three free times nearest to the wanted one, in order; the wanted one itself if it is free. */
export function nearestTo(wanted: string, free: readonly string[]): string[] {
  return [...byDistance(wanted, free)].slice(0, mostOffered).sort();
}

/**
 * To someone who cannot have it, in the order to be offered: of the same day the nearest, then its own clock time on days after,
 * then the next; each of the three in order of time.
 */
export function alternativesTo(wanted: string, free: readonly string[], zone: string): string[] {
  const at = DateTime.fromISO(wanted, { zone });
  const local = (instant: string) => DateTime.fromISO(instant, { zone });
  const others = byDistance(wanted, free).filter(instant => Date.parse(instant) !== Date.parse(wanted));
  const sameDay = others.filter(instant => local(instant).hasSame(at, 'day')).slice(0, mostOffered);
  const after = others.filter(instant => local(instant) > at.endOf('day')).sort();
  const sameClock = after.filter(instant => local(instant).toFormat('HH:mm') === at.toFormat('HH:mm'));
  return [...new Set([...sameDay.sort(), ...sameClock, ...after])].slice(0, mostOffered);
}

/** Without the times this caller was refused already: they would only be refused again. */
export function withoutRefused(free: readonly string[], refused: readonly string[]): string[] {
  const instants = new Set(refused.map(instant => Date.parse(instant)));
  return free.filter(instant => !instants.has(Date.parse(instant)));
}

/** Those on none of the days on which one was refused. */
export function onOtherDays(free: readonly string[], refused: readonly string[], zone: string): string[] {
  const dayOf = (instant: string) => DateTime.fromISO(instant, { zone }).toISODate();
  const days = new Set(refused.map(dayOf));
  return free.filter(instant => !days.has(dayOf(instant)));
}

function byDistance(wanted: string, free: readonly string[]): string[] {
  const distance = (instant: string) => Math.abs(Date.parse(instant) - Date.parse(wanted));
  const instants = new Set(free.map(instant => new Date(instant).toISOString()));
  return [...instants].sort((a, b) => distance(a) - distance(b));
}
