// A program that got something wrong hears which field, what was given, what is wanted, and what would do.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.stop());

interface Fault {
  error: { code: string; message: string; problems?: { field: string; given: string; wanted: string; example?: string }[] };
}
async function fault(method: string, path: string, body?: object): Promise<[number, Fault['error']]> {
  const response = await world.api(method, path, body);
  return [response.status, ((await response.json()) as Fault).error];
}

test.each([
  ['/v1/modifications?type=cancle', 'type', 'cancle', '`cancel` or `reschedule`', 'cancel'],
  ['/v1/modifications?from=1.3.2026', 'from', '1.3.2026', 'a day as YYYY-MM-DD or an instant with its offset', '2026-12-01'],
  ['/v1/modifications?limit=501', 'limit', '501', 'a number of at most 500', undefined],
  ['/v1/modifications?within_policy=yes', 'within_policy', 'yes', '`true` or `false`', 'true'],
  ['/v1/appointments?customer=a%20b', 'customer', 'a b', 'up to 64 letters, digits and any of `_-`', undefined],
  ['/v1/appointments/1', 'company', 'nothing', 'a text', undefined],
  ['/v1/appointments?cursor=x', 'cursor', 'a text of 1 characters', 'the `next` of a page', undefined],
])('GET %s', async (path, field, given, wanted, example) => {
  expect(await fault('GET', path)).toEqual([
    400,
    {
      code: 'request_invalid',
      message: 'The request is incomplete or wrong.',
      problems: [{ field, given, wanted, ...(example !== undefined && { example }) }],
    },
  ]);
});

test('a filter nobody knows is refused by its name, with those there are', async () => {
  const [status, { problems }] = await fault('GET', '/v1/appointments?staf=anna');
  expect([status, problems]).toMatchObject([
    400,
    [{ field: 'staf', given: 'a text of 4 characters', wanted: expect.stringContaining('`staff`') }],
  ]);
});

test('so is a parameter of a route that takes none, and a field of a body', async () => {
  const [status, { problems }] = await fault('GET', '/v1/companies/salon?full=true');
  expect([status, problems]).toMatchObject([400, [{ field: 'full', given: 'a text of 4 characters', wanted: 'no such field' }]]);
  const [, { problems: inBody }] = await fault('PUT', '/v1/companies/salon/hours', { hours: { montag: [] }, open: 'yes' });
  expect(inBody?.map(({ field }) => field)).toEqual(['hours.montag', 'open']);
});

test('each wrong field of a body is named, with the example of the document; a person’s data is not repeated', async () => {
  const body = {
    company_id: 'salon',
    appointment_id: '9',
    customer_id: '1',
    starts_at: '2026-12-01 10:00',
    time_zone: 'Europe/Berlin',
    booking: { uid: 7 },
  };
  const [, { problems }] = await fault('POST', '/v1/appointments', body);
  expect(problems).toEqual([
    {
      field: 'starts_at',
      given: '2026-12-01 10:00',
      wanted: 'an instant with its offset',
      example: '2026-12-01T10:00:00.000Z',
    },
    { field: 'ends_at', given: 'nothing', wanted: 'a text', example: '2026-12-01T11:30:00.000Z' },
    { field: 'booking.uid', given: '7', wanted: 'a text', example: 'bT1LntHUU8qdQNMMFpWFPm' },
  ]);
  const [, person] = await fault('POST', '/v1/customers', { company_id: 'salon', name: 'Erika Beispiel', phone: '0151-geheim' });
  expect(person.problems).toMatchObject([{ field: 'phone', given: 'a text of 11 characters', example: '+4915112345678' }]);
  expect(JSON.stringify(person)).not.toMatch(/Erika|geheim/);
});

test('what is not there is named; another company is not told from none', async () => {
  const [status, { message }] = await fault('GET', '/v1/appointments/nope?company=salon');
  expect([status, message]).toEqual([404, 'There is no appointment nope of salon here.']);
  expect((await fault('GET', '/v1/companies/nope'))[1].message).toBe('There is no company nope here.');
  expect((await fault('GET', '/v1/streams/appointment-salon.nope'))[1].message).toBe(
    'There is no stream appointment-salon.nope here.',
  );
  expect((await fault('GET', '/v1/appointment?company=salon'))[1].message).toBe(
    'There is no such address: GET /v1/appointment. All are listed at /docs.',
  );
});

test('an instant may come with any offset', async () => {
  await world.customer('1', 'Erika Beispiel', '+4915112340001');
  const body = {
    company_id: 'salon',
    appointment_id: 'offset',
    customer_id: '1',
    starts_at: '2026-12-01T10:00:00+01:00',
    ends_at: '2026-12-01T10:30:00+01:00',
    time_zone: 'Europe/Berlin',
  };
  await world.must('POST', '/v1/appointments', body);
  expect((await world.events('appointment-salon.offset'))[0]).toMatchObject({
    data: { startsAt: '2026-12-01T09:00:00.000Z', endsAt: '2026-12-01T09:30:00.000Z' },
  });
});

test('a day is the company’s own, from its first moment to its last', async () => {
  await world.customer('2', 'Nora Nacht', '+4915112340002');
  // Half past eleven in the evening of the 7th in Berlin, and half past midnight of the 8th.
  await world.appointment('late', '2', '2027-03-07T22:30:00.000Z', null);
  await world.appointment('early', '2', '2027-03-07T23:30:00.000Z', null);
  const on = async (query: string): Promise<string[]> => {
    const response = await world.api('GET', `/v1/appointments?company=salon&${query}`);
    const { appointments } = (await response.json()) as { appointments: { appointment_id: string }[] };
    return appointments.map(({ appointment_id: id }) => id);
  };
  expect(await on('from=2027-03-07&to=2027-03-07')).toEqual(['late']);
  expect(await on('from=2027-03-08&to=2027-03-08')).toEqual(['early']);
  expect(await on('from=2027-03-07T23:30:00%2B01:00&to=2027-03-08T00:30:00%2B01:00')).toEqual(['late']);
});

test('appointments are filtered by staff, service and branch, and their names stand beside the ids', async () => {
  await world.must('POST', '/v1/companies/salon/staff', { staff_id: 'anna', name: 'Anna Muster' });
  await world.customer('3', 'Clara Kunde', '+4915112340003');
  const body = {
    company_id: 'salon',
    appointment_id: 'annas',
    customer_id: '3',
    staff_id: 'anna',
    starts_at: '2027-04-07T10:00:00Z',
    ends_at: '2027-04-07T10:30:00Z',
    time_zone: 'Europe/Berlin',
  };
  await world.must('POST', '/v1/appointments', body);
  const response = await world.api('GET', '/v1/appointments?company=salon&staff=anna');
  const { appointments } = (await response.json()) as { appointments: object[] };
  expect(appointments).toMatchObject([
    { appointment_id: 'annas', staff_name: 'Anna Muster', service_name: null, customer_name: 'Clara Kunde' },
  ]);
});
