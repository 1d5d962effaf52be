// Changes an appointment that a member of staff names by its id: nobody is identified and nothing is searched; the same rules hold.
import { appointment } from '../domain/appointment/appointment.ts';
import { modificationKinds } from '../domain/appointment/modification-kinds.ts';
import { appointmentStream, requestKeyOf, requestStream } from '../domain/ids.ts';
import type { Change } from './change.ts';
import type { CallsDependencies } from './dependencies.ts';
import { type LedgerRequest, sanitised } from './ledger/ledger.ts';
import { carryOut } from './pipeline.ts';
import type { StaffRequest } from './request.ts';
import type { RequestScope, Result } from './result.ts';

/** How the request stands in its ledger: a stream of its own, as the requests of a call have theirs. */
export function ledgerRequestOf(request: StaffRequest): LedgerRequest {
  const { companyId, requestId, operation, appointmentId, newStartsAt, feeAccepted, override, waiver, reasonCode, reason } =
    request;
  const name = modificationKinds[operation].callFunction;
  const args = { appointmentId, newStartsAt, feeAccepted, override, waiver, reasonCode, reason };
  return {
    stream: requestStream(companyId, requestId),
    requestKey: requestKeyOf(`${companyId}.${requestId}`, name, args),
    function: name,
    arguments: sanitised(args),
    context: { correlationId: requestId, companyId, actor: { kind: 'staff', id: request.actor }, channel: 'operator' },
    started: undefined,
  };
}

/** Decided and carried out like a caller's change; the event says who overrode which rule. */
export async function answerStaff(request: StaffRequest, scope: RequestScope, deps: CallsDependencies): Promise<Result> {
  const { companyId, appointmentId, operation, newStartsAt } = request;
  const { state } = await deps.executor.load(appointment, appointmentStream(companyId, appointmentId));
  const change: Change = {
    commandId: scope.request.commandId,
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
    feeStated: undefined,
    context: scope.context,
    now: scope.now,
    progress: scope.progress,
  };
  const found = { id: appointmentId, startsAt: state.period.startsAt || scope.now.toISOString() };
  return carryOut(change, { operation, appointment: found, newStartsAt, customerName: undefined, events: [] }, scope, deps);
}
