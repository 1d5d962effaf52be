// The door: a caller is let in when the lockout allows an attempt and one of the ways identifies him.
import type { CallEvent, DataOf, NewEvent } from '../domain/events/catalogue.ts';
import type { ModificationKind } from '../domain/values.ts';
import { isWithheld } from '../language/numbers.ts';
import { customerNumberOf } from './call-context.ts';
import type { ReceptionDependencies } from './dependencies.ts';
import type { Finding, Work } from './finding.ts';
import { identify, type Way } from './identify.ts';
import type { AttemptScope } from './lockout.ts';
import type { KnownCustomer } from './queries.ts';
import type { CallRequest } from './request.ts';
import type { Moments } from './when.ts';

export interface Admitted {
  kind: 'admitted';
  customer: KnownCustomer;
  way: Way;
  /** `CallerIdentified`, to be written with the answer. */
  events: NewEvent<CallEvent>[];
  /** The success forgets earlier failures; waited for together with what comes next. */
  cleared: Promise<void>;
}

/** Takes an attempt before anything is compared, gives it back where nothing was guessed wrong. */
export async function admit(
  request: CallRequest,
  name: string | undefined,
  moments: Moments,
  operation: ModificationKind | undefined,
  work: Work,
  deps: ReceptionDependencies,
): Promise<Admitted | { kind: 'answered'; finding: Finding }> {
  const { companyId } = work.context;
  const { requestKey, n } = work.request;
  const number = customerNumberOf(request);
  const withheld = number === undefined && (request.customerNumber === undefined || isWithheld(request.customerNumber));
  const scope: AttemptScope =
    number === undefined ? { companyId, kind: 'call', value: request.callId } : { companyId, kind: 'number', value: number };
  const base = { zone: work.settings.timeZone, answeredAt: work.now.toISOString(), handover: work.settings.handover };
  const answered = (code: Finding['code'], events: NewEvent<CallEvent>[]): { kind: 'answered'; finding: Finding } => ({
    kind: 'answered',
    finding: { code, parameters: base, events, ...(name !== undefined && { customerName: name }) },
  });

  const attempt = await deps.lockout.take(scope, requestKey, work.now);
  if (!attempt.allowed) {
    deps.observe?.lockedOut();
    const data: DataOf<'CallerLockedOut'> = { requestKey, n, scope: scope.kind, until: attempt.until.toISOString() };
    return answered('locked_out', [{ type: 'CallerLockedOut', data }]);
  }
  if (attempt.timeNeeded && moments.times.length === 0 && work.call.customerId === undefined) {
    await deps.lockout.giveBack(scope, requestKey);
    return answered('time_needed', []);
  }
  const caller = {
    companyId,
    call: work.call,
    number,
    withheld,
    name,
    callData: request.callData,
    days: moments.days,
    operation,
  };
  const identified = await identify(caller, deps.queries);
  if (identified.kind === 'not_identified') {
    const { code, tried, failure } = identified;
    if (!failure) await deps.lockout.giveBack(scope, requestKey);
    return answered(code, [{ type: 'CallerNotIdentified', data: { requestKey, n, code, tried } }]);
  }
  const { customer, way, likeness } = identified;
  const event: NewEvent<CallEvent> = {
    type: 'CallerIdentified',
    data: { requestKey, n, customerId: customer.id, way, ...(likeness !== undefined && { likeness }) },
  };
  return { kind: 'admitted', customer, way, events: [event], cleared: deps.lockout.clear(scope) };
}
