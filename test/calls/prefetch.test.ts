// What is read while a request is written down answers later questions as the database would, and no others.
import { expect, test, vi } from 'vitest';
import { prefetch } from '../../src/calls/identify/prefetch.ts';
import type { Between, FoundAppointment, Lookups } from '../../src/calls/lookups.ts';
import { systemClock } from '../../src/domain/clock.ts';
import type { Executor } from '../../src/platform/eventstore/execute.ts';

const number = '+4915112345673';
const day = 24 * 3_600_000;
const at = (days: number): string => new Date(Math.ceil(Date.now() / day) * day + days * day).toISOString();
const between = (from: number, to: number): Between => ({ from: new Date(at(from)), to: new Date(at(to)) });
const found = (id: string, startsAt: string): FoundAppointment => ({
  id,
  customerId: '340',
  serviceId: null,
  staffId: null,
  branchId: null,
  startsAt,
  endsAt: startsAt,
  bookingUid: null,
  awaitingConfirmation: false,
  foundBy: 'customer',
  revision: 0n,
});

function setUp(customers = ['340'], own = [found('640', at(1)), found('641', at(2))]) {
  const appointmentsOf = vi.fn<Lookups['appointmentsOf']>().mockResolvedValue([found('from the database', at(1))]);
  const people = customers.map(id => ({ id, name: '', phone: number }));
  const customersByPhone = vi.fn<Lookups['customersByPhone']>().mockResolvedValue(people);
  const customersOfNumber = vi
    .fn<Lookups['customersOfNumber']>()
    .mockResolvedValue(people.map(customer => ({ customer, appointments: own })));
  const queries = { appointmentsOf, customersByPhone, customersOfNumber } as Partial<Lookups> as Lookups;
  const load = vi.fn<Executor['load']>().mockRejectedValue(new Error('a stream that cannot be read'));
  const executor = { load } as Partial<Executor> as Executor;
  const ahead = prefetch({ queries, executor, clock: systemClock }, 'salon', 'call', number);
  const ids = async (customerId: string, period: Between, companyId = 'salon') =>
    (await ahead.appointmentsOf(companyId, customerId, 'call', period)).map(({ id }) => id);
  return { ahead, ids, queries, load, customersByPhone, customersOfNumber, appointmentsOf };
}

test('the day that is asked for is picked from what was read, its end not being part of it', async () => {
  const { ids, ahead, load, customersOfNumber, appointmentsOf } = setUp();
  expect(await ahead.customersByPhone('salon', number)).toMatchObject([{ id: '340' }]);
  expect(await ids('340', between(1, 2))).toEqual(['640']);
  expect(await ids('340', between(2, 3))).toEqual(['641']);
  expect(await ids('340', between(3, 4))).toEqual([]);
  expect(customersOfNumber).toHaveBeenCalledTimes(1);
  expect(appointmentsOf).not.toHaveBeenCalled();
  expect(load.mock.calls.map(([, stream]) => stream)).toEqual(['appointment-salon.640', 'appointment-salon.641']);
});

test('another company, another customer, another number and a far day are asked for', async () => {
  const { ids, ahead, customersByPhone } = setUp();
  expect(await ids('340', between(1, 2), 'praxis')).toEqual(['from the database']);
  expect(await ids('341', between(1, 2))).toEqual(['from the database']);
  expect(await ids('340', between(1, 401))).toEqual(['from the database']);
  await ahead.customersByPhone('praxis', number);
  await ahead.customersByPhone('salon', '+4915199999999');
  expect(customersByPhone).toHaveBeenCalledTimes(2);
});

test('nothing is read on suspicion for several customers on one number, or for one with many appointments', async () => {
  const several = setUp(['340', '341']);
  expect(await several.ids('340', between(1, 2))).toEqual(['from the database']);
  const many = setUp(
    ['340'],
    Array.from({ length: 11 }, (_, index) => found(`a${index}`, at(1))),
  );
  expect(await many.ids('340', between(1, 2))).toEqual(['from the database']);
  expect(many.load).not.toHaveBeenCalled();
});

test('a database that is away is reported to every reader', async () => {
  const { queries } = setUp();
  vi.mocked(queries.customersOfNumber).mockRejectedValue(new Error('away'));
  const executor = { load: vi.fn() } as Partial<Executor> as Executor;
  const ahead = prefetch({ queries, executor, clock: systemClock }, 'salon', 'call', number);
  await expect(ahead.customersByPhone('salon', number)).rejects.toThrow('away');
  await expect(ahead.appointmentsOf('salon', '340', 'call', between(1, 2))).rejects.toThrow('away');
});
