// Whole turns of the corpus over HTTP, signed, with stored appointments and their bookings: the right one is cancelled or moved, in the
// event stream and in the calendar, and nothing else is touched. `npm run soak -- language` plays all of them.
import { DateTime } from 'luxon';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxKeyOf } from '../../src/app/servers.ts';
import type { Answer } from '../../src/calls/answer/answer.ts';
import { outcomeOf } from '../language/corpus/evaluate.ts';
import { serviceOf } from '../language/corpus/situation.ts';
import { functionOf, instantOf, localOf, type Utterance, usualHours, weekdays } from '../language/corpus/utterances.ts';
import { dayLeadingTo, type Kind, type Turn, turns } from '../support/corpus-turns.ts';
import { createWorld, movableClock, uidFor, type World } from '../support/world.ts';

let world: World;
const feeCents = 1_000;
const fee = { fee: { kind: 'fixed', amount_cents: feeCents } };
/** Turns that were to be acted on, and those that were, by kind. */
const counts = new Map<Kind, { played: number; toDo: number; done: number }>();

/** One of each kind of company that is called. */
interface Company {
  id: string;
  line: string;
}
const companies = new Map<string, Company>();
const keyOf = ({ kind, said: { lang, country, hours, appointments } }: Turn): string =>
  JSON.stringify([lang, country, hours, kind === 'fee', appointments.some(at => serviceOf(at) !== '')]);

/** Names are no ids: they have spaces and umlauts. */
const idOf = (service: string): string => Buffer.from(service).toString('hex');

/** A caller and what they have, as the service and the calendar know it. */
interface Guest {
  id: string;
  number: string;
  company: Company;
  /** In the order of the utterance's appointments. */
  ids: string[];
}
const guests = new Map<Turn, Guest>();
/** To invite them all; the soak has thousands. */
const atMostMs = 60_000 + turns.length * 600;

beforeAll(async () => {
  world = await createWorld({ clock: movableClock(instantOf(turns[0]?.said.now ?? '2026-01-01 09:00')) });
  for (const turn of turns) await companyOf(turn);
  const lanes = Array.from({ length: 6 }, (_, lane) =>
    turns.map((turn, index) => ({ turn, index })).filter((_, at) => at % 6 === lane),
  );
  await Promise.all(
    lanes.map(async lane => {
      for (const { turn, index } of lane) await invite(turn, index + 1);
    }),
  );
  await world.settle();
}, atMostMs);
afterAll(() => world?.stop());

async function companyOf(turn: Turn): Promise<void> {
  const key = keyOf(turn);
  if (companies.has(key)) return;
  const { lang: language, country, hours = usualHours } = turn.said;
  const company = { id: `turns${companies.size + 1}`, line: `+4930123${String(46_000 + companies.size)}` };
  const opening = Object.entries(hours).map(([day, span]): [string, string[]] => [day, span.split('-')]);
  await world.company(company.id, company.line, {
    language,
    ...(country && { country }),
    ...(turn.kind === 'fee' && { policy: { cancel: fee, reschedule: fee } }),
    hours: Object.fromEntries(opening.map(([day, [opens, closes]]) => [day, [{ opens, closes }]])),
  });
  const names = turns.filter(one => keyOf(one) === key).flatMap(({ said }) => said.appointments.map(serviceOf));
  for (const name of new Set(names.filter(one => one !== '')))
    await world.must('POST', `/v1/companies/${company.id}/services`, {
      service_id: idOf(name),
      name,
      minutes: appointmentMinutes,
    });
  companies.set(key, company);
}

/** The customer, their appointments and bookings. What may be picked is all that is free. */
async function invite(turn: Turn, serial: number): Promise<void> {
  const { kind, said } = turn;
  const company = companies.get(keyOf(turn));
  if (!company) throw new Error('no company for this turn');
  const apiKey = sandboxKeyOf(company.id);
  const [id, number] = [`turn${serial}`, `+4915112${String(500_000 + serial)}`];
  const eventType = 1_000 + serial;
  world.sandbox.seedEventType({ id: eventType, apiKey, slotIntervalMinutes: 15, openingHours: openOf(kind, said) });
  await world.customer(id, `Gast Turnus${serial}`, number, company.id);
  const ids = said.appointments.map((_, index) => `${id}n${index + 1}`);
  for (const [index, at] of said.appointments.entries()) {
    const uid = uidFor(ids[index] ?? '');
    const startsAt = instantOf(at);
    world.sandbox.seed({
      uid,
      apiKey,
      start: startsAt,
      minutes: appointmentMinutes,
      eventTypeId: eventType,
      hostId: serial * 10 + index,
    });
    const booking = { uid, calendar_service_id: eventType, form: 'single' };
    const service = serviceOf(at) !== '' && { service_id: idOf(serviceOf(at)) };
    await world.appointment(ids[index] ?? '', id, startsAt, null, { booking, ...service }, company.id);
  }
  guests.set(turn, { id, number, company, ids });
}

type Opening = Record<string, [string, string][]>;

/** What may be picked is all there is; else the company's hours, in which the last time for a change is just before they end. */
function openOf(kind: Kind, { heard, hours = usualHours }: Utterance): Opening {
  const longer = kind === 'looked_for' ? 0 : appointmentMinutes - 1;
  const spans: [number, string, string][] =
    kind === 'picked'
      ? (heard?.free ?? []).map(at => [
          DateTime.fromSQL(at).weekday,
          at.slice(11, 16),
          later(at.slice(11, 16), appointmentMinutes),
        ])
      : Object.entries(hours).map(([name, span]) => {
          const [opens = '', closes = ''] = span.split('-');
          return [weekdays.indexOf(name) + 1, opens, later(closes, longer)];
        });
  const opening: Opening = {};
  for (const [weekday, opens, closes] of spans) opening[String(weekday)] = [...(opening[String(weekday)] ?? []), [opens, closes]];
  return opening;
}

const appointmentMinutes = 30;

/** `HH:mm`, past midnight too: the calendar takes 24:20. */
function later(clock: string, minutes: number): string {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  const at = hour * 60 + minute + minutes;
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
}

test('there are at least two hundred turns, of every kind', () => {
  expect(turns.length).toBeGreaterThanOrEqual(200);
  const kinds = new Set(turns.map(({ kind }) => kind));
  expect(kinds.size).toBe(9);
  for (const kind of kinds) expect([kind, turns.filter(turn => turn.kind === kind).length >= 10]).toEqual([kind, true]);
});

test.each(turns.map(turn => [nameOf(turn), turn] as const))('%s', async (_, turn) => {
  const { kind, said } = turn;
  const guest = guests.get(turn);
  if (!guest) throw new Error('nobody was invited');
  world.clock.moveTo(instantOf(said.now));
  const ask = (name: string, args: object) =>
    world.call(name, args, { from: guest.number, to: guest.company.line, callId: `call_${guest.id}` });
  await hear(turn, ask);
  const count = counts.get(kind) ?? { played: 0, toDo: 0, done: 0 };
  counts.set(kind, count);
  count.played += 1;
  const answer = await ask(functionOf[said.do], said.args);
  const understood = await outcomeOf(said);

  if (kind === 'looked_for') {
    if (isFreeTimesRight(said, answer)) count.done += 1;
    count.toDo += typeof said.right === 'object' && 'of' in said.right ? 1 : 0;
    expect(answer.code === 'slots').toBe(understood.kind === 'slots');
    return expectStanding(guest, said, undefined);
  }
  const meant = meantIn(said);
  if (meant) count.toDo += 1;
  const isDone = kind === 'fee' ? answer.code === 'fee_confirmation_required' : answer.success;
  // What is understood without a store is what is done with one.
  expect([isDone, answer.code]).toEqual([understood.kind === 'act', answer.code]);
  if (kind === 'fee') return answerFee(turn, guest, answer, ask);
  await expectStanding(guest, said, answer);
  if (!answer.success) return;
  count.done += 1;
  if (kind === 'repeated') await repeat(turn, guest, answer, ask);
});

type Ask = (name: string, args: object) => Promise<Answer>;

/** What the caller hears before: it must be what the utterance was said after. */
async function hear({ kind, said }: Turn, ask: Ask): Promise<void> {
  const { heard } = said;
  if (kind === 'listed') {
    const answer = await ask('list_appointments', {});
    expect(readOut(answer.choices)).toEqual(heard?.list);
  }
  if (kind === 'suggested') {
    const [day, time] = ['appointment_date', 'appointment_time'];
    const words = {
      [said.do === 'move' ? 'old_date' : day]: heard?.one?.slice(0, 10),
      [said.do === 'move' ? 'old_time' : time]: '23:50',
    };
    expect(readOut((await ask(functionOf[said.do], words)).choices)).toEqual([heard?.one]);
  }
  if (kind === 'picked') {
    const [own = ''] = said.appointments;
    const wanted = { appointment_date: own.slice(0, 10), wanted_date: dayLeadingTo(said) };
    expect(readOut((await ask('find_slots', wanted)).alternatives)).toEqual(heard?.free);
  }
}

const readOut = (times: Answer['choices']): string[] | undefined => times?.map(({ date, time }) => `${date} ${time}`);

/** The appointment that is to be changed, and its new time. */
function meantIn({ right }: Utterance): { from: string; to: string | undefined } | undefined {
  if (typeof right === 'string') return { from: right.slice(0, 16), to: undefined };
  return 'from' in right ? { from: right.from.slice(0, 16), to: right.to } : undefined;
}

/** Everything is as it was but what a successful answer names; and that is the right one, in the stream and in the calendar. */
async function expectStanding(guest: Guest, said: Utterance, answer: Answer | undefined): Promise<void> {
  const changed = answer?.success ? answer : undefined;
  const meant = meantIn(said);
  const index = said.appointments.findIndex(at => at.slice(0, 16) === meant?.from);
  if (changed) expect(changed.appointment_id).toBe(guest.ids[index]);
  if (changed && meant?.to !== undefined) expect(`${changed.new_date} ${changed.new_time}`).toBe(meant.to);
  const streams = await Promise.all(guest.ids.map(id => world.events(`appointment-${guest.company.id}.${id}`)));
  for (const [place, id] of guest.ids.entries()) {
    const events = streams[place] ?? [];
    const booking = bookingOf(id);
    const stands = { status: booking?.status, start: booking && localOf(booking.start) };
    const at = said.appointments[place]?.slice(0, 16);
    if (id !== changed?.appointment_id) {
      expect([events.length, stands]).toEqual([1, { status: 'accepted', start: at }]);
      continue;
    }
    const [, decided] = events;
    const isMove = said.do === 'move';
    expect(decided?.type).toBe(isMove ? 'AppointmentRescheduled' : 'AppointmentCancelled');
    const to = decided?.type === 'AppointmentRescheduled' ? localOf(decided.data.to.startsAt) : undefined;
    expect(to).toBe(meant?.to);
    expect(stands).toEqual({ status: isMove ? 'accepted' : 'cancelled', start: meant?.to ?? at });
  }
}

/** As the calendar has it, after it was moved too, and cancelled. */
function bookingOf(id: string): ReturnType<World['sandbox']['booking']> {
  const booking = world.sandbox.booking(uidFor(id));
  return booking?.rescheduledToUid ? world.sandbox.booking(booking.rescheduledToUid) : booking;
}

/** All that are read out are of the right day and within the hours; a question is no offer. */
function isFreeTimesRight({ right }: Utterance, { code, alternatives }: Answer): boolean {
  if (code !== 'slots') return false;
  const wanted = typeof right === 'object' && 'of' in right ? right : undefined;
  expect(wanted).toBeDefined();
  const [from = '00:00', to = '24:00'] = wanted?.within ?? [];
  // Beside one time that is wanted stand those next to it.
  const isOneTime = from === to;
  if (isOneTime) expect(alternatives?.map(({ time }) => time)).toContain(from);
  for (const { date, time } of alternatives ?? [])
    expect([date, isOneTime || (time >= from && time <= to)]).toEqual([wanted?.day, true]);
  return true;
}

/** The fee is told before anything is changed, and only a yes changes anything. */
async function answerFee({ said, consent }: Turn, guest: Guest, first: Answer, ask: Ask): Promise<void> {
  const count = counts.get('fee');
  expect(first.success).toBe(false);
  await expectStanding(guest, said, undefined);
  const isTold = first.code === 'fee_confirmation_required';
  if (isTold) expect(first.fee?.amount_cents).toBe(feeCents);
  const second = await ask(functionOf[said.do], { ...said.args, fee_accepted: consent?.said });
  await expectStanding(guest, said, second);
  expect(second.success).toBe(isTold && consent?.agrees === true);
  if (second.success) expect(second.fee?.amount_cents).toBe(feeCents);
  if (count && isTold) count.done += 1;
}

/** The same words again, and the same with its day and time as figures: it is done, and nothing more happens. */
async function repeat({ said }: Turn, guest: Guest, first: Answer, ask: Ask): Promise<void> {
  const [day, time] = said.do === 'move' ? ['old_date', 'old_time'] : ['appointment_date', 'appointment_time'];
  const { from = '', to } = meantIn(said) ?? {};
  const inFigures = {
    [day]: from.slice(0, 10),
    [time]: from.slice(11, 16),
    ...(to !== undefined && { new_date: to.slice(0, 10), new_time: to.slice(11, 16) }),
  };
  for (const args of [said.args, inFigures]) {
    const again = await ask(functionOf[said.do], args);
    if (args === inFigures) expect([again.success, again.status]).toEqual([true, first.status]);
    if (again.success) expect(again.appointment_id).toBe(first.appointment_id);
    await expectStanding(guest, said, first);
    const events = await world.types(`appointment-${guest.company.id}.${first.appointment_id}`);
    expect(events.filter(type => type === 'AppointmentRescheduled' || type === 'AppointmentCancelled')).toHaveLength(1);
  }
}

function nameOf({ kind, said, consent }: Turn): string {
  const answered = consent ? `, ${JSON.stringify(consent.said)}` : '';
  return `${kind} ${said.now} ${said.do} ${JSON.stringify(said.args)}${answered}`;
}

test('most of what was to be done was done, in every kind', () => {
  // Some were written to be asked about as well, and whole sentences full of reasons are.
  const shares = [...counts].map(([kind, { toDo, done }]) => ({ kind, share: done / toDo }));
  expect(shares.filter(({ share }) => share < 0.5)).toEqual([]);
});
