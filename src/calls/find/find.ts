// Which appointment a caller means: by the day and time he names, or by what was just offered to him.
import { hasChanged } from '../../domain/call.ts';
import type { Code } from '../../domain/codes.ts';
import type { Way } from '../../domain/identification.ts';
import type { ModificationKind } from '../../domain/values.ts';
import type { ReceptionDependencies } from '../dependencies.ts';
import { type Admitted, identifiedEvent, notIdentifiedEvent } from '../identify/identify.ts';
import { identifyJustBooked } from '../identify/just-booked.ts';
import { notIdentifiedCode } from '../identify/ways.ts';
import type { FoundAppointment } from '../lookups.ts';
import { choiceOf, type Finding, findingOf, type Work } from '../result.ts';
import { type Moments, type Unclear, understandDay } from '../understand/moments.ts';
import { picked, pickedByPosition } from '../understand/picked.ts';
import { type Judged, judgeWish, ownChangesOf } from './own-changes.ts';
import { byTime, findAppointment, type SearchResult } from './search.ts';

/** Of what was just offered the one that was picked by its place; the day and time as said; or a pick by its time alone. */
export function momentsMeant(date: string | undefined, time: string | undefined, work: Work): Moments | Unclear {
  const placed = pickedByPosition(date, time, work);
  if (placed) return placed;
  const understood = understandDay(date, time, work);
  if (understood.kind === 'days' || understood.code !== 'date_unclear') return understood;
  return picked(time ?? date, work) ?? understood;
}

type Which =
  | { appointment: FoundAppointment; way: Way; events: Finding['events']; notFound?: never; again?: never }
  | { appointment?: never; way?: never; events?: never; notFound: Finding; again?: never }
  /** What this call has done before: it is answered from there. */
  | { again: Extract<Judged, { kind: 'repeat' }>; way: Way; events: Finding['events']; appointment?: never; notFound?: never };

/** What is to be done with it, as far as it tells a repeat from something new. */
interface WishOfCall {
  operation: ModificationKind;
  /** The new times that may be meant. */
  wanted(found: { branchId: string | null }): string[];
}

/** The search of the design; where it finds none on that day, the caller may be one who has just booked. */
export async function whichAppointment(
  admitted: Admitted,
  days: Moments,
  work: Work,
  deps: ReceptionDependencies,
  wish: WishOfCall,
): Promise<Which> {
  const { identified, events } = admitted;
  const search = await searchFor(admitted, days, work, deps);
  if (hasChanged(work.call)) {
    const own = await ownChangesOf(work, identified.customer.id, deps);
    const wanted = own.flatMap(({ appointment }) => wish.wanted(appointment));
    const judged = judgeWish({ operation: wish.operation, reference: days, wanted }, own, search);
    if (judged.kind === 'repeat') {
      await admitted.clear();
      return { again: judged, way: identified.way, events };
    }
    if (judged.kind === 'unclear') return { notFound: nothingFound({ kind: 'choose', choices: judged.choices }, admitted, work) };
  }
  if (search.kind === 'found') return { appointment: search.appointment, way: identified.way, events };
  const notFound = nothingFound(search, admitted, work);
  if (search.kind === 'choose' || identified.way === 'company_and_day' || admitted.proving) return { notFound };
  const { found } = identifyJustBooked(await admitted.justBooked(), identified.tried);
  const booked = byTime(found?.appointments ?? [], days.times, admitted.timeMustFit);
  if (!found || booked.kind === 'none') return { notFound };
  await admitted.clear();
  const byBooking = [identifiedEvent(found, work)];
  if (booked.kind === 'choose') return { notFound: nothingFound(booked, { ...admitted, events: byBooking }, work) };
  return { appointment: booked.appointment, way: found.way, events: byBooking };
}

/** After what this call itself has changed can be seen. */
export async function searchFor(
  admitted: Admitted,
  days: Moments,
  work: Work,
  deps: ReceptionDependencies,
): Promise<SearchResult> {
  const { identified, caller, byNameAlone, timeMustFit, proving } = admitted;
  const isSure = !byNameAlone && !proving;
  const { customer, appointments } = identified;
  const changed = hasChanged(work.call);
  const meant = {
    companyId: caller.companyId,
    customerId: customer.id,
    callId: caller.callId,
    days: days.days,
    times: days.times,
    known: changed ? undefined : appointments,
    mayOffer: isSure,
    timeMustFit,
    now: work.now,
  };
  const searching = ownChangesVisible(work, deps).then(() => findAppointment(meant, deps.queries));
  const [found] = await Promise.all([searching, isSure ? admitted.clear() : undefined]);
  if (!isSure) await (found.kind === 'found' || found.kind === 'choose' ? admitted.clear() : admitted.fail());
  return found;
}

/** Bounded: what has not arrived by then is found out by the stream. */
const ownChangesMs = 1_000;

export async function ownChangesVisible(work: Work, deps: ReceptionDependencies): Promise<void> {
  if (hasChanged(work.call)) await deps.caughtUp(ownChangesMs);
}

/** What is said where no appointment was found, or several; he who is known by a name alone learns nothing by it. */
export function nothingFound(
  search: Exclude<SearchResult, { kind: 'found' }>,
  {
    identified,
    caller,
    byNameAlone,
    proving,
    events,
  }: Pick<Admitted, 'identified' | 'caller' | 'byNameAlone' | 'proving' | 'events'>,
  work: Work,
): Finding {
  const customerName = caller.name;
  if (search.kind === 'none' && proving)
    return findingOf(work, 'locked_out', { customerName, events: [{ type: 'CallerLockedOut', data: proving }] });
  if (search.kind === 'none') {
    if (!byNameAlone || identified.way === 'call') return findingOf(work, 'appointment_not_found', { customerName, events });
    const code = notIdentifiedCode(caller);
    return findingOf(work, code, { customerName, events: [notIdentifiedEvent(identified, code, work)] });
  }
  const code: Code = search.kind === 'choose' ? 'choose_appointment' : 'other_day_offered';
  return findingOf(work, code, { customerName, events, choices: search.choices.map(choice => choiceOf(choice, work)) });
}
