// A caller wants to know when his appointment could be instead.
import { DateTime } from 'luxon';
import { nearestTo, withoutRefused } from '../../domain/alternatives.ts';
import { appointment } from '../../domain/appointment.ts';
import { timesRefused } from '../../domain/call.ts';
import { appointmentStream } from '../../domain/ids.ts';
import { alternativesFor, slotsFor } from '../answer/alternatives.ts';
import type { ReceptionDependencies } from '../dependencies.ts';
import { momentsMeant, nothingFound, searchFor } from '../find/find.ts';
import { admit } from '../identify/identify.ts';
import type { Between } from '../lookups.ts';
import type { Asked, CallRequest } from '../request.ts';
import { type Finding, findingOf, type Work } from '../result.ts';
import { understandDay, wholeDay } from '../understand/moments.ts';

/** The free times of the wanted day nearest to the appointment's own clock time; where there are none, those of days after. */
export async function serveSlots(
  request: CallRequest,
  asked: Asked<'find_slots'>,
  work: Work,
  deps: ReceptionDependencies,
): Promise<Finding> {
  const { customerName } = asked;
  const days = momentsMeant(asked.date, asked.time, work);
  if (days.kind === 'unclear') return findingOf(work, days.code, { customerName, choices: days.choices });
  const wanted = asked.wantedDate === undefined ? undefined : understandDay(asked.wantedDate, undefined, work);
  if (wanted?.kind === 'unclear') return findingOf(work, wanted.code, { customerName, choices: wanted.choices });
  const admitted = await admit(request, customerName, days, undefined, work, deps);
  if (admitted.kind === 'answered') return admitted.finding;
  const search = await searchFor(admitted, days, work, deps);
  if (search.kind !== 'found') return nothingFound(search, admitted, work);
  const { appointment: found } = search;
  const about = { customerName, events: admitted.events, appointmentId: found.id };
  const zone = work.settings.timeZone;
  const [day = wholeDay(found.startsAt, zone), ...otherDays] = wanted?.days ?? [];
  if (otherDays.length > 0) {
    const choices = [day, ...otherDays].map(one => ({ startsAt: sameClockOn(one, found.startsAt, zone) }));
    return findingOf(work, 'date_ambiguous', { ...about, choices });
  }
  const free = await slotsFor(found, day, work, deps);
  // What cannot be asked is not known to be taken.
  if (!free) return findingOf(work, 'slots_unknown', about);
  const { state } = await deps.executor.load(appointment, appointmentStream(work.context.companyId, found.id));
  const startsAt = day.from.toISOString();
  const wantedTime = sameClockOn(day, found.startsAt, zone);
  // Its own time is no other, and what this call was refused would be refused again.
  const others = withoutRefused(free, [state.period.startsAt, ...timesRefused(work.call, found.id)]);
  if (others.length > 0) return findingOf(work, 'slots', { ...about, startsAt, alternatives: nearestTo(wantedTime, others) });
  return findingOf(work, 'no_slots', { ...about, startsAt, alternatives: await alternativesFor(found, wantedTime, work, deps) });
}

/** Whoever comes at ten would rather come at ten on another day, too. */
function sameClockOn({ from }: Between, startsAt: string, zone: string): string {
  const { hour, minute } = DateTime.fromISO(startsAt, { zone });
  return DateTime.fromJSDate(from, { zone }).set({ hour, minute }).toUTC().toISO() ?? startsAt;
}
