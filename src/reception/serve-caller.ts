// What a caller asked for, function by function: who is it, which appointment, and then the change itself.
import { appointment } from '../domain/appointment.ts';
import { feeTold, hasChanged } from '../domain/call.ts';
import type { Code } from '../domain/codes.ts';
import type { Way } from '../domain/identification.ts';
import { appointmentStream } from '../domain/ids.ts';
import type { ModificationKind } from '../domain/values.ts';
import { type Admitted, admit, identifiedEvent } from './admit.ts';
import { makeChange } from './change.ts';
import { concludeChange } from './conclude.ts';
import type { ReceptionDependencies } from './dependencies.ts';
import { findAppointment, type SearchResult } from './find-appointment.ts';
import type { Finding, Work } from './finding.ts';
import { identifyJustBooked } from './just-booked.ts';
import { picked } from './picked.ts';
import type { FoundAppointment } from './queries.ts';
import type { CallFunction, CallRequest } from './request.ts';
import { type ChangeMeant, madeBefore } from './resume.ts';
import { nearest, slotsFor } from './slots.ts';
import { type Moments, type Unclear, understandDay, understandMove } from './when.ts';

type Asked<N extends CallFunction['name']> = Extract<CallFunction, { name: N }>;

const listAheadMs = 366 * 24 * 3_600_000;
const mostListed = 31;

/** Answers one function call; a refusal is a finding like any other. */
export async function serveCaller(request: CallRequest, work: Work, deps: ReceptionDependencies): Promise<Finding> {
  const asked = request.function;
  switch (asked.name) {
    case 'cancel_appointment':
    case 'reschedule_appointment':
      return serveChange(request, asked, work, deps);
    case 'list_appointments':
      return switchedOff(asked.name, work) ?? serveList(request, asked, work, deps);
    case 'find_slots':
      return switchedOff(asked.name, work) ?? serveSlots(request, asked, work, deps);
  }
}

/** The hand-over, where the company is paused or does not let callers do this. */
function switchedOff(name: CallFunction['name'], work: Work): Finding | undefined {
  const { paused, functionsOff } = work.settings;
  if (paused === true) return finding(work, 'company_paused', {});
  return functionsOff?.includes(name) ? finding(work, 'function_off', {}) : undefined;
}

async function serveChange(
  request: CallRequest,
  asked: Asked<'cancel_appointment'> | Asked<'reschedule_appointment'>,
  work: Work,
  deps: ReceptionDependencies,
): Promise<Finding> {
  const operation = asked.name === 'cancel_appointment' ? 'cancel' : 'reschedule';
  const meant =
    (await madeBefore(work, deps)) ?? switchedOff(asked.name, work) ?? (await changeMeant(request, asked, operation, work, deps));
  if ('code' in meant) return meant;
  const { found, newStartsAt, way, events } = meant;
  const result = await makeChange(
    {
      commandId: work.request.commandId,
      companyId: work.context.companyId,
      appointmentId: found.id,
      operation,
      newStartsAt,
      seen: { startsAt: found.startsAt, bookingUid: found.bookingUid },
      callId: request.callId,
      identifiedBy: way,
      reasonCode: undefined,
      reason: asked.reason,
      feeAccepted: asked.feeAccepted,
      override: undefined,
      waiver: undefined,
      feeTold: feeTold(work.call, asked.name, found.id),
      context: work.context,
      now: work.now,
    },
    deps,
  );
  return concludeChange(result, { operation, asked, found, newStartsAt, events }, work, deps);
}

/** Who is it, which appointment, and where to; or the answer where one of these is not clear. */
async function changeMeant(
  request: CallRequest,
  asked: Asked<'cancel_appointment'> | Asked<'reschedule_appointment'>,
  operation: ModificationKind,
  work: Work,
  deps: ReceptionDependencies,
): Promise<ChangeMeant | Finding> {
  const { customerName } = asked;
  const days = momentsMeant(asked.date, asked.time, work);
  if (days.kind === 'unclear') return finding(work, days.code, { customerName, choices: days.choices });
  const admitted = await admit(request, customerName, days, operation, work, deps);
  if (admitted.kind === 'answered') return admitted.finding;
  const { appointment: found, way, events, notFound } = await whichAppointment(admitted, days, work, deps);
  if (!found) return notFound;
  if (asked.name === 'cancel_appointment') return { found, newStartsAt: undefined, way, events };
  const move = understandMove(asked.newDate, asked.newTime, found, work);
  if (move.kind === 'unclear') {
    const { code, choices, alternatives } = move;
    return finding(work, code, { customerName, choices, events, ...(alternatives && { alternatives }) });
  }
  return { found, newStartsAt: move.startsAt, way, events };
}

/** The day and time as said; or, of what was just offered, the one that was picked by its time alone. */
function momentsMeant(date: string | undefined, time: string | undefined, work: Work): Moments | Unclear {
  const understood = understandDay(date, time, work);
  if (understood.kind === 'days' || understood.code !== 'date_unclear') return understood;
  return picked(time ?? date, work) ?? understood;
}

type Which =
  | { appointment: FoundAppointment; way: Way; events: Finding['events']; notFound?: never }
  | { appointment?: never; way?: never; events?: never; notFound: Finding };

/** The search of the design; where it finds none on that day, the caller may be one who has just booked. */
async function whichAppointment(admitted: Admitted, days: Moments, work: Work, deps: ReceptionDependencies): Promise<Which> {
  const { identified, caller, events } = admitted;
  const search = await searchFor(admitted, days, work, deps);
  if (search.kind === 'found') return { appointment: search.appointment, way: identified.way, events };
  const notFound = nothingFound(search, events, work, caller.name);
  if (search.kind === 'choose' || identified.way === 'company_and_day') return { notFound };
  const { found } = await identifyJustBooked(caller, identified.tried, deps.queries);
  const [appointment] = found?.appointments ?? [];
  if (!found || !appointment) return { notFound };
  await admitted.clear();
  return { appointment, way: found.way, events: [identifiedEvent(found, work)] };
}

/** After what this call itself has changed can be seen. */
async function searchFor(admitted: Admitted, days: Moments, work: Work, deps: ReceptionDependencies): Promise<SearchResult> {
  const { identified, caller, byNameAlone, timeMustFit } = admitted;
  const { customer, appointments } = identified;
  const changed = hasChanged(work.call);
  const meant = {
    companyId: caller.companyId,
    customerId: customer.id,
    callId: caller.callId,
    days: days.days,
    times: days.times,
    known: changed ? undefined : appointments,
    mayOffer: !byNameAlone,
    timeMustFit,
    now: work.now,
  };
  const searching = ownChangesVisible(work, deps).then(() => findAppointment(meant, deps.queries));
  const [found] = await Promise.all([searching, byNameAlone ? undefined : admitted.clear()]);
  if (byNameAlone && (found.kind === 'found' || found.kind === 'choose')) await admitted.clear();
  return found;
}

/** Bounded: what has not arrived by then is found out by the stream. */
const ownChangesMs = 1_000;

async function ownChangesVisible(work: Work, deps: ReceptionDependencies): Promise<void> {
  if (hasChanged(work.call)) await deps.caughtUp(ownChangesMs);
}

function nothingFound(
  search: Exclude<SearchResult, { kind: 'found' }>,
  events: Finding['events'],
  work: Work,
  customerName: string | undefined,
): Finding {
  if (search.kind === 'none') return finding(work, 'appointment_not_found', { customerName, events });
  const code: Code = search.kind === 'choose' ? 'choose_appointment' : 'other_day_offered';
  return finding(work, code, { customerName, events, choices: search.choices.map(choice => choiceOf(choice, work)) });
}

async function serveList(
  request: CallRequest,
  asked: Asked<'list_appointments'>,
  work: Work,
  deps: ReceptionDependencies,
): Promise<Finding> {
  const ahead = { from: work.now, to: new Date(work.now.getTime() + listAheadMs) };
  const anyDay: Moments = { kind: 'days', days: [], times: [] };
  const admitted = await admit(request, asked.customerName, anyDay, undefined, work, deps);
  if (admitted.kind === 'answered') return admitted.finding;
  const { customer } = admitted.identified;
  // Whoever knows a name would otherwise learn when its bearer can be met.
  if (admitted.byNameAlone) return finding(work, 'number_needed', { customerName: asked.customerName, events: admitted.events });
  await Promise.all([ownChangesVisible(work, deps), admitted.clear()]);
  const found = await deps.queries.appointmentsOf(work.context.companyId, customer.id, request.callId, ahead);
  const choices = found.slice(0, mostListed).map(item => choiceOf(item, work));
  return finding(work, choices.length > 0 ? 'listed' : 'nothing_listed', {
    customerName: asked.customerName,
    events: admitted.events,
    choices,
  });
}

async function serveSlots(
  request: CallRequest,
  asked: Asked<'find_slots'>,
  work: Work,
  deps: ReceptionDependencies,
): Promise<Finding> {
  const { customerName } = asked;
  const days = understandDay(asked.date, undefined, work);
  if (days.kind === 'unclear') return finding(work, days.code, { customerName, choices: days.choices });
  const wanted = asked.wantedDate === undefined ? days : understandDay(asked.wantedDate, undefined, work);
  if (wanted.kind === 'unclear') return finding(work, wanted.code, { customerName, choices: wanted.choices });
  const admitted = await admit(request, customerName, days, undefined, work, deps);
  if (admitted.kind === 'answered') return admitted.finding;
  const search = await searchFor(admitted, days, work, deps);
  if (search.kind !== 'found') return nothingFound(search, admitted.events, work, customerName);
  const [day] = wanted.days;
  const free = day && (await slotsFor(search.appointment, day, work, deps));
  // What cannot be asked is not known to be taken.
  if (!free)
    return finding(work, 'slots_unknown', { customerName, events: admitted.events, appointmentId: search.appointment.id });
  const { state } = await deps.executor.load(appointment, appointmentStream(work.context.companyId, search.appointment.id));
  const others = free.filter(at => Date.parse(at) !== Date.parse(state.period.startsAt));
  const alternatives = nearest(others, search.appointment.startsAt);
  return finding(work, alternatives.length > 0 ? 'slots' : 'no_slots', {
    customerName,
    events: admitted.events,
    alternatives,
    ...(day && { startsAt: day.from.toISOString() }),
    appointmentId: search.appointment.id,
  });
}

function choiceOf(found: FoundAppointment, work: Work): { startsAt: string; service?: string } {
  const service = found.serviceId === null ? undefined : work.company.state.services.get(found.serviceId)?.name;
  return { startsAt: found.startsAt, ...(service !== undefined && { service }) };
}

interface FindingDetail {
  customerName?: string | undefined;
  events?: Finding['events'];
  choices?: { startsAt: string; service?: string }[] | undefined;
  alternatives?: string[];
  startsAt?: string;
  appointmentId?: string;
}

/** A finding with what every sentence needs: the zone, and the hand-over where nothing else helps. */
function finding(work: Work, code: Code, detail: FindingDetail): Finding {
  const { customerName, events, choices, alternatives, startsAt, appointmentId } = detail;
  return {
    code,
    parameters: {
      zone: work.settings.timeZone,
      answeredAt: work.now.toISOString(),
      handover: work.settings.handover,
      ...(choices !== undefined && { choices }),
      ...(alternatives !== undefined && { alternatives }),
      ...(startsAt !== undefined && { startsAt }),
    },
    events: events ?? [],
    ...(customerName !== undefined && { customerName }),
    ...(appointmentId !== undefined && { appointmentId }),
  };
}
