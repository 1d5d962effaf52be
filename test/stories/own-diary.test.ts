// Appointments no calendar but ours keeps: moved by opening hours and the diary of a member of staff.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callFunction } from '../promises/second-call.ts';
import { secondInstance } from '../promises/second-instance.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let serial = 0;
const number = (id: number) => `+4915112360${String(100 + id)}`;
/** Tuesday; Berlin is an hour ahead of UTC. */
const day = '2026-12-01';

beforeAll(async () => {
  world = await createWorld();
  const open = [{ opens: '09:00', closes: '17:00' }];
  await world.must('PUT', '/v1/companies/salon/hours', { hours: { mon: open, tue: open, wed: open, thu: open, fri: open } });
});
afterAll(() => world?.stop());

/** A customer with an appointment of an hour by hand, with a member of staff of their own unless one is named. */
async function guest(local: string, staffId?: string) {
  serial += 1;
  const id = `own${serial}`;
  const staff = staffId ?? `staff${serial}`;
  await world.must('POST', '/v1/companies/salon/staff', { staff_id: staff, name: `Kraft Nummer${serial}` });
  await world.customer(id, `Gast Diary${serial}`, number(serial));
  const startsAt = `${day}T${String(Number(local.slice(0, 2)) - 1).padStart(2, '0')}:${local.slice(3)}:00.000Z`;
  const endsAt = new Date(Date.parse(startsAt) + 3_600_000).toISOString();
  await world.appointment(id, id, startsAt, null, { ends_at: endsAt, staff_id: staff });
  return { id, staff, from: number(serial), stream: `appointment-salon.${id}` };
}
type Guest = Awaited<ReturnType<typeof guest>>;
const move = (one: Guest, new_time: string, new_date = day) =>
  world.call('reschedule_appointment', { old_date: day, new_date, new_time }, { from: one.from });
const started = async (one: Guest) => {
  await world.settle();
  const [row] = await world.sql<{ starts_at: Date }>('select starts_at from appointments where appointment_id = $1', [one.id]);
  return row?.starts_at.toISOString();
};

describe('a move', () => {
  test.each([
    ['from nine to ten', '10:00'],
    ['from nine to half past nine', '09:30'],
  ])('incident 22: its own time is no blocker, %s', async (_, time) => {
    const one = await guest('09:00');
    expect(await move(one, time)).toMatchObject({ status: 'rescheduled', new_time: time });
    expect(await world.types(one.stream)).toEqual(['AppointmentScheduled', 'AppointmentRescheduled', 'CalendarNotConcerned']);
  });
  test('into another appointment of the same member of staff is refused, and what is free is offered in words', async () => {
    const one = await guest('09:00');
    await guest('12:00', one.staff);
    const answer = await move(one, '12:30');
    expect(answer).toMatchObject({
      status: 'slot_unavailable',
      code: 'slot_unavailable',
      alternatives: [{ time: '13:00' }, { time: '13:15' }, { time: '13:30' }],
    });
    expect(answer.message).toContain('dreizehn Uhr');
    expect(await world.types(one.stream)).toEqual(['AppointmentScheduled']);
  });
  test('into another one’s appointment with another member of staff is done', async () => {
    const one = await guest('09:00');
    await guest('13:00');
    expect(await move(one, '13:00')).toMatchObject({ status: 'rescheduled' });
  });
  test('into a closed time or day is refused; the same clock time on the next days is offered', async () => {
    const one = await guest('09:00');
    expect(await move(one, '18:00')).toMatchObject({
      code: 'outside_opening_hours',
      alternatives: [{ time: '15:30' }, { time: '15:45' }, { time: '16:00' }],
    });
    expect(await move(one, '10:00', '2026-12-05')).toMatchObject({
      code: 'outside_opening_hours',
      alternatives: [
        { date: '2026-12-07', time: '10:00' },
        { date: '2026-12-08', time: '10:00' },
        { date: '2026-12-09', time: '10:00' },
      ],
    });
  });
  test('to a time that is over is refused, with what is still to come', async () => {
    const one = await guest('09:00');
    const answer = await world.call(
      'reschedule_appointment',
      { old_date: day, new_date: '2026-11-23', new_time: '09:15' },
      { from: one.from },
    );
    expect(answer).toMatchObject({ code: 'new_time_past' });
    for (const { date, time } of answer.alternatives ?? []) expect(`${date} ${time}` > '2026-11-23 10:00').toBe(true);
    expect(answer.alternatives).toHaveLength(3);
  });
});

describe('one free time and two who want it at once', () => {
  const both = async (ask: (one: Guest, index: number) => Promise<{ status: string }>) => {
    const one = await guest('09:00');
    const two = await guest('10:00', one.staff);
    const answers = await Promise.all([ask(one, 0), ask(two, 1)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['rescheduled', 'slot_unavailable']);
    const starts = await Promise.all([started(one), started(two)]);
    expect(starts.filter(at => at === `${day}T14:00:00.000Z`)).toHaveLength(1);
  };
  test('one gets it, the other hears that it is taken', async () => {
    for (let times = 0; times < 5; times += 1) await both(one => move(one, '15:00'));
  });
  test('the same on two instances', async () => {
    const second = await secondInstance(world);
    try {
      for (let times = 0; times < 5; times += 1) {
        await both((one, index) => {
          const args = { old_date: day, new_date: day, new_time: '15:00' };
          return index === 0 ? move(one, '15:00') : callFunction(second.address, world, 'reschedule_appointment', args, one.from);
        });
      }
    } finally {
      await second.stop();
    }
  });
  test('a refusal for another reason gives the time back at once', async () => {
    const one = await guest('09:00');
    const two = await guest('10:00', one.staff);
    await world.policy('salon', { reschedule: { fee: { kind: 'fixed', amount_cents: 100 } } });
    expect(await move(one, '15:00')).toMatchObject({ status: 'confirmation_required' });
    await world.policy('salon', {});
    expect(await move(two, '15:00')).toMatchObject({ status: 'rescheduled' });
  });
});

describe('find_slots', () => {
  test('names what is free with us, nearest to the clock time they have now', async () => {
    const one = await guest('10:00');
    const options = { from: one.from };
    expect(await world.call('find_slots', { appointment_date: day, wanted_date: '2026-12-02' }, options)).toMatchObject({
      status: 'slots',
      alternatives: [
        { date: '2026-12-02', time: '09:45' },
        { date: '2026-12-02', time: '10:00' },
        { date: '2026-12-02', time: '10:15' },
      ],
    });
  });
  test('of a closed day: that it is closed, and when something is free', async () => {
    const one = await guest('10:00');
    const answer = await world.call('find_slots', { appointment_date: day, wanted_date: '2026-12-06' }, { from: one.from });
    expect(answer).toMatchObject({
      code: 'no_slots',
      alternatives: [{ date: '2026-12-07' }, { date: '2026-12-08' }, { date: '2026-12-09' }],
    });
    expect(answer.message).toMatch(/^Am Sonntag ist geschlossen\. Frei wären /);
  });
});

describe('the preview', () => {
  const fee = { kind: 'fixed', amount_cents: 1_250 };
  test('is part of the question whether a fee is accepted, and of no other answer', async () => {
    const one = await guest('09:00');
    await world.policy('salon', { cancel: { fee }, reschedule: { fee } });
    const cancelling = await world.call('cancel_appointment', { appointment_date: day }, { from: one.from });
    const moving = await move(one, '11:00');
    await world.policy('salon', {});
    expect(cancelling.preview).toEqual({
      subject: 'Ihr Termin ist abgesagt',
      mail: 'Guten Tag,\n\nIhr Termin am Dienstag, 1. Dezember 2026, 09:00 Uhr ist abgesagt. Dafür fallen 12,50\u00a0€ an.\n\nFreundliche Grüße\nSalon salon',
      sms: 'Salon salon: Ihr Termin am Dienstag, 1. Dezember 2026, 09:00 Uhr ist abgesagt. Dafür fallen 12,50\u00a0€ an.',
    });
    expect(moving.preview?.sms).toBe(
      'Salon salon: Ihr Termin am Dienstag, 1. Dezember 2026, 09:00 Uhr ist verlegt auf Dienstag, 1. Dezember 2026, 11:00 Uhr. Dafür fallen 12,50\u00a0€ an.',
    );
    expect((await move(one, '11:00')).preview).toBeNull();
  });
  test('is English in a company that speaks English', async () => {
    await world.company('barber', '+493055555555', { language: 'en', policy: { cancel: { fee } } });
    await world.customer('e1', 'Guest English', number(800), 'barber');
    await world.appointment('e1', 'e1', `${day}T09:00:00.000Z`, null, {}, 'barber');
    const answer = await world.call('cancel_appointment', { appointment_date: day }, { from: number(800), to: '+493055555555' });
    expect(answer.preview?.sms).toBe(
      'Salon barber: Your appointment on Tuesday, 1 December 2026, 10:00 is cancelled. The fee is €12.50.',
    );
  });
  const preview = (one: Guest, query: string) => world.api('GET', `/v1/appointments/${one.id}/preview?company=salon&${query}`);
  test('for staff: the text, the terms, and nothing is changed by looking', async () => {
    const one = await guest('09:00');
    await world.policy('salon', { cancel: { fee } });
    const response = await preview(one, 'change=cancel');
    await world.policy('salon', {});
    expect(await response.json()).toMatchObject({
      allowed: true,
      refusal: null,
      terms: { within_policy: true, fee: { amount_cents: 1_250, currency: 'EUR' } },
      text: { subject: 'Ihr Termin ist abgesagt' },
    });
    expect(await world.types(one.stream)).toEqual(['AppointmentScheduled']);
  });
  test('for staff: a refusal in words, and a move with its new time', async () => {
    const one = await guest('09:00');
    await guest('12:00', one.staff);
    const taken = await preview(one, `change=reschedule&new_starts_at=${day}T11:00:00.000Z`);
    expect(await taken.json()).toMatchObject({ allowed: false, refusal: { code: 'slot_unavailable' }, text: null });
    const free = await preview(one, `change=reschedule&new_starts_at=${day}T13:00:00.000Z`);
    expect(await free.json()).toMatchObject({ allowed: true, text: { sms: expect.stringContaining('14:00 Uhr') } });
  });
  test.each([
    ['a move without its new time', 'change=reschedule'],
    ['a cancellation with one', `change=cancel&new_starts_at=${day}T13:00:00.000Z`],
    ['a change there is none of', 'change=double'],
  ])('%s is refused', async (_, query) => expect((await preview(await guest('09:00'), query)).status).toBe(400));
});
