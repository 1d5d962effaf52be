// Runs what callers say through everything that understands it, without a store or a calendar, and compares the outcome with the
// right one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { deadlineIn } from '../../../src/calls/deadline.ts';
import { findAppointment } from '../../../src/calls/find/search.ts';
import { callFunctionNamed } from '../../../src/calls/functions/index.ts';
import { nothingDecided } from '../../../src/calls/ledger/progress.ts';
import type { FoundAppointment, Lookups } from '../../../src/calls/lookups.ts';
import type { RequestScope } from '../../../src/calls/result.ts';
import { openOn, type Unclear } from '../../../src/calls/understand/moments.ts';
import { understandWanted } from '../../../src/calls/understand/new-time.ts';
import { type CallState, call, type LedgerEntry } from '../../../src/domain/call/call.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { type CompanyState, company, hoursOf } from '../../../src/domain/company/company.ts';
import { isWithinOpeningHours, type OpeningHours } from '../../../src/domain/company/opening-hours.ts';
import { saidText } from '../../../src/language/parse/placeholders.ts';

/** One thing said in one situation. Times are local in Berlin, `YYYY-MM-DD HH:mm`. */
export interface Utterance {
  group: string;
  lang: 'de' | 'en';
  country?: string;
  now: string;
  hours?: Record<string, string>;
  do: 'cancel' | 'move' | 'slots';
  args: Record<string, string>;
  /** All the caller has; what follows the time is the service. */
  appointments: string[];
  /** What the caller heard last. */
  heard?: { list?: string[]; one?: string; free?: string[] };
  right: Right;
  /** A careful receptionist might ask as well. */
  orAsk?: boolean;
}

type Right =
  | string
  | { from: string; to: string }
  | { of: string; day: string; within?: [string, string] }
  | { ask: string[] | string }
  | { none: string }
  | { past: true };

export type Outcome =
  | { kind: 'act'; appointment: string; to?: string }
  | { kind: 'slots'; of: string; day: string; from: string; to: string }
  | { kind: 'ask'; code: string; named: string[] }
  /** There is no appointment on these days; what there is on others is offered. */
  | { kind: 'none'; days: string[] }
  | { kind: 'past' };

/** `asked`: a question where a receptionist would have understood. `wrong`: understood as something else. */
export type Verdict = 'right' | 'asked' | 'wrong';

const zone = 'Europe/Berlin';
/** Half of it was written before what reads it, and all of it without looking at that. */
export const corpusFiles = ['german-references', 'german-times', 'german-in-passing', 'english-and-models', 'traps'];

export const corpus = (file: string): Utterance[] => readUtterances(join(import.meta.dirname, `${file}.jsonl`));

function readUtterances(path: string): Utterance[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as Utterance);
}

const instantOf = (local: string): string =>
  DateTime.fromFormat(local.slice(0, 16), 'yyyy-MM-dd HH:mm', { zone }).toUTC().toISO() ?? '';
const localOf = (instant: string): string => DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd HH:mm');

export const functionOf = { cancel: 'cancel_appointment', move: 'reschedule_appointment', slots: 'find_slots' };

export async function outcomeOf(said: Utterance): Promise<Outcome> {
  const scope = scopeOf(said);
  const asked = callFunctionNamed(functionOf[said.do])?.read(said.args);
  if (!asked) throw new Error('the arguments have no form the function takes');
  const wish = asked.understand(scope, { callId: 'call' } as never);
  if (wish.kind === 'unclear') return questionOf(wish);
  const appointments = said.appointments.map(foundAt);
  const found = await findAppointment(
    {
      companyId: 'salon',
      customerId: 'customer',
      callId: 'call',
      days: wish.reference.days,
      readings: wish.reference.readings,
      known: undefined,
      mayOffer: true,
      timeMustFit: false,
      now: scope.now,
    },
    lookupsOf(appointments),
  );
  if (found.kind === 'unsure') return { kind: 'ask', code: 'date_unclear', named: [] };
  if (found.kind === 'none' || found.kind === 'other_day')
    return { kind: 'none', days: wish.reference.days.map(({ from }) => localOf(from.toISOString()).slice(0, 10)) };
  if (found.kind === 'choose')
    return { kind: 'ask', code: 'choose_appointment', named: found.choices.map(({ startsAt }) => localOf(startsAt)) };
  const { startsAt } = found.appointment;
  if (said.do === 'slots') return wantedOf(said, startsAt, scope);
  if (wish.kind !== 'change') throw new Error('no change is asked for');
  const time = wish.newTime({ branchId: undefined, startsAt });
  if (time.kind === 'unclear') return questionOf(time);
  if (time.kind === 'none') return { kind: 'act', appointment: localOf(startsAt) };
  // What is closed or past is refused with other times, and nothing is changed.
  const period = { startsAt: time.startsAt, endsAt: time.startsAt };
  const isOpen = isWithinOpeningHours(hoursOf(scope.company.state, undefined), period, zone);
  if (!isOpen || time.startsAt <= scope.now.toISOString())
    return { kind: 'ask', code: 'refused', named: [localOf(time.startsAt)] };
  return { kind: 'act', appointment: localOf(startsAt), to: localOf(time.startsAt) };
}

function questionOf({ code, choices, alternatives }: Unclear): Outcome {
  if (code === 'date_past' || code === 'appointment_past') return { kind: 'past' };
  const named = [...(choices ?? []).map(({ startsAt }) => startsAt), ...(alternatives ?? [])].map(localOf);
  return { kind: 'ask', code, named };
}

const halfHours = Array.from({ length: 48 }, (_, index) => index * 30);

function wantedOf({ args }: Utterance, startsAt: string, scope: RequestScope): Outcome {
  const said = (text: string | undefined) => (text === undefined ? undefined : saidText(text));
  const words = { day: said(args.wanted_date), time: said(args.wanted_time) };
  const wanted = understandWanted(
    words,
    { day: args.wanted_date_iso, time: args.wanted_time_iso },
    { branchId: undefined, startsAt },
    scope,
  );
  if (wanted.kind === 'unclear') return questionOf(wanted);
  const { date, clock, isFree } = wanted;
  const clocks = halfHours
    .map(minutes => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`)
    .filter(time => instantOf(`${date} ${time}`) > scope.now.toISOString() && isFree(instantOf(`${date} ${time}`)));
  const opens = openOn(date, undefined, scope);
  if (clock !== undefined && opens && (clock < opens.opens || clock >= opens.closes))
    return { kind: 'ask', code: 'no_slots', named: [] };
  const from = clock ?? clocks[0] ?? '';
  return { kind: 'slots', of: localOf(startsAt), day: date, from, to: clock ?? clocks.at(-1) ?? '' };
}

export function verdictOn(said: Utterance, outcome: Outcome): Verdict {
  const { right } = said;
  if (outcome.kind === 'ask') return isQuestionRight(said) ? 'right' : 'asked';
  if (typeof right === 'object' && 'past' in right) return outcome.kind === 'past' ? 'right' : 'wrong';
  if (typeof right === 'object' && ('none' in right || 'ask' in right))
    return outcome.kind === 'none' || outcome.kind === 'past' ? 'right' : 'wrong';
  if (isDone(right, outcome, hoursOn(said, right))) return 'right';
  return isOtherWeekOf(said, right, outcome) ? 'asked' : 'wrong';
}

const isQuestionRight = ({ right, orAsk }: Utterance): boolean =>
  orAsk === true || (typeof right === 'object' && ('ask' in right || 'none' in right));

/** "Dienstag" without an appointment on the coming one: those on others are offered, and the right one is among them. */
function isOtherWeekOf({ appointments }: Utterance, right: Right, outcome: Outcome): boolean {
  const meant = typeof right === 'string' ? right : typeof right === 'object' && 'from' in right ? right.from : undefined;
  if (outcome.kind !== 'none' || meant === undefined || !appointments.includes(meant)) return false;
  const weekday = (date: string) => DateTime.fromISO(date.slice(0, 10)).weekday;
  return outcome.days.every(day => weekday(day) === weekday(meant) && day !== meant.slice(0, 10));
}

const tolerance = 60;

function isDone(right: Right, outcome: Outcome, open: [string, string]): boolean {
  if (typeof right === 'string') return outcome.kind === 'act' && outcome.appointment === right.slice(0, 16);
  if ('to' in right) return outcome.kind === 'act' && outcome.appointment === right.from.slice(0, 16) && outcome.to === right.to;
  if (!('of' in right) || outcome.kind !== 'slots') return false;
  if (outcome.of !== right.of.slice(0, 16) || outcome.day !== right.day) return false;
  if (!right.within) return true;
  const [from, to] = right.within.map(minutesOf);
  const [opens, closes] = open.map(minutesOf);
  const start = Math.max(minutesOf(outcome.from), opens ?? 0);
  const end = Math.min(minutesOf(outcome.to), closes ?? 1440);
  return Math.abs(start - (from ?? 0)) <= tolerance && Math.abs(end - (to ?? 0)) <= tolerance;
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const usual: Record<string, string> = {
  mon: '09:00-18:00',
  tue: '09:00-18:00',
  wed: '09:00-18:00',
  thu: '09:00-18:00',
  fri: '09:00-18:00',
  sat: '09:00-14:00',
};

function hoursOn({ hours = usual }: Utterance, right: Right): [string, string] {
  if (typeof right === 'string' || !('day' in right)) return ['00:00', '24:00'];
  const span = hours[weekdays[DateTime.fromISO(right.day).weekday - 1] ?? ''] ?? '00:00-24:00';
  const [opens = '00:00', closes = '24:00'] = span.split('-');
  return [opens, closes];
}

function scopeOf(said: Utterance): RequestScope {
  const settings: NonNullable<CompanyState['settings']> = {
    companyId: 'salon',
    name: 'Salon',
    language: said.lang,
    timeZone: zone,
    currency: 'EUR',
    handover: '',
    ...(said.country !== undefined && { country: said.country as 'DE' }),
  };
  const opening: OpeningHours = Object.fromEntries(
    weekdays.flatMap((name, index) => {
      const [opens, closes] = (said.hours ?? usual)[name]?.split('-') ?? [];
      return opens === undefined || closes === undefined ? [] : [[String(index + 1), [{ opens, closes }]]];
    }),
  );
  const now = new Date(instantOf(said.now));
  return {
    request: { kind: 'open', requestKey: 'key', n: 1, commandId: 'command', calledAt: now.toISOString(), resumed: false },
    call: callAfter(said, now),
    company: { state: { ...company.initial, settings, hours: new Map([['company', opening]]) }, revision: 0n },
    settings,
    now,
    context: { correlationId: 'call', companyId: 'salon', actor: { kind: 'caller', id: 'call' }, channel: 'phone' },
    deadline: deadlineIn(60_000, systemClock),
    progress: nothingDecided(),
  };
}

/** A call in which the list, the one appointment or the free times were just read out. */
function callAfter({ heard }: Utterance, now: Date): CallState {
  if (!heard) return call.initial;
  const choices = (heard.list ?? (heard.one === undefined ? [] : [heard.one])).map(local => ({ startsAt: instantOf(local) }));
  const alternatives = (heard.free ?? []).map(instantOf);
  const answer: NonNullable<LedgerEntry['answer']> = {
    requestKey: 'earlier',
    n: 1,
    function: 'find_slots',
    status: heard.free ? 'slots' : 'unclear',
    code: heard.free ? 'slots' : heard.one === undefined ? 'choose_appointment' : 'other_day_offered',
    parameters: { ...(choices.length > 0 && { choices }), ...(alternatives.length > 0 && { alternatives }) },
    language: 'de',
    answeredAt: now.toISOString(),
  };
  const entry = { n: 1, function: 'find_slots', calledAt: now.toISOString(), answer, besides: new Set<number>() };
  return { ...call.initial, requests: new Map([['earlier', entry]]) };
}

function foundAt(text: string): FoundAppointment {
  const startsAt = instantOf(text);
  return {
    id: text,
    customerId: 'customer',
    serviceId: null,
    staffId: null,
    branchId: null,
    startsAt,
    endsAt: new Date(Date.parse(startsAt) + 30 * 60_000).toISOString(),
    bookingUid: null,
    awaitingConfirmation: false,
    foundBy: 'customer',
  };
}

function lookupsOf(appointments: FoundAppointment[]): Lookups {
  const refuse = () => Promise.reject(new Error('only appointments are looked up'));
  return {
    customerById: refuse,
    customersByPhone: refuse,
    customersByName: refuse,
    customersOfDays: refuse,
    justBooked: refuse,
    appointmentOfModification: refuse,
    appointmentsOf: (_company, _customer, _call, { from, to }) =>
      Promise.resolve(
        appointments.filter(({ startsAt }) => Date.parse(startsAt) >= from.getTime() && Date.parse(startsAt) < to.getTime()),
      ),
  };
}
