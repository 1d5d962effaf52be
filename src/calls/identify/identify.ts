// The door: a caller is let in when the lockout allows an attempt and one of the ways identifies him.
import { isLinkedByMore, knownByNameAlone } from '../../domain/call.ts';
import type { Code } from '../../domain/codes.ts';
import type { CallEvent, DataOf, NewEvent } from '../../domain/events/catalogue.ts';
import type { TriedWay } from '../../domain/identification.ts';
import type { ModificationKind } from '../../domain/values.ts';
import { customerNumberOf, withholdsNumber } from '../call-source.ts';
import type { ReceptionDependencies } from '../dependencies.ts';
import type { JustBooked } from '../lookups.ts';
import type { CallRequest } from '../request.ts';
import type { Finding, Work } from '../result.ts';
import type { Moments } from '../understand/moments.ts';
import { askJustBooked, type Caller, type Evidence, gatherEvidence } from './evidence.ts';
import { identifyJustBooked } from './just-booked.ts';
import type { AttemptScope } from './lockout.ts';
import { type Identified, identify, type NotIdentified } from './ways.ts';

export interface Admitted {
  kind: 'admitted';
  caller: Caller;
  identified: Identified;
  /** `CallerIdentified`, to be written with the answer. */
  events: NewEvent<CallEvent>[];
  /** He who is known by a name alone has guessed until the day he named is right as well. */
  byNameAlone: boolean;
  /** So many withheld callers were wrong in this hour, or so many from this number, that the time must be right, too. */
  timeMustFit: boolean;
  /** The number is locked out: whoever cannot name their day and time hears that, whatever else they know. */
  proving: DataOf<'CallerLockedOut'> | undefined;
  /** Who has just booked under this name, asked at most once. */
  justBooked(): Promise<JustBooked[] | undefined>;
  /** A success forgets earlier failures. */
  clear(): Promise<void>;
  /** What was guessed is wrong after all. */
  fail(): Promise<void>;
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
    number === undefined
      ? { companyId, kind: 'call', value: request.callId }
      : { companyId, kind: 'number', value: number, callId: request.callId };
  const base = { zone: work.settings.timeZone, answeredAt: work.now.toISOString(), handover: work.settings.handover };
  const answered = (code: Finding['code'], events: NewEvent<CallEvent>[]): { kind: 'answered'; finding: Finding } => ({
    kind: 'answered',
    finding: { code, parameters: base, events, ...(name !== undefined && { customerName: name }) },
  });

  const attempt = await attemptOf(scope, work, deps);
  if (attempt.outcome === 'under_way') return answered('others_under_way', []);
  const data: DataOf<'CallerLockedOut'> = { requestKey, n, scope: scope.kind, until: attempt.until.toISOString() };
  const proving = attempt.outcome === 'number_locked' ? data : undefined;
  const lockedOut = () => {
    deps.observe?.lockedOut();
    return answered('locked_out', [{ type: 'CallerLockedOut', data }]);
  };
  if (attempt.outcome === 'call_locked') return lockedOut();
  if (proving && (moments.days.length === 0 || moments.times.length === 0)) {
    await deps.lockout.giveBack(scope, requestKey);
    return lockedOut();
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
    await (failure ? deps.lockout.fail(scope, requestKey, work.now) : deps.lockout.giveBack(scope, requestKey));
    if (proving && code !== 'name_needed') return lockedOut();
    return answered(code, [{ type: 'CallerNotIdentified', data: { requestKey, n, code, tried } }]);
  }
  const byNameAlone = knownByNameAlone(work.call, identified.way);
  if (proving && byNameAlone) {
    await deps.lockout.fail(scope, requestKey, work.now);
    return lockedOut();
  }
  return {
    kind: 'admitted',
    caller,
    identified,
    events: [identifiedEvent(identified, work)],
    byNameAlone,
    timeMustFit: proving !== undefined || (attempt.timeNeeded && byNameAlone),
    proving,
    justBooked: async () => evidence.booked ?? askJustBooked(caller, deps.queries),
    clear: () => deps.lockout.clear(scope),
    fail: () => deps.lockout.fail(scope, requestKey, work.now),
  };
}

/** How long an attempt waits for those that are under way, and how often it looks. */
const waitMs = 4_000;
const lookMs = 200;

/** Others under way are no failures: they are waited for, within bounds. */
async function attemptOf(scope: AttemptScope, { request, now, settings }: Work, { lockout, clock }: ReceptionDependencies) {
  const take = () => lockout.take(scope, request.requestKey, now, settings.failuresAnHour);
  let attempt = await take();
  for (let waited = 0; attempt.outcome === 'under_way' && waited < waitMs; waited += lookMs) {
    await clock.sleep(lookMs);
    attempt = await take();
  }
  return attempt;
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
