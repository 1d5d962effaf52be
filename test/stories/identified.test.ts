// Who is calling and which appointment is meant: status, code, events, requests to Cal.com and rows for each.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, line, uidFor, type World } from '../support/world.ts';

let world: World;
const otherLine = '+493011112222';
const phone = (id: string) => `+49151123457${id.padStart(2, '0')}`;
let serial = 10;

beforeAll(async () => {
  world = await createWorld();
  await world.company('other', otherLine);
});
afterAll(() => world?.stop());

/** A customer with a number and an appointment of their own on a day of December. */
async function booked(name: string, day: number, options: { number?: boolean; companyId?: string } = {}) {
  serial += 1;
  const id = String(serial);
  const companyId = options.companyId ?? 'salon';
  const number = options.number === false ? undefined : phone(id);
  const startsAt = `2026-12-${String(day).padStart(2, '0')}T10:00:00.000Z`;
  await world.customer(id, name, number, companyId);
  await world.appointment(id, id, startsAt, uidFor(id), {}, companyId);
  const stream = `appointment-${companyId}.${id}`;
  return { id, number: number ?? 'anonymous', day: startsAt.slice(0, 10), startsAt, stream };
}

/** What a refused request must not have changed: the appointment's stream, the calendar, the row. */
async function untouched(appointment: { id: string; stream: string; startsAt: string }, requestsBefore: number) {
  await world.settle();
  expect(await world.types(appointment.stream)).toEqual(['AppointmentScheduled']);
  expect(world.sandbox.requests().length).toBe(requestsBefore);
  const [row] = await world.sql<{ status: string; starts_at: Date }>(
    'select status, starts_at from appointments where appointment_id = $1',
    [appointment.id],
  );
  expect(row).toMatchObject({ status: 'scheduled', starts_at: new Date(appointment.startsAt) });
}
const requests = () => world.sandbox.requests().length;

describe('identification', () => {
  test('row 1: the number identifies for a cancellation and for a move', async () => {
    const one = await booked('Anna Eins', 1);
    const two = await booked('Anna Zwei', 2);
    expect(await world.call('cancel_appointment', { appointment_date: one.day }, { from: one.number })).toMatchObject({
      status: 'cancelled',
      appointment_id: one.id,
    });
    expect(
      await world.call(
        'reschedule_appointment',
        { old_date: two.day, new_date: '2026-12-03', new_time: '15:00' },
        { from: two.number },
      ),
    ).toMatchObject({ status: 'rescheduled' });
    expect(await world.types(one.stream)).toEqual(['AppointmentScheduled', 'AppointmentCancelled', 'CalendarBookingCancelled']);
    expect(await world.types(two.stream)).toEqual([
      'AppointmentScheduled',
      'AppointmentRescheduled',
      'CalendarBookingRescheduled',
    ]);
  });
  test('row 3: a withheld number needs the exact full name', async () => {
    const one = await booked('Berta Sputer', 4, { number: false });
    const before = requests();
    expect(await world.call('cancel_appointment', { appointment_date: one.day, customer_name: 'Berta Sputa' })).toMatchObject({
      status: 'not_identified',
      code: 'caller_not_identified',
    });
    await untouched(one, before);
    expect(await world.call('cancel_appointment', { appointment_date: one.day, customer_name: 'Sputer, Berta' })).toMatchObject({
      status: 'cancelled',
    });
  });
  test('a number is compared in full: the same last eight digits are somebody else', async () => {
    const one = await booked('Carla Drei', 5);
    const before = requests();
    const answer = await world.call(
      'cancel_appointment',
      { appointment_date: one.day },
      { from: one.number.replace('+49151', '+49160') },
    );
    expect(answer).toMatchObject({ status: 'not_found', code: 'customer_not_found' });
    await untouched(one, before);
  });
  test('a shared number picks nobody without a name, and the right one with it', async () => {
    const first = await booked('Dora Vogel', 6);
    await world.customer('shared', 'Emil Vogel', first.number);
    const before = requests();
    expect(await world.call('cancel_appointment', { appointment_date: first.day }, { from: first.number })).toMatchObject({
      status: 'not_identified',
      code: 'name_needed',
    });
    await untouched(first, before);
    expect(
      await world.call(
        'cancel_appointment',
        { appointment_date: first.day, customer_name: 'Dora Vogel' },
        { from: first.number },
      ),
    ).toMatchObject({ status: 'cancelled' });
  });
  test('a name that does not fit the number is asked about, and the stored one is never read out', async () => {
    const one = await booked('Frieda Lang', 7);
    const before = requests();
    const answer = await world.call(
      'cancel_appointment',
      { appointment_date: one.day, customer_name: 'Otto Kurz' },
      { from: one.number },
    );
    expect(answer).toMatchObject({ code: 'name_differs' });
    expect(JSON.stringify(answer)).not.toMatch(/Frieda|Lang|\+49151/);
    await untouched(one, before);
  });
  test('row 4 and 49: the fourth wrong identification in an hour is blocked and recorded, and success clears', async () => {
    const one = await booked('Gerda Ring', 8);
    const caller = '+4915155555555';
    const guess = (name: string, callId: string) =>
      world.call('cancel_appointment', { appointment_date: one.day, customer_name: name }, { from: caller, callId });
    for (const [index, name] of ['Gerd Rang', 'Gerta Rung', 'Berda Ring'].entries())
      expect((await guess(name, `call_guess_${index}`)).status).toBe('not_found');
    const before = requests();
    expect(await guess('Gerda Ring', 'call_guess_3')).toMatchObject({ status: 'locked_out', code: 'locked_out' });
    expect(await world.types('call-call_guess_3')).toEqual([
      'CallStarted',
      'FunctionCalled',
      'CallerLockedOut',
      'FunctionAnswered',
    ]);
    await untouched(one, before);
    expect((await world.call('cancel_appointment', { appointment_date: one.day }, { from: one.number })).status).toBe(
      'cancelled',
    );
  });
  test('a repeat of one wrong guess counts once', async () => {
    const one = await booked('Helga Stern', 9);
    const options = { from: '+4915166666666', callId: 'call_repeat_guess' };
    for (let times = 0; times < 4; times += 1) {
      expect(
        (await world.call('cancel_appointment', { appointment_date: one.day, customer_name: 'Helge Storn' }, options)).status,
      ).toBe('not_found');
    }
  });
  test('row 31: an unknown customer is not found', async () => {
    expect(await world.call('cancel_appointment', { appointment_date: '2026-12-01' }, { from: '+4915177777777' })).toMatchObject({
      status: 'not_found',
      code: 'customer_not_found',
    });
  });
  test('incident 2: with no customer found nobody’s newest appointment is taken', async () => {
    const one = await booked('Ida Neu', 10);
    const before = requests();
    expect((await world.call('cancel_appointment', { appointment_date: one.day }, { from: 'anonymous' })).status).toBe(
      'not_identified',
    );
    await untouched(one, before);
  });
});

describe('the company', () => {
  test('row 5: comes from the line alone; the same customer in another company is not reached', async () => {
    const one = await booked('Jana Nord', 11, { companyId: 'other' });
    const before = requests();
    expect(
      (await world.call('cancel_appointment', { appointment_date: one.day, company_id: 'other' }, { from: one.number })).status,
    ).toBe('not_found');
    await untouched(one, before);
    expect(
      (await world.call('cancel_appointment', { appointment_date: one.day }, { from: one.number, to: otherLine })).status,
    ).toBe('cancelled');
  });
  test('a call id of another company’s call is refused, and nothing is written to it', async () => {
    const one = await booked('Karla West', 12);
    await world.call('list_appointments', {}, { from: one.number, callId: 'call_of_salon' });
    const before = (await world.events('call-call_of_salon')).length;
    const answer = await world.call(
      'cancel_appointment',
      { appointment_date: one.day },
      { from: one.number, to: otherLine, callId: 'call_of_salon' },
    );
    expect(answer).toMatchObject({ status: 'unavailable', code: 'line_conflict' });
    expect((await world.events('call-call_of_salon')).length).toBe(before);
  });
  test('an outbound call takes the customer from to_number and the company from from_number', async () => {
    const one = await booked('Lena Ost', 13);
    const body = world.callBody('cancel_appointment', { appointment_date: one.day }, { from: line, to: one.number });
    const response = await world.post('/retell/functions', { ...body, call: { ...body.call, direction: 'outbound' } });
    expect(await response.json()).toMatchObject({ status: 'cancelled', appointment_id: one.id });
  });
});

describe('the search', () => {
  test('row 6 and 33: only the customer’s own, only on the named day; another day is offered, never taken', async () => {
    const one = await booked('Maria Tal', 14);
    const before = requests();
    const answer = await world.call('cancel_appointment', { appointment_date: '2026-12-20' }, { from: one.number });
    expect(answer).toMatchObject({ code: 'other_day_offered', choices: [{ date: one.day, time: '11:00' }] });
    await untouched(one, before);
    await world.customer('nothing', 'Nora Leer', '+4915188888888');
    expect(
      await world.call(
        'reschedule_appointment',
        { old_date: '2026-12-14', new_date: '2026-12-15', new_time: '10:00' },
        { from: '+4915188888888' },
      ),
    ).toMatchObject({
      status: 'not_found',
      code: 'appointment_not_found',
    });
  });
  test('several on one day are chosen from; a named time decides', async () => {
    const one = await booked('Olga Paar', 15);
    await world.appointment('second', one.id, '2026-12-15T13:00:00.000Z', uidFor('second'));
    const before = requests();
    const answer = await world.call('cancel_appointment', { appointment_date: one.day }, { from: one.number });
    expect(answer).toMatchObject({ status: 'choose_appointment', choices: [{ time: '11:00' }, { time: '14:00' }] });
    await untouched(one, before);
    expect(
      await world.call(
        'cancel_appointment',
        { appointment_date: one.day, appointment_time: 'den um zwei' },
        { from: one.number },
      ),
    ).toMatchObject({ status: 'cancelled', appointment_id: 'second' });
  });
  test('row 7: a call that is linked to a customer finds their appointments without a name', async () => {
    const one = await booked('Paula Kette', 16, { number: false });
    await world.call('find_slots', { appointment_date: one.day, customer_name: 'Paula Kette' }, { callId: 'call_linked' });
    expect(await world.call('cancel_appointment', { appointment_date: one.day }, { callId: 'call_linked' })).toMatchObject({
      status: 'cancelled',
      appointment_id: one.id,
    });
    const identified = (await world.events('call-call_linked')).filter(event => event.type === 'CallerIdentified');
    expect(identified.map(event => event.data)).toMatchObject([{ way: 'exact_name' }, { way: 'call' }]);
  });
  test('row 30: what is past, and what is cancelled, is not found', async () => {
    const one = await booked('Rosa Gestern', 17);
    await world.appointment('past', one.id, '2026-11-23T08:00:00.000Z', uidFor('past'));
    expect(await world.call('cancel_appointment', { appointment_date: 'heute' }, { from: one.number })).toMatchObject({
      code: 'other_day_offered',
    });
    await world.call('cancel_appointment', { appointment_date: one.day }, { from: one.number });
    await world.settle();
    expect(
      await world.call('cancel_appointment', { appointment_date: one.day, appointment_time: '11:00' }, { from: one.number }),
    ).toMatchObject({ status: 'not_found', code: 'appointment_not_found' });
  });
  test('"list" names what is coming, "slots" what is free', async () => {
    const one = await booked('Sara Plan', 18);
    expect(await world.call('list_appointments', {}, { from: one.number })).toMatchObject({
      status: 'listed',
      choices: [{ date: one.day, time: '11:00' }],
    });
    const slots = await world.call('find_slots', { appointment_date: one.day, wanted_date: '2026-12-19' }, { from: one.number });
    expect(slots).toMatchObject({ status: 'slots', code: 'slots' });
    expect(slots.alternatives).toHaveLength(3);
  });
});
