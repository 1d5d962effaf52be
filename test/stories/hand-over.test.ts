// A caller whom the agent cannot help is put through, called back or told to get in touch, as the company and its hours allow; and what
// they hear is arranged before they hear it.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { replayAnswers } from '../../src/audit/replay.ts';
import type { ApiKey } from '../../src/channels/api/access/keys.ts';
import { signRetell } from '../../src/channels/retell/signature.ts';
import { createWorld, type World } from '../support/world.ts';

const desk = '+493087654321';
const mitte = '+493087650001';
const number = '+4915112345677';
const name = 'Marlene Musterfrau';
const officeHours = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri'].map(day => [day, [{ opens: '09:00', closes: '18:00' }]]),
);
/** A Monday, in winter: 10:30 and 20:30 in Berlin. */
const [byDay, byNight] = ['2026-11-23T09:30:00.000Z', '2026-11-23T19:30:00.000Z'];
const operator: ApiKey = {
  name: 'desk',
  role: 'operator',
  companies: ['evening', 'named'],
  personal: true,
  key: 'key-of-the-desk-0001',
};
const analyst: ApiKey = { name: 'figures', role: 'analyst', companies: '*', personal: false, key: 'key-of-the-figures-1' };
const neighbour: ApiKey = { ...operator, name: 'neighbour', companies: ['salon'], key: 'key-of-a-neighbour-1' };
let world: World;
let calls = 0;

beforeAll(async () => {
  world = await createWorld({ keys: [operator, analyst, neighbour] });
  await company('evening', '+493010000001', { number: '030 87654321' });
  await company('nobody', '+493010000002', undefined);
});
beforeEach(() => world.clock.moveTo(byDay));
afterAll(() => world?.stop());

/** Paused, so that every answer hands over, and open by day. */
async function company(id: string, line: string, handover: object | undefined): Promise<void> {
  const settings = { name: id, language: 'de', time_zone: 'Europe/Berlin', currency: 'EUR', paused: true };
  await world.must('POST', '/v1/companies', { company_id: id, ...settings, ...(handover && { handover }) });
  await world.must('PUT', `/v1/companies/${id}/hours`, { hours: officeHours });
  await world.must('POST', `/v1/companies/${id}/lines`, { line });
}

const callOf = () => {
  calls += 1;
  return `handed_${calls}`;
};
const ask = (to: string, { from = number, callId = callOf(), said = '2026-12-01' } = {}) =>
  world.call('cancel_appointment', { appointment_date: said, customer_name: name }, { from, to, callId });
const evening = '+493010000001';

async function list(key: string, query = ''): Promise<Record<string, unknown>[]> {
  const response = await world.api('GET', `/v1/callbacks${query}`, undefined, { authorization: `Bearer ${key}` });
  expect(response.status).toBe(200);
  return ((await response.json()) as { callbacks: Record<string, unknown>[] }).callbacks;
}
const done = (id: unknown, key: string) =>
  world.api('POST', `/v1/callbacks/${String(id)}/done`, {}, { authorization: `Bearer ${key}` });

test('while somebody answers, the caller is put through to the number, as the company’s country reads it', async () => {
  const callId = callOf();
  expect(await ask(evening, { callId })).toMatchObject({
    message: 'Termine kann ich gerade nicht ändern. Ich verbinde Sie.',
    next_action: 'transfer',
    handover_number: desk,
  });
  expect(await world.types(`call-${callId}`)).not.toContain('CallbackPromised');
});

test('an answer that hands nobody over carries no number', async () => {
  await world.customer('340', name, number);
  await world.appointment('640', '340', '2026-12-01T10:00:00.000Z');
  const answer = await world.call('cancel_appointment', { appointment_date: '2026-12-01' }, { from: number });
  expect(answer).toMatchObject({ code: 'cancelled', next_action: 'none', handover_number: null });
});

test('outside its hours the caller is called back: once in a call, on the desk’s list, and done there', async () => {
  world.clock.moveTo(byNight);
  const callId = callOf();
  const first = await ask(evening, { callId });
  expect(first).toMatchObject({
    message: 'Termine kann ich gerade nicht ändern. Wir rufen Sie zurück.',
    next_action: 'end',
    handover_number: null,
  });
  // On record with the answer, not after it.
  expect((await world.types(`call-${callId}`)).slice(-2)).toEqual(['CallbackPromised', 'FunctionAnswered']);
  expect((await ask(evening, { callId, said: '2026-12-02' })).message).toBe(first.message);
  expect((await world.types(`call-${callId}`)).filter(type => type === 'CallbackPromised')).toHaveLength(1);

  await world.settle();
  const [open, ...others] = await list(operator.key, `?call=${callId}`);
  expect(others).toEqual([]);
  expect(open).toMatchObject({ company_id: 'evening', call_id: callId, code: 'company_paused', number, state: 'open' });
  expect(await list(analyst.key, `?call=${callId}`)).toMatchObject([{ call_id: callId, number: null, name: null }]);

  expect(await list(neighbour.key)).toEqual([]);
  expect((await done(open?.callback_id, neighbour.key)).status).toBe(404);
  expect((await done(open?.callback_id, analyst.key)).status).toBe(403);
  expect((await done(open?.callback_id, operator.key)).status).toBe(200);
  expect((await done(open?.callback_id, operator.key)).status).toBe(200);
  expect(await list(operator.key, `?state=open&call=${callId}`)).toEqual([]);
  expect(await list(operator.key, `?state=done&call=${callId}`)).toMatchObject([{ done_by: 'desk', state: 'done' }]);
  expect((await world.types(`call-${callId}`)).filter(type => type === 'CallbackDone')).toHaveLength(1);
});

test('a promise that was kept is made anew where the same caller is still on the line', async () => {
  world.clock.moveTo(byNight);
  const callId = callOf();
  await ask(evening, { callId });
  await world.settle();
  const [open] = await list(operator.key, `?call=${callId}`);
  await done(open?.callback_id, operator.key);
  await ask(evening, { callId, said: '2026-12-02' });
  await world.settle();
  expect(await list(operator.key, `?call=${callId}`)).toMatchObject([{ state: 'open', done_by: null }]);
});

test('nobody is told to wait for a call that cannot come: their number is withheld, and no record has one', async () => {
  world.clock.moveTo(byNight);
  const callId = callOf();
  expect(await ask(evening, { callId, from: 'anonymous' })).toMatchObject({
    message: 'Termine kann ich gerade nicht ändern. Bitte melden Sie sich direkt bei uns.',
    next_action: 'end',
    handover_number: null,
  });
  expect(await world.types(`call-${callId}`)).not.toContain('CallbackPromised');
});

test('a customer whose number is withheld is called back on the number of their record', async () => {
  world.clock.moveTo(byNight);
  await company('named', '+493010000003', { number: desk });
  await world.must('PATCH', '/v1/companies/named', { paused: false });
  await world.policy('named', { cancel: { allowed: false } });
  await world.customer('n1', 'Theodora Wiesengrund', number, 'named');
  await world.appointment('n1', 'n1', '2026-12-01T10:00:00.000Z', null, {}, 'named');
  await world.settle();
  const callId = callOf();
  const args = { appointment_date: '2026-12-01', appointment_time: '11 Uhr', customer_name: 'Theodora Wiesengrund' };
  const answer = await world.call('cancel_appointment', args, { from: 'anonymous', to: '+493010000003', callId });
  expect(answer).toMatchObject({
    code: 'cancel_not_allowed',
    message: 'Diesen Termin kann ich nicht absagen. Wir rufen Sie zurück.',
    next_action: 'end',
  });
  await world.settle();
  expect(await list(operator.key, `?company=named&call=${callId}`)).toMatchObject([
    { customer_id: 'n1', appointment_id: 'n1', number: null, name: 'Theodora Wiesengrund' },
  ]);
});

test.each([byDay, byNight])('without a hand-over nothing is promised, at %s', async at => {
  world.clock.moveTo(at);
  const callId = callOf();
  expect(await ask('+493010000002', { callId })).toMatchObject({
    message: 'Termine kann ich gerade nicht ändern. Bitte melden Sie sich direkt bei uns.',
    next_action: 'end',
    handover_number: null,
  });
  expect(await world.types(`call-${callId}`)).not.toContain('CallbackPromised');
});

test('a branch has a number of its own, or none, whatever the company has', async () => {
  const path = '/v1/companies/evening';
  const allDay = { mon: [{ opens: '00:00', closes: '24:00' }] };
  await world.must('POST', `${path}/branches`, {
    branch_id: 'mitte',
    name: 'Mitte',
    handover: { number: '030 87650001', hours: allDay },
  });
  await world.must('POST', `${path}/branches`, { branch_id: 'west', name: 'West', handover: null });
  await world.must('POST', `${path}/branches`, { branch_id: 'nord', name: 'Nord' });
  for (const [branchId, line] of [
    ['mitte', '+493010000011'],
    ['west', '+493010000012'],
    ['nord', '+493010000013'],
  ])
    await world.must('POST', `${path}/lines`, { line, branch_id: branchId });
  const heard = async (line: string) => {
    const { next_action, handover_number } = await ask(line);
    return [next_action, handover_number];
  };
  expect(await heard('+493010000011')).toEqual(['transfer', mitte]);
  expect(await heard('+493010000012')).toEqual(['end', null]);
  expect(await heard('+493010000013')).toEqual(['transfer', desk]);
  world.clock.moveTo(byNight);
  expect(await heard('+493010000011')).toEqual(['transfer', mitte]);
  expect(await heard('+493010000013')).toEqual(['end', null]);
  expect(await world.must('GET', path)).toMatchObject({
    handover: { number: desk },
    branches_of_lines: { '+493010000011': 'mitte', '+493010000012': 'west', '+493010000013': 'nord' },
  });
});

test('the agent knows the number before the call, and an unknown line tells it nothing', async () => {
  const ringing = async (to: string) => {
    const response = await world.post('/retell/webhook', {
      event: 'call_inbound',
      call_inbound: { agent_id: 'agent_test', from_number: number, to_number: to },
    });
    return ((await response.json()) as { call_inbound: { dynamic_variables?: Record<string, string> } }).call_inbound;
  };
  expect((await ringing(evening)).dynamic_variables?.handover_number).toBe(desk);
  expect((await ringing('+493010000011')).dynamic_variables?.handover_number).toBe(mitte);
  expect((await ringing('+493010000002')).dynamic_variables?.handover_number).toBe('');
  expect(await ringing('+493019999999')).toEqual({});
  world.clock.moveTo(byNight);
  expect((await ringing(evening)).dynamic_variables?.handover_number).toBe('');

  const raw = JSON.stringify({ event: 'call_inbound', call_inbound: { to_number: evening } });
  const signature = signRetell(raw, 'another key', world.clock.now().getTime());
  const forged = await fetch(`${world.rebook.address}/retell/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-retell-signature': signature },
    body: raw,
  });
  expect(forged.status).toBe(401);
});

test('the record gives the same words and number, whatever the company has set since', async () => {
  const [putThrough, calledBack] = [callOf(), callOf()];
  const first = await ask(evening, { callId: putThrough });
  world.clock.moveTo(byNight);
  const second = await ask(evening, { callId: calledBack });
  await world.must('PATCH', '/v1/companies/evening', { handover: null });
  expect(await replayAnswers(world.rebook.store, `call-${putThrough}`)).toMatchObject([{ answer: first, equal: true }]);
  expect(await replayAnswers(world.rebook.store, `call-${calledBack}`)).toMatchObject([{ answer: second, equal: true }]);
  expect(first.handover_number).toBe(desk);
  expect((await ask(evening)).message).toContain('Bitte melden Sie sich direkt bei uns.');
});

test.each(['12', 'Ich verbinde Sie.', '0049'])('"%s" is no number to hand over to', async given => {
  const response = await world.api('PATCH', '/v1/companies/evening', { handover: { number: given } });
  expect([response.status, await response.json()]).toMatchObject([
    400,
    { error: { code: 'request_invalid', problems: [{ field: 'handover.number' }] } },
  ]);
});
