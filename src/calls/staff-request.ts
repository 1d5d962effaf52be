// A member of staff changes an appointment he names by its id: no search, the same rules, an override if he gives one.
import { appointment } from '../domain/appointment.ts';
import { appointmentStream } from '../domain/ids.ts';
import { concludeChange } from './answer/answer-change.ts';
import { makeChange } from './decide/decide.ts';
import type { ReceptionDependencies } from './dependencies.ts';
import type { StaffRequest } from './request.ts';
import type { Finding, Work } from './result.ts';

/** Judged and carried out like a caller's change; who overrode what stands in the event. */
export async function serveStaff(request: StaffRequest, work: Work, deps: ReceptionDependencies): Promise<Finding> {
  const { companyId, appointmentId, operation, newStartsAt } = request;
  const { state } = await deps.executor.load(appointment, appointmentStream(companyId, appointmentId));
  const result = await makeChange(
    {
      commandId: work.request.commandId,
      companyId,
      appointmentId,
      operation,
      newStartsAt,
      seen: null,
      callId: undefined,
      identifiedBy: undefined,
      reasonCode: request.reasonCode,
      reason: request.reason,
      feeAccepted: request.feeAccepted,
      override: request.override && { by: request.actor, reasonCode: request.override.reasonCode },
      waiver: request.waiver && { by: request.actor, reasonCode: request.waiver.reasonCode },
      feeTold: undefined,
      context: work.context,
      now: work.now,
      progress: work.progress,
    },
    deps,
  );
  const found = { id: appointmentId, startsAt: state.period.startsAt || work.now.toISOString() };
  return concludeChange(result, { operation, asked: {}, found, newStartsAt, events: [] }, work, deps);
}
