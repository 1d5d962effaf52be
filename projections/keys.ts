// The appointment and the call an event belongs to, and the rows an erasure clears.
import type { AppointmentEvent, DataOf, Recorded } from '../src/domain/event-catalogue.ts';

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

/** The ids of the rows of one kind that lose what is personal with this event. */
export const clearedIn = (event: Recorded, kind: keyof DataOf<'CustomerErased'>['cleared']): string[] =>
  event.type === 'CustomerErased' ? event.data.cleared[kind] : [];
