// What is signed and names a call is answered by voice, whatever its form; and it is done once, as what it was signed for.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerSchema } from '../../../src/calls/answer/answer.ts';
import { createWorld, uidFor, type World } from '../../support/world.ts';

let world: World;
const number = '+4915112340001';
const day = '2026-12-01';
const logged: string[] = [];

beforeAll(async () => {
  world = await createWorld({ companies: ['another'], logTo: entry => logged.push(entry) });
  await world.customer('1', 'Erika Beispiel', number);
  await world.appointment('1', '1', `${day}T10:00:00.000Z`, uidFor('1'));
});
afterAll(() => world?.stop());

const untouched = async () => expect(await world.types('appointment-salon.1')).toEqual(['AppointmentScheduled']);
const cancelling = (options: object = {}) =>
  world.callBody('cancel_appointment', { appointment_date: day }, { from: number, ...options });

async function heard(body: object, path = '/retell/functions', at?: number) {
  const response = await world.post(path, body, undefined, at);
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return answerSchema.strict().parse(JSON.parse(text));
}

describe('arguments that are', () => {
  test.each([
    ['JSON in a text', JSON.stringify({ appointment_date: day })],
    ['a list', [{ appointment_date: day }]],
    ['a number', 7],
    ['true', true],
    ['nested beyond all measure', { appointment_date: JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) }],
  ])('%s are asked for again', async (_, args) => {
    expect(await heard({ ...cancelling(), args })).toMatchObject({ status: 'unclear', code: 'arguments_invalid' });
    await untouched();
  });
  test.each([
    ['null', null],
    ['left out', undefined],
  ])('%s are none', async (_, args) => {
    expect(await heard({ ...cancelling(), args })).toMatchObject({ status: 'unclear', code: 'date_unclear' });
    await untouched();
  });
});

describe('a call', () => {
  test.each([
    ['an empty direction', { direction: '' }],
    ['a direction nobody knows', { direction: 'sideways' }],
    ['its times as text', { start_timestamp: '1796029200000', duration_ms: 'long' }],
    ['lists and objects for texts', { agent_id: ['a'], call_type: {}, metadata: 'none', retell_llm_dynamic_variables: [1] }],
    ['an analysis that is none', { call_analysis: 'good', disconnection_reason: 17 }],
    ['very long texts', { call_type: 'x'.repeat(5_000), disconnection_reason: 'y'.repeat(5_000) }],
  ])('with %s is served', async (_, odd) => {
    const body = world.callBody('list_appointments', {}, { from: number });
    expect(await heard({ ...body, call: { ...body.call, ...odd } })).toMatchObject({ status: 'listed' });
  });
  test.each([
    ['no usable id', { call_id: 'a b\u0000' }],
    ['an id of two thousand letters', { call_id: 'x'.repeat(2_000) }],
    ['numbers that are objects', { from_number: {}, to_number: [] }],
  ])('with %s hears that it cannot be done', async (_, odd) => {
    const body = cancelling();
    expect(await heard({ ...body, call: { ...body.call, ...odd } })).toMatchObject({ success: false, status: 'unavailable' });
    await untouched();
  });
  test('whose id is a number is the call of that id', async () => {
    const body = world.callBody('list_appointments', {}, { from: number });
    expect(await heard({ ...body, call: { ...body.call, call_id: 12_345 } })).toMatchObject({ status: 'listed' });
    expect(await world.types('call-12345')).toContain('FunctionAnswered');
  });

  test('of nine mebibytes, the time of every word with it, is answered, ended and nowhere kept', async () => {
    const words = Array.from({ length: 90_000 }, (_, index) => ({ word: 'Geheimwort', start: index, end: index + 0.4 }));
    const spoken = {
      transcript: 'Geheimwort '.repeat(1_000),
      transcript_object: [{ role: 'user', content: 'Geheimwort', words }],
    };
    const body = world.callBody('list_appointments', {}, { from: number, callId: 'long_call' });
    const call = { ...body.call, ...spoken, transcript_with_tool_calls: spoken.transcript_object };
    const raw = JSON.stringify({ ...body, call });
    expect(raw.length).toBeGreaterThan(8 * 1024 * 1024);
    const response = await world.post('/retell/functions', raw);
    expect(await response.json()).toMatchObject({ status: 'listed' });
    const ended = JSON.stringify({
      event: 'call_ended',
      call: { ...call, end_timestamp: '1796029260000', duration_ms: '60000' },
    });
    expect((await world.post('/retell/webhook', ended)).status).toBe(204);
    const events = await world.events('call-long_call');
    expect(events.find(({ type }) => type === 'CallEnded')?.data).toMatchObject({ durationMs: 60_000 });
    expect(JSON.stringify(events.map(({ data }) => data))).not.toContain('Geheimwort');
    expect(logged.join()).not.toContain('Geheimwort');
  });
});

describe('the function is the one that was signed', () => {
  test('at the address of another it is refused, and nothing is changed', async () => {
    const looking = world.callBody('find_slots', { appointment_date: day }, { from: number });
    const answer = await heard(looking, '/retell/functions/cancel_appointment');
    expect(answer).toMatchObject({ success: false, status: 'unavailable', code: 'function_mismatch' });
    expect(await world.types(`call-${looking.call.call_id}`)).toEqual([]);
    await untouched();
  });
  test('an event is no function', async () => {
    const { call } = cancelling();
    const event = { event: 'call_started', call, args: { appointment_date: day } };
    expect(await heard(event, '/retell/functions/cancel_appointment')).toMatchObject({ code: 'function_mismatch' });
    await untouched();
  });
  test('a version of it is the same one', async () => {
    const body = world.callBody('list_appointments_v3', {}, { from: number });
    expect(await heard(body, '/retell/functions/list_appointments')).toMatchObject({ status: 'listed' });
  });
});

describe('the same signed bytes', () => {
  const later = (seconds: number) => world.clock.advance(seconds * 1_000);

  test('give a refusal again, however late, and are no new try', async () => {
    const at = world.clock.now().getTime();
    const body = world.callBody('cancel_appointment', { appointment_date: '2026-12-05' }, { from: number, callId: 'replayed' });
    const first = await heard(body, undefined, at);
    expect(first).toMatchObject({ success: false, status: 'choose_appointment' });
    const written = await world.types('call-replayed');
    later(60);
    expect(await heard(body, undefined, at)).toEqual(first);
    expect(await heard(body, '/retell/functions/cancel_appointment', at)).toEqual(first);
    expect(await world.types('call-replayed')).toEqual(written);
    // What is asked again is a new try, and changes nothing about the first.
    expect(await heard(body)).toMatchObject({ code: first.code });
    expect((await world.types('call-replayed')).length).toBeGreaterThan(written.length);
    expect(await heard(body, undefined, at)).toEqual(first);
  });

  test('of a repeat that got the first answer get that one, too', async () => {
    const body = world.callBody('list_appointments', {}, { from: number, callId: 'retried' });
    const first = await heard(body);
    later(1);
    const retriedAt = world.clock.now().getTime();
    expect(await heard(body, undefined, retriedAt)).toEqual(first);
    later(100);
    const written = await world.types('call-retried');
    expect(await heard(body, undefined, retriedAt)).toEqual(first);
    expect(await world.types('call-retried')).toEqual(written);
  });

  test('of a repeat get the first answer also while a later try has just had another one', async () => {
    const body = world.callBody('list_appointments', {}, { from: number, callId: 'retried-later' });
    const first = await heard(body);
    later(1);
    const retriedAt = world.clock.now().getTime();
    expect(await heard(body, undefined, retriedAt)).toEqual(first);
    await world.appointment('later', '1', '2026-12-12T10:00:00.000Z', null);
    await world.settle();
    later(60);
    expect(await heard(body)).not.toEqual(first);
    expect(await heard(body, undefined, retriedAt)).toEqual(first);
    later(60);
    expect(await heard(body, undefined, retriedAt)).toEqual(first);
  });

  test('change nothing once what they changed was changed again', async () => {
    await world.appointment('2', '1', '2026-12-10T10:00:00.000Z', null);
    const at = world.clock.now().getTime();
    const move = { old_date: '2026-12-10', new_date: '2026-12-11', new_time: '15:00' };
    const body = world.callBody('reschedule_appointment', move, { from: number, callId: 'moved' });
    const first = await heard(body, undefined, at);
    expect(first).toMatchObject({ status: 'rescheduled' });
    await world.must('POST', '/v1/appointments/2/reschedule', {
      company_id: 'salon',
      new_starts_at: '2026-12-10T10:00:00.000Z',
    });
    const changed = await world.types('appointment-salon.2');
    later(60);
    expect(await heard(body, undefined, at)).toEqual(first);
    expect(await world.types('appointment-salon.2')).toEqual(changed);
  });

  test('that come while the first are being worked on are done once, and stay so', async () => {
    const body = world.callBody('list_appointments', {}, { from: number, callId: 'overlapping' });
    const at = world.clock.now().getTime();
    const answers = await Promise.all([0, 0, 1, 2].map(shift => heard(body, undefined, at + shift)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const types = await world.types('call-overlapping');
    expect(types.filter(type => type === 'FunctionCalled')).toHaveLength(1);
    later(60);
    for (const shift of [0, 1, 2]) expect(await heard(body, undefined, at + shift)).toEqual(answers[0]);
    expect(await world.types('call-overlapping')).toEqual(types);
  });

  test('that name no function are one function, though they come to the addresses of two at once', async () => {
    const { name: _, ...body } = world.callBody('', { appointment_date: day }, { from: number, callId: 'two-addresses' });
    const at = world.clock.now().getTime();
    const path = (name: string) => `/retell/functions/${name}`;
    const answers = await Promise.all(['find_slots', 'list_appointments'].map(name => heard(body, path(name), at)));
    const called = (await world.events('call-two-addresses')).filter(({ type }) => type === 'FunctionCalled');
    expect(called).toHaveLength(1);
    const [done] = answers.filter(({ success }) => success);
    expect(done).toBeDefined();
    for (const name of ['find_slots', 'list_appointments', 'cancel_appointment'])
      expect(await heard(body, path(name), at)).toEqual(done);
    await untouched();
  });
});

test('what a language model calls a function is kept from keys that may not see names', async () => {
  const body = world.callBody('erika_beispiel_absagen', {}, { from: number, callId: 'named' });
  expect(await heard(body)).toMatchObject({ code: 'unknown_function' });
  const events = await world.events('call-named');
  const shown = JSON.stringify(events, (key, value) => (key === 'personal' || typeof value === 'bigint' ? undefined : value));
  expect(shown).not.toContain('erika');
  expect(events.find(({ type }) => type === 'FunctionCalled')?.data).toMatchObject({
    function: 'unknown',
    personal: { function: 'erika_beispiel_absagen' },
  });
  await world.settle();
  expect(JSON.stringify(await world.sql('select * from answers'))).not.toContain('erika');
});
