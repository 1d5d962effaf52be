// Free times at Cal.com for an appointment that is to be moved; its own time is no blocker.
import { DateTime } from 'luxon';
import { type AppointmentState, appointment, calendarConcern } from '../domain/appointment.ts';
import { appointmentStream } from '../domain/ids.ts';
import type { ReceptionDependencies } from './dependencies.ts';
import type { Work } from './finding.ts';
import type { Between } from './queries.ts';

const mostOffered = 3;

/** Free starts in the period, in order; undefined where Cal.com is not concerned or gives no answer, so that nobody knows. */
export async function slotsFor(
  found: { id: string },
  between: Between,
  work: Work,
  deps: ReceptionDependencies,
): Promise<string[] | undefined> {
  const { companyId } = work.context;
  const { state } = await deps.executor.load(appointment, appointmentStream(companyId, found.id));
  const eventTypeId = eventTypeOf(state, work);
  if (calendarConcern(state.booking) !== 'booking' || eventTypeId === undefined) return undefined;
  return deps.freeSlots(companyId, {
    eventTypeId,
    bookingUid: state.booking?.uid,
    from: new Date(Math.max(between.from.getTime(), work.now.getTime())),
    to: between.to,
    timeZone: work.settings.timeZone,
  });
}

function eventTypeOf(state: AppointmentState, work: Work): number | undefined {
  const serviceId = state.details?.serviceId;
  return (
    state.booking?.eventTypeId ??
    (serviceId === undefined ? undefined : work.company.state.services.get(serviceId)?.calcomEventTypeId)
  );
}

/** Up to three free times nearest to the wanted one, in order. */
export function nearest(free: string[], wanted: string): string[] {
  const distance = (at: string) => Math.abs(Date.parse(at) - Date.parse(wanted));
  const closest = [...free].sort((a, b) => distance(a) - distance(b)).slice(0, mostOffered);
  return closest.sort((a, b) => Date.parse(a) - Date.parse(b)).map(at => new Date(at).toISOString());
}

/** The whole local day of an instant. */
export function dayOf(instant: string, zone: string): Between {
  const local = DateTime.fromISO(instant, { zone });
  return { from: local.startOf('day').toJSDate(), to: local.plus({ days: 1 }).startOf('day').toJSDate() };
}
