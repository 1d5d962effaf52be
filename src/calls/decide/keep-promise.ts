// A caller heard that a change is recorded while its append had no known result: this appends the decision, or corrects the answer.
import { appointment } from '../../domain/appointment/appointment.ts';
import { call, closingOf } from '../../domain/call/call.ts';
import { appointmentStream } from '../../domain/ids.ts';
import type { Decided } from '../change.ts';
import type { CallsDependencies } from '../dependencies.ts';
import { closeRequest, type LedgerRequest, type OpenRequest } from '../ledger/ledger.ts';
import { nothingDecided } from '../ledger/progress.ts';
import { decideChange } from './decide.ts';

/**
 * Appends the same decision, with the same ids, until it holds. Where it is refused, since another change was faster, its request
 * is closed, and that becomes a notification. Throws where a store is unavailable.
 */
export async function keepPromise(
  decided: Decided,
  asked: LedgerRequest,
  request: OpenRequest,
  deps: CallsDependencies,
): Promise<void> {
  const { change, modificationId, oldStartsAt, newStartsAt } = decided;
  const { companyId, appointmentId, commandId, operation } = change;
  const refused = await whyNot(decided, asked, request, deps);
  if (refused === undefined) return;
  deps.log.error(
    { companyId, appointmentId, commandId, code: 'promise_not_kept', refused },
    'a caller heard that a change is recorded, and another change was faster',
  );
  const { state } = await deps.executor.load(appointment, appointmentStream(companyId, appointmentId));
  const customerId = state.details?.customerId;
  await closeRequest(
    deps.executor,
    asked.stream,
    { ...asked.context, ...(customerId !== undefined && { subject: customerId }) },
    {
      requestKey: request.requestKey,
      n: request.n,
      function: asked.function,
      code: 'promise_not_kept',
      modificationId,
      appointmentId,
      change: { operation, previousStartsAt: oldStartsAt, ...(newStartsAt !== undefined && { newStartsAt }), refused },
    },
  );
}

/**
 * Undefined once it holds. A request that another process has closed meanwhile is not served any more, since staff have heard of
 * it; an earlier append may have arrived since.
 */
async function whyNot(
  { change, modificationId }: Decided,
  { stream }: LedgerRequest,
  request: OpenRequest,
  deps: CallsDependencies,
): Promise<string | undefined> {
  const { state } = await deps.executor.load(call, stream, { fresh: true });
  if (closingOf(state, request) !== undefined) {
    const events = await deps.history(appointmentStream(change.companyId, change.appointmentId));
    return events.some(({ id }) => id === modificationId) ? undefined : 'answer_unknown';
  }
  const result = await decideChange({ ...change, progress: nothingDecided() }, deps);
  return result.kind === 'refused' ? result.code : undefined;
}
