// Promise 7: what a caller heard is true, or becomes a notification.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replayAnswers } from '../../src/audit/replay.ts';
import { createWorld, uidFor, type World } from '../support/world.ts';
import { callFunction } from './second-call.ts';
import { secondInstance } from './second-instance.ts';

let world: World;
let serial = 0;
const budgetMs = 2_500;
const slotTaken = 'User either already has booking at this time or is not available';
const notAllowed = 'This event type does not allow cancellations';

beforeAll(async () => {
  world = await createWorld({ replyBudgetMs: budgetMs });
});
afterAll(() => world?.stop());

async function booked(extra: object = {}, uid?: null) {
  serial += 1;
  const id = `n${serial}`;
  const number = `+49151999990${String(serial).padStart(2, '0')}`;
  const day = new Date(Date.UTC(2026, 11, serial)).toISOString().slice(0, 10);
  await world.customer(id, `Gast ${String.fromCharCode(64 + serial)}feld`, number);
  await world.appointment(id, id, `${day}T10:00:00.000Z`, uid === null ? null : uidFor(id), extra);
  return { id, number, day, stream: `appointment-salon.${id}` };
}
type Booked = Awaited<ReturnType<typeof booked>>;

const cancel = (one: Booked) => world.call('cancel_appointment', { appointment_date: one.day }, { from: one.number });
const move = (one: Booked, new_time = '15:00') =>
  world.call('reschedule_appointment', { old_date: one.day, new_date: one.day, new_time }, { from: one.number });
const slowly = (operation: 'cancel' | 'reschedule', one: Booked, refusal?: string) =>
  world.sandbox.fault({
    match: { operation, uid: uidFor(one.id) },
    times: 1,
    delayMs: 4_000,
    ...(refusal === undefined ? { kind: 'delay' } : { kind: 'status', status: 400, message: refusal }),
  });
const outcome = (one: Booked, type: string) => expect.poll(() => world.types(one.stream)).toContain(type);

async function notifications(one: Booked): Promise<object[]> {
  await world.settle();
  return world.sql('select kind, state, code, customer_id, new_starts_at from notifications where appointment_id = $1', [one.id]);
}
async function row(one: Booked) {
  await world.settle();
  const [found] = await world.sql('select status, starts_at, pending_change from appointments where appointment_id = $1', [
    one.id,
  ]);
  return found;
}

test('heard that it is cancelled: it is, with us and at Cal.com, at that very moment', async () => {
  const one = await booked();
  expect((await cancel(one)).message).toContain('abgesagt');
  expect(world.sandbox.booking(uidFor(one.id))?.status).toBe('cancelled');
  expect(await world.types(one.stream)).toContain('CalendarBookingCancelled');
  expect(await notifications(one)).toMatchObject([{ kind: 'cancellation_confirmed', state: 'open' }]);
});

test('heard that it will be confirmed, and Cal.com then does it: confirmed by a notification', async () => {
  const one = await booked();
  const two = await booked();
  slowly('cancel', one);
  slowly('reschedule', two);
  const [cancelled, moved] = await Promise.all([cancel(one), move(two)]);
  expect(cancelled).toMatchObject({ success: false, status: 'pending', code: 'cancellation_pending' });
  expect(moved).toMatchObject({ success: false, status: 'pending', code: 'reschedule_pending' });
  // Nothing is claimed before it is so.
  expect(await row(one)).toMatchObject({ status: 'scheduled', pending_change: 'cancel' });
  expect(await notifications(one)).toEqual([]);
  await outcome(one, 'CalendarBookingCancelled');
  await outcome(two, 'CalendarBookingRescheduled');
  expect(await notifications(one)).toMatchObject([{ kind: 'cancellation_confirmed', state: 'open', customer_id: one.id }]);
  expect(await notifications(two)).toMatchObject([
    { kind: 'reschedule_confirmed', state: 'open', new_starts_at: new Date(`${two.day}T14:00:00.000Z`) },
  ]);
});

test('heard that it will be confirmed, and Cal.com then refuses: corrected by a notification, and the appointment stands', async () => {
  const one = await booked();
  const two = await booked();
  slowly('cancel', one, notAllowed);
  slowly('reschedule', two, slotTaken);
  const answers = await Promise.all([cancel(one), move(two)]);
  for (const answer of answers) expect(answer).toMatchObject({ success: false, status: 'pending' });
  await outcome(one, 'AppointmentCancellationReverted');
  await outcome(two, 'AppointmentRescheduleReverted');
  expect(await notifications(one)).toMatchObject([{ kind: 'change_correction', state: 'open', customer_id: one.id }]);
  expect(await notifications(two)).toMatchObject([{ kind: 'change_correction', state: 'open', code: 'slot_unavailable' }]);
  for (const unchanged of [one, two])
    expect(await row(unchanged)).toEqual({
      status: 'scheduled',
      pending_change: null,
      starts_at: new Date(`${unchanged.day}T10:00:00.000Z`),
    });
});

test('heard that somebody will see to it, where Cal.com does not know the number of the booking, and confirmed by a notification', async () => {
  const one = await booked({ booking: { numeric_id: 999_999 } }, null);
  const two = await booked({ booking: { numeric_id: 999_998 } }, null);
  const callId = 'call_numeric';
  const ask = (reason: string) =>
    world.call('cancel_appointment', { appointment_date: one.day, reason }, { from: one.number, callId });
  const cancelled = await ask('krank');
  expect(cancelled).toMatchObject({ success: false, status: 'pending', code: 'cancellation_needs_operator' });
  expect(cancelled.message).toContain('Jemand von uns kümmert sich darum');
  expect(await move(two)).toMatchObject({ success: false, status: 'pending', code: 'reschedule_needs_operator' });
  expect(await ask('noch einmal')).toMatchObject({ code: 'cancellation_needs_operator' });
  expect(await notifications(one)).toEqual([]);
  // An instance that started since remembers no outcome, and Cal.com is slow to tell it again: what it says is in the stream.
  const later = await secondInstance(world);
  world.sandbox.fault({ match: { operation: 'list' }, kind: 'delay', delayMs: 3_500, times: 1 });
  const args = { appointment_date: one.day, reason: 'zum dritten Mal' };
  const third = await callFunction(later.address, world, 'cancel_appointment', args, one.number, callId);
  await later.stop();
  expect(third).toMatchObject({ code: 'cancellation_needs_operator' });
  const recomputed = await replayAnswers(world.rebook.store, `call-${callId}`);
  expect(recomputed.map(({ recomputedCode, equal }) => [recomputedCode, equal])).toEqual(
    Array.from({ length: 3 }, () => ['cancellation_needs_operator', true]),
  );
  for (const { id } of [one, two]) {
    const [waiting] = await world.sql<{ modification_id: string }>(
      'select modification_id from calendar_jobs where appointment_id = $1',
      [id],
    );
    const decided = {
      company_id: 'salon',
      modification_id: waiting?.modification_id,
      resolution: 'keep',
      reason_code: 'by_hand',
    };
    await world.must('POST', `/v1/appointments/${id}/resolve`, decided);
  }
  expect(await notifications(one)).toMatchObject([{ kind: 'cancellation_confirmed', state: 'open' }]);
  expect(await notifications(two)).toMatchObject([{ kind: 'reschedule_confirmed', state: 'open' }]);
});

test('heard no at once: that was true, and nobody is notified', async () => {
  const one = await booked();
  world.sandbox.fault({
    match: { operation: 'cancel', uid: uidFor(one.id) },
    times: 1,
    kind: 'status',
    status: 400,
    message: notAllowed,
  });
  expect(await cancel(one)).toMatchObject({ success: false, status: 'refused' });
  expect(world.sandbox.booking(uidFor(one.id))?.status).toBe('accepted');
  expect(await notifications(one)).toEqual([]);
});

test('heard that Cal.com cannot be reached: nothing was changed, and nothing is later', async () => {
  const one = await booked();
  await world.sandbox.goDown();
  const answer = await cancel(one);
  await world.sandbox.comeBack();
  expect(answer).toMatchObject({ success: false, status: 'calendar_unavailable' });
  expect((await world.types(one.stream)).at(-1)).toBe('AppointmentCancellationReverted');
  expect(await notifications(one)).toEqual([]);
  expect(world.sandbox.booking(uidFor(one.id))?.status).toBe('accepted');
});

test('heard that it is recorded, then moved elsewhere by staff: the history, Cal.com and the notification agree', async () => {
  const one = await booked();
  slowly('reschedule', one, slotTaken);
  expect((await move(one)).status).toBe('pending');
  await world.sandbox.staffReschedule(uidFor(one.id), `${one.day}T17:00:00.000Z`);
  await outcome(one, 'AppointmentRescheduleReverted');
  await expect.poll(() => row(one)).toMatchObject({ status: 'scheduled', starts_at: new Date(`${one.day}T17:00:00.000Z`) });
  expect(world.sandbox.latest(uidFor(one.id))?.start).toContain('T17:00');
  expect(await notifications(one)).toContainEqual(expect.objectContaining({ kind: 'change_correction' }));
});

test('an appointment that Cal.com does not know: cancelled is true at once, and a notification says so', async () => {
  const one = await booked({}, null);
  expect((await cancel(one)).status).toBe('cancelled');
  expect(await notifications(one)).toMatchObject([{ kind: 'cancellation_confirmed' }]);
});

test('of all that was said today nothing is left untrue and uncorrected', async () => {
  await world.settle();
  const promised = await world.sql<{ status: string; state: string; kinds: string[] }>(`
    select a.status, m.state, array(
      select kind from notifications n where n.modification_id = m.modification_id order by kind) as kinds
    from appointment_modifications m join answers a on a.modification_id = m.modification_id`);
  expect(promised.length).toBeGreaterThanOrEqual(6);
  for (const { status, state, kinds } of promised) {
    expect(['confirmed', 'reverted']).toContain(state);
    if (state === 'confirmed') expect(kinds).toContainEqual(expect.stringMatching(/_confirmed$/));
    if (state === 'reverted') expect(kinds, status).toEqual(['change_correction']);
    if (status !== 'pending') expect(state, status).toBe('confirmed');
  }
});

test('moved elsewhere by staff, unheard of until a caller asks: they hear the time it has now', async () => {
  const one = await booked();
  const later = new Date(Date.parse(`${one.day}T10:00:00.000Z`) + 40 * 86_400_000).toISOString();
  world.sandbox.fault({ match: { operation: 'webhook' }, times: 1, kind: 'drop' });
  await world.sandbox.staffReschedule(uidFor(one.id), later);
  const answer = await cancel(one);
  expect(answer).toMatchObject({ success: false, code: 'moved_elsewhere' });
  expect(await row(one)).toMatchObject({ starts_at: new Date(later) });
  const day = Number(later.slice(8, 10));
  const spoken = new Intl.DateTimeFormat('de-DE', { month: 'long', timeZone: 'UTC' }).format(new Date(later));
  expect(answer.message).toContain(spoken);
  expect(answer.old_date ?? answer.message, String(day)).toContain(answer.old_date ? later.slice(0, 10) : spoken);
});

test('asked what is free, and nobody can look: it is not said that nothing is', async () => {
  const one = await booked();
  const slots = (guest: Booked) => world.call('find_slots', { appointment_date: guest.day }, { from: guest.number });
  const known = await slots(one);
  expect(known).toMatchObject({ code: 'slots' });
  expect(known.alternatives).toHaveLength(3);
  // Their own time is no choice.
  expect(JSON.stringify(known.alternatives)).not.toContain('"11:00"');
  world.sandbox.fault({ match: { operation: 'slots' }, times: 1, kind: 'status', status: 503 });
  expect(await slots(one)).toMatchObject({ code: 'slots_not_available_now', alternatives: null });
  expect(await slots(await booked({}, null))).toMatchObject({ code: 'slots_not_available_now' });
});

test('staff who have spoken with the customer say so, and it is open no more', async () => {
  const list = async (state: string) => {
    const response = await world.api('GET', `/v1/notifications?company=salon&state=${state}`);
    const { notifications: found } = (await response.json()) as { notifications: { notification_id: string }[] };
    return found.map(one => one.notification_id);
  };
  const [first] = await list('open');
  expect(first).toBeDefined();
  await world.must('POST', `/v1/notifications/${first}/done`, { company_id: 'salon' });
  await world.settle();
  expect(await list('open')).not.toContain(first);
  expect(await list('done')).toContain(first);
});
