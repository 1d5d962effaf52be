// A change of an appointment, whatever its kind, decided by the command of that kind.
import type { AppointmentState } from '../../src/domain/appointment/appointment-state.ts';
import type { DecisionContext } from '../../src/domain/appointment/modification-rules.ts';
import type { SpokenDecision } from '../../src/domain/decision.ts';
import type { AppointmentEvent } from '../../src/domain/event-catalogue.ts';
import type { ModificationKind } from '../../src/domain/values.ts';
import { type CancelAppointment, cancelAppointment } from './cancel-appointment.ts';
import { rescheduleAppointment } from './reschedule-appointment.ts';

/** What the commands of all kinds take; `newStartsAt` only where the kind moves the appointment. */
export interface ChangeAppointment extends CancelAppointment {
  newStartsAt?: string | undefined;
}

export function changeAppointment(
  kind: ModificationKind,
  state: AppointmentState,
  command: ChangeAppointment,
  context: DecisionContext,
): SpokenDecision<AppointmentEvent> {
  switch (kind) {
    case 'cancel':
      return cancelAppointment(state, command, context);
    case 'reschedule':
      return rescheduleAppointment(state, { ...command, newStartsAt: command.newStartsAt ?? '' }, context);
  }
}
