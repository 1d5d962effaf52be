// The door: a caller is let in when the lockout allows an attempt and one of the ways identifies him.
import { isLinkedByMore, knownByNameAlone } from '../domain/call.ts';
import type { Code } from '../domain/codes.ts';
import type { CallEvent, DataOf, NewEvent } from '../domain/events/catalogue.ts';
import type { TriedWay } from '../domain/identification.ts';
import type { ModificationKind } from '../domain/values.ts';
import { customerNumberOf, withholdsNumber } from './call-context.ts';
import type { ReceptionDependencies } from './dependencies.ts';
import { askJustBooked, type Caller, type Evidence, gatherEvidence } from './evidence.ts';
import type { Finding, Work } from './finding.ts';
import { type Identified, identify, type NotIdentified } from './identify.ts';
import { identifyJustBooked } from './just-booked.ts';
import type { AttemptScope } from './lockout.ts';
import type { JustBooked } from './queries.ts';
import type { CallRequest } from './request.ts';
import type { Moments } from './when.ts';

export interface Admitted {
  kind: 'admitted';
  caller: Caller;
  identified: Identified;
  /** `CallerIdentified`, to be written with the answer. */
  events: NewEvent<CallEvent>[];
  /** He who is known by a name alone has guessed until the day he named is right as well. */
  byNameAlone: boolean;
  /** So many withheld callers were wrong in this hour that the time must be right, too. */
  timeMustFit: boolean;
  /** Who has just booked under this name, asked at most once. */
  justBooked(): Promise<JustBooked[] | undefined>;
  /** A success forgets earlier failures. */
  clear(): Promise<void>;
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
  const withheld = withholdsNumber(request);
  const scope: AttemptScope =
    number === undefined ? { companyId, kind: 'call', value: request.callId } : { companyId, kind: 'number', value: number };
  const base = { zone: work.settings.timeZone, answeredAt: work.now.toISOString(), handover: work.settings.handover };
  const answered = (code: Finding['code'], events: NewEvent<CallEvent>[]): { kind: 'answered'; finding: Finding } => ({
    kind: 'answered',
    finding: { code, parameters: base, events, ...(name !== undefined && { customerName: name }) },
  });

  const attempt = await deps.lockout.take(scope, requestKey, work.now, work.settings.failuresAnHour);
  if (!attempt.allowed) {
    deps.observe?.lockedOut();
    const data: DataOf<'CallerLockedOut'> = { requestKey, n, scope: scope.kind, until: attempt.until.toISOString() };
    return answered('locked_out', [{ type: 'CallerLockedOut', data }]);
  }
  if (attempt.timeNeeded && moments.times.length === 0 && !isLinkedByMore(work.call)) {
    await deps.lockout.giveBack(scope, requestKey);
    return answered('time_needed', []);
  }
  const caller: Caller = {
    companyId,
    callId: request.callId,
    call: work.call,
    number,
    withheld,
    name,
    callData: request.callData,
    days: moments.days,
    operation,
    waysOff: work.settings.waysOff ?? [],
    callBegan: new Date(work.call.started?.startedAt ?? work.now),
  };
  const evidence = await gatherEvidence(caller, deps.queries);
  const identified = whoIsIt(caller, evidence);
  if (identified.kind === 'not_identified') {
    const { code, tried, failure } = identified;
    if (!failure) await deps.lockout.giveBack(scope, requestKey);
    return answered(code, [{ type: 'CallerNotIdentified', data: { requestKey, n, code, tried } }]);
  }
  const byNameAlone = knownByNameAlone(work.call, identified.way);
  return {
    kind: 'admitted',
    caller,
    identified,
    events: [identifiedEvent(identified, work)],
    byNameAlone,
    timeMustFit: attempt.timeNeeded && byNameAlone,
    justBooked: async () => evidence.booked ?? askJustBooked(caller, deps.queries),
    clear: () => deps.lockout.clear(scope),
  };
}

/** By all ways of the operation, the one for him who has just booked last. */
function whoIsIt(caller: Caller, evidence: Evidence): Identified | NotIdentified {
  const identified = identify(caller, evidence);
  if (identified.kind === 'identified') return identified;
  const { found, tried } = identifyJustBooked(evidence.booked, identified.tried);
  return found ?? { ...identified, tried };
}

/** Who it is and how sure that is, for the call's stream. */
export function identifiedEvent({ customer, way, likeness, tried }: Identified, work: Work): NewEvent<CallEvent> {
  const { requestKey, n } = work.request;
  return {
    type: 'CallerIdentified',
    data: { requestKey, n, customerId: customer.id, way, ...(likeness !== undefined && { likeness }), tried },
  };
}

/** Whom a name alone led to, and who has no appointment on the day he named: he hears what a stranger hears. */
export function notIdentifiedEvent({ tried }: Identified, code: Code, work: Work): NewEvent<CallEvent> {
  const { requestKey, n } = work.request;
  const without: TriedWay[] = tried.map(one => (one.outcome === 'found' ? { ...one, outcome: 'no_appointment' } : one));
  return { type: 'CallerNotIdentified', data: { requestKey, n, code, tried: without } };
}
