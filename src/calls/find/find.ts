// Finds the appointment a caller means: by the day and time they name, by what this call has changed before, or as one they have
// just booked.
import { appointment } from '../../domain/appointment/appointment.ts';
import { hasChanged } from '../../domain/call/call.ts';
import type { Way } from '../../domain/call/identification.ts';
import type { SpokenCode } from '../../domain/codes.ts';
import { Fault } from '../../domain/fault.ts';
import { appointmentStream } from '../../domain/ids.ts';
import type { CallsDependencies } from '../dependencies.ts';
import type { WantedAction, WantedChange } from '../functions/call-function.ts';
import { type IdentifiedCaller, identifiedEvent, notIdentifiedEvent } from '../identify/identify.ts';
import { identifyJustBooked } from '../identify/just-booked.ts';
import { notIdentifiedCode } from '../identify/ways.ts';
import type { FoundAppointment } from '../lookups.ts';
import { choicesOf, type RequestScope, type Result, resultOf } from '../result.ts';
import { compareWithOwnChanges, type OwnChange, ownChangesOf } from './own-changes.ts';
import { byReadings, findAppointment, type SearchResult } from './search.ts';

export type Found =
  | { kind: 'found'; appointment: FoundAppointment; way: Way; events: Result['events'] }
  /** This call has made that change already: it is answered from there. */
  | {
      kind: 'made_before';
      appointment: OwnChange['appointment'];
      newStartsAt: string | undefined;
      way: Way;
      events: Result['events'];
    }
  | { kind: 'answered'; result: Result };

/** The one appointment a question is about. */
export async function findNamedAppointment(
  caller: IdentifiedCaller,
  wish: WantedAction,
  scope: RequestScope,
  deps: CallsDependencies,
): Promise<Exclude<Found, { kind: 'made_before' }>> {
  const search = await searchFor(caller, wish, scope, deps);
  if (search.kind !== 'found') return { kind: 'answered', result: nothingFound(search, caller, scope) };
  return { kind: 'found', appointment: search.appointment, way: caller.identified.way, events: caller.events };
}

/** The one appointment that is to be changed; where there is none on that day, the caller may be one who has just booked. */
export async function findForChange(
  caller: IdentifiedCaller,
  wish: WantedChange,
  scope: RequestScope,
  deps: CallsDependencies,
): Promise<Found> {
  const { identified, events } = caller;
  const search = await searchFor(caller, wish, scope, deps);
  const answered = (result: Result): Found => ({ kind: 'answered', result });
  if (hasChanged(scope.call)) {
    const own = await ownChangesOf(scope, identified.customer.id, deps);
    const wanted = own.flatMap(({ appointment, from }) => timesMeant(wish, appointment, from));
    const judged = compareWithOwnChanges({ operation: wish.operation, reference: wish.reference, wanted }, own, search);
    if (judged.kind === 'repeat') {
      await caller.clear();
      const { of, newStartsAt } = judged;
      return { kind: 'made_before', appointment: of.appointment, newStartsAt, way: identified.way, events };
    }
    if (judged.kind === 'unclear') return answered(nothingFound({ kind: 'choose', choices: judged.choices }, caller, scope));
  }
  if (search.kind === 'found') return { kind: 'found', appointment: search.appointment, way: identified.way, events };
  const notFound = nothingFound(search, caller, scope);
  if (search.kind === 'choose' || identified.way === 'company_and_day' || caller.proving) return answered(notFound);
  const { found } = identifyJustBooked(await caller.justBooked(), identified.tried);
  const booked = byReadings(found?.appointments ?? [], wish.reference.readings, caller.timeMustFit);
  if (!found || booked.kind === 'none') return answered(notFound);
  await caller.clear();
  const byBooking = [identifiedEvent(found, scope)];
  if (booked.kind === 'choose') return answered(nothingFound(booked, { ...caller, events: byBooking }, scope));
  return { kind: 'found', appointment: booked.appointment, way: found.way, events: byBooking };
}

/** The new times that may be meant. */
function timesMeant(wish: WantedChange, { branchId }: Pick<FoundAppointment, 'branchId'>, startsAt: string): string[] {
  const time = wish.newTime({ branchId: branchId ?? undefined, startsAt });
  switch (time.kind) {
    case 'none':
      return [];
    case 'move':
      return [time.startsAt];
    case 'unclear':
      return time.alternatives ?? [];
  }
}

/** After this call's own changes can be seen in the read models. */
async function searchFor(
  caller: IdentifiedCaller,
  { reference }: Pick<WantedAction, 'reference'>,
  scope: RequestScope,
  deps: CallsDependencies,
): Promise<SearchResult> {
  const { identified, isKnownByNameOnly: byNameAlone, isContradicted, timeMustFit, proving } = caller;
  const isSure = !byNameAlone && !proving && !isContradicted;
  const { customer, appointments } = identified;
  const meant = {
    companyId: scope.context.companyId,
    customerId: customer.id,
    callId: caller.callId,
    days: reference.days,
    readings: reference.readings,
    otherwise: reference.otherwise,
    known: hasChanged(scope.call) ? undefined : appointments,
    mayOffer: isSure,
    timeMustFit,
    now: scope.now,
  };
  const searching = ownChangesVisible(scope, deps).then(() =>
    asTheyStand(known => findAppointment({ ...meant, ...known }, deps.queries), namedIn, scope, deps),
  );
  const [found] = await Promise.all([searching, isSure ? caller.clear() : undefined]);
  if (!isSure) await (found.kind === 'found' || found.kind === 'choose' ? caller.clear() : caller.fail());
  return found;
}

const namedIn = (search: SearchResult): readonly FoundAppointment[] => ('choices' in search ? search.choices : []);

/** A caller may be read out what another has just changed: for that the read models are waited for. */
const standingMs = 2_000;

/**
 * What `ask` finds in the read models, where the appointments that are named to the caller are as their streams have them; else it is
 * asked once more when the read models have caught up. Throws `read_models_behind`.
 */
export async function asTheyStand<T>(
  ask: (again: { known?: undefined }) => Promise<T>,
  namedIn: (found: T) => readonly FoundAppointment[],
  { context }: { context: Pick<RequestScope['context'], 'companyId'> },
  { executor, caughtUp }: Pick<CallsDependencies, 'caughtUp'> & { executor: Pick<CallsDependencies['executor'], 'load'> },
): Promise<T> {
  const found = await ask({});
  const streams = await Promise.all(
    namedIn(found).map(async ({ id, revision }) => {
      const stands = await executor.load(appointment, appointmentStream(context.companyId, id));
      return stands.revision <= revision;
    }),
  );
  if (streams.every(isSeen => isSeen)) return found;
  if (!(await caughtUp(standingMs))) throw new Fault('read_models_behind', 'the read models have not caught up');
  return ask({ known: undefined });
}

/** Bounded: what has not arrived by then is found out by the stream. */
const ownChangesMs = 1_000;

/** Resolves once the read models show what this call itself has changed. */
export async function ownChangesVisible(scope: RequestScope, deps: CallsDependencies): Promise<void> {
  if (hasChanged(scope.call)) await deps.caughtUp(ownChangesMs);
}

/** The answer where no appointment was found, or several; a caller who is known by a name alone learns nothing from it. */
function nothingFound(
  search: Exclude<SearchResult, { kind: 'found' }>,
  { identified, name: customerName, withheld, isKnownByNameOnly: byNameAlone, isContradicted, proving, events }: IdentifiedCaller,
  scope: RequestScope,
): Result {
  if (search.kind === 'none' && proving)
    return resultOf(scope, 'locked_out', { customerName, events: [{ type: 'CallerLockedOut', data: proving }] });
  if (search.kind === 'none' && isContradicted)
    return resultOf(scope, 'name_differs', { customerName, events: [notIdentifiedEvent(identified, 'name_differs', scope)] });
  if (search.kind === 'none') {
    if (!byNameAlone || identified.way === 'call') return resultOf(scope, 'appointment_not_found', { customerName, events });
    const code = notIdentifiedCode({ withheld });
    return resultOf(scope, code, { customerName, events: [notIdentifiedEvent(identified, code, scope)] });
  }
  if (search.kind === 'unsure') return resultOf(scope, 'date_unclear', { customerName, events, about: 'appointment' });
  const code: SpokenCode = search.kind === 'choose' ? 'choose_appointment' : 'other_day_offered';
  return resultOf(scope, code, { customerName, events, ...choicesOf(search.choices, scope) });
}
