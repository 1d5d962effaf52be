// The events of the same work, and the decision.

export type AppointmentEvent =
  | {
      type: 'Scheduled';
      data: { appointmentId: string; companyId: string; customerId: string; startsAt: string; bookingUid: string };
    }
  | { type: 'Cancelled'; data: Change & { reason: string; facts: { now: string; noticeHours: number } } }
  | { type: 'BookingCancelled'; data: Change & { bookingUid: string } };

type Change = { appointmentId: string; modificationId: string; at: string };

export type CallEvent =
  | { type: 'CallStarted'; data: { callId: string; companyId: string; from: string; at: string } }
  | { type: 'FunctionCalled'; data: { callId: string; companyId: string; name: string; arguments: object; at: string } }
  | { type: 'CallerIdentified'; data: { callId: string; customerId: string } }
  | { type: 'FunctionAnswered'; data: { callId: string; customerId: string | null; status: string; answer: Answer; at: string } };

export type Answer = {
  status: 'cancelled' | 'not_found' | 'too_late' | 'failed' | 'pending';
  message: string;
};

export interface Appointment {
  status: 'none' | 'scheduled' | 'cancelling' | 'cancelled';
  startsAt: number;
  bookingUid: string;
}

export const noAppointment = (): Appointment => ({ status: 'none', startsAt: 0, bookingUid: '' });

export function evolve(state: Appointment, { type, data }: AppointmentEvent): Appointment {
  switch (type) {
    case 'Scheduled':
      return { status: 'scheduled', startsAt: Date.parse(data.startsAt), bookingUid: data.bookingUid };
    case 'Cancelled':
      return { ...state, status: 'cancelling' };
    case 'BookingCancelled':
      return { ...state, status: 'cancelled' };
    default:
      return type satisfies never;
  }
}

const noticeHours = 24;

/** Nothing where the appointment may not be cancelled. */
export function decide(
  state: Appointment,
  change: { appointmentId: string; modificationId: string; now: Date },
): AppointmentEvent[] {
  const { appointmentId, modificationId, now } = change;
  if (state.status !== 'scheduled' || state.startsAt - now.getTime() < noticeHours * 3_600_000) return [];
  const at = now.toISOString();
  return [{ type: 'Cancelled', data: { appointmentId, modificationId, at, reason: 'caller', facts: { now: at, noticeHours } } }];
}
