// Promise 2: two callers changing one appointment at once: one wins, the other hears the new truth.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rebook } from '../../src/app/start.ts';
import { replayAnswers } from '../../src/audit/replay.ts';
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
  const id = `t${serial}`;
  const number = `+49151666660${String(serial).padStart(2, '0')}`;
  const day = `2026-12-${String(serial).padStart(2, '0')}`;
  const name = `Gast ${'ABCDEFGHIJKL'[serial]}wald`;
  await world.customer(id, name, number);
  await world.appointment(id, id, `${day}T10:00:00.000Z`);
  return { id, name, number, day, stream: `appointment-salon.${id}` };
}
type Booked = Awaited<ReturnType<typeof booked>>;

async function call(one: Booked, name: string, args: object, address = world.rebook.address): Promise<Answer> {
  const raw = JSON.stringify(world.callBody(name, args, { from: one.number }));
  const signature = signRetell(raw, retellKey, world.clock.now().getTime());
  const headers = { 'content-type': 'application/json', 'x-retell-signature': signature };
  const response = await fetch(`${address}/retell/functions`, { method: 'POST', headers, body: raw });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}
const move = (one: Booked, new_date: string, new_time: string, address?: string) =>
  call(one, 'reschedule_appointment', { old_date: one.day, new_date, new_time }, address);
const cancel = (one: Booked, address?: string) => call(one, 'cancel_appointment', { appointment_date: one.day }, address);

const decisions = ['AppointmentCancelled', 'AppointmentRescheduled'];
const settlements = ['CalendarBookingCancelled', 'CalendarBookingRescheduled'];

/** One decision and its settlement, one request to Cal.com that took effect, and the row that says the same. */
async function changedOnce(one: Booked) {
  await world.settle();
  const types = await world.types(one.stream);
  expect(types.filter(type => decisions.includes(type))).toHaveLength(1);
  expect(types.filter(type => settlements.includes(type))).toHaveLength(1);
  expect(types).toHaveLength(3);
  const sent = world.sandbox.requests().filter(({ method, path }) => method === 'POST' && path.includes(uidFor(one.id)));
  expect(sent).toHaveLength(1);
  const [row] = await world.sql<{ status: string; starts_at: Date; calcom_v2_booking_id: string; version: string }>(
    'select * from appointments where appointment_id = $1',
    [one.id],
  );
  const booking = world.sandbox.booking(row?.calcom_v2_booking_id ?? '');
  expect(booking?.status).toBe(row?.status === 'cancelled' ? 'cancelled' : 'accepted');
  expect(new Date(booking?.start ?? 0)).toEqual(row?.starts_at);
  return { row, types };
}

/** What a loser may hear: that it changed, that a change is in progress, or that the old time holds nothing any more. */
const lost = [
  'change_in_progress',
  'appointment_changed',
  'already_cancelled',
  'already_at_that_time',
  'same_time',
  'other_day_offered',
  'appointment_not_found',
];

test.each([
  ['in one process', () => world.rebook.address],
  ['in two processes', () => other.address],
])('two moves to different times at once, %s: one is made, the other hears so', async (_, addressOf) => {
  const one = await booked();
  const answers = await Promise.all([move(one, '2027-01-12', '14:00'), move(one, '2027-01-13', '15:00', addressOf())]);
  const won = answers.filter(answer => answer.success);
  const beaten = answers.filter(answer => !answer.success);
  expect(won).toHaveLength(1);
  expect(beaten).toHaveLength(1);
  expect(lost).toContain(beaten[0]?.code);
  const { row } = await changedOnce(one);
  expect(row?.starts_at.toISOString()).toBe(
    won[0]?.new_date === '2027-01-12' ? '2027-01-12T13:00:00.000Z' : '2027-01-13T14:00:00.000Z',
  );
});

test('a cancellation and a move at once: whichever was first stands, and Cal.com knows only that one', async () => {
  for (let round = 0; round < 3; round += 1) {
    const one = await booked();
    const both = [cancel(one), move(one, `2027-02-1${round}`, '14:00', other.address)];
    const answers = await Promise.all(round % 2 === 0 ? both : both.reverse());
    expect(answers.filter(answer => answer.success)).toHaveLength(1);
    const beaten = answers.find(answer => !answer.success);
    expect(lost).toContain(beaten?.code);
    const { row } = await changedOnce(one);
    const winner = answers.find(answer => answer.success);
    expect(row?.status).toBe(winner?.status === 'cancelled' ? 'cancelled' : 'scheduled');
  }
});

test('twelve callers cancel one appointment at once: one cancellation, and nobody hears that the appointment still stands', async () => {
  const one = await booked();
  // Withheld numbers: each call counts its attempts for itself, and none is locked out for the others.
  const caller = { ...one, number: 'anonymous' };
  const args = { appointment_date: one.day, customer_name: one.name };
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      call(caller, 'cancel_appointment', args, index % 2 === 0 ? world.rebook.address : other.address),
    ),
  );
  const [won, ...also] = answers.filter(({ status }) => status === 'cancelled' || status === 'pending');
  expect(won).toMatchObject({ appointment_id: one.id });
  expect(also).toEqual([]);
  // Who comes after the cancellation has no appointment that day, and so is nobody we know.
  for (const answer of answers) if (answer !== won) expect([...lost, 'caller_not_identified']).toContain(answer.code);
  await changedOnce(one);
});

test('a caller whose search saw the old time hears the new one', async () => {
  const one = await booked();
  expect((await move(one, '2027-01-20', '14:00')).status).toBe('rescheduled');
  await world.settle();
  const behind = await staleSearch(one, () => move(one, '2027-01-21', '09:00'));
  expect(behind).toMatchObject({ success: false, status: 'refused', code: 'appointment_changed', old_date: '2027-01-20' });
  expect(behind.message).toContain('zwanzigsten Januar');
  await changedOnce(one);
});

test('a caller who wants to move what another has just cancelled hears that it is cancelled', async () => {
  const one = await booked();
  expect((await cancel(one)).status).toBe('cancelled');
  await world.settle();
  const behind = await staleSearch(one, () => move(one, '2027-01-22', '09:00'));
  expect(behind).toMatchObject({ success: false, status: 'refused', code: 'already_cancelled' });
  await changedOnce(one);
});

/** Runs with the appointment's row as it was before the change, which is what a read model that lags behind shows. */
async function staleSearch(one: Booked, run: () => Promise<Answer>): Promise<Answer> {
  const [now] = await world.sql<Record<string, unknown>>('select * from appointments where appointment_id = $1', [one.id]);
  await world.sql(
    "update appointments set status = 'scheduled', starts_at = $2, ends_at = $3, calcom_v2_booking_id = $4 where appointment_id = $1",
    [one.id, `${one.day}T10:00:00.000Z`, `${one.day}T10:30:00.000Z`, uidFor(one.id)],
  );
  try {
    return await run();
  } finally {
    await world.sql(
      'update appointments set status = $2, starts_at = $3, ends_at = $4, calcom_v2_booking_id = $5 where appointment_id = $1',
      [one.id, now?.status, now?.starts_at, now?.ends_at, now?.calcom_v2_booking_id],
    );
  }
}

test('two cancellations at once with one left this month: one is made, the other hears that it is used up', async () => {
  const one = await booked();
  await world.policy('salon', { cancel: { max_per_month: 1 } });
  await world.appointment('tsecond', one.id, '2027-01-25T10:00:00.000Z');
  const answers = await Promise.all([cancel(one), cancel({ ...one, day: '2027-01-25' }, other.address)]);
  await world.policy('salon', {});
  expect(answers.filter(answer => answer.success)).toHaveLength(1);
  expect(answers.find(answer => !answer.success)?.code).toBe('cancel_quota_used');
  const claims = (await world.events(`customer-salon.${one.id}`)).filter(({ type }) => type === 'AllowanceClaimed');
  expect(claims).toHaveLength(1);
  await world.settle();
  const calls = await world.sql<{ call_id: string }>("select call_id from answers where code = 'cancel_quota_used'");
  expect(calls).toHaveLength(1);
  const replayed = await replayAnswers(world.rebook.store, `call-${calls[0]?.call_id}`);
  expect(replayed).toMatchObject([{ recomputedCode: 'cancel_quota_used', equal: true }]);
});
