// A name somebody has and a name nobody has cost the same: the same questions to the database, the same comparisons.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { call } from '../../src/domain/call.ts';
import * as names from '../../src/domain/names.ts';
import { type Caller, gatherEvidence } from '../../src/reception/evidence.ts';
import { identify } from '../../src/reception/identify.ts';
import { identifyJustBooked } from '../../src/reception/just-booked.ts';
import type { FoundAppointment, KnownCustomer, ReceptionQueries } from '../../src/reception/queries.ts';

vi.mock('../../src/domain/names.ts', { spy: true });

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
  foundBy: 'customer',
}));

/** A company in memory that writes down what it is asked. */
function company() {
  const asked: string[] = [];
  const ask = <T>(question: string, answer: T): Promise<T> => {
    asked.push(question);
    return Promise.resolve(answer);
  };
  const of = (id: string) => appointments.filter(({ customerId }) => customerId === id);
  const queries: ReceptionQueries = {
    customerById: (_, id) =>
      ask(
        'customerById',
        everybody.find(one => one.id === id),
      ),
    customersByPhone: () => ask('customersByPhone', []),
    customersByName: (_, name) =>
      ask(
        'customersByName',
        everybody.filter(one => one.name === name).map(one => ({ customer: one, appointments: of(one.id) })),
      ),
    customersOfDays: () => ask('customersOfDays', everybody.slice(0, 4)),
    justBooked: () => ask('justBooked', []),
    appointmentsOf: (_, id) => ask('appointmentsOf', of(id)),
    appointmentOfModification: () => ask('appointmentOfModification', undefined),
    busyPeriods: () => ask('busyPeriods', []),
  };
  return { asked, queries };
}

async function work(more: Partial<Caller>) {
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
    operation: 'cancel',
    waysOff: [],
    ...more,
  };
  const identified = identify(caller, await gatherEvidence(caller, queries));
  if (identified.kind === 'not_identified') await identifyJustBooked(caller, identified.tried, queries);
  return { asked, kind: identified.kind, likened: vi.mocked(names.nameLikeness).mock.calls.length };
}

beforeEach(() => {
  vi.mocked(names.nameLikeness).mockClear();
});

describe('a withheld number', () => {
  test.each([
    ['nobody has', 'Niemand Bekannt'],
    ['two have', 'Otto Kurz'],
    ['sounds like somebody’s', 'Berta Sputa'],
    ['one has without an appointment that day', 'Karl Ohne'],
  ])('asks the same about a name that %s', async (_, name) => {
    const { asked, likened } = await work({ name });
    // Only he who was not found may have just booked; the search of one who was needs no question of its own.
    expect(asked.filter(question => question !== 'justBooked')).toEqual(['customersByName']);
    expect(likened).toBe(0);
  });
});

describe('a number unknown to us, for a move', () => {
  const stranger = { number: '+4915112345678', withheld: false, operation: 'reschedule' as const };
  test.each([
    ['nobody has', 'Niemand Bekannt', 'not_identified'],
    ['one has that day', 'Eva Müller', 'identified'],
    ['sounds like one of that day', 'Berta Sputa', 'identified'],
    ['two have', 'Otto Kurz', 'not_identified'],
    ['one has without an appointment that day', 'Karl Ohne', 'not_identified'],
  ])('a name that %s: the same questions, and compared with everybody of that day', async (_, name, kind) => {
    expect(await work({ ...stranger, name })).toEqual({
      asked: ['customersByPhone', 'customersByName', 'customersOfDays'],
      kind,
      likened: 4,
    });
  });
});
