// A call is told step by step, with what led to what: who asked, who they were taken for, what was decided on which terms, what was said.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createWorld, type World } from '../../support/world.ts';

const [seeing, blind, stranger] = ['key-that-may-see-persons', 'key-that-may-not-see-them', 'key-of-another-company'];
const number = '+4915112345677';
let world: World;
beforeAll(async () => {
  world = await createWorld({
    companies: ['other'],
    keys: [
      { name: 'reception', role: 'operator', companies: ['salon'], personal: true, key: seeing },
      { name: 'reports', role: 'analyst', companies: ['salon'], personal: false, key: blind },
      { name: 'stranger', role: 'admin', companies: ['other'], personal: true, key: stranger },
    ],
  });
  await world.policy('salon', { cancel: { hours_before: 48 } });
  await world.customer('340', 'Erika Beispiel', number);
  await world.appointment('640', '340', '2026-12-01T10:00:00.000Z');
  await world.appointment('641', '340', '2026-11-24T10:00:00.000Z');
  const call = { from: number, callId: 'call_one' };
  await world.call('cancel_appointment', { appointment_date: '2026-12-01', reason: 'verreist' }, call);
  await world.call('cancel_appointment', { appointment_date: '2026-11-24' }, call);
  await world.call('list_appointments', { customer_name: 'Niemand Bekannt' }, { callId: 'call_two' });
  await world.settle();
});
afterAll(() => world?.stop());

const detail = z.looseObject({
  company_id: z.string(),
  customer_id: z.string().nullable(),
  number: z.string().nullable(),
  steps: z.array(z.looseObject({ id: z.string(), kind: z.string(), caused_by: z.string().nullable() })),
});
const ask = (path: string, key: string) => world.api('GET', path, undefined, { authorization: `Bearer ${key}` });
const call = async (id: string, key = seeing) => detail.parse(await (await ask(`/v1/calls/${id}`, key)).json());

describe('one call', () => {
  test('each step names the one that led to it, in the order in which they did', async () => {
    const { steps } = await call('call_one');
    const kindOf = new Map(steps.map(({ id, kind }) => [id, kind]));
    expect(steps.map(({ kind, caused_by: cause }) => [kind, cause === null ? null : kindOf.get(cause)])).toEqual([
      ['started', null],
      ['asked', null],
      ['identified', 'asked'],
      ['decided', 'identified'],
      ['calendar_done', 'decided'],
      ['answered', 'calendar_done'],
      ['asked', null],
      ['identified', 'asked'],
      ['refused', 'identified'],
      ['answered', 'refused'],
    ]);
    // No step stands before its cause.
    const ids = steps.map(({ id }) => id);
    for (const [index, { caused_by: cause }] of steps.entries())
      expect(cause === null ? -1 : ids.indexOf(cause)).toBeLessThan(index);
  });

  test('says who it was and how that was known, on which terms it was decided, by which rule refused, and what was said', async () => {
    const { steps, ...rest } = await call('call_one');
    expect(rest).toMatchObject({ company_id: 'salon', customer_id: '340', time_zone: 'Europe/Berlin' });
    const of = (kind: string) => steps.filter(step => step.kind === kind);
    expect(of('asked')[0]).toMatchObject({ function: 'cancel_appointment', arguments: { appointment_date: '2026-12-01' } });
    expect(of('identified')[0]).toMatchObject({ identification: { customer_id: '340', way: 'number' } });
    expect(of('decided')).toMatchObject([
      {
        appointment_id: '640',
        decision: {
          change: 'cancel',
          previous_starts_at: '2026-12-01T10:00:00.000Z',
          terms: { within_policy: true, policy_scope: 'company' },
        },
      },
    ]);
    expect(of('refused')).toMatchObject([
      { code: 'too_late_to_cancel', appointment_id: '641', decision: { rule: { key: 'cancel.hours_before', scope: 'company' } } },
    ]);
    expect(of('answered').map(({ said }) => said)).toEqual([
      'Ihr Termin am Dienstag, dem ersten Dezember, um elf Uhr ist abgesagt.',
      expect.stringContaining('leider nicht mehr absagen'),
    ]);
  });

  test('without the right to see persons it has no words, numbers and names', async () => {
    const shown = await call('call_one', blind);
    expect(shown.number).toBeNull();
    expect(shown.steps.filter(step => step.kind === 'asked').map(step => step.arguments)).toEqual([null, null]);
    expect(JSON.stringify(shown)).not.toMatch(/verreist|Erika|4915112345677/);
    expect(JSON.stringify(await call('call_one'))).toContain('verreist');
  });

  test('is not there for another company’s key, and neither is one that never was', async () => {
    for (const [path, key] of [
      ['/v1/calls/call_one', stranger],
      ['/v1/calls/call_none', seeing],
      ['/v1/calls?company=salon', stranger],
    ] as const)
      expect((await ask(path, key)).status, path).toBe(404);
  });
});

describe('the calls of a company', () => {
  const list = z.object({ calls: z.array(z.looseObject({ call_id: z.string() })), next: z.string().nullable() });
  const calls = async (query: string, key = seeing) =>
    list.parse(await (await ask(`/v1/calls?company=salon${query}`, key)).json());

  test('come newest first and page by page, each once', async () => {
    const first = await calls('&limit=1');
    const second = await calls(`&limit=1&cursor=${first.next}`);
    expect([...first.calls, ...second.calls].map(one => one.call_id)).toEqual(['call_two', 'call_one']);
    expect(second.next).toBeNull();
  });

  test('of a customer are those in which they were identified, with what became of it; names only where they may be seen', async () => {
    expect((await calls('&customer=340')).calls).toMatchObject([
      { call_id: 'call_one', customer_name: 'Erika Beispiel', booking_status: 'cancelled', appointment_id: '640', functions: 2 },
    ]);
    expect((await calls('&customer=340', blind)).calls).toMatchObject([{ customer_id: '340', customer_name: null }]);
  });
});

test('an appointment is found by the uid of its booking', async () => {
  const { appointments } = (await world.must('GET', '/v1/appointments?company=salon&booking=uid641xxxxxxxxxxxxxxxx')) as {
    appointments: unknown[];
  };
  expect(appointments).toMatchObject([{ appointment_id: '641' }]);
});

test('the text for a customer is the one that is sent, with how to reach them', async () => {
  const [row] = await world.sql<{ id: string }>('select notification_id as id from notifications');
  const path = `/v1/notifications/${row?.id}/text`;
  expect(await (await ask(path, seeing)).json()).toMatchObject({
    customer_id: '340',
    name: 'Erika Beispiel',
    phone: number,
    language: 'de',
    text: { sms: expect.stringContaining('1. Dezember 2026') },
  });
  expect((await ask(path, blind)).status).toBe(403);
  expect((await ask(path, stranger)).status).toBe(404);
});

test('a key is told what it may do', async () => {
  expect(await (await ask('/v1/key', blind)).json()).toEqual({
    name: 'reports',
    role: 'analyst',
    companies: ['salon'],
    personal: false,
  });
  expect((await ask('/v1/key', 'no-such-key-anywhere')).status).toBe(401);
});
