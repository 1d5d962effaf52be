// The host has yet to confirm: the caller finds the appointment and may change it, and hears nothing that is not so yet.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxKeyOf } from '../../src/app/servers.ts';
import { replayAnswers } from '../../src/audit/replay.ts';
import { createWorld, line, uidFor, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  const apiKey = sandboxKeyOf('salon');
  world.sandbox.seedEventType({ id: 7, apiKey, openingHours: null, lengthInMinutes: 30, requiresConfirmation: true });
});
afterAll(() => world?.stop());

const rows = async (table: string, id: string) => {
  await world.settle();
  return world.sql<Record<string, unknown>>(`select * from ${table} where appointment_id = $1`, [id]);
};
const replayed = async (callId: string) =>
  (await replayAnswers(world.rebook.store, `call-${callId}`)).map(({ recomputedCode, equal }) => [recomputedCode, equal]);
const notified = async (id: string) => (await rows('notifications', id)).map(({ kind }) => kind).sort();

test('a move that the host has yet to confirm is announced as asked for, and once they have it is notified', async () => {
  await world.customer('1', 'Gast Eins', '+4915112340001');
  await world.appointment('1', '1', '2026-12-01T10:00:00.000Z');
  const options = { from: '+4915112340001', callId: 'call_awaiting' };
  const args = { old_date: '2026-12-01', new_date: '2026-12-02', new_time: '14:00' };
  const moved = await world.call('reschedule_appointment', args, options);
  expect(moved).toMatchObject({ success: false, status: 'pending', code: 'reschedule_requested', new_date: '2026-12-02' });
  expect(moved.message).toContain('angefragt');
  expect(await rows('appointments', '1')).toMatchObject([{ status: 'scheduled', awaiting_confirmation: true }]);
  expect(await notified('1')).toEqual(['reschedule_requested']);

  const again = { ...args, old_date: '2026-12-02', reason: 'noch einmal' };
  expect(await world.call('reschedule_appointment', again, options)).toMatchObject({ code: 'reschedule_requested' });
  const listed = await world.call('list_appointments', {}, options);
  expect(listed.message).toContain('unter Vorbehalt unserer Bestätigung');
  expect(listed.choices?.[0]?.spoken).toContain('unter Vorbehalt unserer Bestätigung');
  const ringing = { event: 'call_inbound', call_inbound: { from_number: options.from, to_number: line } };
  expect(await (await world.post('/retell/webhook', ringing)).text()).toContain('unter Vorbehalt unserer Bestätigung');

  const booking = world.sandbox.latest(uidFor('1'))?.uid ?? '';
  await world.sandbox.staffConfirm(booking);
  await expect.poll(() => world.types('appointment-salon.1')).toContain('CalendarBookingLinked');
  expect(await rows('appointments', '1')).toMatchObject([{ status: 'confirmed', awaiting_confirmation: false }]);
  expect(await notified('1')).toEqual(['reschedule_confirmed', 'reschedule_requested']);
  const once = { ...again, reason: 'wirklich' };
  expect(await world.call('reschedule_appointment', once, options)).toMatchObject({ code: 'already_at_that_time' });
  expect((await world.call('list_appointments', {}, { from: options.from })).message).not.toContain('Vorbehalt');
  expect(await replayed('call_awaiting')).toEqual([
    ['reschedule_requested', true],
    ['reschedule_requested', true],
    [null, true],
    ['already_at_that_time', true],
  ]);
});

test('a booking that was only asked for at Cal.com is found by phone and can be cancelled', async () => {
  await world.customer('2', 'Gast Zwei', '+4915112340002');
  const { url } = world.sandbox;
  const made = await fetch(`${url}/v2/bookings`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${sandboxKeyOf('salon')}`,
      'content-type': 'application/json',
      'cal-api-version': '2024-08-13',
    },
    body: JSON.stringify({
      start: '2026-12-03T10:00:00.000Z',
      eventTypeId: 7,
      attendee: { name: 'Gast Zwei', timeZone: 'Europe/Berlin', phoneNumber: '+4915112340002' },
    }),
  });
  const { data } = (await made.json()) as { data: { uid: string; status: string } };
  expect(data.status).toBe('pending');
  const known = () => world.sql('select 1 from appointments where calcom_v2_booking_id = $1', [data.uid]);
  await expect.poll(known).toHaveLength(1);
  const cancelled = await world.call('cancel_appointment', { appointment_date: '2026-12-03' }, { from: '+4915112340002' });
  expect(cancelled).toMatchObject({ status: 'cancelled' });
  expect(world.sandbox.booking(data.uid)?.status).toBe('cancelled');
});
