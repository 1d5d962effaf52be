// What no store can keep is refused by its name, whichever field it is in; nothing is claimed by it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

const appointment = (changed: object) => ({
  company_id: 'salon',
  appointment_id: 'a-unstorable',
  customer_id: 'k-unstorable',
  starts_at: '2027-03-01T09:00:00.000Z',
  ends_at: '2027-03-01T10:00:00.000Z',
  time_zone: 'Europe/Berlin',
  ...changed,
});

test.each([
  ['300 KB in a uid', { booking: { uid: 'u'.repeat(300_000) } }, 'booking.uid'],
  ['a uid longer than Cal.com has', { booking: { uid: 'u'.repeat(65) } }, 'booking.uid'],
  ['2,001 bytes of umlauts', { customer_id: 'ä'.repeat(1_001) }, 'customer_id'],
])('%s is refused by its field', async (_, changed, place) => {
  const response = await world.api('POST', '/v1/appointments', appointment(changed));
  const body = (await response.json()) as { error: { code: string; problems: { field: string }[] } };
  const { status } = response;
  expect({ status, code: body.error.code, fields: body.error.problems.map(({ field }) => field) }).toEqual({
    status: 400,
    code: 'request_invalid',
    fields: [place],
  });
});
