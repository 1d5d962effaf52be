// The analysis row by row: of each case the status, the code, the events, the requests to Cal.com and the rows that changed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../src/calls/answer/answer.ts';
import { createWatch, type Watched } from '../support/watch.ts';
import { createWorld, uidFor, type World } from '../support/world.ts';

let world: World;
let watching: Awaited<ReturnType<typeof createWatch>>;
const logged: string[] = [];
const otherLine = '+493011112222';
let serial = 300;

beforeAll(async () => {
  world = await createWorld({ replyBudgetMs: 2_500, logTo: entry => logged.push(entry) });
  await world.company('other', otherLine);
  watching = await createWatch(world);
});
afterAll(async () => {
  await watching?.close();
  await world?.stop();
});

interface Guest {
  id: string;
  name: string;
  number: string;
  day: string;
  stream: string;
  uid: string;
}

/** A customer with an appointment at ten on a day of December; each has a day of their own unless one is named. */
async function guest(
  options: { number?: boolean; uid?: string | null; name?: string; companyId?: string; extra?: object } = {},
): Promise<Guest> {
  serial += 1;
  const id = String(serial);
  const {
    companyId = 'salon',
    name = `Gast ${String.fromCharCode(65 + (serial % 26))}${serial}heim`,
    uid = uidFor(id),
  } = options;
  const number = options.number === false ? undefined : `+4915112347${id}`;
  const day = `2027-01-${String((serial % 28) + 1).padStart(2, '0')}`;
  await world.customer(id, name, number, companyId);
  await world.appointment(id, id, `${day}T09:00:00.000Z`, uid, options.extra ?? {}, companyId);
  return { id, name, number: number ?? 'anonymous', day, stream: `appointment-${companyId}.${id}`, uid: uidFor(id) };
}

let calls = 0;
async function ask(one: Guest, name: string, args: object, options: { from?: string; to?: string; callId?: string } = {}) {
  calls += 1;
  const callId = options.callId ?? `row_${calls}`;
  const from = options.from ?? one.number;
  return watching.watch({ appointment: one.stream, call: `call-${callId}` }, () =>
    world.call(name, args, { from, callId, ...(options.to && { to: options.to }) }),
  );
}
const cancel = (one: Guest, more: object = {}, options = {}) =>
  ask(one, 'cancel_appointment', { appointment_date: one.day, ...more }, options);
const move = (one: Guest, more: object = {}, options = {}) =>
  ask(one, 'reschedule_appointment', { old_date: one.day, new_date: one.day, new_time: '15:00', ...more }, options);

const identified = ['CallStarted', 'FunctionCalled', 'CallerIdentified', 'FunctionAnswered'];
const notIdentified = ['CallStarted', 'FunctionCalled', 'CallerNotIdentified', 'FunctionAnswered'];
const notNotified = { appointment_modifications: [], calls: [], notifications: [] };
const cancelled: Watched = {
  status: 'cancelled',
  code: 'cancelled',
  appointment: ['AppointmentCancelled', 'CalendarBookingCancelled'],
  call: identified,
  requests: ['POST cancel 200'],
  rows: { ...notNotified, appointments: ['cancelled_at', 'status'] },
};
const moved: Watched = {
  status: 'rescheduled',
  code: 'rescheduled',
  appointment: ['AppointmentRescheduled', 'CalendarBookingRescheduled'],
  call: identified,
  requests: ['GET slots 200', 'POST reschedule 201'],
  rows: { ...notNotified, appointments: ['calcom_v2_booking_id', 'metadata', 'starts_at'] },
};
/** A no: nothing of the appointment, nothing at Cal.com, no row but the call's own and the record of the refusal. */
const no = (status: string, code: string, call: string[], ...tables: string[]): Watched => ({
  status,
  code,
  appointment: [],
  call,
  requests: [],
  rows: Object.fromEntries(['calls', ...tables].map(table => [table, []])),
});
const facts = ({ answer: _, ...watched }: Watched & { answer: Answer }): Watched => watched;
const rowOf = async (one: Guest) => (await world.sql('select * from appointments where appointment_id = $1', [one.id]))[0];

describe('who is calling', () => {
  test('row 1: a known number cancels and moves', async () => {
    expect(facts(await cancel(await guest()))).toEqual(cancelled);
    expect(facts(await move(await guest()))).toEqual(moved);
  });

  test('row 3: a withheld number needs the exact full name', async () => {
    const one = await guest({ number: false, name: 'Berta Sputer' });
    expect(facts(await cancel(one, { customer_name: 'Berta Sputa' }))).toEqual(
      no('not_identified', 'caller_not_identified', notIdentified),
    );
    expect(facts(await cancel(one, { customer_name: 'Berta Sputer' }))).toEqual(cancelled);
    const two = await guest({ number: false, name: 'Carla Sputer' });
    expect(facts(await move(two, { customer_name: 'Carla Sputer' }))).toEqual(moved);
  });

  const changes = { cancel: [cancel, cancelled], move: [move, moved] } as const;
  describe.each([
    {
      whose: 'a withheld number, by the call',
      number: false,
      from: undefined,
      code: 'caller_not_identified',
      status: 'not_identified',
    },
    { whose: 'a number unknown to us', number: true, from: '+4915199990004', code: 'customer_not_found', status: 'not_found' },
  ])('rows 4 and 49, $whose', ({ number, from, code, status }) => {
    test.each(['cancel', 'move'] as const)(
      'three failures in an hour, the fourth is blocked and recorded, even with the right name: %s',
      async operation => {
        const [change, done] = changes[operation];
        const name = `Dora Dreimal${operation}${number ? 'lang' : ''}`;
        const one = await guest({ number, name });
        const options = { callId: `row_four_${operation}_${number}`, ...(from && { from: `${from}${operation.length}` }) };
        const continued = (call: string[]) => call.slice(1);
        for (const [at, wrong] of [`Thora ${operation}`, `Dora Zweimal${operation}`, `${name}er`].entries()) {
          expect(facts(await change(one, { customer_name: wrong }, options))).toEqual(
            no(status, code, at === 0 ? notIdentified : continued(notIdentified)),
          );
        }
        expect(facts(await change(one, { customer_name: name }, options))).toEqual(
          no('locked_out', 'locked_out', ['FunctionCalled', 'CallerLockedOut', 'FunctionAnswered']),
        );
        world.clock.advance(3_600_001);
        expect(facts(await change(one, { customer_name: name.toUpperCase() }, options))).toEqual({
          ...done,
          call: continued(identified),
        });
      },
    );
  });

  test('row 4: how many failures it takes is the company’s to say', async () => {
    await world.must('PATCH', '/v1/companies/salon', { failures_an_hour: 1 });
    const one = await guest({ number: false, name: 'Emil Einmal' });
    const options = { callId: 'row_four_setting' };
    await cancel(one, { customer_name: 'Emil Keinmal' }, options);
    const { code } = await cancel(one, { customer_name: 'Emil Einmal' }, options);
    await world.must('PATCH', '/v1/companies/salon', { failures_an_hour: 3 });
    expect(code).toBe('locked_out');
  });

  test('row 5: the company is that of the line; its neighbour’s customers are unknown here', async () => {
    const one = await guest();
    expect(facts(await cancel(one, {}, { to: otherLine }))).toEqual(no('not_found', 'customer_not_found', notIdentified));
    expect(facts(await move(one, {}, { to: otherLine }))).toEqual(no('not_found', 'customer_not_found', notIdentified));
  });

  test('row 31: a customer nobody knows is not found', async () => {
    const one = await guest();
    expect(facts(await cancel(one, {}, { from: '+4915199999000' }))).toEqual(
      no('not_found', 'customer_not_found', notIdentified),
    );
    expect(facts(await move(one, {}, { from: '+4915199999001' }))).toEqual(no('not_found', 'customer_not_found', notIdentified));
  });
});

describe('which appointment', () => {
  test('row 6: the customer’s, on the named day; what is on another day is only offered', async () => {
    const one = await guest();
    expect(facts(await cancel(one, { appointment_date: '2027-02-20' }))).toEqual(
      no('choose_appointment', 'other_day_offered', identified),
    );
    expect(facts(await cancel(one))).toEqual(cancelled);
  });

  test('row 7: in a call that is linked to its customer no name is needed any more', async () => {
    const one = await guest({ number: false });
    await ask(one, 'find_slots', { appointment_date: one.day, customer_name: one.name }, { callId: 'row_seven' });
    expect(facts(await cancel(one, {}, { callId: 'row_seven' }))).toEqual({
      ...cancelled,
      call: ['FunctionCalled', 'CallerIdentified', 'FunctionAnswered'],
    });
  });

  test('row 30: what is past or cancelled is not found', async () => {
    const one = await guest();
    await cancel(one);
    expect(facts(await cancel(one, {}, { callId: 'row_thirty' }))).toEqual(no('not_found', 'appointment_not_found', identified));
    const two = await guest();
    world.clock.moveTo(`${two.day}T09:30:00.000Z`);
    expect(facts(await cancel(two, {}, { callId: 'row_thirty_past' }))).toEqual(
      no('not_found', 'appointment_not_found', identified),
    );
    world.clock.moveTo('2026-11-23T11:00:00.000Z');
  });

  test('row 33: an appointment that is not there cannot be moved', async () => {
    const one = await guest();
    await cancel(one);
    expect(facts(await move(one))).toEqual(no('not_found', 'appointment_not_found', identified));
  });
});

describe('what Cal.com is sent, and what stands here then', () => {
  test('rows 14, 16 and 17: its version, UTC, and the new uid in the column of the old, which is remembered', async () => {
    const one = await guest();
    expect(facts(await move(one))).toEqual(moved);
    const request = world.sandbox.requests().find(({ operation }) => operation === 'reschedule');
    expect(request).toMatchObject({ version: '2024-08-13', body: { start: `${one.day}T14:00:00.000Z` } });
    const successor = world.sandbox.latest(one.uid)?.uid;
    expect(successor).not.toBe(one.uid);
    expect(await rowOf(one)).toMatchObject({
      calcom_v2_booking_id: successor,
      starts_at: new Date(`${one.day}T14:00:00Z`),
      metadata: { previous_booking_ids: [one.uid], rescheduled_at: expect.any(String), call_id: expect.any(String) },
    });
    expect(facts(await cancel(one))).toEqual(cancelled);
    expect(world.sandbox.requests()[0]?.path).toContain(successor);
    expect(await rowOf(one)).toMatchObject({ calcom_v2_booking_id: successor, status: 'cancelled' });
  });

  test('rows 18 and 43: a no of Cal.com is said, and the appointment stands', async () => {
    const one = await guest();
    const message = 'This event type does not allow cancellations';
    world.sandbox.fault({ match: { operation: 'cancel', uid: one.uid }, times: 1, kind: 'status', status: 400, message });
    expect(facts(await cancel(one))).toEqual({
      status: 'refused',
      code: 'cancel_not_allowed',
      appointment: ['AppointmentCancelled', 'AppointmentCancellationReverted'],
      call: ['CallStarted', 'FunctionCalled', 'CallerIdentified', 'ModificationRefused', 'FunctionAnswered'],
      requests: ['POST cancel 400', `GET ${one.uid} 200`],
      // What came and went on the appointment's row is nothing; the history keeps that it was tried.
      rows: { appointment_modifications: [], appointments: [], calls: [], modification_refusals: [] },
    });
    expect(await rowOf(one)).toMatchObject({ status: 'scheduled', cancelled_at: null, pending_change: null });
    expect(world.sandbox.booking(one.uid)?.status).toBe('accepted');
  });

  test('row 19: one append, and rows that are all there or none', async () => {
    const one = await guest({ uid: null });
    await cancel(one);
    const [, decision, settled] = await world.events(one.stream);
    expect(decision?.metadata.commandId).toBe(settled?.metadata.commandId);
    const [row] = await world.sql<{ status: string; version: string }>(
      'select status, version from appointments where appointment_id = $1',
      [one.id],
    );
    expect(row).toMatchObject({ status: 'cancelled', version: '2' });
  });

  test('row 20: the version in the read model is the stream’s revision, and the second of two callers hears the first', async () => {
    const one = await guest();
    const answers = await Promise.all([
      world.call('cancel_appointment', { appointment_date: one.day }, { from: one.number }),
      world.call('reschedule_appointment', { old_date: one.day, new_date: one.day, new_time: '16:00' }, { from: one.number }),
    ]);
    expect(answers.filter(({ success }) => success)).toHaveLength(1);
    await world.settle();
    const types = await world.types(one.stream);
    expect(types).toHaveLength(3);
    expect(await rowOf(one)).toMatchObject({ version: String(types.length - 1) });
  });

  test('rows 21 and 22: history and call tell type, terms, way and outcome', async () => {
    const one = await guest();
    await world.policy('salon', { cancel: { fee: { kind: 'fixed', amount_cents: 700 } } });
    await cancel(one, {}, { callId: 'row_history' });
    const { answer } = await cancel(one, { fee_accepted: true, reason: 'krank' }, { callId: 'row_history' });
    await world.policy('salon', {});
    expect(answer).toMatchObject({ status: 'cancelled', fee: { amount_cents: 700, currency: 'EUR' } });
    expect((await world.sql('select * from appointment_modifications where appointment_id = $1', [one.id]))[0]).toMatchObject({
      modification_type: 'cancel',
      within_policy: true,
      fee_charged: 700,
      fee_accepted: true,
      reason: 'krank',
      call_id: 'row_history',
      hours_notice: expect.anything(),
      metadata: { call_id: 'row_history', cancelled_via: 'phone' },
    });
    expect((await world.sql('select * from calls where call_id = $1', ['row_history']))[0]).toMatchObject({
      converted_appointment_id: one.id,
      booking_status: 'cancelled',
      customer_id: one.id,
    });
  });

  test('row 23: each step stands in the log, by call, company and code', async () => {
    const one = await guest();
    await cancel(one, {}, { callId: 'row_logged' });
    const entries = logged
      .map(entry => JSON.parse(entry))
      .filter(entry => entry.callId === 'row_logged' || entry.appointmentId === one.id);
    expect(entries).toContainEqual(
      expect.objectContaining({ msg: 'calendar outcome', outcome: 'cancelled', companyId: 'salon' }),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({
        msg: 'answered',
        status: 'cancelled',
        code: 'cancelled',
        companyId: 'salon',
        callId: 'row_logged',
      }),
    );
    expect(logged.some(entry => entry.includes('calendar called') && entry.includes('"operation":"cancel"'))).toBe(true);
  });

  test('row 38: an id that cannot be Cal.com’s is not sent there, and the change is recorded', async () => {
    const one = await guest({ uid: null, extra: { booking: { external_id: 'Papier 17' } } });
    const here = { appointment: ['AppointmentCancelled', 'CalendarNotConcerned'], requests: [] };
    expect(facts(await cancel(one))).toEqual({ ...cancelled, ...here });
    const [, , concern] = await world.events(one.stream);
    expect(concern?.data).toMatchObject({ reason: 'invalid_booking_id' });
  });

  test('row 39: the same time again is done in the same call, and a no in another', async () => {
    const one = await guest();
    await move(one, {}, { callId: 'row_same' });
    expect(facts(await move(one, { reason: 'noch einmal' }, { callId: 'row_same' }))).toEqual(
      no('rescheduled', 'already_at_that_time', ['FunctionCalled', 'CallerIdentified', 'FunctionAnswered']),
    );
    expect(facts(await move(one))).toEqual(
      no(
        'refused',
        'same_time',
        ['CallStarted', 'FunctionCalled', 'CallerIdentified', 'ModificationRefused', 'FunctionAnswered'],
        'modification_refusals',
      ),
    );
  });

  test('row 42: a yes whose new uid cannot be read is looked up', async () => {
    const one = await guest();
    world.sandbox.fault({ match: { operation: 'reschedule', uid: one.uid }, times: 1, kind: 'unusable_body' });
    const watched = facts(await move(one));
    const successor = world.sandbox.latest(one.uid)?.uid ?? '';
    expect(watched).toEqual({
      ...moved,
      requests: ['GET slots 200', 'POST reschedule 201', `GET ${one.uid} 200`, `GET ${successor} 200`],
    });
    expect(await rowOf(one)).toMatchObject({ calcom_v2_booking_id: successor });
  });
});

describe('when something breaks', () => {
  test('row 40: the database fails under a call: nothing is half-done, the fault has a stack, and the same request then succeeds', async () => {
    const one = await guest();
    await world.sql('alter table customers rename to customers_away');
    const broken = await world.call(
      'cancel_appointment',
      { appointment_date: one.day },
      { from: one.number, callId: 'row_broken' },
    );
    expect(broken).toMatchObject({ success: false, status: 'unavailable', code: 'internal_fault' });
    expect(await world.types(one.stream)).toEqual(['AppointmentScheduled']);
    expect(await world.types('call-row_broken')).toEqual(['CallStarted', 'FunctionCalled']);
    const fault = logged
      .map(entry => JSON.parse(entry))
      .find(entry => entry.callId === 'row_broken' && entry.msg === 'a request failed');
    expect(fault).toMatchObject({ level: 50, companyId: 'salon', err: { stack: expect.stringContaining('at ') } });
    await world.sql('alter table customers_away rename to customers');
    expect(facts(await cancel(one, {}, { callId: 'row_broken' }))).toEqual({
      ...cancelled,
      call: ['CallerIdentified', 'FunctionAnswered'],
    });
  });

  test('rows 15, 36 and 48: five real failures open the circuit; then nothing is appended and nothing sent, one line says so, and after a minute two successes close it', async () => {
    const one = await guest();
    const open = async () => (await (await fetch(`${world.rebook.address}/health/ready`)).text()).includes('"open"');
    await world.sandbox.goDown();
    for (let attempt = 0; attempt < 6 && !(await open()); attempt += 1)
      expect((await move(one, { new_time: `1${attempt + 2}:30` })).status).toBe('calendar_unavailable');
    expect(await open()).toBe(true);
    expect(facts(await move(one, { new_time: '18:00' }, { callId: 'row_open' }))).toEqual(
      no(
        'calendar_unavailable',
        'calendar_unavailable',
        ['CallStarted', 'FunctionCalled', 'CallerIdentified', 'ModificationRefused', 'FunctionAnswered'],
        'modification_refusals',
      ),
    );
    expect(logged.filter(entry => entry.includes('row_open') && entry.includes('calendar_unavailable'))).toHaveLength(1);
    await world.sandbox.comeBack();
    world.clock.advance(61_000);
    expect(facts(await move(one, { new_time: '17:00' }))).toEqual(moved);
    expect(await open()).toBe(false);
    expect(facts(await cancel(await guest()))).toEqual(cancelled);
  });
});
