// Records a new appointment: booked at the calendar, imported, or entered by staff.
import type { AppointmentState } from '../../src/domain/appointment/appointment-state.ts';
import { accepted, type Decision, refused } from '../../src/domain/decision.ts';
import type { AppointmentEvent, DataOf } from '../../src/domain/event-catalogue.ts';
import { canonicalJson } from '../../src/domain/ids.ts';

export type ScheduleAppointment = DataOf<'AppointmentScheduled'>;

/** Schedules it once; a repeat changes nothing, and another appointment of the same id is a `conflict`. */
export function scheduleAppointment(state: AppointmentState, command: ScheduleAppointment): Decision<AppointmentEvent> {
  if (state.status !== 'none') return isSame(state.scheduledAs, command) ? accepted<AppointmentEvent>() : refused('conflict');
  if (Date.parse(command.endsAt) <= Date.parse(command.startsAt)) return refused('request_invalid');
  return accepted<AppointmentEvent>({ type: 'AppointmentScheduled', data: command });
}

/** An import and an entry by hand of the same are the same. */
const isSame = (known: ScheduleAppointment | undefined, wanted: ScheduleAppointment): boolean =>
  canonicalJson({ ...known, origin: '' }) === canonicalJson({ ...wanted, origin: '' });
