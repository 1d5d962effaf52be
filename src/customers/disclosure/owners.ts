// Whose an appointment was at each moment: the attendee of a booking may change, and what was written before concerns the one before.
import { appointment } from '../../domain/appointment/appointment.ts';
import type { AppointmentState } from '../../domain/appointment/appointment-state.ts';
import { appointmentEvents } from '../../domain/appointment/events.ts';
import type { AppointmentEvent, Recorded } from '../../domain/event-catalogue.ts';
import { appointmentStream } from '../../domain/ids.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';

export interface Appointments {
  /** The appointment's events. */
  read(appointmentId: string): Promise<readonly Recorded[]>;
  /** Whose record it stood with when the event at this position was written; undefined where it is none of ours. */
  ownerAt(appointmentId: string, position: bigint): Promise<string | undefined>;
}

/** Reads each appointment of the company once. */
export function createAppointments(store: Pick<EventStore, 'read'>, companyId: string): Appointments {
  const known = new Map<string, Promise<readonly Recorded[]>>();
  const read = (appointmentId: string): Promise<readonly Recorded[]> => {
    const events = known.get(appointmentId) ?? store.read(appointmentStream(companyId, appointmentId));
    known.set(appointmentId, events);
    return events;
  };
  return {
    read,
    async ownerAt(appointmentId, position) {
      let owner: string | undefined;
      for (const event of await read(appointmentId)) {
        if (owner !== undefined && event.position > position) return owner;
        owner = ownerAfter(event, owner);
      }
      return owner;
    },
  };
}

/** The customer of the appointment once the event is written. */
export function ownerAfter(event: Recorded, before: string | undefined): string | undefined {
  if (event.type === 'AppointmentScheduled') return event.data.customerId;
  if (event.type === 'CalendarBookingChanged' && event.data.customer) return event.data.customer.to;
  return before;
}

/** An event, and how the appointment stood once it was written. */
export interface AppointmentVersion {
  event: Recorded;
  stands: AppointmentState;
}

/** The versions written while it stood with one of these records, that of a change of the customer included on both sides. */
export function versionsOfOwner(events: readonly Recorded[], recordIds: readonly string[]): AppointmentVersion[] {
  let owner: string | undefined;
  let stands = appointment.initial;
  return events.flatMap(event => {
    const before = owner;
    owner = ownerAfter(event, before);
    if (isAppointmentEvent(event)) stands = appointment.evolve(stands, event);
    return [before, owner].some(id => id !== undefined && recordIds.includes(id)) ? [{ event, stands }] : [];
  });
}

const isAppointmentEvent = (event: Recorded): event is Recorded<AppointmentEvent> => Object.hasOwn(appointmentEvents, event.type);
