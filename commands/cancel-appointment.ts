// A caller or a member of staff wants an appointment cancelled.
import { z } from 'zod';
import type { AppointmentState } from '../src/domain/appointment.ts';
import type { Decision } from '../src/domain/decision.ts';
import type { AppointmentEvent } from '../src/domain/events/catalogue.ts';
import { modificationDecision } from '../src/domain/modification-decision.ts';
import { type DecisionContext, judge } from '../src/domain/modification-rules.ts';
import { seenSchema } from '../src/domain/terms.ts';
import { idSchema } from '../src/domain/values.ts';

export const cancelAppointmentSchema = z.object({
  commandId: z.uuid(),
  companyId: idSchema,
  appointmentId: idSchema,
  seen: seenSchema.nullable(),
  callId: z.string().optional(),
  identifiedBy: z.string().optional(),
  reasonCode: z.string().optional(),
  reason: z.string().optional(),
  feeAccepted: z.boolean(),
  override: z.object({ by: z.string(), reasonCode: z.string() }).optional(),
  waiver: z.object({ by: z.string(), reasonCode: z.string() }).optional(),
});
export type CancelAppointment = z.infer<typeof cancelAppointmentSchema>;

/** The decision to cancel; where Cal.com is not concerned it is settled in the same append. */
export function cancelAppointment(
  state: AppointmentState,
  command: CancelAppointment,
  context: DecisionContext,
): Decision<AppointmentEvent> {
  const judged = judge(state, command, 'cancel', context);
  return judged.kind === 'permitted'
    ? modificationDecision(state, command, judged, context, data => ({ type: 'AppointmentCancelled', data }))
    : judged;
}
