// A caller who asks in one call for what it has just done hears that it is done, in whatever words; another change needs a clear reference.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { replayAnswers } from '../../src/audit/replay.ts';
import { createWorld, type World } from '../support/world.ts';

const [move, cancel] = ['reschedule_appointment', 'cancel_appointment'];
const day = '2026-12-07';
let world: World;
let serial = 0;
let from: string;
let callId: string;
let ids: string[];

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.stop());
beforeEach(() => {
  serial += 1;
  from = `+4915166600${String(serial).padStart(3, '0')}`;
  callId = `words_${serial}`;
});

/** A customer with appointments at these UTC hours of these days. */
async function booked(...starts: string[]): Promise<void> {
  const customerId = `w${serial}`;
  await world.customer(customerId, `Gast Wort${serial}`, from);
  ids = starts.map((_, index) => `w${serial}-${index}`);
  for (const [index, startsAt] of starts.entries()) await world.appointment(`w${serial}-${index}`, customerId, startsAt);
}
const ask = (name: string, args: object) => world.call(name, args, { from, callId });
const decisionsOf = async (index: number) =>
  (await world.types(`appointment-salon.${ids[index]}`)).filter(type => /^Appointment(Rescheduled|Cancelled)$/.test(type));
/** Every answer of the call comes out again from the record. */
const replaysEqual = async () =>
  expect((await replayAnswers(world.rebook.store, `call-${callId}`)).map(({ equal }) => equal)).not.toContain(false);

/** Ten and two o'clock in Berlin. */
const two = [`${day}T09:00:00.000Z`, `${day}T13:00:00.000Z`] as const;
const first = { old_date: day, old_time: '10:00', new_date: '2026-12-08', new_time: '14:00' };

describe('a move asked for again', () => {
  test.each([
    ['without the old time', { ...first, old_time: undefined }],
    ['with other words for the days', { old_date: '7. Dezember', new_date: 'am achten Dezember', new_time: '14 Uhr' }],
    ['with the new place named as the old one', { ...first, old_date: '2026-12-08', old_time: '14:00' }],
    ['with the new day named as the old one', { ...first, old_date: '2026-12-08', old_time: undefined }],
    ['with a reason of its own', { ...first, old_time: undefined, reason: 'krank' }],
    ['with an acceptance nobody asked for', { ...first, old_time: undefined, fee_accepted: true }],
  ])('%s is done, and the other appointment stays', async (_, again) => {
    await booked(...two);
    expect(await ask(move, first)).toMatchObject({ code: 'rescheduled' });
    expect(await ask(move, again)).toMatchObject({
      success: true,
      status: 'rescheduled',
      appointment_id: ids[0],
      new_date: '2026-12-08',
      new_time: '14:00',
    });
    expect([await decisionsOf(0), await decisionsOf(1)]).toEqual([['AppointmentRescheduled'], []]);
    await replaysEqual();
  });

  test('of the only appointment is done, and not said to be none', async () => {
    await booked(two[0]);
    await ask(move, first);
    for (const again of [
      { ...first, old_time: undefined },
      { ...first, old_time: '10 Uhr' },
      { ...first, old_date: '8.12.' },
    ])
      expect(await ask(move, again)).toMatchObject({ status: 'rescheduled', appointment_id: ids[0] });
    expect(await decisionsOf(0)).toEqual(['AppointmentRescheduled']);
    await replaysEqual();
  });

  test('while it is pending hears that it is in progress, and the other appointment stays', async () => {
    await booked(...two);
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'status', status: 500 });
    try {
      const pending = await ask(move, first);
      expect(pending.status).toBe('pending');
      expect(await ask(move, { ...first, old_time: undefined })).toMatchObject({ status: 'pending', appointment_id: ids[0] });
    } finally {
      world.sandbox.clearFaults();
    }
    expect(await decisionsOf(1)).toEqual([]);
  });

  test('after its fee was agreed to is done', async () => {
    await booked(...two);
    await world.policy('salon', { reschedule: { fee: { kind: 'fixed', amount_cents: 1000 } } });
    try {
      expect(await ask(move, first)).toMatchObject({ status: 'confirmation_required' });
      expect(await ask(move, { ...first, fee_accepted: true })).toMatchObject({ code: 'rescheduled' });
      const again = { ...first, old_time: undefined };
      expect(await ask(move, again)).toMatchObject({ status: 'rescheduled', appointment_id: ids[0] });
      expect(await ask(move, { ...again, fee_accepted: true })).toMatchObject({ status: 'rescheduled', appointment_id: ids[0] });
    } finally {
      await world.policy('salon', {});
    }
    expect([await decisionsOf(0), await decisionsOf(1)]).toEqual([['AppointmentRescheduled'], []]);
    await replaysEqual();
  });
});

describe('a cancellation asked for again', () => {
  test.each([
    ['without the time', { appointment_date: day }],
    ['in other words', { appointment_date: '7. Dezember', appointment_time: 'zehn Uhr' }],
  ])('%s is done, and the other appointment stays', async (_, again) => {
    await booked(...two);
    expect(await ask(cancel, { appointment_date: day, appointment_time: '10:00' })).toMatchObject({ code: 'cancelled' });
    expect(await ask(cancel, again)).toMatchObject({ status: 'cancelled', appointment_id: ids[0] });
    expect([await decisionsOf(0), await decisionsOf(1)]).toEqual([['AppointmentCancelled'], []]);
    await replaysEqual();
  });
  test('of the only appointment is done', async () => {
    await booked(two[0]);
    await ask(cancel, { appointment_date: day });
    expect(await ask(cancel, { appointment_date: '7. Dezember' })).toMatchObject({ status: 'cancelled', appointment_id: ids[0] });
    expect(await decisionsOf(0)).toEqual(['AppointmentCancelled']);
    await replaysEqual();
  });
});

describe('a second, different change in one call', () => {
  test('is a cancellation of the other appointment of that day where its time is named', async () => {
    await booked(...two);
    await ask(cancel, { appointment_date: day, appointment_time: '10:00' });
    expect(await ask(cancel, { appointment_date: day, appointment_time: '14:00' })).toMatchObject({
      code: 'cancelled',
      appointment_id: ids[1],
    });
    await replaysEqual();
  });
  test('is no cancellation where a time is named that fits nothing: it is asked about, and not said to be done', async () => {
    await booked(...two);
    await ask(cancel, { appointment_date: day, appointment_time: '10:00' });
    expect(await ask(cancel, { appointment_date: day, appointment_time: '12:00' })).toMatchObject({
      status: 'choose_appointment',
      choices: [{ date: day, time: '14:00' }],
    });
    expect(await decisionsOf(1)).toEqual([]);
  });
  test('for somebody else of the same number is theirs, on the same day, too', async () => {
    await booked(two[0]);
    await world.customer(`x${serial}`, 'Quirin Zacherl', from);
    await world.appointment(`x${serial}-0`, `x${serial}`, two[1]);
    const ofFirst = { appointment_date: day, customer_name: `Gast Wort${serial}` };
    expect(await ask(cancel, ofFirst)).toMatchObject({ code: 'cancelled', appointment_id: ids[0] });
    expect(await ask(cancel, { ...ofFirst, customer_name: 'Quirin Zacherl' })).toMatchObject({
      code: 'cancelled',
      appointment_id: `x${serial}-0`,
    });
  });
  test('is made where the appointment is named by its time', async () => {
    await booked(...two);
    await ask(move, first);
    expect(await ask(move, { ...first, old_time: '14:00', new_date: '2026-12-09' })).toMatchObject({ code: 'rescheduled' });
    expect(await decisionsOf(1)).toEqual(['AppointmentRescheduled']);
    expect(await ask(cancel, { appointment_date: '2026-12-08', appointment_time: '14:00' })).toMatchObject({
      code: 'cancelled',
      appointment_id: ids[0],
    });
    await replaysEqual();
  });
  test('on the day the first was on asks which is meant, and takes the one that is chosen', async () => {
    await booked(...two);
    await ask(move, first);
    expect(await ask(move, { ...first, old_time: undefined, new_time: '16:00' })).toMatchObject({
      status: 'choose_appointment',
      choices: [{ date: day, time: '14:00' }],
    });
    expect(await decisionsOf(1)).toEqual([]);
    expect(await ask(move, { ...first, old_time: '14:00', new_time: '16:00' })).toMatchObject({
      code: 'rescheduled',
      appointment_id: ids[1],
    });
    await replaysEqual();
  });
  test.each([day, '2026-12-08'])('of another kind without a time asks first, also with the day %s', async appointment_date => {
    await booked(...two);
    await ask(move, first);
    expect(await ask(cancel, { appointment_date })).toMatchObject({ status: 'choose_appointment' });
    expect([await decisionsOf(0), await decisionsOf(1)]).toEqual([['AppointmentRescheduled'], []]);
  });
  test('to the very same new time asks first, though its day is another', async () => {
    await booked(two[0], '2026-12-10T09:00:00.000Z');
    await ask(move, first);
    expect(await ask(move, { ...first, old_date: '2026-12-10', old_time: undefined })).toMatchObject({
      status: 'choose_appointment',
    });
    expect(await decisionsOf(1)).toEqual([]);
  });
  test('on a day of its own is clear by the day', async () => {
    await booked(two[0], '2026-12-10T09:00:00.000Z');
    await ask(cancel, { appointment_date: day });
    expect(await ask(cancel, { appointment_date: '2026-12-10' })).toMatchObject({ code: 'cancelled', appointment_id: ids[1] });
  });
  test('of what was moved, to a better time, is made', async () => {
    await booked(two[0]);
    await ask(move, first);
    expect(await ask(move, { old_date: '2026-12-08', new_date: '2026-12-08', new_time: '15:00' })).toMatchObject({
      code: 'rescheduled',
      appointment_id: ids[0],
      new_time: '15:00',
    });
  });
  test('of what was cancelled hears that it is cancelled', async () => {
    await booked(two[0]);
    await ask(cancel, { appointment_date: day });
    expect(await ask(move, first)).toMatchObject({ code: 'already_cancelled' });
    await replaysEqual();
  });
});

describe('a day this call has taken an appointment from, some changes ago,', () => {
  const cancelMoved = { appointment_date: '2026-12-08', appointment_time: '14:00' };

  test('is no clear word for the other appointment of that day: it is not cancelled', async () => {
    await booked(...two);
    await ask(move, first);
    await ask(cancel, cancelMoved);
    expect(await ask(cancel, { appointment_date: day })).toMatchObject({
      status: 'choose_appointment',
      choices: [{ date: day, time: '14:00' }],
    });
    expect(await decisionsOf(1)).toEqual([]);
    await replaysEqual();
  });
  test('is no clear word for the other appointment of that day: it is not moved', async () => {
    await booked(...two);
    await ask(move, first);
    await ask(move, { ...first, old_date: '2026-12-08', old_time: '14:00', new_date: '2026-12-09' });
    for (const again of [
      { ...first, old_time: undefined },
      { ...first, old_time: undefined, new_date: '2026-12-10' },
    ])
      expect(await ask(move, again)).toMatchObject({ status: 'choose_appointment' });
    expect([(await decisionsOf(0)).length, await decisionsOf(1)]).toEqual([2, []]);
  });
  test('is no clear word for the other appointment of that day once staff have changed the first one as well', async () => {
    await booked(...two);
    await ask(move, first);
    await world.must('POST', `/v1/appointments/${ids[0]}/reschedule`, {
      company_id: 'salon',
      new_starts_at: '2026-12-09T09:00:00.000Z',
    });
    await world.settle();
    expect(await ask(move, { ...first, old_time: undefined, reason: 'krank' })).toMatchObject({ status: 'choose_appointment' });
    expect([(await decisionsOf(0)).length, await decisionsOf(1)]).toEqual([2, []]);
  });
  test('has it back once the change was taken back: nothing is said to be done', async () => {
    await booked(...two);
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'status', status: 500 });
    try {
      expect(await ask(move, first)).toMatchObject({ status: 'pending' });
      const [decision] = (await world.events(`appointment-salon.${ids[0]}`)).filter(
        ({ type }) => type === 'AppointmentRescheduled',
      );
      await world.must('POST', `/v1/appointments/${ids[0]}/resolve`, {
        company_id: 'salon',
        modification_id: decision?.id,
        resolution: 'revert',
        reason_code: 'test',
      });
    } finally {
      world.sandbox.clearFaults();
    }
    await world.settle();
    expect(await ask(move, { ...first, old_time: undefined })).toMatchObject({ status: 'choose_appointment' });
    expect([await decisionsOf(0), await decisionsOf(1)]).toEqual([['AppointmentRescheduled'], []]);
  });
  test('names the appointment that was there: it is cancelled already', async () => {
    await booked(two[0]);
    await ask(move, first);
    await ask(cancel, cancelMoved);
    expect(await ask(cancel, { appointment_date: day })).toMatchObject({ status: 'cancelled', appointment_id: ids[0] });
    expect(await decisionsOf(0)).toEqual(['AppointmentRescheduled', 'AppointmentCancelled']);
    await replaysEqual();
  });
});
