// What programs get wrong: a clear no, nothing written, and one line in the log that holds no value.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminKey, createWorld, type World } from '../../support/world.ts';

let world: World;
const logged: string[] = [];
beforeAll(async () => {
  world = await createWorld({ logTo: line => logged.push(line) });
  await world.customer('1', 'Erika Beispiel', '+4915112340001');
  await world.appointment('1', '1', '2026-12-01T10:00:00.000Z', null);
});
afterAll(() => world?.stop());

const status = async (method: string, path: string, body?: object, headers?: Record<string, string>) =>
  (await world.api(method, path, body, headers)).status;
const when = { starts_at: '2026-12-02T10:00:00.000Z', ends_at: '2026-12-02T10:30:00.000Z', time_zone: 'Europe/Berlin' };

test('a customer of a company that does not exist is not registered', async () => {
  expect(await status('POST', '/v1/customers', { company_id: 'nope', customer_id: '1', name: 'Wer Auch' })).toBe(404);
  expect(await world.events('customer-nope.1')).toEqual([]);
});

test.each([
  ['customer_id', { customer_id: 'nobody' }],
  ['service_id', { service_id: 'nothing' }],
  ['branch_id', { branch_id: 'nowhere' }],
  ['staff_id', { staff_id: 'nobody' }],
])('an appointment whose %s does not exist is refused by that name', async (place, wrong) => {
  const body = { company_id: 'salon', appointment_id: 'x', customer_id: '1', ...when, ...wrong };
  const response = await world.api('POST', '/v1/appointments', body);
  expect([response.status, await response.json()]).toMatchObject([
    400,
    {
      error: {
        code: 'request_invalid',
        problems: [{ field: place, given: wrong[place as keyof typeof wrong], wanted: expect.stringMatching(/of salon$/) }],
      },
    },
  ]);
  expect(await world.events('appointment-salon.x')).toEqual([]);
});

test('an appointment in a company that does not exist is not found', async () => {
  const body = { company_id: 'nope', appointment_id: 'x', customer_id: '1', ...when };
  expect(await status('POST', '/v1/appointments', body)).toBe(404);
});

test.each([
  ['GET', '/v1/streams/%00'],
  ['GET', '/v1/appointments?status=%00'],
  ['GET', '/v1/appointments?from=0000-01-01T00:00:00Z'],
  ['GET', `/v1/customers?cursor=${Buffer.from('["a\\u0000","b"]').toString('base64url')}`],
  ['POST', '/calcom/webhook/%00%27'],
])('%s %s is refused, and is no fault of ours', async (method, path) => {
  // Where a signature is wanted, its absence is all that is said.
  expect(path.startsWith('/calcom') ? [401] : [400, 404]).toContain(await status(method, path));
});

test.each(['a\u0000b', 'x'.repeat(300_000)])(
  'a booking whose uid no store can keep is refused, and nothing is claimed (%#)',
  async uid => {
    const body = { company_id: 'salon', appointment_id: 'unstorable', customer_id: '1', ...when, booking: { uid } };
    const response = await world.api('POST', '/v1/appointments', body);
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: { code: 'request_invalid', problems: [{ field: 'booking.uid' }] } },
    ]);
    expect(await world.events('appointment-salon.unstorable')).toEqual([]);
  },
);

test('the page of the documentation runs its own scripts and nothing else, and data runs nothing', async () => {
  const page = await fetch(`${world.rebook.address}/docs/`);
  const policy = new Map((page.headers.get('content-security-policy') ?? '').split('; ').map(rule => [rule.split(' ')[0], rule]));
  const html = await page.text();
  const scripts = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)];
  expect(scripts).toHaveLength(2);
  for (const [, attributes = '', text = ''] of scripts) {
    const [, src] = /src="([^"]*)"/.exec(attributes) ?? [];
    const digest = createHash('sha256').update(text).digest('base64');
    if (src === undefined) expect(policy.get('script-src')).toContain(`'sha256-${digest}'`);
    else expect((await fetch(new URL(src, page.url))).status).toBe(200);
    expect(new URL(src ?? '', page.url).origin).toBe(world.rebook.address);
  }
  expect(html).not.toMatch(/<style|<link|<img|<iframe| style=| on[a-z]+=/);
  expect(policy.get('script-src')).not.toContain('unsafe');
  expect(policy.get('connect-src')).toBe("connect-src 'self'");
  expect(policy.get('default-src')).toBe("default-src 'none'");
  const data = await fetch(`${world.rebook.address}/health/live`);
  expect(data.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(data.headers.get('content-security-policy')).not.toContain('script-src');
});

test('a misspelt acceptance or override is not taken for none', async () => {
  const cancel = '/v1/appointments/1/cancel';
  expect(await status('POST', cancel, { company_id: 'salon', fee_acepted: true })).toBe(400);
  expect(await status('POST', cancel, { company_id: 'salon', override: { reason: 'x' } })).toBe(400);
  expect(await world.types('appointment-salon.1')).toEqual(['AppointmentScheduled']);
});

test('an Idempotency-Key that comes with another request is a conflict, and changes nothing', async () => {
  const headers = { 'idempotency-key': 'once' };
  const move = (day: string) => ({ company_id: 'salon', new_starts_at: `2026-12-${day}T10:00:00.000Z` });
  const path = '/v1/appointments/1/reschedule';
  expect(await status('POST', path, move('03'), headers)).toBe(200);
  const other = await world.api('POST', path, move('04'), headers);
  expect([other.status, await other.json()]).toMatchObject([409, { error: { code: 'idempotency_key_reused' } }]);
  expect(await status('POST', path, move('03'), headers)).toBe(200);
  expect(await world.types('appointment-salon.1')).toEqual([
    'AppointmentScheduled',
    'AppointmentRescheduled',
    'CalendarNotConcerned',
  ]);
});

test('each refused request is one line: code, route and status, and nothing that was sent', async () => {
  logged.length = 0;
  expect(await status('GET', '/v1/modifications?custommer=geheim')).toBe(400);
  const lines = logged.map(line => JSON.parse(line)).filter(({ level }) => level === 40);
  expect(lines).toMatchObject([{ code: 'request_invalid', route: '/v1/modifications', status: 400 }]);
  expect(logged.join()).not.toContain('geheim');
});

test('a fault of ours says so in words for programs', async () => {
  await world.sql('alter table answers rename to answers_away');
  const response = await world.api('GET', '/v1/answers');
  expect([response.status, await response.json()]).toMatchObject([
    500,
    { error: { code: 'internal_fault', message: 'The request failed on our side. It may be sent again.' } },
  ]);
  await world.sql('alter table answers_away rename to answers');
});

test.each([
  ['of another type', { 'content-type': 'application/x-www-form-urlencoded' }, '{}', 'Content-Type: application/json'],
  ['that is empty', { 'content-type': 'application/json' }, '', 'The body is empty.'],
  ['that is no JSON', { 'content-type': 'application/json' }, '{"name": "Erika', 'The body is not JSON.'],
])('a body %s is refused by what is wrong with it, and nothing of it is repeated', async (_, headers, body, sentence) => {
  const response = await fetch(`${world.rebook.address}/v1/customers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminKey}`, ...headers },
    body,
  });
  const text = await response.text();
  expect([response.status, text]).toEqual([400, expect.stringContaining(sentence)]);
  expect(text).not.toContain('Erika');
});
