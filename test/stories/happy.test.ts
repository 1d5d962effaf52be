// The two happy ends of the analysis: a move and a cancellation, from the call to the calendar and the read models.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, uidFor, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.customer('340', 'Hansi Hinterseher');
  await world.appointment('640', '340', '2026-12-01T10:00:00.000Z', 'bT1LntHUU8qdQNMMFpWFPm');
  await world.customer('341', 'Erika Beispiel', '+4915112345671');
  await world.appointment('641', '341', '2026-12-02T10:00:00.000Z');
});
afterAll(() => world?.stop());

test('row 46: a caller without a number moves appointment 640, and the new uid takes the old one’s place', async () => {
  const answer = await world.call('reschedule_appointment', {
    old_date: '2026-12-01',
    new_date: '2026-12-02',
    new_time: '14:00',
    customer_name: 'Hansi Hinterseher',
  });
  expect(answer).toMatchObject({
    success: true,
    status: 'rescheduled',
    code: 'rescheduled',
    message: 'Ihr Termin ist verlegt auf Mittwoch, den zweiten Dezember, um vierzehn Uhr.',
    appointment_id: '640',
    customer_name: 'Hansi Hinterseher',
    old_date: '2026-12-01',
    old_time: '11:00',
    new_date: '2026-12-02',
    new_time: '14:00',
  });
  await world.settle();
  expect(await world.types('appointment-salon.640')).toEqual([
    'AppointmentScheduled',
    'AppointmentRescheduled',
    'CalendarBookingRescheduled',
  ]);
  const successor = world.sandbox.latest('bT1LntHUU8qdQNMMFpWFPm');
  const [row] = await world.sql<Record<string, unknown>>('select * from appointments where appointment_id = $1', ['640']);
  expect(row).toMatchObject({ calcom_v2_booking_id: successor?.uid, status: 'scheduled', pending_change: null });
  expect(row?.metadata).toMatchObject({ previous_booking_ids: ['bT1LntHUU8qdQNMMFpWFPm'] });
  const [modification] = await world.sql<Record<string, unknown>>(
    'select * from appointment_modifications where appointment_id = $1',
    ['640'],
  );
  expect(modification).toMatchObject({
    modification_type: 'reschedule',
    state: 'confirmed',
    within_policy: true,
    identified_by: 'exact_name',
    new_booking_uid: successor?.uid,
  });
});

test('row 47: a caller known by number cancels', async () => {
  const answer = await world.call('cancel_appointment', { appointment_date: '02.12.' }, { from: '+4915112345671' });
  expect(answer).toMatchObject({ status: 'cancelled', appointment_id: '641' });
  await world.settle();
  expect(world.sandbox.booking(uidFor('641'))?.status).toBe('cancelled');
  const [row] = await world.sql<Record<string, unknown>>('select * from appointments where appointment_id = $1', ['641']);
  expect(row).toMatchObject({ status: 'cancelled', calcom_v2_booking_id: uidFor('641') });
  expect(row?.cancelled_at).toBeInstanceOf(Date);
});
