// What Cal.com refuses: what the caller hears, what it costs, what staff find on their list, and what those who run it see.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxKeyOf } from '../../src/app/servers.ts';
import { createWorld, uidFor, type World } from '../support/world.ts';

let world: World;
const logged: string[] = [];
let serial = 700;
const apiKey = sandboxKeyOf('salon');
beforeAll(async () => {
  world = await createWorld({ replyBudgetMs: 8_000, logTo: entry => logged.push(entry) });
});
afterAll(() => world?.stop());

async function booked(day: number, extra: object = {}) {
  serial += 1;
  const id = String(serial);
  const number = `+4915112346${id}`;
  await world.customer(id, `Gast Nummer${id}`, number);
  const startsAt = `2026-12-${String(day).padStart(2, '0')}T10:00:00.000Z`;
  await world.appointment(id, id, startsAt, uidFor(id), extra);
  return { id, number, day: startsAt.slice(0, 10), uid: uidFor(id) };
}
type Booked = Awaited<ReturnType<typeof booked>>;
const cancel = (one: Booked, more: object = {}) =>
  world.call('cancel_appointment', { appointment_date: one.day, ...more }, { from: one.number, callId: `call_${one.id}` });
const move = (one: Booked, new_date: string, new_time: string, more: object = {}) =>
  world.call(
    'reschedule_appointment',
    { old_date: one.day, new_date, new_time, ...more },
    { from: one.number, callId: `call_${one.id}` },
  );
const eventType = (more: object) => world.sandbox.seedEventType({ id: 7, apiKey, openingHours: null, ...more });
const text = async (path: string) => (await fetch(`${world.rebook.address}${path}`)).text();

test('a field the caller cannot see: staff find Cal.com’s reason on their list and in the log, and end the entry', async () => {
  const one = await booked(1);
  eventType({ requiredFields: ['attendeePhoneNumber'] });
  const answer = await move(one, '2026-12-02', '14:00');
  eventType({});
  expect(answer).toMatchObject({ status: 'refused', code: 'calendar_refused' });
  await world.settle();
  const reason = 'error_required_field: attendeePhoneNumber';
  const { pending } = (await world.must('GET', '/v1/pending?state=calendar_refused')) as { pending: Record<string, unknown>[] };
  expect(pending).toMatchObject([{ appointment_id: one.id, kind: 'reschedule', code: 'required_field', reason }]);
  const warned = logged.filter(entry => entry.includes('"level":40') && entry.includes(reason));
  expect(warned).toHaveLength(1);
  expect(warned[0]).not.toContain('Gast');
  await world.must('POST', `/v1/notifications/${pending[0]?.notification_id}/done`, { company_id: 'salon' });
  await world.settle();
  expect(await world.must('GET', '/v1/pending?state=calendar_refused')).toMatchObject({ pending: [] });
});

test('too little notice: it is too late to move, and no other time is offered that would be refused as well', async () => {
  const one = await booked(3);
  eventType({ minimumRescheduleNoticeMinutes: 365 * 24 * 60 });
  const answer = await move(one, '2026-12-04', '14:00');
  eventType({});
  expect(answer).toMatchObject({ status: 'refused', code: 'too_late_to_reschedule', alternatives: null });
});

test('a day with as many bookings as it may have: other days are offered', async () => {
  const one = await booked(5);
  await booked(8);
  eventType({ bookingLimitPerDay: 1, slotIntervalMinutes: 60 });
  const answer = await move(one, '2026-12-08', '14:00');
  eventType({});
  expect(answer).toMatchObject({ status: 'slot_unavailable', code: 'day_full' });
  expect(JSON.stringify(answer.alternatives)).not.toContain('2026-12-08');
  expect(answer.alternatives).not.toBeNull();
});

test('what the host has done before costs nothing: neither the fee nor the month’s allowance, and the caller hears so', async () => {
  const [one, two] = [await booked(9), await booked(10)];
  const fee = { kind: 'fixed', amount_cents: 1_000 };
  await world.policy('salon', { cancel: { fee, max_per_month: 1 }, reschedule: { fee } });
  world.sandbox.fault({ match: { operation: 'webhook' }, kind: 'drop', times: 2 });
  await world.sandbox.staffCancel(one.uid, 'krank');
  await world.sandbox.staffReschedule(two.uid, '2026-12-11T13:00:00.000Z', 'Tausch');
  expect((await cancel(one)).status).toBe('confirmation_required');
  const cancelled = await cancel(one, { fee_accepted: true });
  expect(cancelled).toMatchObject({ code: 'already_cancelled', fee: null });
  await move(two, '2026-12-11', '14:00');
  const moved = await move(two, '2026-12-11', '14:00', { fee_accepted: true });
  expect(moved).toMatchObject({ code: 'already_at_that_time', fee: null });
  await world.settle();
  const due = await world.sql(
    `select * from appointment_modifications where appointment_id = any(array['${one.id}', '${two.id}']) and state <> 'reverted' and fee_charged > 0`,
  );
  expect(due).toEqual([]);
  await expect.poll(() => world.types(`customer-salon.${one.id}`)).toContain('AllowanceReleased');
  await world.policy('salon', {});
});

test('a key that Cal.com turns away: callers hear that the calendar is away, and health and metrics name the company until it works', async () => {
  const one = await booked(14);
  world.sandbox.setKeyTaken(apiKey, false);
  expect(await cancel(one)).toMatchObject({ status: 'calendar_unavailable', code: 'calendar_unavailable' });
  expect((await world.events(`appointment-salon.${one.id}`)).at(-1)?.data).toMatchObject({ code: 'calendar_key_refused' });
  const health = await text('/health/ready');
  expect(health).toContain('key_refused');
  expect(health).toMatch(/"companies":"salon"/);
  expect(await text('/metrics')).toMatch(/rebook_calendar_key_refused\{account="\w{8}",company="salon"\} 1/);
  expect(await text('/metrics')).toMatch(
    /rebook_calendar_requests_total\{operation="cancel",outcome="refused",code="unauthorized"\} 1/,
  );
  expect(await text('/metrics')).toMatch(/rebook_calendar_outcomes_total\{.*code="calendar_key_refused"\} 1/);
  world.sandbox.setKeyTaken(apiKey, true);
  const again = await world.call('cancel_appointment', { appointment_date: one.day }, { from: one.number });
  expect(again.status).toBe('cancelled');
  expect(await text('/health/ready')).not.toContain('key_refused');
  expect(await text('/metrics')).toMatch(/rebook_calendar_key_refused\{account="\w{8}",company="salon"\} 0/);
  for (const entry of [...logged, health]) expect(entry).not.toContain(apiKey);
});
