// Adds to an answer that hands the caller over what can be done for them now: nothing is promised that the set-up cannot do.
import { appointment } from '../../domain/appointment/appointment.ts';
import { handOverAt } from '../../domain/company/hand-over.ts';
import { customer } from '../../domain/customer/customer.ts';
import type { CallEvent, NewEvent } from '../../domain/event-catalogue.ts';
import { appointmentStream, customerStream, derivedId } from '../../domain/ids.ts';
import type { HandedOver } from '../../language/render/parameters.ts';
import { handsOver } from '../../language/render/say.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { CallsDependencies } from '../dependencies.ts';
import type { LedgerRequest } from '../ledger/ledger.ts';
import type { RequestScope, Result } from '../result.ts';

type Promised = Extract<CallEvent, { type: 'CallbackPromised' }>;

/**
 * The result as it is, where its sentence hands nobody over. A callback comes with its event, which is appended with the answer before
 * the caller hears it; a call has one callback, whatever else is said in it. Staff, who are on no call, are promised nothing.
 */
export async function withHandOver(
  result: Result,
  asked: LedgerRequest,
  scope: RequestScope,
  { executor }: Pick<CallsDependencies, 'executor'>,
): Promise<Result> {
  if (!handsOver(result.code, result.parameters, scope.settings.language, result.staffNames)) return result;
  const branchId = branchOf(result, asked, executor);
  const state = handOverAt(scope.company.state, branchId, scope.now);
  if (!asked.started || state.kind === 'none') return handedOver(result, { kind: 'none' });
  if (state.kind === 'reachable') return handedOver(result, { kind: 'transfer', number: state.number });
  if (scope.call.callback === 'open') return handedOver(result, { kind: 'callback' });
  const promised = await callback(result, branchId, asked, scope, executor);
  return promised
    ? handedOver({ ...result, events: [...result.events, promised] }, { kind: 'callback' })
    : handedOver(result, { kind: 'none' });
}

/** What is said where the callback could not be put on record in time. */
export function unpromised(result: Result): Result {
  const events = result.events.filter(({ type }) => type !== 'CallbackPromised');
  return events.length === result.events.length ? result : handedOver({ ...result, events }, { kind: 'none' });
}

const handedOver = (result: Result, handover: HandedOver): Result => ({
  ...result,
  parameters: { ...result.parameters, handover },
});

/** The appointment's, as far as it is known without asking anything; else that of the called line. */
function branchOf({ appointmentId }: Result, { branchId, context }: LedgerRequest, executor: Executor): string | undefined {
  if (appointmentId === undefined) return branchId;
  const { details } = executor.peek(appointment, appointmentStream(context.companyId, appointmentId))?.state ?? {};
  return details?.branchId ?? branchId;
}

/** Undefined where nobody knows a number to call: it was withheld, and the caller is no customer with one. */
async function callback(
  { code, events, appointmentId, customerName }: Result,
  branchId: string | undefined,
  { started, context }: LedgerRequest,
  scope: RequestScope,
  executor: Executor,
): Promise<NewEvent<Promised> | undefined> {
  const { requestKey, n } = scope.request;
  const number = started?.personal.customerNumber;
  const customerId = identifiedIn(events) ?? scope.call.customerId;
  if (number === undefined && !(await hasNumber(context.companyId, customerId, executor))) return undefined;
  return {
    type: 'CallbackPromised',
    data: {
      requestKey,
      n,
      callbackId: derivedId('callback', context.correlationId),
      code,
      ...(branchId !== undefined && { branchId }),
      ...(customerId !== undefined && { customerId }),
      ...(appointmentId !== undefined && { appointmentId }),
      personal: { ...(number !== undefined && { number }), ...(customerName !== undefined && { name: customerName }) },
    },
  };
}

function identifiedIn(events: Result['events']): string | undefined {
  for (const { type, data } of events) if (type === 'CallerIdentified') return data.customerId;
  return undefined;
}

async function hasNumber(companyId: string, customerId: string | undefined, executor: Executor): Promise<boolean> {
  if (customerId === undefined) return false;
  const { state } = await executor.load(customer, customerStream(companyId, customerId));
  return state.contact?.phone !== undefined;
}
