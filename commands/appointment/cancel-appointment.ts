// A caller or a member of staff wants an appointment cancelled.
import type { AppointmentState } from '../../src/domain/appointment/appointment-state.ts';
import { modificationDecision } from '../../src/domain/appointment/modification-decision.ts';
import { type DecisionContext, judge } from '../../src/domain/appointment/modification-rules.ts';
import type { SpokenDecision } from '../../src/domain/decision.ts';
import type { AppointmentEvent } from '../../src/domain/event-catalogue.ts';
import type { Seen } from '../../src/domain/policy/terms.ts';

export interface CancelAppointment {
  commandId: string;
  companyId: string;
  appointmentId: string;
  seen: Seen | null;
  callId?: string | undefined;
  identifiedBy?: string | undefined;
  reasonCode?: string | undefined;
  reason?: string | undefined;
  feeAccepted: boolean;
  override?: { by: string; reasonCode: string } | undefined;
  waiver?: { by: string; reasonCode: string } | undefined;
}

/** The decision to cancel; where the calendar is not concerned it is settled in the same append. */
export function cancelAppointment(
  state: AppointmentState,
  command: CancelAppointment,
  context: DecisionContext,
): SpokenDecision<AppointmentEvent> {
  const judged = judge(state, command, 'cancel', context);
  return judged.kind === 'permitted'
    ? modificationDecision(state, command, judged, context, data => ({ type: 'AppointmentCancelled', data }))
    : judged;
}
