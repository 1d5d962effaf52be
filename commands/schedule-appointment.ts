// An appointment becomes known: booked at Cal.com, imported, or entered by staff.
import type { z } from 'zod';
import type { AppointmentState } from '../src/domain/appointment.ts';
import { accepted, type Decision, refused } from '../src/domain/decision.ts';
import { appointmentEvents } from '../src/domain/events/appointment.ts';
import type { AppointmentEvent } from '../src/domain/events/catalogue.ts';

export const scheduleAppointmentSchema = appointmentEvents.AppointmentScheduled;
export type ScheduleAppointment = z.infer<typeof scheduleAppointmentSchema>;

/** Schedules it once; a repeat for the same id changes nothing. */
export function scheduleAppointment(state: AppointmentState, command: ScheduleAppointment): Decision<AppointmentEvent> {
  if (state.status !== 'none') return accepted<AppointmentEvent>();
  if (Date.parse(command.endsAt) <= Date.parse(command.startsAt)) return refused('request_invalid');
  return accepted<AppointmentEvent>({ type: 'AppointmentScheduled', data: command });
}
