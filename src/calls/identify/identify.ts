// Identifies the caller: takes an attempt if the lockout allows one, then tries the ways of identification.
import { firstWay, isLinkedByMore, knownByNameAlone } from '../../domain/call/call.ts';
import type { TriedWay } from '../../domain/call/identification.ts';
import type { SpokenCode } from '../../domain/codes.ts';
import type { CallEvent, DataOf, NewEvent } from '../../domain/event-catalogue.ts';
import { customerNumberOf, type PlacedCall, withholdsNumber } from '../call-source.ts';
import type { CallsDependencies } from '../dependencies.ts';
import type { KnownCaller, WantedAction } from '../functions/call-function.ts';
import type { JustBooked, KnownCustomer } from '../lookups.ts';
import type { CallRequest } from '../request.ts';
import { type RequestScope, type Result, resultOf } from '../result.ts';
import { askJustBooked, type Caller, type Evidence, gatherEvidence } from './evidence.ts';
import { identifyJustBooked } from './just-booked.ts';
import type { AttemptScope } from './lockout.ts';
import { hasNameOf, type Identified, type NotIdentified, tryWays } from './ways.ts';

export interface IdentifiedCaller extends KnownCaller {
  kind: 'identified';
  identified: Identified;
  callId: string;
  withheld: boolean;
  /**
   * So many callers with withheld numbers, or calls from this number, guessed wrong in this hour that the time must be right,
   * too.
   */
  timeMustFit: boolean;
  /** They gave another name than the number's customer has: they hear of the appointment they have named, and of no other. */
  isContradicted: boolean;
  /** The number is locked out: a caller who cannot name their day and time hears that, whatever else they know. */
  proving: DataOf<'CallerLockedOut'> | undefined;
  /** Callers who have just booked under this name, asked at most once. */
  justBooked(): Promise<JustBooked[] | undefined>;
}

/** Takes an attempt before anything is compared, and gives it back where nothing was guessed wrong. */
export async function identify(
  request: CallRequest,
  wish: WantedAction,
  scope: RequestScope,
  deps: CallsDependencies,
): Promise<IdentifiedCaller | { kind: 'answered'; result: Result }> {
  const { requestKey, n } = scope.request;
  const { customerName: name } = request.function;
  const { reference } = wish;
  const withheld = withholdsNumber(request);
  const counted = countedAs(request, scope);
  const answered = (code: SpokenCode, events: NewEvent<CallEvent>[] = []) => ({
    kind: 'answered' as const,
    result: resultOf(scope, code, { customerName: name, events }),
  });
  const attempt = await takeAttempt(counted, isGuess(request, scope), scope, deps);
  const traced = (end: () => Promise<void>) => (attempt.leavesTrace ? end() : Promise.resolve());
  const giveBack = () => traced(() => deps.lockout.giveBack(counted, requestKey));
  const fail = () => deps.lockout.fail(counted, requestKey, scope.now);
  if (attempt.outcome === 'under_way') return answered('too_many_attempts_in_flight');
  const data: DataOf<'CallerLockedOut'> = { requestKey, n, scope: counted.kind, until: attempt.until.toISOString() };
  const proving = attempt.outcome === 'number_locked' ? data : undefined;
  const lockedOut = () => {
    deps.observe?.lockedOut();
    return answered('locked_out', [{ type: 'CallerLockedOut', data }]);
  };
  if (attempt.outcome === 'call_locked') return lockedOut();
  if (proving && (reference.days.length === 0 || reference.times.length === 0)) {
    await giveBack();
    return lockedOut();
  }
  if (attempt.timeNeeded && reference.times.length === 0 && !isLinkedByMore(scope.call)) {
    await giveBack();
    return answered('time_needed');
  }

  const caller: Caller = {
    companyId: scope.context.companyId,
    callId: request.callId,
    call: scope.call,
    number: customerNumberOf(request),
    withheld,
    name,
    callData: request.callData,
    days: reference.days,
    times: reference.times,
    operation: wish.kind === 'change' ? wish.operation : undefined,
    waysOff: scope.settings.waysOff ?? [],
    callBegan: new Date(scope.call.started?.startedAt ?? scope.now),
  };
  const evidence = await gatherEvidence(caller, deps.queries);
  const identified = whoIsIt(caller, evidence);
  if (identified.kind === 'not_identified') {
    const { code, tried, failure } = identified;
    await (failure ? fail() : giveBack());
    if (proving && code !== 'name_needed') return lockedOut();
    return answered(code, [{ type: 'CallerNotIdentified', data: { requestKey, n, code, tried } }]);
  }
  const { customer, isContradicted = false } = identified;
  const byNameAlone = knownByNameAlone(scope.call, identified.way, customer.id);
  if (proving && (byNameAlone || isContradicted)) {
    await fail();
    return lockedOut();
  }
  if (isContradicted && (await isAnothersTime(caller, customer, deps))) {
    await (scope.call.nameAsked ? fail() : giveBack());
    const tried = identified.tried.map(one => (one.outcome === 'found' ? { ...one, outcome: 'name_differs' as const } : one));
    return answered('name_differs', [{ type: 'CallerNotIdentified', data: { requestKey, n, code: 'name_differs', tried } }]);
  }
  const bySound = firstWay(scope.call, identified.way, customer.id) === 'phonetic';
  if (bySound && wish.kind !== 'tell_caller' && reference.times.length === 0) {
    await giveBack();
    return answered('time_needed');
  }
  return {
    kind: 'identified',
    identified,
    customerId: customer.id,
    callId: request.callId,
    name,
    withheld,
    events: [identifiedEvent(identified, scope)],
    isKnownByNameOnly: byNameAlone,
    isContradicted,
    timeMustFit: proving !== undefined || isContradicted || bySound || (attempt.timeNeeded && byNameAlone),
    proving,
    justBooked: async () => evidence.booked ?? askJustBooked(caller, deps.queries),
    clear: () => traced(() => deps.lockout.clear(counted)),
    fail,
  };
}

/** A number is counted together with its call; where it is withheld the call alone. */
function countedAs(source: PlacedCall, { context: { companyId } }: RequestScope): AttemptScope {
  const number = customerNumberOf(source);
  return number === undefined
    ? { companyId, kind: 'call', value: source.callId }
    : { companyId, kind: 'number', value: number, callId: source.callId };
}

/**
 * Whether the request can be a wrong guess. One that brings nothing but a number is none: the number is known or it is not. Whatever
 * else it brings, or this call has brought before, may be tried again and again.
 */
function isGuess(request: CallRequest, { call }: RequestScope): boolean {
  const { callData } = request;
  const bringsMore =
    request.function.customerName !== undefined || callData.name !== undefined || callData.customerId !== undefined;
  return (
    customerNumberOf(request) === undefined ||
    bringsMore ||
    call.nameAsked ||
    (call.customerId !== undefined && !isLinkedByMore(call))
  );
}

/** How long an attempt waits for others in flight, and how often it looks. */
const waitMs = 4_000;
const lookMs = 200;

/** Attempts in flight are no failures: they are waited for, within bounds. */
async function takeAttempt(counted: AttemptScope, guess: boolean, scope: RequestScope, deps: CallsDependencies) {
  const { request, now, settings } = scope;
  const options = { isGuess: guess, mostFailures: settings.failuresAnHour };
  const take = () => deps.lockout.take(counted, request.requestKey, now, options);
  let attempt = await take();
  for (let waited = 0; attempt.outcome === 'under_way' && waited < waitMs; waited += lookMs) {
    await deps.clock.sleep(lookMs);
    attempt = await take();
  }
  return attempt;
}

/**
 * Whether somebody else of the name the caller gave has an appointment at that very time: then theirs may be meant, as of two people who
 * share a telephone and come together.
 */
async function isAnothersTime(
  { companyId, name, days, times }: Caller,
  customer: KnownCustomer,
  { queries }: CallsDependencies,
): Promise<boolean> {
  const atThatTime = await queries.customersOfDays(companyId, days, times);
  const others = atThatTime?.filter(({ id }) => id !== customer.id);
  return others === undefined || (name === undefined ? others.length > 0 : hasNameOf(others, name));
}

/** By all ways for what the caller wants, the one for callers who have just booked last. */
function whoIsIt(caller: Caller, evidence: Evidence): Identified | NotIdentified {
  const identified = tryWays(caller, evidence);
  if (identified.kind === 'identified') return identified;
  const { found, tried } = identifyJustBooked(evidence.booked, identified.tried);
  return found ?? { ...identified, tried };
}

/** Who it is and how sure that is, for the call's stream. */
export function identifiedEvent({ customer, way, likeness, tried }: Identified, scope: RequestScope): NewEvent<CallEvent> {
  const { requestKey, n } = scope.request;
  return {
    type: 'CallerIdentified',
    data: { requestKey, n, customerId: customer.id, way, ...(likeness !== undefined && { likeness }), tried },
  };
}

/** A caller known by a name alone who has no appointment on the day they named: they hear what a stranger hears. */
export function notIdentifiedEvent({ tried }: Identified, code: SpokenCode, scope: RequestScope): NewEvent<CallEvent> {
  const { requestKey, n } = scope.request;
  const without: TriedWay[] = tried.map(one => (one.outcome === 'found' ? { ...one, outcome: 'no_appointment' } : one));
  return { type: 'CallerNotIdentified', data: { requestKey, n, code, tried: without } };
}
