// Which appointment is meant, as a table: strategy × operation; how one of several is picked, what is said to whom, and what a
// company has switched off.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asked, at, begun, both, type Cells, createCells, type Guest, no, type Operation, yes } from '../support/cells.ts';
import type { Watched } from '../support/watch.ts';
import { type CallOptions, line, uidFor } from '../support/world.ts';

let cells: Cells;
beforeAll(async () => {
  cells = await createCells(700);
});
afterAll(() => cells?.close());

const notIdentified = no('not_identified', 'caller_not_identified', false);

interface Cell {
  cell: string;
  operations: readonly Operation[];
  given: () => Promise<Asked>;
  /** The way that identified; undefined where nobody was. */
  way: string | undefined;
  answer: 'done' | Watched;
  /** Cal.com has given the booking's numeric id, which a move leaves behind. */
  numericId?: boolean;
}

const strategies: Cell[] = [
  {
    cell: 'row 6, the customer’s own on that day',
    operations: both,
    given: async () => ({ of: await cells.guest() }),
    way: 'number',
    answer: 'done',
  },
  {
    cell: 'row 6, the customer’s own, but on another day: offered, not taken',
    operations: both,
    given: async () => ({ of: await cells.guest(), day: '2027-10-23' }),
    way: 'number',
    answer: no('choose_appointment', 'other_day_offered', true),
  },
  {
    cell: 'row 6, two on that day: the choice is theirs',
    operations: both,
    given: async () => two(await cells.guest()),
    way: 'number',
    answer: no('choose_appointment', 'choose_appointment', true),
  },
  {
    cell: 'row 6, two on that day: a named time decides',
    operations: ['cancel'],
    given: async () => ({ ...(await two(await cells.guest())), args: { appointment_time: 'um zehn' } }),
    way: 'number',
    answer: 'done',
  },
  {
    cell: 'row 6, two on that day: a named time decides',
    operations: ['reschedule'],
    given: async () => ({ ...(await two(await cells.guest())), args: { old_time: '10 Uhr' } }),
    way: 'number',
    answer: 'done',
  },
  {
    cell: 'rows 6 and 33, none at all',
    operations: both,
    given: async () => ({ of: await cells.guest({ appointment: false }) }),
    way: 'number',
    answer: no('not_found', 'appointment_not_found', true),
  },
  {
    cell: 'row 7, linked to this call, but another’s',
    operations: both,
    given: async () => {
      const one = await cells.guest({ appointment: false });
      return calendarBooking(one, { call_id: `of_call_${one.id}` }, { callId: `of_call_${one.id}` });
    },
    way: 'number',
    answer: no('not_found', 'appointment_not_found', true),
  },
  {
    cell: 'row 7, linked to this call and theirs',
    operations: both,
    given: async () => {
      const one = await cells.guest({ appointment: false });
      const callId = `his_call_${one.id}`;
      return calendarBooking(one, { call_id: callId, customer_id: one.id }, { callId });
    },
    way: 'number',
    answer: 'done',
    numericId: true,
  },
  {
    cell: 'row 8, the booking’s metadata names the customer',
    operations: both,
    given: async () => {
      const one = await cells.guest({ appointment: false });
      return calendarBooking(one, { customer_id: one.id }, {});
    },
    way: 'number',
    answer: 'done',
    numericId: true,
  },
  {
    cell: 'row 8, the booking’s metadata names somebody else',
    operations: both,
    given: async () => calendarBooking(await cells.guest({ appointment: false }), { customer_id: 'somebody' }, {}),
    way: 'number',
    answer: no('not_found', 'appointment_not_found', true),
  },
];

async function two(one: Guest): Promise<Asked> {
  await cells.booking(`${one.id}b`, one.id, one.day, { time: '15:00' });
  return { of: one };
}

/** A booking made at Cal.com for an attendee nobody knows; its metadata may say whose it is. */
async function calendarBooking(one: Guest, metadata: object, call: CallOptions): Promise<Asked> {
  const serial = cells.next();
  const uid = uidFor(`meta${serial}`);
  cells.world.witness.knows(`neu${serial}@kunde.example`);
  await cells.world.sandbox.staffCreate({
    apiKey: 'cal_sandbox_salon',
    uid,
    start: at(one.day, '09:00'),
    end: at(one.day, '09:30'),
    eventTypeId: 7,
    hostId: serial,
    attendee: { name: 'Eine Andere', email: `neu${serial}@kunde.example` },
    metadata: { ...metadata },
  });
  const rows = () =>
    cells.world.sql<{ appointment_id: string }>('select appointment_id from appointments where calcom_v2_booking_id = $1', [uid]);
  await expect.poll(async () => (await rows()).length).toBe(1);
  const [row] = await rows();
  return { of: one, call, appointment: row?.appointment_id ?? '' };
}

describe.each(strategies)('$cell', ({ operations, given, way, answer: wanted, numericId }) => {
  test.each(operations)('%s', async operation => {
    const { facts, identified } = await cells.ask(operation, await given());
    const done = numericId && operation === 'reschedule' ? withNumericId(yes.reschedule) : yes[operation];
    expect(facts).toEqual(wanted === 'done' ? done : wanted);
    expect(identified?.way).toBe(way);
  });
});

const withNumericId = (watched: Watched): Watched => ({
  ...watched,
  rows: { ...watched.rows, appointments: ['calcom_booking_id', ...(watched.rows.appointments ?? [])] },
});

describe('a choice', () => {
  test('is picked by its time alone in the next request of the call', async () => {
    const one = await cells.guest();
    await two(one);
    const options = { from: one.number ?? '', callId: `pick_${one.id}` };
    expect(await cells.world.call('cancel_appointment', { appointment_date: one.day }, options)).toMatchObject({
      status: 'choose_appointment',
      choices: [{ time: '10:00' }, { time: '16:00' }],
    });
    expect(await cells.world.call('cancel_appointment', { appointment_date: 'den um zehn' }, options)).toMatchObject({
      status: 'cancelled',
      appointment_id: one.id,
    });
  });
  test('on another day is picked the same way, and a time that was not offered is not', async () => {
    const one = await cells.guest();
    const options = { from: one.number ?? '', callId: `pick_${one.id}` };
    const offered = await cells.world.call('cancel_appointment', { appointment_date: '2027-10-25' }, options);
    expect(offered).toMatchObject({ code: 'other_day_offered', choices: [{ date: one.day, time: '10:00' }] });
    expect(await cells.world.call('cancel_appointment', { appointment_time: 'um elf' }, options)).toMatchObject({
      code: 'date_unclear',
    });
    expect(await cells.world.call('cancel_appointment', { appointment_time: 'um zehn' }, options)).toMatchObject({
      status: 'cancelled',
    });
  });
});

describe('row 30, live is', () => {
  test.each(['scheduled', 'confirmed', 'booked'])('%s', async status => {
    const one = await cells.guest({ appointment: false });
    await cells.world.appointment(one.id, one.id, at(one.day, '09:00'), uidFor(one.id), { status });
    await cells.world.settle();
    expect(await cells.world.sql('select status from appointments where appointment_id = $1', [one.id])).toEqual([{ status }]);
    const { facts } = await cells.ask('cancel', { of: one });
    expect(facts).toEqual(yes.cancel);
  });
  test('not what is only asked for', async () => {
    const one = await cells.guest({ appointment: false });
    await cells.world.appointment(one.id, one.id, at(one.day, '09:00'), uidFor(one.id), { status: 'pending' });
    await cells.world.settle();
    const { facts } = await cells.ask('cancel', { of: one });
    expect(facts).toEqual(no('not_found', 'appointment_not_found', true));
  });
});

describe('a caller known by a name alone', () => {
  test('does not hear when a person of that name has appointments', async () => {
    const one = await cells.guest({ number: undefined, name: 'Petra Verfolgt' });
    const listed = await cells.world.call('list_appointments', { customer_name: one.name });
    expect(listed).toMatchObject({ status: 'not_identified', code: 'number_needed', choices: null });
    const { facts, answer } = await cells.ask('cancel', { of: one, day: '2027-10-26', args: { customer_name: one.name } });
    expect(facts).toEqual(no('not_identified', 'caller_not_identified', false));
    expect(JSON.stringify([listed, answer])).not.toContain(one.day);
  });
});

describe('what a company has switched off', () => {
  const set = (change: object) => cells.world.must('PATCH', '/v1/companies/salon', change);
  test('a way: nobody is identified by it any more', async () => {
    const one = await cells.guest({ number: undefined, name: 'Rita Ohneweg' });
    await set({ ways_off: ['exact_name', 'company_and_day'] });
    const { facts, tried } = await cells.ask('cancel', { of: one, args: { customer_name: one.name } });
    await set({ ways_off: [] });
    expect(facts).toEqual(notIdentified);
    expect(tried).toMatchObject({ tried: [] });
  });
  const off = (code: string): Watched => ({
    status: 'unavailable',
    code,
    appointment: [],
    call: [...begun, 'FunctionAnswered'],
    requests: [],
    rows: { calls: [] },
  });
  test('an operation: it hands over, the other goes on', async () => {
    const one = await cells.guest();
    await set({ functions_off: ['cancel_appointment'] });
    const { facts, answer } = await cells.ask('cancel', { of: one });
    const moved = await cells.ask('reschedule', { of: one });
    await set({ functions_off: [] });
    expect(facts).toEqual(off('function_disabled'));
    expect(answer.message).toContain('Ich verbinde Sie.');
    expect(moved.facts).toEqual(yes.reschedule);
  });
  test('everything: each function hands over, and nothing is changed', async () => {
    const one = await cells.guest();
    await set({ paused: true });
    const { facts } = await cells.ask('cancel', { of: one });
    const others = await Promise.all(
      ['reschedule_appointment', 'list_appointments', 'find_slots'].map(name =>
        cells.world.call(name, { old_date: one.day, appointment_date: one.day }, { from: one.number ?? '', to: line }),
      ),
    );
    await set({ paused: false });
    expect(facts).toEqual(off('company_paused'));
    for (const answer of others) {
      expect(answer).toMatchObject({ success: false, status: 'unavailable', code: 'company_paused' });
      expect(answer.message).toContain('Ich verbinde Sie.');
    }
    expect((await cells.ask('cancel', { of: one })).facts).toEqual(yes.cancel);
  });
});
