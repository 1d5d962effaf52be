// Policies explained, and tried out on the past without changing it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
const analyst = 'analyst-key-of-the-tests';
const number = (id: number) => `+491511234${String(8000 + id)}`;

beforeAll(async () => {
  world = await createWorld({
    companies: ['bakery'],
    keys: [{ name: 'ana', role: 'analyst', companies: ['salon'], personal: false, key: analyst }],
  });
  await world.must('POST', '/v1/companies/salon/branches', { branch_id: 'mitte', name: 'Mitte' });
  await world.must('POST', '/v1/companies/salon/services', {
    service_id: 'colour',
    name: 'Farbe',
    minutes: 90,
    price: { amount_cents: 8_000, currency: 'EUR' },
  });
  await world.policy('salon', { cancel: { hours_before: 48, fee: { kind: 'fixed', amount_cents: 500 } } });
});
afterAll(() => world?.stop());

const as = (key: string) => ({ authorization: `Bearer ${key}` });

describe('the rules in force', () => {
  const effective = (query: string, key = analyst, id = 'salon') =>
    world.api('GET', `/v1/companies/${id}/policies/effective${query}`, undefined, as(key));
  test('each with the scope it comes from and what it overrides', async () => {
    await world.must('PUT', '/v1/companies/salon/policies', {
      scope: { kind: 'service', id: 'colour' },
      policy: { cancel: { hours_before: 72 } },
    });
    expect(await (await effective('?service=colour&branch=mitte')).json()).toEqual({
      policy_revision: expect.stringMatching(/^\d+$/),
      cancel: [
        { key: 'cancel.hours_before', value: 72, scope: 'service:colour', overridden: [{ scope: 'company', value: 48 }] },
        { key: 'cancel.fee', value: { kind: 'fixed', amount_cents: 500 }, scope: 'company', overridden: [] },
      ],
      reschedule: [],
    });
    expect(await (await effective('')).json()).toMatchObject({ cancel: [{ value: 48, scope: 'company' }, {}] });
  });
  test.each([
    ['a service that does not exist', '?service=none', 'salon', 400],
    ['a misspelt filter', '?servise=colour', 'salon', 400],
    ['another company', '', 'bakery', 404],
  ])('%s is answered with %3$s', async (_, query, id, status) =>
    expect((await effective(query, analyst, id)).status).toBe(status),
  );
});

describe('a changed policy tried out on the past', () => {
  const simulate = (policy: object, more: object = {}, key = analyst) =>
    world.api(
      'POST',
      '/v1/policies/simulate',
      { company_id: 'salon', scope: { kind: 'company' }, policy, from: '2026-11-23', to: '2026-11-23', ...more },
      as(key),
    );
  let streams: Record<string, string[]>;
  const appointmentStreams = async () =>
    Object.fromEntries(
      await Promise.all(['p1', 'p2', 'p3', 'p4'].map(async id => [id, await world.types(`appointment-salon.${id}`)])),
    );

  beforeAll(async () => {
    // Two cancelled at five euros each, one refused for too little notice, one moved.
    for (const [index, startsAt] of ['2026-12-01', '2026-12-02', '2026-11-24', '2026-12-04'].entries()) {
      await world.customer(`p${index + 1}`, `Person Nummer${index}`, number(index));
      await world.appointment(`p${index + 1}`, `p${index + 1}`, `${startsAt}T10:00:00.000Z`);
    }
    for (const index of [0, 1, 2]) {
      const options = { from: number(index), callId: `simulated_${index}` };
      const args = { appointment_date: ['2026-12-01', '2026-12-02', '2026-11-24'][index] };
      await world.call('cancel_appointment', args, options);
      await world.call('cancel_appointment', { ...args, fee_accepted: true }, options);
    }
    await world.call(
      'reschedule_appointment',
      { old_date: '2026-12-04', new_date: '2026-12-04', new_time: '15:00' },
      { from: number(3) },
    );
    await world.settle();
    streams = await appointmentStreams();
  });

  test('the same policy changes nothing', async () => {
    const policy = { cancel: { hours_before: 48, fee: { kind: 'fixed', amount_cents: 500 } } };
    const answer = await (await simulate(policy)).json();
    expect(answer).toMatchObject({
      truncated: false,
      changed: 0,
      groups: [],
      examples: [],
      fees: [{ currency: 'EUR', was_cents: 1_000, would_cents: 1_000 }],
    });
    expect(answer).toHaveProperty('considered', 5);
  });
  test('stricter notice would have refused what was done, by groups and with examples', async () => {
    const answer = await (await simulate({ cancel: { hours_before: 24 * 30 }, reschedule: { allowed: false } })).json();
    expect(answer).toMatchObject({
      changed: 3,
      groups: [
        { operation: 'cancel', was: 'allowed', would: 'too_late_to_cancel', count: 2 },
        { operation: 'reschedule', was: 'allowed', would: 'reschedule_not_allowed', count: 1 },
      ],
      fees: [{ currency: 'EUR', was_cents: 1_000, would_cents: 0 }],
    });
    expect(answer).toMatchObject({
      examples: expect.arrayContaining([
        expect.objectContaining({
          kind: 'modification',
          appointment_id: 'p1',
          was: { code: 'allowed', fee: { amount_cents: 500, currency: 'EUR' } },
          would: { code: 'too_late_to_cancel', fee: null },
        }),
      ]),
    });
    expect(JSON.stringify(answer)).not.toMatch(/Person|\+49/);
  });
  test('shorter notice and another fee: the refused would have gone through, and cost', async () => {
    const answer = await (await simulate({ cancel: { hours_before: 2, fee: { kind: 'fixed', amount_cents: 2_000 } } })).json();
    expect(answer).toMatchObject({
      groups: expect.arrayContaining([
        { operation: 'cancel', was: 'too_late_to_cancel', would: 'allowed', count: 2 },
        { operation: 'cancel', was: 'allowed', would: 'allowed', count: 2 },
      ]),
      fees: [{ currency: 'EUR', was_cents: 1_000, would_cents: 8_000 }],
    });
  });
  test('a quota nobody had counts what each customer had done in that month', async () => {
    const answer = await (await simulate({ cancel: { max_per_month: 0 } })).json();
    expect(answer).toMatchObject({
      groups: expect.arrayContaining([{ operation: 'cancel', was: 'allowed', would: 'cancel_quota_used', count: 2 }]),
    });
  });
  test('nothing was appended by any of it', async () => expect(await appointmentStreams()).toEqual(streams));
  test.each([
    ['another company', { company_id: 'bakery' }, 404],
    ['days the wrong way round', { from: '2026-11-24' }, 400],
    ['more than a year', { from: '2024-01-01' }, 400],
    ['a policy with a misspelt key', { policy: { cancel: { hours: 2 } } }, 400],
  ])('%s is refused', async (_, more, status) => expect((await simulate({}, more)).status).toBe(status));
});

test('a fee waived by staff stands in the history with its reason, and takes nothing', async () => {
  await world.customer('w', 'Wilma Waise', number(50));
  await world.appointment('w1', 'w', '2026-12-10T10:00:00.000Z');
  const change = { company_id: 'salon', waive_fee: { reason_code: 'sick_child' } };
  expect(await world.must('POST', '/v1/appointments/w1/cancel', change)).toMatchObject({ status: 'cancelled', fee: null });
  await world.settle();
  const [row] = await world.sql('select * from appointment_modifications where appointment_id = $1', ['w1']);
  expect(row).toMatchObject({ fee_charged: 0, fee_waived: 500, waiver: { by: 'admin', reasonCode: 'sick_child' } });
});

test('a refusal names its rule and where it comes from', async () => {
  const response = await world.api('GET', '/v1/refusals?appointment=p3', undefined, as(analyst));
  expect(await response.json()).toMatchObject({
    refusals: [
      { code: 'too_late_to_cancel', rule: 'cancel.hours_before', rule_scope: 'company', policy_revision: expect.anything() },
      { code: 'too_late_to_cancel' },
    ],
  });
});
