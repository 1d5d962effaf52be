// What went wrong in the predecessor, fault by fault: each is impossible here, or answered.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signCalcomWebhook } from '../../src/calendar/providers/calcom/signature.ts';
import { answerFields } from '../support/answers-fit.ts';
import { createWorld, uidFor, type World } from '../support/world.ts';

let world: World;
let serial = 500;
beforeAll(async () => {
  world = await createWorld({ replyBudgetMs: 6_000 });
});
afterAll(() => world?.stop());

interface Guest {
  id: string;
  name: string;
  number: string;
  day: string;
  stream: string;
  uid: string;
}

async function guest(options: { day?: string; uid?: string | null; number?: boolean } = {}): Promise<Guest> {
  serial += 1;
  const id = String(serial);
  const name = `Gast ${String.fromCharCode(65 + (serial % 26))}${serial}stein`;
  const number = options.number === false ? undefined : `+4915112349${id}`;
  const day = options.day ?? `2027-01-${String((serial % 28) + 1).padStart(2, '0')}`;
  await world.customer(id, name, number);
  await world.appointment(id, id, `${day}T09:00:00.000Z`, options.uid === undefined ? uidFor(id) : options.uid);
  return { id, name, number: number ?? 'anonymous', day, stream: `appointment-salon.${id}`, uid: uidFor(id) };
}
const cancel = (one: Guest, more: object = {}, callId?: string) =>
  world.call('cancel_appointment', { appointment_date: one.day, ...more }, { from: one.number, ...(callId && { callId }) });
const move = (one: Guest, more: object = {}, callId?: string) =>
  world.call(
    'reschedule_appointment',
    { old_date: one.day, new_date: one.day, new_time: '15:00', ...more },
    { from: one.number, ...(callId && { callId }) },
  );
async function untouched(one: Guest): Promise<void> {
  expect(await world.types(one.stream)).toEqual(['AppointmentScheduled']);
  const live = world.sandbox.booking(one.uid);
  if (live) expect(live).toMatchObject({ status: 'accepted' });
  await world.settle();
  const [row] = await world.sql('select status, starts_at from appointments where appointment_id = $1', [one.id]);
  expect(row).toMatchObject({ status: 'scheduled', starts_at: new Date(`${one.day}T09:00:00.000Z`) });
}

describe('the wrong appointment, the wrong person', () => {
  test.each(['irgendwann demnächst', 'so bald es geht', 'am 31. Februar', 'x', 'dings', ''])(
    '1: a day that cannot be understood (“%s”) does not become tomorrow at ten',
    async words => {
      const tomorrow = await guest({ day: '2026-11-24' });
      const answer = await cancel(tomorrow, { appointment_date: words });
      expect(answer).toMatchObject({ success: false, status: 'unclear', old_date: null, new_date: null });
      const moving = await move(tomorrow, { old_date: words });
      expect(moving).toMatchObject({ success: false, status: 'unclear' });
      await untouched(tomorrow);
    },
  );

  test('2: nobody found means nobody’s appointment, however new it is', async () => {
    const newest = await guest({ day: '2027-02-01' });
    for (const from of ['anonymous', '+4915199999777'])
      expect(
        await world.call('cancel_appointment', { appointment_date: newest.day, customer_name: 'Fremd Gänzlich' }, { from }),
      ).toMatchObject({ success: false, appointment_id: null });
    await untouched(newest);
  });

  test('3: a number is compared in full, and one that several share picks nobody', async () => {
    const one = await guest();
    const sameEnd = one.number.replace('+49151', '+49160');
    expect(await world.call('cancel_appointment', { appointment_date: one.day }, { from: sameEnd })).toMatchObject({
      code: 'customer_not_found',
    });
    await world.customer(`${one.id}b`, 'Zweite Nutzerin', one.number);
    expect(await cancel(one)).toMatchObject({ code: 'name_needed' });
    await untouched(one);
  });

  test('4: of several on one day none is taken silently, neither the newest nor the earliest', async () => {
    const one = await guest();
    await world.appointment(`${one.id}b`, one.id, `${one.day}T13:00:00.000Z`);
    for (const answer of [await cancel(one), await move(one)])
      expect(answer).toMatchObject({ status: 'choose_appointment', choices: [{ time: '10:00' }, { time: '14:00' }] });
    await untouched(one);
  });

  test('5: who is misheard has a way forward: their number, or for a move the day and time beside the name', async () => {
    await world.customer('sputer', 'Berta Sputer', '+4915112345555');
    await world.appointment('sputer', 'sputer', '2027-02-03T09:00:00.000Z');
    const misheard = { customer_name: 'Berta Sputa', new_date: '2027-02-03', new_time: '15:00' };
    const move = { old_date: '2027-02-03', ...misheard };
    expect(await world.call('reschedule_appointment', move, { from: 'anonymous' })).toMatchObject({
      code: 'caller_not_identified',
    });
    const stranger = { from: '+4916012345555' };
    expect(await world.call('reschedule_appointment', move, stranger)).toMatchObject({ code: 'customer_not_found' });
    expect(await world.call('reschedule_appointment', { ...move, old_time: '10:00' }, stranger)).toMatchObject({
      status: 'rescheduled',
    });
    await world.settle();
    const cancel = { appointment_date: '2027-02-03', customer_name: 'Berta Sputa' };
    expect(await world.call('cancel_appointment', cancel, { from: '+4915112345555' })).toMatchObject({ status: 'cancelled' });
  });

  test('6: a name that does not fit the number is asked about without reading out number or name', async () => {
    const one = await guest();
    const answer = await cancel(one, { customer_name: 'Ganz Anders' });
    expect(answer).toMatchObject({ status: 'not_identified', code: 'name_differs' });
    expect(JSON.stringify(answer)).not.toContain(one.name.split(' ')[1]);
    expect(JSON.stringify(answer)).not.toContain(one.number.slice(-6));
    await untouched(one);
  });

  test('7: two companies with the same customer number, day and time keep to themselves', async () => {
    await world.company('rival', '+493099999999');
    const one = await guest({ day: '2027-02-03' });
    await world.customer(one.id, one.name, one.number, 'rival');
    await world.appointment(`${one.id}r`, one.id, '2027-02-03T09:00:00.000Z', uidFor(`${one.id}r`), {}, 'rival');
    const args = { appointment_date: one.day };
    const answer = await world.call('cancel_appointment', args, { from: one.number, to: '+493099999999' });
    expect(answer).toMatchObject({ status: 'cancelled', appointment_id: `${one.id}r` });
    await untouched(one);
  });

  describe('8: what a language model invents', () => {
    test.each(['123', 'undefined', 'call_9f2ce5ab04f1b6a20ea63e8', '', null, 17])(
      'call id %o in the arguments changes nothing',
      async invented => {
        const one = await guest();
        const answer = await cancel(one, { call_id: invented }, `real_${serial}`);
        expect(answer).toMatchObject({ status: 'cancelled', appointment_id: one.id });
        expect(await world.types(`call-real_${serial}`)).toContain('FunctionAnswered');
        expect(await world.types(`call-${invented}`)).toEqual([]);
      },
    );
    test('a day in 2023 is a day that has passed', async () => {
      const one = await guest();
      expect(await cancel(one, { appointment_date: '2023-10-10' })).toMatchObject({ status: 'unclear', code: 'date_past' });
      expect(await move(one, { new_date: '2023-10-10' })).toMatchObject({ success: false, code: 'date_past' });
      await untouched(one);
    });
    test('a versioned name is the function it is a version of, and an unknown one is never answered as done', async () => {
      const one = await guest();
      const args = { appointment_date: one.day };
      expect(await world.call('book_appointment_v17', args, { from: one.number })).toMatchObject({
        success: false,
        code: 'unknown_function',
      });
      await untouched(one);
      expect((await world.call('cancel_appointment_v17', args, { from: one.number })).status).toBe('cancelled');
    });
  });
});

describe('said one thing, did another', () => {
  test('9: a move that Cal.com refuses is not made here, and nobody hears that it was', async () => {
    const one = await guest();
    const message = 'User either already has booking at this time or is not available';
    world.sandbox.fault({ match: { operation: 'reschedule', uid: one.uid }, times: 1, kind: 'status', status: 400, message });
    expect(await move(one)).toMatchObject({ success: false, status: 'slot_unavailable', code: 'slot_unavailable' });
    await world.settle();
    const [row] = await world.sql('select status, starts_at, calcom_v2_booking_id from appointments where appointment_id = $1', [
      one.id,
    ]);
    expect(row).toMatchObject({ starts_at: new Date(`${one.day}T09:00:00.000Z`), calcom_v2_booking_id: one.uid });
  });

  test('11: a slow call that is sent again hears of its own success, not that the slot is taken', async () => {
    const one = await guest();
    world.sandbox.fault({ match: { operation: 'reschedule', uid: one.uid }, times: 1, kind: 'delay', delayMs: 700 });
    const first = move(one, {}, 'call_slow');
    await expect.poll(() => world.types(one.stream)).toContain('AppointmentRescheduled');
    const [answer, again] = await Promise.all([first, move(one, {}, 'call_slow')]);
    expect(answer).toMatchObject({ success: true, status: 'rescheduled' });
    expect(again).toEqual(answer);
    expect(await move(one, {}, 'call_slow')).toEqual(answer);
    expect(await world.types(one.stream)).toEqual([
      'AppointmentScheduled',
      'AppointmentRescheduled',
      'CalendarBookingRescheduled',
    ]);
  });

  test('12: each change goes to the booking of the last move, and a 500 is not “not found”', async () => {
    const one = await guest();
    expect((await move(one, {}, 'call_two_moves')).status).toBe('rescheduled');
    expect((await move(one, { new_time: '16:00' }, 'call_two_moves')).status).toBe('rescheduled');
    await world.settle();
    const live = world.sandbox.latest(one.uid);
    world.sandbox.fault({ match: { operation: 'cancel', uid: live?.uid ?? '' }, times: 1, kind: 'status', status: 500 });
    world.sandbox.clearRequests();
    expect(await cancel(one)).toMatchObject({ status: 'cancelled' });
    expect(world.sandbox.booking(live?.uid ?? '')).toMatchObject({ status: 'cancelled' });
    expect(world.sandbox.requests().every(({ path }) => path.includes(live?.uid ?? 'nothing'))).toBe(true);
  });

  test('13: no field is ever missing, whatever the answer', async () => {
    const one = await guest();
    const answers = [
      await world.call('list_appointments', {}, { from: one.number }),
      await world.call('find_slots', { appointment_date: one.day }, { from: one.number }),
      await cancel(one, { appointment_date: 'nie' }),
      await cancel(one, { appointment_date: '2027-03-01' }),
      await world.call('nothing_of_ours', {}, { from: one.number }),
      await world.call('cancel_appointment', { appointment_date: one.day }, { from: one.number, to: '+493000000000' }),
      await cancel(one),
    ];
    for (const answer of answers) {
      for (const field of answerFields) expect(answer[field], `${field} of ${answer.code}`).not.toBeUndefined();
      expect(answer.message).not.toMatch(/\{\{|undefined|null|NaN/);
    }
  });

  test('14: times are spoken in the company’s zone, in summer as in winter; a weekday of next week is that of next week', async () => {
    const one = await guest({ day: '2027-01-13' });
    expect((await world.call('list_appointments', {}, { from: one.number })).message).toContain('zehn Uhr');
    const summer = await guest({ day: '2027-06-16' });
    expect((await world.call('list_appointments', {}, { from: summer.number })).message).toContain('elf Uhr');
    const tuesday = await guest({ day: '2026-12-01' });
    expect(await cancel(tuesday, { appointment_date: 'nächste Woche Dienstag' })).toMatchObject({
      status: 'cancelled',
      old_date: '2026-12-01',
    });
  });

  test('15: refusals and fees are spoken in the company’s language, as a voice says them', async () => {
    const one = await guest();
    await world.policy('salon', {
      cancel: { fee: { kind: 'fixed', amount_cents: 1_000 } },
      reschedule: { hours_before: 10_000 },
    });
    const fee = await cancel(one);
    expect(fee).toMatchObject({ status: 'confirmation_required' });
    expect(fee.message).toContain('zehn Euro');
    const late = await move(one);
    expect(late).toMatchObject({ status: 'refused', code: 'too_late_to_reschedule' });
    for (const { message } of [fee, late]) {
      expect(message).toMatch(/\b(Sie|Ihr|Ihren|Termin)\b/);
      expect(message).not.toMatch(/\d|€|\b(the|appointment|not)\b/);
    }
    await world.policy('salon', {});
    await untouched(one);
  });
});

describe('rules that were not the rules', () => {
  test('16: the same clock time on another day is another time', async () => {
    const one = await guest();
    expect(await move(one, { new_date: '2027-02-10', new_time: '10:00' })).toMatchObject({
      status: 'rescheduled',
      new_date: '2027-02-10',
      new_time: '10:00',
    });
  });

  test('17: a new time without a new day does not become today: the day stays, or is asked about', async () => {
    const one = await guest();
    expect(await move(one, { new_date: '' })).toMatchObject({ status: 'unclear', code: 'date_ambiguous', new_date: null });
    await untouched(one);
    const other = await guest();
    expect(await move(other, { new_date: undefined })).toMatchObject({ status: 'rescheduled', new_date: other.day });
  });

  test('18: a policy without a fee charges none, and neither does a percentage of a price nobody knows', async () => {
    for (const fee of [undefined, { kind: 'percentage', percent: 0 }, { kind: 'percentage', percent: 50 }]) {
      const one = await guest();
      await world.policy('salon', { cancel: { hours_before: 1, ...(fee && { fee }) } });
      expect(await cancel(one)).toMatchObject({ status: 'cancelled', fee: null });
    }
    await world.policy('salon', {});
  });

  test('19: the monthly quota is counted from what was done until this moment', async () => {
    const one = await guest();
    await world.appointment(`${one.id}b`, one.id, '2027-02-10T09:00:00.000Z');
    await world.policy('salon', { reschedule: { max_per_month: 1 } });
    expect(await move(one)).toMatchObject({ status: 'rescheduled' });
    const again = { old_date: '2027-02-10', new_date: '2027-02-11', new_time: '15:00' };
    expect(await world.call('reschedule_appointment', again, { from: one.number })).toMatchObject({
      code: 'reschedule_quota_used',
    });
    world.clock.moveTo('2026-12-01T09:00:00.000Z');
    expect(await world.call('reschedule_appointment', again, { from: one.number })).toMatchObject({ status: 'rescheduled' });
    world.clock.moveTo('2026-11-23T11:00:00.000Z');
    await world.policy('salon', {});
  });

  test('20: a fee is said, can be accepted, and is the one of the company’s policy alone', async () => {
    const one = await guest();
    await world.policy('salon', { cancel: { fee: { kind: 'fixed', amount_cents: 1_500 } } });
    const asked = await cancel(one, { fee: 1, fee_cents: 0 }, 'incident_20');
    expect(asked).toMatchObject({ status: 'confirmation_required', fee: { amount_cents: 1_500, currency: 'EUR' } });
    await untouched(one);
    expect(await cancel(one, { fee_accepted: true }, 'incident_20')).toMatchObject({
      status: 'cancelled',
      fee: { amount_cents: 1_500 },
    });
    await world.settle();
    expect(
      await world.sql('select fee_charged, fee_accepted from appointment_modifications where appointment_id = $1', [one.id]),
    ).toEqual([{ fee_charged: 1_500, fee_accepted: true }]);
    await world.policy('salon', {});
  });

  test('22: the caller’s own appointment is not what blocks the time they move it to', async () => {
    const one = await guest();
    expect(await move(one, { new_time: '10:15' })).toMatchObject({ status: 'rescheduled', new_time: '10:15' });
    const byHand = await guest({ uid: null });
    expect(await move(byHand, { new_time: '10:15' })).toMatchObject({ status: 'rescheduled', new_time: '10:15' });
  });

  test('21: an appointment made by hand, without a booking, is found and cancelled', async () => {
    const one = await guest({ uid: null });
    expect(await cancel(one)).toMatchObject({ status: 'cancelled', appointment_id: one.id });
    expect(await world.types(one.stream)).toEqual(['AppointmentScheduled', 'AppointmentCancelled', 'CalendarNotConcerned']);
  });
});

describe('running it', () => {
  test('25: signatures are checked over the bytes that came; another spelling of the same JSON, or a wrong key, is refused', async () => {
    const spelled = JSON.stringify(world.callBody('list_appointments', {}, {}), null, 2);
    expect((await world.post('/retell/functions', spelled)).status).toBe(200);
    expect((await world.post('/retell/functions', spelled, 'key_wrong')).status).toBe(401);
    const one = await guest();
    const webhook = `{"triggerEvent":"BOOKING_CANCELLED",   "createdAt":"${world.clock.now().toISOString()}","payload":{"uid":"${one.uid}","startTime":"${one.day}T09:00:00Z","endTime":"${one.day}T09:30:00Z","status":"CANCELLED"}}`;
    const send = (body: string, signature: string) =>
      fetch(`${world.rebook.address}/calcom/webhook/salon`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-cal-signature-256': signature },
        body,
      });
    const signature = signCalcomWebhook(webhook, 'webhook-secret-of-the-tests');
    expect((await send(JSON.stringify(JSON.parse(webhook)), signature)).status).toBe(401);
    expect((await send(webhook, signCalcomWebhook(webhook, 'another'))).status).toBe(401);
    await untouched(one);
    expect((await send(webhook, signature)).status).toBe(200);
    await world.sandbox.staffCancel(one.uid);
    await expect.poll(() => world.types(one.stream)).toContain('AppointmentCancelled');
  });

  test('26: a function that comes before its call was announced is worked on all the same', async () => {
    const one = await guest();
    expect((await cancel(one, {}, 'call_early')).status).toBe('cancelled');
    const started = { event: 'call_started', call: world.callBody('', {}, { from: one.number, callId: 'call_early' }).call };
    expect((await world.post('/retell/webhook', started)).status).toBe(204);
    expect(await world.types('call-call_early')).toEqual([
      'CallStarted',
      'FunctionCalled',
      'CallerIdentified',
      'FunctionAnswered',
    ]);
  });

  test('27: names, numbers, mails, reasons and keys stay out of the log', async () => {
    const one = await guest();
    await cancel(one, { customer_name: one.name, reason: 'Streng vertraulich wegen Rücken' });
    expect(world.witness.extent().lines).toBeGreaterThan(100);
    expect(world.witness.extent().secrets).toBeGreaterThan(40);
    expect(() => world.witness.verify()).not.toThrow();
  });

  test('28: the version is used: a change that rests on an old one is answered with the new truth', async () => {
    const one = await guest();
    expect((await move(one, { new_time: '14:00' })).status).toBe('rescheduled');
    await world.settle();
    // The read model of a search that saw the appointment before it was moved.
    await world.sql('update appointments set starts_at = $2, version = 0 where appointment_id = $1', [
      one.id,
      `${one.day}T09:00:00.000Z`,
    ]);
    const answer = await cancel(one, { appointment_time: '10:00' });
    expect(answer).toMatchObject({ success: false, code: 'appointment_changed' });
    expect(answer.message).toContain('vierzehn Uhr');
    expect(await world.types(one.stream)).not.toContain('AppointmentCancelled');
  });
});
