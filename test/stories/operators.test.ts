// What the people who run it do about changes that no machine can settle, and about what Cal.com never reported.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../support/run-command.ts';
import { createWorld, uidFor, type World } from '../support/world.ts';

let world: World;
let serial = 500;
beforeAll(async () => {
  world = await createWorld({
    replyBudgetMs: 1_500,
    keys: [
      { name: 'analyst', role: 'analyst', companies: ['salon'], personal: false, key: 'analyst-key-of-the-tests' },
      { name: 'stranger', role: 'operator', companies: ['other'], personal: false, key: 'stranger-key-of-the-tests' },
    ],
  });
});
afterAll(() => world?.stop());

async function booked(day: number, extra: object = {}) {
  serial += 1;
  const id = String(serial);
  const number = `+4915112346${id}`;
  await world.customer(id, `Gast Nummer${id}`, number);
  const startsAt = `2026-12-${String(day).padStart(2, '0')}T10:00:00.000Z`;
  await world.appointment(id, id, startsAt, uidFor(id), extra);
  return { id, number, day: startsAt.slice(0, 10), stream: `appointment-salon.${id}`, uid: uidFor(id) };
}
type Booked = Awaited<ReturnType<typeof booked>>;

const cancel = (one: Booked) => world.call('cancel_appointment', { appointment_date: one.day }, { from: one.number });
const move = (one: Booked, new_time: string) =>
  world.call('reschedule_appointment', { old_date: one.day, new_date: one.day, new_time }, { from: one.number });

interface Pending {
  appointment_id: string;
  modification_id: string;
  state: string;
  kind: string;
}
async function pendingOf(one: Booked): Promise<Pending | undefined> {
  await world.settle();
  const { pending } = (await world.must('GET', '/v1/pending?company=salon')) as { pending: Pending[] };
  return pending.find(({ appointment_id }) => appointment_id === one.id);
}
const resolve = (one: Booked, modificationId: string | undefined, resolution: string, headers = {}, booking_uid?: string) =>
  world.api(
    'POST',
    `/v1/appointments/${one.id}/resolve`,
    { company_id: 'salon', modification_id: modificationId, resolution, reason_code: 'by_phone', booking_uid },
    headers,
  );

const program = (...args: string[]) => runCommand(world, args);

describe('a change that Cal.com does not answer for', () => {
  test('is pending for the caller and on the list, for the operator of that company alone', async () => {
    const one = await booked(1);
    world.sandbox.fault({ match: { operation: '*', uid: one.uid }, kind: 'status', status: 500 });
    expect(await cancel(one)).toMatchObject({ status: 'pending', code: 'cancellation_pending' });
    const row = await pendingOf(one);
    expect(row).toMatchObject({ kind: 'cancel', state: 'waiting' });
    const others = await world.api('GET', '/v1/pending', undefined, { authorization: 'Bearer stranger-key-of-the-tests' });
    expect(await others.json()).toEqual({ pending: [], next: null });
    const listed = await program('pending');
    expect(listed, listed.out).toMatchObject({ exitCode: 0 });
    expect(listed.out).toContain(row?.modification_id);
    expect(listed.out).toMatch(/\d+ pending, \d+ of them wait for a decision/);

    // An analyst may read the list, and decide nothing.
    const analyst = { authorization: 'Bearer analyst-key-of-the-tests' };
    expect((await world.api('GET', '/v1/pending', undefined, analyst)).status).toBe(200);
    expect((await resolve(one, row?.modification_id, 'keep', analyst)).status).toBe(403);
    expect((await resolve(one, row?.modification_id, 'take_calendar')).status).toBe(503);

    expect((await resolve(one, row?.modification_id, 'keep')).status).toBe(200);
    expect((await resolve(one, row?.modification_id, 'keep')).status).toBe(200);
    expect((await world.types(one.stream)).slice(-2)).toEqual(['ModificationResolved', 'CalendarNotConcerned']);
    expect(await pendingOf(one)).toBeUndefined();
    const [row2] = await world.sql('select status from appointments where appointment_id = $1', [one.id]);
    expect(row2).toEqual({ status: 'cancelled' });
    // What the caller heard was "will be confirmed"; now it is.
    const notified = await world.sql('select kind, state from notifications where appointment_id = $1', [one.id]);
    expect(notified).toEqual([{ kind: 'cancellation_confirmed', state: 'open' }]);
    const [resolved] = (await world.events(one.stream)).filter(({ type }) => type === 'ModificationResolved');
    expect(resolved?.data).toMatchObject({ resolution: 'keep', by: 'admin', reasonCode: 'by_phone' });
    world.sandbox.clearFaults();
  });

  test('of a booking whose number Cal.com does not know: the operator names it, and may not name another’s', async () => {
    const other = await booked(9);
    const one = await booked(10, { booking: { numeric_id: 999_999 } });
    expect(await cancel(one)).toMatchObject({ code: 'cancellation_needs_operator' });
    const row = await pendingOf(one);
    expect(row).toMatchObject({ state: 'operator_needed' });
    const refusal = async (booking_uid?: string) => {
      const response = await resolve(one, row?.modification_id, 'take_calendar', {}, booking_uid);
      return [response.status, ((await response.json()) as { error: { code: string } }).error.code];
    };
    expect(await refusal()).toEqual([409, 'booking_uid_needed']);
    expect(await refusal(other.uid)).toEqual([409, 'booking_claimed']);
    const named = await resolve(one, row?.modification_id, 'take_calendar', {}, one.uid);
    expect([named.status, await named.json()]).toMatchObject([200, { status: 'scheduled', booking_uid: one.uid }]);
    expect(await cancel(one)).toMatchObject({ code: 'cancelled' });
    expect(world.sandbox.booking(one.uid)?.status).toBe('cancelled');
    expect(world.sandbox.booking(other.uid)?.status).toBe('accepted');
  });

  test('a deferred move that is taken back is notified to the caller, who had heard otherwise', async () => {
    const one = await booked(2);
    world.sandbox.fault({ match: { operation: 'reschedule', uid: one.uid }, kind: 'status', status: 503 });
    expect(await move(one, '15:00')).toMatchObject({ status: 'pending' });
    await expect.poll(async () => (await pendingOf(one))?.state).toBe('deferred');
    const row = await pendingOf(one);
    expect((await resolve(one, row?.modification_id, 'revert')).status).toBe(200);
    await world.settle();
    const notified = await world.sql('select kind, code from notifications where appointment_id = $1', [one.id]);
    expect(notified).toEqual([{ kind: 'change_correction', code: 'operator_decided' }]);
    expect((await resolve(one, row?.modification_id, 'keep')).status).toBe(409);
    world.sandbox.clearFaults();
  });

  test('a change that is not there, or not ours, is not found', async () => {
    const one = await booked(3);
    const nothing = '00000000-0000-4000-8000-000000000000';
    const unknown = await resolve(one, nothing, 'keep');
    expect(unknown.status).toBe(409);
    expect(await unknown.text()).toContain(`No change ${nothing} of appointment ${one.id} is open. GET /v1/pending`);
    expect((await resolve({ ...one, id: 'nobody' }, nothing, 'keep')).status).toBe(404);
    expect((await resolve(one, nothing, 'whatever')).status).toBe(400);
  });
});

describe('a move to a time', () => {
  test('that is taken at Cal.com is refused before anything is decided, with others to choose from', async () => {
    const one = await booked(8);
    world.sandbox.seed({
      apiKey: 'cal_sandbox_salon',
      start: '2026-12-08T14:00:00.000Z',
      end: '2026-12-08T15:00:00.000Z',
      eventTypeId: 7,
      attendee: { name: 'Gast' },
      hostId: Number(one.id),
    });
    world.sandbox.clearRequests();
    const answer = await move(one, '15:00');
    expect(answer).toMatchObject({ status: 'slot_unavailable', code: 'slot_unavailable' });
    expect(answer.alternatives).toHaveLength(3);
    expect(await world.types(one.stream)).toEqual(['AppointmentScheduled']);
    expect(world.sandbox.requests().map(({ operation }) => operation)).not.toContain('reschedule');
  });

  test('that Cal.com cannot tell about is tried all the same', async () => {
    const one = await booked(9);
    world.sandbox.fault({ match: { operation: 'slots' }, kind: 'status', status: 500, times: 1 });
    expect(await move(one, '15:00')).toMatchObject({ status: 'rescheduled' });
  });

  test('between two that Cal.com lists is free where nothing lies between', async () => {
    const one = await booked(10);
    expect(await move(one, '15:20')).toMatchObject({ status: 'rescheduled', new_time: '15:20' });
  });
});

describe('what Cal.com never reported', () => {
  test('is found by the command, repaired, and found no more', async () => {
    const [one, two] = [await booked(14), await booked(15)];
    world.sandbox.fault({ match: { operation: 'webhook' }, kind: 'drop' });
    await world.sandbox.staffReschedule(one.uid, '2026-12-14T15:00:00.000Z');
    await world.sandbox.staffCancel(two.uid, 'krank');
    const first = await program('reconcile', '--company', 'salon', '--json');
    expect(first.exitCode).toBe(0);
    const { findings } = JSON.parse(first.out) as { findings: { appointment_id: string; kind: string }[] };
    const of = (id: string) => findings.filter(({ appointment_id }) => appointment_id === id).map(({ kind }) => kind);
    expect(of(one.id)).toContain('missed_move');
    expect(of(two.id)).toContain('missed_cancellation');
    const rows = await world.sql('select appointment_id, status from appointments where appointment_id = any($1) order by 1', [
      [one.id, two.id],
    ]);
    expect(rows).toEqual([
      { appointment_id: one.id, status: 'scheduled' },
      { appointment_id: two.id, status: 'cancelled' },
    ]);
    const head = await world.head();
    const again = await program('reconcile', '--company', 'salon');
    expect(again.out).not.toMatch(/missed/);
    expect(await world.head()).toBe(head);
    world.sandbox.clearFaults();
  });
});

test('the metrics tell what is pending, how the queue stands and what was found', async () => {
  const text = await (await fetch(`${world.rebook.address}/metrics`)).text();
  for (const line of [
    /^rebook_pending_changes\{state="booking_uid_unknown"\} 0$/m,
    /^rebook_calendar_queue\{place="active"\} \d+$/m,
    /^rebook_calendar_circuit_open\{account="[0-9a-f]{8}"\} [01]$/m,
    /^rebook_reconciliation_findings_total\{kind="missed_move",action="repaired"\} 1$/m,
    /^rebook_projection_lag_seconds\{projection="appointments"\} \d/m,
    /^rebook_stores_readable 1$/m,
  ])
    expect(text).toMatch(line);
});
