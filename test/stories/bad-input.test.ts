// What a language model gone wild, a hostile caller or a broken client sends: a clear answer, nothing changed, nothing lost.
import { jsonEvent } from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signRetell } from '../../src/channels/retell/signature.ts';
import { answerFields } from '../support/answers-fit.ts';
import { createWorld, line, retellKey, type World } from '../support/world.ts';

let world: World;
const logged: string[] = [];
const number = '+4915112345673';

beforeAll(async () => {
  world = await createWorld({ logTo: entry => logged.push(entry) });
  await world.customer('340', 'Hansi Hinterseher', number);
  await world.appointment('640', '340', '2026-12-01T10:00:00.000Z');
});
afterAll(() => world?.stop());

const untouched = async () => expect(await world.types('appointment-salon.640')).toEqual(['AppointmentScheduled']);

describe('a body', () => {
  test.each(['{"name": "cancel_appo', '', '[]', '"text"', '17'])(
    'that is no JSON object, signed: %j is asked for again by voice',
    async body => {
      const response = await world.post('/retell/functions', body);
      expect([response.status, await response.json()]).toMatchObject([200, { status: 'unclear', code: 'arguments_invalid' }]);
      // Nobody listens there.
      expect((await world.post('/retell/webhook', body)).status).toBe(400);
    },
  );
  test('that is larger than ten mebibytes is answered with 413', async () => {
    const body = JSON.stringify({ name: 'cancel_appointment', args: { reason: 'x'.repeat(10 * 1024 * 1024) } });
    expect((await world.post('/retell/functions', body)).status).toBe(413);
  });
  test.each(['none', 17, [], true])('whose call is %j and no object is answered by voice, and nobody is trusted', async call => {
    const response = await world.post('/retell/functions', {
      name: 'cancel_appointment',
      call,
      args: { appointment_date: '2026-12-01' },
    });
    expect([response.status, await response.json()]).toMatchObject([200, { status: 'unavailable', code: 'call_missing' }]);
    await untouched();
  });
  test('with a bad signature, an old one, or none is answered with 401', async () => {
    const body = JSON.stringify(world.callBody('cancel_appointment', { appointment_date: '2026-12-01' }, { from: number }));
    const headers = { 'content-type': 'application/json' };
    const url = `${world.rebook.address}/retell/functions`;
    const now = world.clock.now().getTime();
    const signatures = [
      undefined,
      'v=1,d=00',
      signRetell(body, 'another key', now),
      signRetell(body, retellKey, now - 5 * 60_000 - 1),
      signRetell(`${body} `, retellKey, now),
    ];
    for (const signature of signatures) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...headers, ...(signature && { 'x-retell-signature': signature }) },
        body,
      });
      expect(response.status, String(signature)).toBe(401);
    }
    await untouched();
  });
  test('whose bytes differ from re-serialised JSON is taken by its bytes', async () => {
    const body = JSON.stringify(world.callBody('list_appointments', {}, { from: number }), null, 3);
    expect((await world.post('/retell/functions', body)).status).toBe(200);
  });
  test('with arguments only is answered, and nobody is trusted', async () => {
    const response = await world.post('/retell/functions/cancel_appointment', {
      appointment_date: '2026-12-01',
      call_id: 'call_x',
    });
    expect(await response.json()).toMatchObject({ status: 'unavailable', code: 'call_missing' });
  });
});

test('a new time that may be meant in two ways is asked back with both', async () => {
  const move = { old_date: '2026-12-01', new_date: '2026-12-02', new_time: 'um acht' };
  const answer = await world.call('reschedule_appointment', move, { from: number });
  expect(answer).toMatchObject({
    status: 'unclear',
    code: 'time_ambiguous',
    message: 'Meinen Sie Mittwoch, den zweiten Dezember, um acht Uhr oder um zwanzig Uhr?',
  });
  expect(answer.alternatives).toHaveLength(2);
  await untouched();
});

test('an unknown function is a spoken no and a loud line in the log', async () => {
  const answer = await world.call('book_appointment_v17', { appointment_date: '2026-12-01' }, { from: number });
  expect(answer).toMatchObject({ success: false, status: 'unavailable', code: 'unknown_function' });
  expect(logged.some(entry => entry.includes('unknown_function') && entry.includes('"level":50'))).toBe(true);
});

test('null bytes and halves of characters, wherever they come in, are dropped, and nothing is parked for them', async () => {
  const odd = 'O\u0000dd \ud83dName';
  await world.customer('odd', odd, '+4915112345699');
  await world.appointment('odd', 'odd', '2026-12-05T10:00:00.000Z');
  const body = { company_id: 'salon', reason_code: 'x\u0000y', reason: 'weil\u0000 \udc00so' };
  await world.must('POST', '/v1/appointments/odd/cancel', body);
  const call = { ...world.callBody('nothing\u0000', {}, { from: number, callId: 'odd_call' }).call, call_type: 'web\u0000call' };
  for (const name of ['list\u0000_appointments', 'x\ud800']) {
    const raw = JSON.stringify({ name, call, args: { customer_name: odd } });
    expect((await world.post('/retell/functions', raw)).status).toBe(200);
  }
  const agent = { ...call, agent_id: 'agent\u0000', to_number: `${call.to_number}\u0000` };
  expect((await world.post('/retell/functions', { name: 'list_appointments', call: agent, args: {} })).status).toBe(200);
  await world.settle();
  expect(await world.sql('select 1 from parked_event')).toEqual([]);
  const [customer] = await world.sql<{ name: string }>("select name from customers where customer_id = 'odd'");
  expect(customer?.name).toBe('Odd \ufffdName');
  expect(await world.sql("select reason from appointment_modifications where appointment_id = 'odd'")).toEqual([
    { reason: 'weil \ufffdso' },
  ]);
});

test('a call whose line cannot be looked up hears a spoken hand-over, and an unsigned one nothing', async () => {
  const to = '+493099999998';
  const unreadable = jsonEvent({ type: 'LineClaimed', data: { line: to, companyId: 'salon' } });
  await world.rebook.store.client.appendToStream(`line-${to}`, unreadable);
  const body = world.callBody('list_appointments', {}, { from: number, to, callId: 'no_lines' });
  const response = await world.post('/retell/functions', body);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ status: 'unavailable', code: 'internal_fault' });
  expect((await world.post('/retell/functions', body, 'another key')).status).toBe(401);
});

test('a version suffix of a known function is stripped', async () => {
  const answer = await world.call('list_appointments_v17', {}, { from: number });
  expect(answer.status).toBe('listed');
});

test('an unknown line is a spoken no', async () => {
  const answer = await world.call(
    'cancel_appointment',
    { appointment_date: '2026-12-01' },
    { from: number, to: '+493099999999' },
  );
  expect(answer).toMatchObject({ status: 'unavailable', code: 'unknown_line' });
});

test.each([
  ['nobody can understand', 'zweihundertste', 'date_unclear'],
  ['that is an unfilled placeholder', '{{appointment_date}}', 'date_unclear'],
  ['that is missing', undefined, 'date_unclear'],
  ['in the past', '2026-11-01', 'date_past'],
  ['in a year a model invented', '2023-12-01', 'date_past'],
  ['more than a year ahead', '2028-01-01', 'date_too_far'],
])('a day %s is asked for again, never replaced', async (_, appointment_date, code) => {
  const answer = await world.call('cancel_appointment', { appointment_date }, { from: number });
  expect(answer).toMatchObject({ success: false, status: 'unclear', code });
  await untouched();
});

test('a new time with a day that is not known is asked about, and does not become today', async () => {
  const args = { old_date: '2026-12-01', new_date: 'unknown', new_time: '14:00' };
  const answer = await world.call('reschedule_appointment', args, { from: number });
  expect(answer).toMatchObject({ status: 'unclear', code: 'date_ambiguous', choices: [{ date: '2026-12-01', time: '14:00' }] });
  await untouched();
});

test('a time in the gap of the clocks does not exist', async () => {
  const answer = await world.call(
    'reschedule_appointment',
    { old_date: '2026-12-01', new_date: '2027-03-28', new_time: '02:30' },
    { from: number },
  );
  expect(answer).toMatchObject({ status: 'unclear', code: 'time_does_not_exist' });
});

test.each([
  ['ten thousand characters long', 'x'.repeat(10_000)],
  ['a regular expression’s nightmare', `${'a'.repeat(5_000)}!${'(a+)+'.repeat(500)}`],
  ['SQL', "Robert'); drop table customers; --"],
  ['right to left', '‮ریشه‬ مثال'],
  ['full of null bytes', 'Hansi\u0000\u0000 Hinter\u0000seher'],
  ['half a surrogate pair', 'Hansi \ud83d'],
])('a name that is %s identifies nobody', async (_, customer_name) => {
  const answer = await world.call('cancel_appointment', { appointment_date: '2026-12-01', customer_name });
  expect(['not_identified', 'not_found']).toContain(answer.status);
  await untouched();
});

test('arguments that are lists or objects are asked for again', async () => {
  const answer = await world.call(
    'cancel_appointment',
    { appointment_date: ['2026-12-01'], customer_name: { first: 'Hansi' } },
    { from: number },
  );
  expect(answer).toMatchObject({ status: 'unclear', code: 'arguments_invalid' });
});

test('a call id in the arguments is ignored', async () => {
  const answer = await world.call('list_appointments', { call_id: 'undefined' }, { from: number, callId: 'call_real' });
  expect(answer.status).toBe('listed');
  expect(await world.types('call-call_real')).toContain('FunctionAnswered');
  expect(await world.types('call-undefined')).toEqual([]);
});

test('every answer carries every field', async () => {
  const answer = await world.call('cancel_appointment', { appointment_date: 'unklar' }, { from: number, to: line });
  expect(Object.keys(answer).sort()).toEqual([...answerFields, 'preview'].sort());
});

test('nothing of it stands in the log', () => {
  expect(logged.join('\n')).not.toMatch(/Hinterseher|15112345673|drop table|key_test_0/);
});
