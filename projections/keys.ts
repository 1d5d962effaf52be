// The appointment and the call an event belongs to.
import type { AppointmentEvent, Recorded } from '../src/domain/event-catalogue.ts';

/** From the stream's name: every event of it, not only the first, must find its row. */
export function appointmentKey(event: Recorded): { company_id: string; appointment_id: string } {
  const { companyId } = event.metadata;
  return { company_id: companyId, appointment_id: event.stream.slice(`appointment-${companyId}.`.length) };
}

export const isAppointmentEvent = (event: Recorded): event is Recorded<AppointmentEvent> =>
  event.stream.startsWith('appointment-');

/** The call an event of a ledger belongs to; null for the ledger of a staff request. */
export const callIdOf = (event: Recorded): string | null =>
  event.stream.startsWith('call-') ? event.stream.slice('call-'.length) : null;
