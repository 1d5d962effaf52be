// A name somebody has and a name nobody has cost the same: the same questions to the database, the same comparisons.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Caller, gatherEvidence } from '../../src/calls/identify/evidence.ts';
import { identifyJustBooked } from '../../src/calls/identify/just-booked.ts';
import { tryWays } from '../../src/calls/identify/ways.ts';
import type { FoundAppointment, KnownCustomer, Lookups } from '../../src/calls/lookups.ts';
import * as lookups from '../../src/calls/lookups-in-postgres.ts';
import { call } from '../../src/domain/call/call.ts';
import * as names from '../../src/domain/customer/names.ts';
import { createWorld, type World } from '../support/world.ts';

vi.mock('../../src/domain/customer/names.ts', { spy: true });
vi.mock('../../src/calls/lookups-in-postgres.ts', { spy: true });

const day = { from: new Date('2026-12-01T23:00:00Z'), to: new Date('2026-12-02T23:00:00Z') };
const customer = (id: string, name: string): KnownCustomer => ({ id, name, phone: null });
const everybody = [
  customer('1', 'Eva Müller'),
  customer('2', 'Otto Kurz'),
  customer('3', 'Otto Kurz'),
  customer('4', 'Berta Sputer'),
  customer('5', 'Karl Ohne'),
];
/** Of that day: all but Karl. */
const appointments: FoundAppointment[] = everybody.slice(0, 4).map(({ id }) => ({
  id,
  customerId: id,
  serviceId: null,
  staffId: null,
  branchId: null,
  startsAt: '2026-12-02T09:00:00.000Z',
  endsAt: '2026-12-02T09:30:00.000Z',
  bookingUid: null,
  awaitingConfirmation: false,
  foundBy: 'customer',
  revision: 0n,
}));

/** A company in memory that writes down what it is asked. */
function company() {
  const asked: string[] = [];
  const ask = <T>(question: string, answer: T): Promise<T> => {
    asked.push(question);
    return Promise.resolve(answer);
  };
  const of = (id: string) => appointments.filter(({ customerId }) => customerId === id);
  const queries: Lookups = {
    customerById: (_, id) =>
      ask(
        'customerById',
        everybody.find(one => one.id === id),
      ),
    customersByPhone: () => ask('customersByPhone', []),
    customersOfNumber: () => ask('customersOfNumber', []),
    customersByName: (_, name) =>
      ask(
        'customersByName',
        everybody.filter(one => one.name === name).map(one => ({ customer: one, appointments: of(one.id) })),
      ),
    customersOfDays: () => ask('customersOfDays', everybody.slice(0, 4)),
    justBooked: () => ask('justBooked', []),
    appointmentsOf: (_, id) => ask('appointmentsOf', of(id)),
    appointmentOfModification: () => ask('appointmentOfModification', undefined),
  };
  return { asked, queries };
}

const comparing = [
  names.nameLikeness,
  names.wholeNameLikeness,
  names.sameName,
  names.normaliseName,
  names.soundCode,
  names.isFullName,
];
/** How often names were compared, or made ready for it, by whatever means. */
const comparisons = () => comparing.map(compare => vi.mocked(compare).mock.calls.length);
async function work(more: Partial<Caller>) {
  for (const compare of comparing) vi.mocked(compare).mockClear();
  const { asked, queries } = company();
  const caller: Caller = {
    companyId: 'salon',
    callId: 'call',
    call: call.initial,
    callBegan: new Date('2026-11-23T09:00:00Z'),
    number: undefined,
    withheld: true,
    name: undefined,
    callData: { name: undefined, customerId: undefined },
    days: [day],
    times: [],
    operation: 'cancel',
    waysOff: [],
    ...more,
  };
  const evidence = await gatherEvidence(caller, queries);
  const identified = tryWays(caller, evidence);
  if (identified.kind === 'not_identified') identifyJustBooked(evidence.booked, identified.tried);
  return { asked, kind: identified.kind, compared: comparisons() };
}

describe('a withheld number', () => {
  test.each([
    ['nobody has', 'Niemand Bekannt'],
    ['two have', 'Otto Kurz'],
    ['sounds like somebody’s', 'Berta Sputa'],
    ['one has without an appointment that day', 'Karl Ohne'],
  ])('asks the same about a name that %s', async (_, name) => {
    const { asked, compared } = await work({ name: 'Jemand Anders' });
    expect(await work({ name })).toMatchObject({ asked, compared });
    expect(asked).toEqual(['customersByName', 'justBooked']);
  });
});

describe('a number unknown to us, for a move', () => {
  const stranger = {
    number: '+4915112345678',
    withheld: false,
    operation: 'reschedule' as const,
    times: ['2026-12-02T09:00:00.000Z'],
  };
  test.each([
    ['nobody has', 'Niemand Bekannt', 'not_identified'],
    ['one has that day', 'Eva Müller', 'identified'],
    ['sounds like one of that day', 'Berta Sputa', 'identified'],
    ['two have', 'Otto Kurz', 'not_identified'],
    ['one has without an appointment that day', 'Karl Ohne', 'not_identified'],
  ])('a name that %s: the same questions, and compared with everybody of that day and time', async (_, name, kind) => {
    const { asked, compared } = await work({ ...stranger, name: 'Jemand Anders' });
    expect(await work({ ...stranger, name })).toEqual({ asked, compared, kind });
    expect(asked).toEqual(['customersByPhone', 'customersByName', 'customersOfDays']);
    expect(compared[comparing.indexOf(names.wholeNameLikeness)]).toBe(4);
  });
});

describe('over the telephone, from a withheld number', () => {
  const asked: string[] = [];
  let world: World;
  beforeAll(async () => {
    const { createLookups } = await vi.importActual<typeof lookups>('../../src/calls/lookups-in-postgres.ts');
    vi.mocked(lookups.createLookups).mockImplementation((db, clock) => {
      const counted = (name: string, query: unknown) =>
        typeof query === 'function'
          ? (...args: unknown[]) => {
              asked.push(name);
              return query(...args);
            }
          : query;
      const queries = createLookups(db, clock);
      return Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, counted(name, query)])) as typeof queries;
    });
    world = await createWorld();
    await world.customer('1', 'Eva Müller', '+4915112345601');
    await world.appointment('1', '1', '2026-12-02T10:00:00.000Z');
    await world.settle();
  });
  afterAll(() => world?.stop());

  const tried = async (name: string, args: object, given: string) => {
    asked.length = 0;
    const { customer_name: _, ...answer } = await world.call(name, { ...args, customer_name: given });
    return { asked: asked.toSorted(), answer };
  };

  test.each([
    ['cancel_appointment', { appointment_date: '2026-12-03' }],
    ['reschedule_appointment', { old_date: '2026-12-03', new_date: '2026-12-04', new_time: '10:00' }],
    ['find_slots', { appointment_date: '2026-12-03' }],
    ['list_appointments', {}],
  ])('%s for a customer on a day on which they have no appointment: asked and answered as for nobody', async (name, args) => {
    const nobody = await tried(name, args, 'Niemand Bekannt');
    expect(await tried(name, args, 'Eva Müller')).toEqual(nobody);
  });
});
