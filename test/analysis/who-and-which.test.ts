// Who is calling and which appointment is meant, as a table: way × operation × outcome, and strategy × operation. Each
// cell states status, code, events, requests to Cal.com and rows, and how the caller was identified.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerSchema } from '../../src/reception/answer.ts';
import { createWatch, type Watched } from '../support/watch.ts';
import type { CallOptions } from '../support/world.ts';
import { createWorld, line, uidFor, type World } from '../support/world.ts';

let world: World;
let watching: Awaited<ReturnType<typeof createWatch>>;
let serial = 500;

beforeAll(async () => {
  world = await createWorld({ replyBudgetMs: 2_500 });
  watching = await createWatch(world);
});
afterAll(async () => {
  await watching?.close();
  await world?.stop();
});

type Operation = 'cancel' | 'reschedule';
type Operations = readonly Operation[];
const both: Operations = ['cancel', 'reschedule'];
const unknownNumber = () => `+49160555${String(serial).padStart(5, '0')}`;

interface Guest {
  id: string;
  name: string;
  number: string | undefined;
  /** Local day of the appointment, which is at ten. */
  day: string;
}

/** A customer with an appointment booked long ago; every guest has a day of his own. */
async function guest(options: Partial<Guest> & { booked?: string; appointment?: boolean } = {}): Promise<Guest> {
  serial += 1;
  const id = options.id ?? String(serial);
  const name = options.name ?? `Gast Nummer${serial}heim`;
  const number = 'number' in options ? options.number : `+4915112${serial}777`;
  const day =
    options.day ??
    `2027-${String(2 + Math.floor((serial % 200) / 28)).padStart(2, '0')}-${String((serial % 28) + 1).padStart(2, '0')}`;
  await world.customer(id, name, number);
  if (options.appointment !== false) await booking(id, id, day, options.booked);
  return { id, name, number, day };
}
const booking = (id: string, customerId: string, day: string, bookedAt = '2026-10-01T08:00:00.000Z', time = '09:00') =>
  world.appointment(id, customerId, at(day, time), uidFor(id), { bookedAt });
/** Clock times of the table are local; Berlin is an hour or two ahead of UTC. */
const at = (day: string, utc: string): string => {
  const summer = day >= '2027-03-28' && day < '2027-10-31';
  const [hours = '0', minutes] = utc.split(':');
  return `${day}T${String(Number(hours) - (summer ? 1 : 0)).padStart(2, '0')}:${minutes}:00.000Z`;
};

interface Asked {
  /** Whose appointment is asked for, and what must not be touched where the answer is no. */
  of: Guest;
  day?: string;
  args?: object;
  call?: CallOptions & { data?: object };
  /** Another appointment than the guest's own. */
  appointment?: string;
}

async function ask(operation: Operation, { of, day = of.day, args = {}, call = {}, appointment = of.id }: Asked) {
  serial += 1;
  const callId = call.callId ?? `cell_${serial}`;
  const name = operation === 'cancel' ? 'cancel_appointment' : 'reschedule_appointment';
  const moments = operation === 'cancel' ? { appointment_date: day } : { old_date: day, new_date: day, new_time: '15:00' };
  const body = world.callBody(name, { ...moments, ...args }, { from: of.number ?? 'anonymous', callId, ...call });
  if (call.data) Object.assign(body.call, { metadata: call.data });
  const streams = { appointment: `appointment-salon.${appointment}`, call: `call-${callId}` };
  const watched = await watching.watch(streams, async () =>
    answerSchema.parse(await (await world.post('/retell/functions', body)).json()),
  );
  const found = (await world.events(streams.call)).findLast(
    event => event.type === 'CallerIdentified' || event.type === 'CallerNotIdentified',
  );
  const { answer, ...facts } = watched;
  return { answer, facts, identified: found?.type === 'CallerIdentified' ? found.data : undefined, tried: found?.data };
}

const begun = ['CallStarted', 'FunctionCalled'];
const told = { appointment_modifications: [], calls: [], notifications: [] };
const yes: Record<Operation, Watched> = {
  cancel: {
    status: 'cancelled',
    code: 'cancelled',
    appointment: ['AppointmentCancelled', 'CalendarBookingCancelled'],
    call: [...begun, 'CallerIdentified', 'FunctionAnswered'],
    requests: ['POST cancel 200'],
    rows: { ...told, appointments: ['cancelled_at', 'status'] },
  },
  reschedule: {
    status: 'rescheduled',
    code: 'rescheduled',
    appointment: ['AppointmentRescheduled', 'CalendarBookingRescheduled'],
    call: [...begun, 'CallerIdentified', 'FunctionAnswered'],
    requests: ['POST reschedule 201'],
    rows: { ...told, appointments: ['calcom_v2_booking_id', 'metadata', 'starts_at'] },
  },
};
/** A no: nothing of the appointment, nothing at Cal.com, no row but the call's own. */
const no = (status: string, code: string, identified: boolean): Watched => ({
  status,
  code,
  appointment: [],
  call: [...begun, identified ? 'CallerIdentified' : 'CallerNotIdentified', 'FunctionAnswered'],
  requests: [],
  rows: { calls: [] },
});
const notFound = no('not_found', 'customer_not_found', false);
const notIdentified = no('not_identified', 'caller_not_identified', false);

interface Cell {
  cell: string;
  operations: Operations;
  given: () => Promise<Asked>;
  /** The way that identified; undefined where nobody was. */
  way: string | undefined;
  answer: 'done' | Watched;
  /** Cal.com has told the booking's numeric id, which a move leaves behind. */
  numericId?: boolean;
  /** The call went on before, so it has begun already. */
  continued?: boolean;
}

const ways: Cell[] = [
  {
    cell: 'row 1, number: it matches',
    operations: both,
    given: async () => ({ of: await guest() }),
    way: 'number',
    answer: 'done',
  },
  {
    cell: 'row 31, number: nobody’s',
    operations: both,
    given: async () => ({ of: await guest(), call: { from: unknownNumber() } }),
    way: undefined,
    answer: notFound,
  },
  {
    cell: 'row 2, number: with a name that sounds like it',
    operations: both,
    given: async () => ({ of: await guest({ name: 'Berta Sputer' }), args: { customer_name: 'Berta Sputa' } }),
    way: 'number',
    answer: 'done',
  },
  {
    cell: 'row 2, number: with another name',
    operations: both,
    given: async () => ({ of: await guest({ name: 'Berta Sputer' }), args: { customer_name: 'Hans Kurz' } }),
    way: undefined,
    answer: no('not_identified', 'name_differs', false),
  },
  {
    cell: 'row 2, number shared: the name picks by sound',
    operations: both,
    given: async () => {
      const one = await guest({ name: 'Dora Vogel' });
      await guest({ name: 'Emil Vogel', number: one.number, appointment: false });
      return { of: one, args: { customer_name: 'Dora Fogel' } };
    },
    way: 'number',
    answer: 'done',
  },
  {
    cell: 'number shared: no name',
    operations: both,
    given: async () => {
      const one = await guest();
      await guest({ number: one.number, appointment: false, name: 'Zweite Person' });
      return { of: one };
    },
    way: undefined,
    answer: no('not_identified', 'name_needed', false),
  },
  {
    cell: 'call: linked by an earlier request',
    operations: ['cancel'],
    given: async () => linked(await guest({ number: undefined })),
    way: 'call',
    answer: 'done',
    continued: true,
  },
  {
    cell: 'call: linked by an earlier request',
    operations: ['reschedule'],
    given: async () => linked(await guest({ number: undefined })),
    way: 'call_data',
    answer: 'done',
    continued: true,
  },
  {
    cell: 'row 2, phonetic: an unknown number, a misheard name, the right day',
    operations: ['reschedule'],
    given: async () => misheard(),
    way: 'phonetic',
    answer: 'done',
  },
  {
    cell: 'row 2, phonetic: never cancels',
    operations: ['cancel'],
    given: async () => misheard(),
    way: undefined,
    answer: notFound,
  },
  {
    cell: 'row 2, phonetic: the wrong day',
    operations: ['reschedule'],
    given: async () => ({ ...(await misheard()), day: '2027-10-20' }),
    way: undefined,
    answer: notFound,
  },
  {
    cell: 'row 2, phonetic: two of that day sound like it',
    operations: ['reschedule'],
    given: async () => {
      const asked = await misheard();
      await guest({ name: 'Klara Sputar', day: asked.of.day });
      return asked;
    },
    way: undefined,
    answer: notFound,
  },
  {
    cell: 'row 3, exact_name: withheld, the exact full name',
    operations: both,
    given: async () => {
      const one = await guest({ number: undefined, name: `Dr. Gül Öztürk${'a'.repeat(serial % 7)}` });
      return { of: one, args: { customer_name: one.name.replace(/^Dr\. (\S+) (\S+)$/, '$2, $1') } };
    },
    way: 'exact_name',
    answer: 'done',
  },
  {
    cell: 'rows 3 and 32, exact_name: withheld, a misheard name',
    operations: both,
    given: async () => ({
      of: await guest({ number: undefined, name: 'Frieda Sputer' }),
      args: { customer_name: 'Frieda Sputa' },
    }),
    way: undefined,
    answer: notIdentified,
  },
  {
    cell: 'exact_name: withheld, a name that two carry',
    operations: both,
    given: async () => {
      const one = await guest({ number: undefined, name: 'Anna Doppelt' });
      await guest({ number: undefined, name: 'Anna Doppelt', appointment: false });
      return { of: one, args: { customer_name: 'Anna Doppelt' } };
    },
    way: undefined,
    answer: notIdentified,
  },
  {
    cell: 'row 32, exact_name: withheld, and no name at all',
    operations: both,
    given: async () => ({ of: await guest({ number: undefined }) }),
    way: undefined,
    answer: notIdentified,
  },
  {
    cell: 'exact_name: a number unknown to us, an appointment that day',
    operations: ['cancel'],
    given: async () => {
      const one = await guest();
      return { of: one, args: { customer_name: one.name }, call: { from: unknownNumber() } };
    },
    way: 'exact_name',
    answer: 'done',
  },
  {
    cell: 'exact_name: a number unknown to us, no appointment that day',
    operations: both,
    given: async () => {
      const one = await guest();
      return { of: one, day: '2027-10-21', args: { customer_name: one.name }, call: { from: unknownNumber() } };
    },
    way: undefined,
    answer: notFound,
  },
  {
    cell: 'call_data: the name the call brought with it',
    operations: both,
    given: async () => {
      const one = await guest({ number: undefined, name: `Ida Daten${'b'.repeat(serial % 9)}` });
      return { of: one, call: { data: { customer_name: one.name } } };
    },
    way: 'call_data',
    answer: 'done',
  },
  {
    cell: 'call_data: the customer the call brought with it',
    operations: both,
    given: async () => {
      const one = await guest({ number: undefined });
      return { of: one, call: { data: { customer_id: one.id } } };
    },
    way: 'call_data',
    answer: 'done',
  },
  {
    cell: 'call_data: the customer the call brought with it has nothing that day',
    operations: both,
    given: async () => {
      const one = await guest({ number: undefined });
      return { of: one, day: '2027-10-22', call: { data: { customer_id: one.id } } };
    },
    way: undefined,
    answer: notIdentified,
  },
  {
    cell: 'rows 9 and 34, company_and_day: just booked under a second entry of the same name',
    operations: ['cancel'],
    given: async () => namesakes({ justBooked: true }),
    way: 'company_and_day',
    answer: 'done',
  },
  {
    cell: 'row 9, company_and_day: never moves',
    operations: ['reschedule'],
    given: async () => namesakes({ justBooked: true }),
    way: undefined,
    answer: notIdentified,
  },
  {
    cell: 'row 9, company_and_day: booked long before the call',
    operations: ['cancel'],
    given: async () => namesakes({ justBooked: false }),
    way: undefined,
    answer: notIdentified,
  },
  {
    cell: 'row 34, company_and_day: the number’s customer has nothing that day, but has just booked as somebody else',
    operations: ['cancel'],
    given: async () => {
      const one = await guest({ name: 'Nora Neugebucht', appointment: false });
      const again = await guest({ name: 'Nora Neugebucht', number: undefined, booked: now() });
      return { of: one, day: again.day, args: { customer_name: 'Nora Neugebucht' }, appointment: again.id };
    },
    way: 'company_and_day',
    answer: 'done',
  },
  {
    cell: 'incident 2, company_and_day: a stranger’s booking of this minute',
    operations: ['cancel'],
    given: async () => {
      const stranger = await guest({ number: undefined, booked: now() });
      return { of: stranger, args: { customer_name: 'Nicht Diese' } };
    },
    way: undefined,
    answer: notIdentified,
  },
];

const now = () => world.clock.now().toISOString();

/** An earlier request of the call has identified its caller by his name. */
async function linked(one: Guest): Promise<Asked> {
  const callId = `linked_${one.id}`;
  await world.call('list_appointments', { customer_name: one.name }, { callId });
  return { of: one, call: { callId } };
}

async function misheard(): Promise<Asked> {
  return {
    of: await guest({ name: 'Klara Sputer' }),
    args: { customer_name: 'Klara Sputa' },
    call: { from: unknownNumber() },
  };
}

/** Two entries of one name; the second has an appointment, booked a moment ago or long before. */
async function namesakes({ justBooked }: { justBooked: boolean }): Promise<Asked> {
  const name = `Toni Zwilling${String.fromCharCode(97 + (serial % 26))}${String.fromCharCode(97 + ((serial * 7) % 26))}`;
  await guest({ name, number: undefined, appointment: false });
  const second = await guest({ name, number: undefined, ...(justBooked && { booked: now() }) });
  return { of: second, args: { customer_name: name } };
}

describe.each(ways)('$cell', ({ operations, given, way, answer: wanted, continued }) => {
  test.each(operations)('%s', async operation => {
    const { facts, identified, answer } = await ask(operation, await given());
    const expected = wanted === 'done' ? yes[operation] : wanted;
    expect(facts).toEqual(continued ? { ...expected, call: expected.call.slice(1) } : expected);
    expect(identified?.way).toBe(way);
    if (identified) expect(identified.tried?.at(-1)).toEqual({ way, outcome: 'found' });
    expect(answer.message).not.toMatch(/\{|undefined|null/);
  });
});

const strategies: Cell[] = [
  {
    cell: 'row 6, the customer’s own on that day',
    operations: both,
    given: async () => ({ of: await guest() }),
    way: 'number',
    answer: 'done',
  },
  {
    cell: 'row 6, the customer’s own, but on another day: offered, not taken',
    operations: both,
    given: async () => ({ of: await guest(), day: '2027-10-23' }),
    way: 'number',
    answer: no('choose_appointment', 'other_day_offered', true),
  },
  {
    cell: 'row 6, two on that day: the choice is his',
    operations: both,
    given: async () => two(await guest()),
    way: 'number',
    answer: no('choose_appointment', 'choose_appointment', true),
  },
  {
    cell: 'row 6, two on that day: a named time decides',
    operations: ['cancel'],
    given: async () => ({ ...(await two(await guest())), args: { appointment_time: 'um zehn' } }),
    way: 'number',
    answer: 'done',
  },
  {
    cell: 'row 6, two on that day: a named time decides',
    operations: ['reschedule'],
    given: async () => ({ ...(await two(await guest())), args: { old_time: '10 Uhr' } }),
    way: 'number',
    answer: 'done',
  },
  {
    cell: 'rows 6 and 33, none at all',
    operations: both,
    given: async () => ({ of: await guest({ appointment: false }) }),
    way: 'number',
    answer: no('not_found', 'appointment_not_found', true),
  },
  {
    cell: 'row 7, linked to this call, but another’s',
    operations: both,
    given: async () => {
      const one = await guest({ appointment: false });
      return calendarBooking(one, { call_id: `of_call_${serial}` }, { callId: `of_call_${serial}` });
    },
    way: 'number',
    answer: no('not_found', 'appointment_not_found', true),
  },
  {
    cell: 'row 7, linked to this call and his',
    operations: both,
    given: async () => {
      const one = await guest({ appointment: false });
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
      const one = await guest({ appointment: false });
      return calendarBooking(one, { customer_id: one.id }, {});
    },
    way: 'number',
    answer: 'done',
    numericId: true,
  },
  {
    cell: 'row 8, the booking’s metadata names somebody else',
    operations: both,
    given: async () => calendarBooking(await guest({ appointment: false }), { customer_id: 'somebody' }, {}),
    way: 'number',
    answer: no('not_found', 'appointment_not_found', true),
  },
];

async function two(one: Guest): Promise<Asked> {
  await booking(`${one.id}b`, one.id, one.day, undefined, '15:00');
  return { of: one };
}

/** A booking made at Cal.com for an attendee nobody knows; its metadata may say whose it is. */
async function calendarBooking(one: Guest, metadata: object, call: CallOptions): Promise<Asked> {
  serial += 1;
  const uid = uidFor(`meta${serial}`);
  world.witness.knows(`neu${serial}@kunde.example`);
  await world.sandbox.staffCreate({
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
    world.sql<{ appointment_id: string }>('select appointment_id from appointments where calcom_v2_booking_id = $1', [uid]);
  await expect.poll(async () => (await rows()).length).toBe(1);
  const [row] = await rows();
  return { of: one, call, appointment: row?.appointment_id ?? '' };
}

describe.each(strategies)('$cell', ({ operations, given, way, answer: wanted, numericId }) => {
  test.each(operations)('%s', async operation => {
    const { facts, identified } = await ask(operation, await given());
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
    const one = await guest();
    await two(one);
    const options = { from: one.number ?? '', callId: `pick_${one.id}` };
    expect(await world.call('cancel_appointment', { appointment_date: one.day }, options)).toMatchObject({
      status: 'choose_appointment',
      choices: [{ time: '10:00' }, { time: '16:00' }],
    });
    expect(await world.call('cancel_appointment', { appointment_date: 'den um zehn' }, options)).toMatchObject({
      status: 'cancelled',
      appointment_id: one.id,
    });
  });
  test('on another day is picked the same way, and a time that was not offered is not', async () => {
    const one = await guest();
    const options = { from: one.number ?? '', callId: `pick_${one.id}` };
    const offered = await world.call('cancel_appointment', { appointment_date: '2027-10-25' }, options);
    expect(offered).toMatchObject({ code: 'other_day_offered', choices: [{ date: one.day, time: '10:00' }] });
    expect(await world.call('cancel_appointment', { appointment_time: 'um elf' }, options)).toMatchObject({
      code: 'date_unclear',
    });
    expect(await world.call('cancel_appointment', { appointment_time: 'um zehn' }, options)).toMatchObject({
      status: 'cancelled',
    });
  });
});

describe('whoever is known by a name alone', () => {
  test('is not told when its bearer has appointments', async () => {
    const one = await guest({ number: undefined, name: 'Petra Verfolgt' });
    const listed = await world.call('list_appointments', { customer_name: one.name });
    expect(listed).toMatchObject({ status: 'not_identified', code: 'number_needed', choices: null });
    const { facts, answer } = await ask('cancel', { of: one, day: '2027-10-26', args: { customer_name: one.name } });
    expect(facts).toEqual(no('not_found', 'appointment_not_found', true));
    expect(JSON.stringify([listed, answer])).not.toContain(one.day);
  });
});

describe('what a company has switched off', () => {
  const set = (change: object) => world.must('PATCH', '/v1/companies/salon', change);
  test('a way: nobody is identified by it any more', async () => {
    const one = await guest({ number: undefined, name: 'Rita Ohneweg' });
    await set({ waysOff: ['exact_name', 'company_and_day'] });
    const { facts, tried } = await ask('cancel', { of: one, args: { customer_name: one.name } });
    await set({ waysOff: [] });
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
    const one = await guest();
    await set({ functionsOff: ['cancel_appointment'] });
    const { facts, answer } = await ask('cancel', { of: one });
    const moved = await ask('reschedule', { of: one });
    await set({ functionsOff: [] });
    expect(facts).toEqual(off('function_off'));
    expect(answer.message).toContain('Ich verbinde Sie mit einer Kollegin.');
    expect(moved.facts).toEqual(yes.reschedule);
  });
  test('everything: each function hands over, and nothing is changed', async () => {
    const one = await guest();
    await set({ paused: true });
    const { facts } = await ask('cancel', { of: one });
    const others = await Promise.all(
      ['reschedule_appointment', 'list_appointments', 'find_slots'].map(name =>
        world.call(name, { old_date: one.day, appointment_date: one.day }, { from: one.number ?? '', to: line }),
      ),
    );
    await set({ paused: false });
    expect(facts).toEqual(off('company_paused'));
    for (const answer of others) {
      expect(answer).toMatchObject({ success: false, status: 'unavailable', code: 'company_paused' });
      expect(answer.message).toContain('Ich verbinde Sie mit einer Kollegin.');
    }
    expect((await ask('cancel', { of: one })).facts).toEqual(yes.cancel);
  });
});
