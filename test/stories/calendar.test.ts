// What Cal.com is asked, what it answers, and what then stands in the stream, the read models and the caller's ear.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, uidFor, type World } from '../support/world.ts';

let world: World;
const logged: string[] = [];
let serial = 100;
beforeAll(async () => {
  world = await createWorld({ replyBudgetMs: 2_500, logTo: entry => logged.push(entry) });
});
afterAll(() => world?.stop());

async function booked(day: number, extra: object = {}, uid?: string | null) {
  serial += 1;
  const id = String(serial);
  const number = `+4915112346${id}`;
  await world.customer(id, `Gast Nummer${id}`, number);
  const startsAt = `2026-12-${String(day).padStart(2, '0')}T10:00:00.000Z`;
  await world.appointment(id, id, startsAt, uid === undefined ? uidFor(id) : uid, extra);
  return { id, number, day: startsAt.slice(0, 10), stream: `appointment-salon.${id}`, uid: uidFor(id) };
}
const row = async (id: string) => {
  await world.settle();
  const [found] = await world.sql<Record<string, unknown>>('select * from appointments where appointment_id = $1', [id]);
  return found;
};
const cancel = (one: { number: string; day: string }, more: object = {}) =>
  world.call('cancel_appointment', { appointment_date: one.day, ...more }, { from: one.number });
const move = (one: { number: string; day: string }, new_date: string, new_time: string) =>
  world.call('reschedule_appointment', { old_date: one.day, new_date, new_time }, { from: one.number });

test('rows 14, 16 and 17: the version header, UTC, and the new uid in the place of the old', async () => {
  const one = await booked(1);
  world.sandbox.clearRequests();
  expect(await move(one, '2026-12-02', '14:00')).toMatchObject({ status: 'rescheduled', new_time: '14:00' });
  const [request] = world.sandbox.requests().filter(({ operation }) => operation === 'reschedule');
  expect(request).toMatchObject({
    path: `/v2/bookings/${one.uid}/reschedule`,
    version: '2024-08-13',
    body: { start: '2026-12-02T13:00:00.000Z', reschedulingReason: 'Vom Kunden verschoben' },
  });
  const successor = world.sandbox.latest(one.uid)?.uid;
  expect(await row(one.id)).toMatchObject({ calcom_v2_booking_id: successor, metadata: { previous_booking_ids: [one.uid] } });
  // The next change goes to the successor.
  expect((await cancel({ ...one, day: '2026-12-02' })).status).toBe('cancelled');
  expect(world.sandbox.requests().at(-1)?.path).toBe(`/v2/bookings/${successor}/cancel`);
});

test('what Cal.com tells of our own changes is counted as an echo, and stored nowhere', async () => {
  const echoes = async () => {
    const metrics = await (await world.api('GET', '/metrics')).text();
    return Number(/^rebook_calendar_webhooks_total\{result="echo"\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
  };
  const one = await booked(3);
  const before = await echoes();
  expect((await move(one, '2026-12-04', '14:00')).status).toBe('rescheduled');
  await world.settle();
  expect((await cancel({ ...one, day: '2026-12-04' })).status).toBe('cancelled');
  await expect.poll(echoes).toBe(before + 2);
  const told = world.sandbox
    .deliveries()
    .filter(({ uid }) => [one.uid, world.sandbox.booking(one.uid)?.rescheduledToUid].includes(uid));
  expect(told.map(({ httpStatus }) => httpStatus)).toEqual([200, 200]);
  const digests = told.map(({ body }) => createHash('sha256').update(body).digest('hex'));
  expect(await world.sql('select 1 from webhook_inbox where digest = any($1)', [digests])).toEqual([]);
});

test('rows 21 and 22: the history and the call tell what was changed, by whom and on what terms', async () => {
  const one = await booked(2);
  await world.call(
    'cancel_appointment',
    { appointment_date: one.day, reason: 'krank' },
    { from: one.number, callId: 'call_history' },
  );
  await world.settle();
  const [modification] = await world.sql('select * from appointment_modifications where appointment_id = $1', [one.id]);
  expect(modification).toMatchObject({
    modification_type: 'cancel',
    state: 'confirmed',
    within_policy: true,
    fee_charged: 0,
    call_id: 'call_history',
    reason: 'krank',
    metadata: { cancelled_via: 'phone', call_id: 'call_history' },
  });
  const [call] = await world.sql('select * from calls where call_id = $1', ['call_history']);
  expect(call).toMatchObject({
    converted_appointment_id: one.id,
    booking_status: 'cancelled',
    customer_id: one.id,
    identified_by: 'number',
  });
  const [notification] = await world.sql('select * from notifications where appointment_id = $1', [one.id]);
  expect(notification).toMatchObject({ kind: 'cancellation_confirmed', state: 'open' });
});

test('rows 28 and 29: the columns and the indexes the analysis names', async () => {
  const columns = await world.sql<{ name: string }>(
    "select column_name as name from information_schema.columns where table_name = 'appointments'",
  );
  expect(columns.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'starts_at',
      'ends_at',
      'booking_timezone',
      'status',
      'calcom_v2_booking_id',
      'calcom_booking_id',
      'external_id',
      'metadata',
      'cancelled_at',
      'cancellation_reason',
      'version',
    ]),
  );
  const indexes = (
    await world.sql<{ definition: string }>("select indexdef as definition from pg_indexes where tablename = 'appointments'")
  )
    .map(({ definition }) => definition)
    .join('\n');
  for (const list of ['(customer_id, starts_at, status)', '(status, starts_at)', '(company_id, starts_at)'])
    expect(indexes).toContain(list);
  expect(indexes).toMatch(/UNIQUE INDEX .* \(company_id, calcom_v2_booking_id\)/);
});

test('row 20: two callers change one appointment at once; one wins, the other hears how it stands', async () => {
  const one = await booked(3);
  const answers = await Promise.all([cancel(one), move(one, '2026-12-04', '15:00')]);
  expect(answers.filter(({ success }) => success)).toHaveLength(1);
  // Who searches only after the change finds nothing on that day any more, and may be offered the new one.
  const other = answers.find(({ success }) => !success);
  expect(['refused', 'not_found', 'choose_appointment']).toContain(other?.status);
  const types = await world.types(one.stream);
  expect(types.filter(type => type === 'AppointmentCancelled' || type === 'AppointmentRescheduled')).toHaveLength(1);
});

test('row 38: an id that cannot be Cal.com’s is not sent there, and the change is recorded', async () => {
  const one = await booked(4, { booking: { external_id: 'Papier 17' } }, null);
  world.sandbox.clearRequests();
  expect((await cancel(one)).status).toBe('cancelled');
  expect(await world.types(one.stream)).toEqual(['AppointmentScheduled', 'AppointmentCancelled', 'CalendarNotConcerned']);
  expect(world.sandbox.requests()).toEqual([]);
  expect(await row(one.id)).toMatchObject({ status: 'cancelled' });
});

test('incident 21: an appointment made by hand can be cancelled and moved', async () => {
  const one = await booked(5, {}, null);
  expect((await move(one, '2026-12-06', '10:00')).status).toBe('rescheduled');
  expect(await row(one.id)).toMatchObject({ starts_at: new Date('2026-12-06T09:00:00.000Z') });
});

test('row 39: the same time again is answered as done in the same call, and refused in another', async () => {
  const one = await booked(6);
  const args = { old_date: one.day, new_date: one.day, new_time: '12:00' };
  expect((await world.call('reschedule_appointment', args, { from: one.number, callId: 'call_same' })).status).toBe(
    'rescheduled',
  );
  await world.settle();
  expect(
    await world.call('reschedule_appointment', { ...args, reason: 'noch einmal' }, { from: one.number, callId: 'call_same' }),
  ).toMatchObject({ status: 'rescheduled', code: 'already_at_that_time' });
  expect(await world.call('reschedule_appointment', args, { from: one.number })).toMatchObject({
    status: 'refused',
    code: 'same_time',
  });
});

test('row 37: Cal.com answers a move with 500 again and again: it is looked up, and noted with us while tries go on', async () => {
  const one = await booked(7);
  world.sandbox.fault({ match: { operation: 'reschedule', uid: one.uid }, kind: 'status', status: 500 });
  const answer = await move(one, '2026-12-08', '10:00');
  world.sandbox.clearFaults();
  expect(answer.status).toBe('pending');
  expect(world.sandbox.requests().some(({ operation, path }) => operation === 'get' && path.includes(one.uid))).toBe(true);
});

test('an answer lost after Cal.com had cancelled is looked up, and the caller hears that it is done', async () => {
  const one = await booked(8);
  world.sandbox.fault({ match: { operation: 'cancel', uid: one.uid }, times: 1, kind: 'lost_answer', afterEffect: true });
  expect((await cancel(one)).status).toBe('cancelled');
  expect(world.sandbox.requests().filter(({ operation, path }) => operation === 'cancel' && path.includes(one.uid))).toHaveLength(
    1,
  );
});

test('row 42: a 2xx whose new uid cannot be read is looked up', async () => {
  const one = await booked(9);
  world.sandbox.fault({ match: { operation: 'reschedule', uid: one.uid }, times: 1, kind: 'unusable_body' });
  expect((await move(one, '2026-12-10', '10:00')).status).toBe('rescheduled');
  expect(await row(one.id)).toMatchObject({ calcom_v2_booking_id: world.sandbox.latest(one.uid)?.uid });
});

test('rows 18 and 43: what Cal.com refuses is not claimed; the caller hears why, and the appointment stands', async () => {
  const one = await booked(10);
  world.sandbox.fault({
    match: { operation: 'cancel', uid: one.uid },
    times: 1,
    kind: 'status',
    status: 400,
    message: 'This event type does not allow cancellations',
  });
  const answer = await cancel(one);
  expect(answer).toMatchObject({ success: false, status: 'refused' });
  expect(await world.types(one.stream)).toEqual([
    'AppointmentScheduled',
    'AppointmentCancelled',
    'AppointmentCancellationReverted',
  ]);
  expect(await row(one.id)).toMatchObject({ status: 'scheduled', pending_change: null, cancelled_at: null });
});

test('a slot that is taken is not moved to, and free ones are offered', async () => {
  const one = await booked(11);
  const other = await booked(12);
  world.sandbox.fault({
    match: { operation: 'reschedule', uid: one.uid },
    times: 1,
    kind: 'status',
    status: 400,
    message: 'User either already has booking at this time or is not available',
  });
  const answer = await move(one, other.day, '11:00');
  expect(answer).toMatchObject({ status: 'slot_unavailable', code: 'slot_unavailable' });
  expect(answer.alternatives).toHaveLength(3);
  expect(await row(one.id)).toMatchObject({ status: 'scheduled', calcom_v2_booking_id: one.uid });
});

test('staff cancels at Cal.com: the webhook brings it into the stream, terms null, and the echo of our own changes adds nothing', async () => {
  const one = await booked(13);
  await world.sandbox.staffCancel(one.uid, 'Krankheit');
  await eventually(async () =>
    expect(await world.types(one.stream)).toEqual(['AppointmentScheduled', 'AppointmentCancelled', 'CalendarBookingCancelled']),
  );
  const two = await booked(14);
  await move(two, '2026-12-15', '10:00');
  await eventually(async () => expect(world.sandbox.deliveries().length).toBeGreaterThan(1));
  await world.settle();
  expect(await world.types(two.stream)).toEqual(['AppointmentScheduled', 'AppointmentRescheduled', 'CalendarBookingRescheduled']);
});

test('a booking made at Cal.com becomes an appointment that its customer can cancel', async () => {
  const phoneNumber = '+4915112345099';
  const { booking } = (await world.sandbox.staffCreate({
    apiKey: 'cal_sandbox_salon',
    uid: 'freshlyBooked123456789',
    start: '2026-12-16T10:00:00.000Z',
    end: '2026-12-16T10:30:00.000Z',
    eventTypeId: 7,
    hostId: 999,
    attendee: { name: 'Neu Kunde', email: 'neu@kunde.example', phoneNumber },
  })) as { booking?: { uid: string } };
  void booking;
  await eventually(async () => {
    await world.settle();
    expect(
      await world.sql('select 1 from appointments where calcom_v2_booking_id = $1', ['freshlyBooked123456789']),
    ).toHaveLength(1);
  });
  expect((await world.call('cancel_appointment', { appointment_date: '2026-12-16' }, { from: phoneNumber })).status).toBe(
    'cancelled',
  );
});

describe('rows 15, 36 and 48: Cal.com is down', () => {
  test('five real failures open the circuit; then nothing is appended and nothing is sent, and after a minute two successes close it', async () => {
    const one = await booked(18);
    const open = async () => (await (await fetch(`${world.rebook.address}/health/ready`)).text()).includes('"open"');
    await world.sandbox.goDown();
    for (let calls = 0; calls < 6 && !(await open()); calls += 1)
      expect((await move(one, '2026-12-19', `1${calls}:00`)).status).toBe('calendar_unavailable');
    expect(await open()).toBe(true);
    // Whose it is stands beside it: an account is a digest that says nothing to anybody.
    const { parts } = (await (await fetch(`${world.rebook.address}/health/ready`)).json()) as { parts: Record<string, unknown> };
    expect(Object.values((parts.calendar as { each: object }).each)).toEqual([{ companies: 'salon', state: 'open' }]);
    const before = (await world.types(one.stream)).length;
    const answer = await world.call(
      'cancel_appointment',
      { appointment_date: one.day },
      { from: one.number, callId: 'call_while_open' },
    );
    expect(answer).toMatchObject({ success: false, status: 'calendar_unavailable', code: 'calendar_unavailable' });
    expect((await world.types(one.stream)).length).toBe(before);
    expect(await row(one.id)).toMatchObject({ status: 'scheduled', pending_change: null });
    expect(logged.filter(entry => entry.includes('call_while_open') && entry.includes('calendar_unavailable'))).toHaveLength(1);
    await world.sandbox.comeBack();
    world.clock.advance(61_000);
    expect((await cancel(one)).status).toBe('cancelled');
    const two = await booked(20);
    expect((await cancel(two)).status).toBe('cancelled');
    expect(await open()).toBe(false);
  });
});

/** Tries until it holds; the condition, not the clock, ends the wait. */
async function eventually(check: () => Promise<void>): Promise<void> {
  const until = Date.now() + 10_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await sleep(25);
    }
  }
}
