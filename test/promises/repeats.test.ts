// Promise 1: a repeated or overlapping request changes nothing twice and gets the first answer.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rebook } from '../../src/app/start.ts';
import type { Answer } from '../../src/calls/answer/answer.ts';
import { signRetell } from '../../src/channels/retell/signature.ts';
import { createWorld, retellKey, uidFor, type World } from '../support/world.ts';
import { secondInstance } from './second-instance.ts';

let world: World;
let other: Rebook;
let serial = 0;
beforeAll(async () => {
  world = await createWorld();
  other = await secondInstance(world);
});
afterAll(async () => {
  await other?.stop();
  await world?.stop();
});

async function booked() {
  serial += 1;
  const id = `r${serial}`;
  const number = `+49151555550${String(serial).padStart(2, '0')}`;
  const day = `2026-12-${String(serial).padStart(2, '0')}`;
  await world.customer(id, `Gast Nummer ${serial}`, number);
  await world.appointment(id, id, `${day}T10:00:00.000Z`);
  return { id, number, day, stream: `appointment-salon.${id}` };
}
type Booked = Awaited<ReturnType<typeof booked>>;

/** The very bytes of one request, sent as often as wanted to whichever instance. */
function requestOf(one: Booked, name: string, args: object, callId = `call_${one.id}`) {
  const raw = JSON.stringify(world.callBody(name, args, { from: one.number, callId }));
  return {
    callStream: `call-${callId}`,
    send: async (address = world.rebook.address): Promise<Answer> => {
      const signature = signRetell(raw, retellKey, world.clock.now().getTime());
      const headers = { 'content-type': 'application/json', 'x-retell-signature': signature };
      const response = await fetch(`${address}/retell/functions`, { method: 'POST', headers, body: raw });
      expect(response.status).toBe(200);
      return (await response.json()) as Answer;
    },
  };
}
const changesSent = (one: Booked) =>
  world.sandbox.requests().filter(({ method, path }) => method === 'POST' && path.includes(uidFor(one.id))).length;

const cancelled = ['AppointmentScheduled', 'AppointmentCancelled', 'CalendarBookingCancelled'];
const answeredOnce = ['CallStarted', 'FunctionCalled', 'CallerIdentified', 'FunctionAnswered'];

test('eight at once: one change, one request to Cal.com, one answer in the call, the same words for all', async () => {
  const one = await booked();
  const { send, callStream } = requestOf(one, 'cancel_appointment', { appointment_date: one.day });
  const answers = await Promise.all(Array.from({ length: 8 }, () => send()));
  expect(answers[0]?.status).toBe('cancelled');
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await world.types(one.stream)).toEqual(cancelled);
  expect(await world.types(callStream)).toEqual(answeredOnce);
  expect(changesSent(one)).toBe(1);
});

test('at two instances at once: one change, one request to Cal.com, the same answer', async () => {
  const one = await booked();
  const { send, callStream } = requestOf(one, 'reschedule_appointment', {
    old_date: one.day,
    new_date: '2027-01-12',
    new_time: '14:00',
  });
  const answers = await Promise.all([send(), send(other.address), send(), send(other.address)]);
  expect(answers[0]?.status).toBe('rescheduled');
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await world.types(one.stream)).toEqual(['AppointmentScheduled', 'AppointmentRescheduled', 'CalendarBookingRescheduled']);
  expect(await world.types(callStream)).toEqual(answeredOnce);
  expect(changesSent(one)).toBe(1);
});

test('again after the answer, after twenty seconds and after a day: the same answer while the change is the last one', async () => {
  const one = await booked();
  const { send, callStream } = requestOf(one, 'cancel_appointment', { appointment_date: one.day, reason: 'krank' });
  const first = await send();
  expect(first.status).toBe('cancelled');
  expect(await send()).toEqual(first);
  expect(await send(other.address)).toEqual(first);
  world.clock.advance(21_000);
  expect(await send()).toEqual(first);
  world.clock.advance(24 * 3_600_000);
  expect(await send()).toEqual(first);
  expect(await send(other.address)).toEqual(first);
  expect(await world.types(one.stream)).toEqual(cancelled);
  expect(await world.types(callStream)).toEqual(answeredOnce);
  expect(changesSent(one)).toBe(1);
});

test('again once something later was decided: a new try, which hears how it stands now and changes nothing', async () => {
  const one = await booked();
  const args = { old_date: one.day, new_date: '2027-01-13', new_time: '14:00' };
  const { send, callStream } = requestOf(one, 'reschedule_appointment', args);
  const first = await send();
  expect(first.status).toBe('rescheduled');
  await world.settle();
  const later = await world.call('cancel_appointment', { appointment_date: '2027-01-13' }, { from: one.number });
  expect(later.status).toBe('cancelled');
  await world.settle();
  // Within the twenty seconds it still hears the first answer.
  expect(await send()).toEqual(first);
  world.clock.advance(21_000);
  const again = await send();
  expect(again.success).toBe(false);
  expect(again.code).toBe('appointment_not_found');
  expect((await world.types(one.stream)).slice(1)).toEqual([
    'AppointmentRescheduled',
    'CalendarBookingRescheduled',
    'AppointmentCancelled',
    'CalendarBookingCancelled',
  ]);
  expect((await world.types(callStream)).filter(type => type === 'FunctionAnswered')).toHaveLength(2);
});

test('a refusal within twenty seconds gets the same answer and counts nowhere; after that it is a new try', async () => {
  const one = await booked();
  await world.policy('salon', { cancel: { allowed: false } });
  const { send, callStream } = requestOf(one, 'cancel_appointment', { appointment_date: one.day });
  const first = await send();
  expect(first).toMatchObject({ status: 'refused', code: 'cancel_not_allowed' });
  await world.policy('salon', {});
  expect(await send()).toEqual(first);
  expect(await send(other.address)).toEqual(first);
  expect((await world.types(callStream)).filter(type => type === 'FunctionCalled')).toHaveLength(1);
  await world.settle();
  expect(await world.sql('select 1 from modification_refusals where appointment_id = $1', [one.id])).toHaveLength(1);
  world.clock.advance(21_000);
  expect((await send()).status).toBe('cancelled');
  expect(await world.types(one.stream)).toEqual(cancelled);
  const tries = (await world.events(callStream)).flatMap(event => (event.type === 'FunctionCalled' ? [event.data.n] : []));
  expect(tries).toEqual([1, 2]);
});

test('after a revert: the same no at once, a new try after twenty seconds, and each asks Cal.com once', async () => {
  const one = await booked();
  world.sandbox.fault({
    match: { operation: 'cancel', uid: uidFor(one.id) },
    times: 1,
    kind: 'status',
    status: 400,
    message: 'This event type does not allow cancellations',
  });
  const { send } = requestOf(one, 'cancel_appointment', { appointment_date: one.day });
  const first = await send();
  expect(first).toMatchObject({ success: false, status: 'refused' });
  expect(await send()).toEqual(first);
  expect(await send(other.address)).toEqual(first);
  expect(changesSent(one)).toBe(1);
  world.clock.advance(21_000);
  expect((await send()).status).toBe('cancelled');
  expect(await world.types(one.stream)).toEqual([
    'AppointmentScheduled',
    'AppointmentCancelled',
    'AppointmentCancellationReverted',
    'AppointmentCancelled',
    'CalendarBookingCancelled',
  ]);
  expect(changesSent(one)).toBe(2);
});

test('a monthly allowance is used once by a repeat, and not at all by a revert', async () => {
  const one = await booked();
  await world.policy('salon', { cancel: { max_per_month: 1 } });
  world.sandbox.fault({
    match: { operation: 'cancel', uid: uidFor(one.id) },
    times: 1,
    kind: 'status',
    status: 400,
    message: 'This event type does not allow cancellations',
  });
  const { send } = requestOf(one, 'cancel_appointment', { appointment_date: one.day });
  expect((await send()).status).toBe('refused');
  world.clock.advance(21_000);
  const second = await send();
  expect(second.status).toBe('cancelled');
  expect(await send()).toEqual(second);
  const allowance = (await world.types(`customer-salon.${one.id}`)).filter(type => type.startsWith('Allowance'));
  expect(allowance).toEqual(['AllowanceClaimed', 'AllowanceReleased', 'AllowanceClaimed']);
  await world.policy('salon', {});
});

test('staff repeat with the same key: one change, the same answer', async () => {
  const one = await booked();
  const headers = { 'idempotency-key': `desk-${one.id}` };
  const body = { company_id: 'salon', reason_code: 'sick' };
  const send = async () => (await world.api('POST', `/v1/appointments/${one.id}/cancel`, body, headers)).json();
  const [first, overlapping] = await Promise.all([send(), send()]);
  expect(first).toMatchObject({ status: 'cancelled' });
  expect(overlapping).toEqual(first);
  world.clock.advance(21_000);
  expect(await send()).toEqual(first);
  expect(await world.types(one.stream)).toEqual(cancelled);
  expect(changesSent(one)).toBe(1);
});
