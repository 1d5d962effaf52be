// What analysts and staff read: filters, pages, CSV, and what a key without `personal` does not see.
import { parse } from 'csv-parse/sync';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { closeRequest, openRequest } from '../../../src/calls/ledger/ledger.ts';
import { derivedId } from '../../../src/domain/ids.ts';
import { createExecutor } from '../../../src/platform/eventstore/execute.ts';
import { createWorld, line, type World } from '../../support/world.ts';

let world: World;
const analyst = 'analyst-key-of-this-test';
const number = (index: number): string => `+4915177700${String(index).padStart(3, '0')}`;
const changes = 7;

beforeAll(async () => {
  world = await createWorld({
    replyBudgetMs: 1_500,
    companies: ['bakery'],
    keys: [{ name: 'ana', role: 'analyst', companies: ['salon'], personal: false, key: analyst }],
  });
  await world.policy('salon', { cancel: { fee: { kind: 'fixed', amount_cents: 500 } }, reschedule: { hours_before: 240 } });
  for (let index = 0; index < changes; index += 1) {
    await world.customer(`k${index}`, `Kunde Nummer${index}`, number(index));
    await world.appointment(`t${index}`, `k${index}`, `2026-12-0${index + 1}T10:00:00.000Z`);
    const accepted = index % 2 === 0 ? { fee_accepted: true, reason: 'Mir ist nicht wohl' } : { fee_accepted: true };
    const options = { from: number(index), callId: `h${index}` };
    await world.call('cancel_appointment', { appointment_date: `2026-12-0${index + 1}` }, options);
    await world.call('cancel_appointment', { appointment_date: `2026-12-0${index + 1}`, ...accepted }, options);
  }
  await world.customer('z', 'Zu Spät', number(90));
  await world.appointment('late', 'z', '2026-11-25T10:00:00.000Z');
  const move = { old_date: '2026-11-25', new_date: '2026-12-10', new_time: '15:00' };
  await world.call('reschedule_appointment', move, { from: number(90), callId: 'late-call' });
  await world.customer('b', 'Bäcker Kunde', number(91), 'bakery');
  await world.appointment('b1', 'b', '2026-12-01T10:00:00.000Z', null, {}, 'bakery');
  await world.must('POST', '/v1/appointments/b1/cancel', { company_id: 'bakery', reason_code: 'closed' });
  await world.settle();
});
afterAll(() => world?.stop());

type Row = Record<string, unknown>;
const pageSchema = z.object({ modifications: z.array(z.record(z.string(), z.unknown())), next: z.string().nullable() });
async function read(list: string, query: Record<string, string | number> = {}, headers: Record<string, string> = {}) {
  const search = new URLSearchParams(Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])));
  return world.api('GET', `/v1/${list}?${search}`, undefined, headers);
}
async function rows(
  list: string,
  query: Record<string, string | number> = {},
  headers: Record<string, string> = {},
): Promise<Row[]> {
  const response = await read(list, query, headers);
  expect(response.status).toBe(200);
  const body = z.record(z.string(), z.unknown()).parse(await response.json());
  return z.array(z.record(z.string(), z.unknown())).parse(body[list]);
}
const appointmentsOf = (list: Row[]) => list.map(row => row.appointment_id).sort();

describe('the history of modifications', () => {
  test('is the newest first, with what was said and taken', async () => {
    const list = await rows('modifications', { company: 'salon' });
    expect(list.map(row => row.appointment_id)).toEqual(['t6', 't5', 't4', 't3', 't2', 't1', 't0']);
    expect(list[0]).toMatchObject({
      modification_type: 'cancel',
      state: 'confirmed',
      within_policy: true,
      fee_charged_cents: 500,
      currency: 'EUR',
      channel: 'phone',
      call_id: 'h6',
      customer_id: 'k6',
      reason: 'Mir ist nicht wohl',
    });
  });

  test.each<[string, Record<string, string | number>, string[]]>([
    ['customer', { customer: 'k3' }, ['t3']],
    ['appointment', { appointment: 't2' }, ['t2']],
    ['call', { call: 'h5' }, ['t5']],
    ['company', { company: 'bakery' }, ['b1']],
    ['channel', { channel: 'operator' }, ['b1']],
    ['type', { type: 'reschedule' }, []],
    ['state', { state: 'reverted' }, []],
    ['fee', { fee_min: 500 }, ['t0', 't1', 't2', 't3', 't4', 't5', 't6']],
    ['highest fee', { fee_max: 499 }, ['b1']],
    ['within policy', { within_policy: 'false' }, []],
    ['branch', { branch: 'nowhere' }, []],
    ['service', { service: 'nothing' }, []],
    ['staff', { staff: 'nobody' }, []],
    ['first day', { company: 'salon', from: '2026-11-24' }, []],
    ['last day', { company: 'salon', to: '2026-11-22' }, []],
    ['day range', { company: 'bakery', from: '2026-11-23', to: '2026-11-23' }, ['b1']],
    ['two at once', { company: 'salon', customer: 'k1', fee_min: 1 }, ['t1']],
  ])('can be filtered by %s', async (_, query, expected) => {
    expect(appointmentsOf(await rows('modifications', query))).toEqual(expected);
  });

  test('comes in pages that hold each once, also while more is added', async () => {
    const seen: unknown[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 10; page += 1) {
      const response = await read('modifications', { company: 'salon', limit: 3, ...(cursor && { cursor }) });
      const body = pageSchema.parse(await response.json());
      seen.push(...body.modifications.map(row => row.appointment_id));
      if (page === 0) {
        await world.appointment('extra', 'z', '2026-12-20T10:00:00.000Z');
        await world.must('POST', '/v1/appointments/extra/cancel', { company_id: 'salon', reason_code: 'x', fee_accepted: true });
      }
      if (body.next === null) break;
      cursor = body.next;
    }
    expect(seen).toEqual(['t6', 't5', 't4', 't3', 't2', 't1', 't0']);
  });

  test.each([
    { custommer: 'k1' },
    { state: 'maybe' },
    { from: 'gestern' },
    { cursor: 'broken' },
    { cursor: Buffer.from('["then", "that"]').toString('base64url') },
    { limit: 0 },
    { fee_min: '99999999999999' },
    { call: '\u0000' },
    { from: '0000-01-01' },
    { within_policy: 'ja' },
  ])('refuses a filter it does not know or understand: %o', async query => {
    const response = await read(
      'modifications',
      Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'request_invalid' } });
  });

  test('is all there as CSV, for spreadsheets as well', async () => {
    const response = await read('modifications', { company: 'bakery' }, { accept: 'text/csv' });
    expect(response.headers.get('content-type')).toContain('text/csv');
    const [first]: Row[] = parse(await response.text(), { columns: true, bom: true });
    expect(first).toMatchObject({ appointment_id: 'b1', modification_type: 'cancel', channel: 'operator', company_id: 'bakery' });
  });

  test('opens in a German spreadsheet: semicolons, commas, local times, euros', async () => {
    const response = await read('modifications', { company: 'salon', locale: 'de' }, { accept: 'text/csv' });
    const text = await response.text();
    const table: Row[] = parse(text, { columns: true, bom: true, delimiter: ';' });
    const [row] = await rows('modifications', { company: 'salon' });
    const local = DateTime.fromISO(String(row?.requested_at), { zone: 'Europe/Berlin' }).toFormat('dd.MM.yyyy HH:mm:ss');
    expect(table[0]).toMatchObject({
      requested_at: local,
      fee_charged: '5,00',
      currency: 'EUR',
      within_policy: 'ja',
      time_zone: 'Europe/Berlin',
    });
    expect(table[0]?.hours_notice).toMatch(/^\d+(,\d+)?$/);
  });

  test('shows a key without `personal` no words of the caller, and another company nothing', async () => {
    const headers = { authorization: `Bearer ${analyst}` };
    const list = await rows('modifications', {}, headers);
    expect(list.length).toBeGreaterThanOrEqual(changes);
    expect(new Set(list.map(row => row.reason))).toEqual(new Set([null]));
    expect(new Set(list.map(row => row.company_id))).toEqual(new Set(['salon']));
    expect((await read('modifications', { company: 'bakery' }, headers)).status).toBe(404);
    const csv = await (await read('modifications', {}, { ...headers, accept: 'text/csv' })).text();
    expect(csv).not.toContain('nicht wohl');
  });
});

test('refusals say who was refused what, by which rule', async () => {
  expect(await rows('refusals', { code: 'too_late_to_reschedule' })).toMatchObject([
    { appointment_id: 'late', customer_id: 'z', operation: 'reschedule', call_id: 'late-call', company_id: 'salon' },
  ]);
  expect(await rows('refusals', { customer: 'k1' })).toEqual([]);
});

test('answers are all there, refused and done', async () => {
  expect(await rows('answers', { call: 'late-call' })).toMatchObject([{ status: 'refused', code: 'too_late_to_reschedule' }]);
  expect((await rows('answers', { status: 'cancelled' })).length).toBeGreaterThanOrEqual(changes);
  expect((await read('answers', { customer: 'k1' })).status).toBe(400);
});

test('a notification is open until staff say that the customer knows', async () => {
  const { sandbox } = world;
  await world.customer('slow', 'Lang Sam', number(92));
  await world.appointment('slow1', 'slow', '2026-12-15T10:00:00.000Z');
  sandbox.fault({ match: { operation: 'cancel' }, times: 1, kind: 'delay', delayMs: 2_500 });
  const args = { appointment_date: '2026-12-15' };
  const options = { from: number(92), to: line, callId: 'slow-call' };
  await world.call('cancel_appointment', args, options);
  const accepted = { ...args, fee_accepted: true };
  expect(await world.call('cancel_appointment', accepted, options)).toMatchObject({ status: 'pending' });
  await expect.poll(() => rows('notifications', { appointment: 'slow1' })).toHaveLength(1);
  const [open] = await rows('notifications', { appointment: 'slow1', state: 'open' });
  const path = `/v1/notifications/${open?.notification_id}/done`;
  expect((await world.api('POST', path, undefined, { authorization: `Bearer ${analyst}` })).status).toBe(403);
  expect((await world.api('POST', path)).status).toBe(200);
  expect(await rows('notifications', { appointment: 'slow1', state: 'open' })).toEqual([]);
  expect(await rows('notifications', { appointment: 'slow1' })).toMatchObject([{ state: 'done', done_by: expect.any(String) }]);
  expect((await world.api('POST', '/v1/notifications/00000000-0000-4000-8000-000000000000/done')).status).toBe(404);
});

test('staff end the entry of a caller whom nobody knows, and whose request was closed without an answer', async () => {
  const executor = createExecutor(world.rebook.store, world.clock);
  const caller = { kind: 'caller', id: 'cut-off' } as const;
  const context = { correlationId: 'cut-off', companyId: 'salon', actor: caller, channel: 'phone' } as const;
  const request = { requestKey: derivedId('test', 'cut-off'), n: 1, function: 'cancel_appointment' };
  const asked = { ...request, stream: 'call-cut-off', arguments: {}, context, started: undefined };
  await openRequest(
    executor,
    asked,
    world.clock.now(),
    async () => false,
    async () => undefined,
  );
  const modificationId = derivedId('test', 'cut-off modification');
  await closeRequest(executor, asked.stream, context, { ...request, code: 'answer_unknown', modificationId });
  await world.settle();
  const [open] = await rows('notifications', { call: 'cut-off', state: 'open' });
  expect(open).toMatchObject({ kind: 'answer_unknown', customer_id: null, appointment_id: null });
  for (let times = 0; times < 2; times += 1)
    expect((await world.api('POST', `/v1/notifications/${open?.notification_id}/done`)).status).toBe(200);
  expect(await rows('notifications', { call: 'cut-off' })).toMatchObject([{ state: 'done', done_by: 'admin' }]);
  expect((await world.types('call-cut-off')).filter(type => type === 'CallerNotified')).toHaveLength(1);
});
