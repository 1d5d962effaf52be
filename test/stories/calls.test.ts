// A call's life: what the agent gets before it begins, and events that come late, twice or in the wrong order.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, line, type World } from '../support/world.ts';

let world: World;
const number = '+4915112345674';
beforeAll(async () => {
  world = await createWorld();
  await world.customer('340', 'Erika Beispiel', number);
  await world.appointment('640', '340', '2026-12-01T10:00:00.000Z');
});
afterAll(() => world?.stop());

const started = (callId: string) => ({
  event: 'call_started',
  call: {
    call_id: callId,
    call_type: 'phone_call',
    agent_id: 'agent_test',
    direction: 'inbound',
    from_number: number,
    to_number: line,
    start_timestamp: world.clock.now().getTime(),
  },
});

test('before a call the agent hears what day it is and what the caller has coming', async () => {
  const response = await world.post('/retell/webhook', {
    event: 'call_inbound',
    call_inbound: { agent_id: 'agent_test', from_number: number, to_number: line },
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    call_inbound: {
      dynamic_variables: {
        today: '2026-11-23',
        weekday: 'Montag',
        tomorrow: '2026-11-24',
        known_caller: 'true',
        next_appointments: '2026-12-01 11:00 (Dienstag, der erste Dezember, elf Uhr)',
      },
    },
  });
});

test('a withheld number hears nothing of anybody', async () => {
  const response = await world.post('/retell/webhook', {
    event: 'call_inbound',
    call_inbound: { from_number: 'anonymous', to_number: line },
  });
  expect(await response.json()).toMatchObject({
    call_inbound: { dynamic_variables: { known_caller: 'false', next_appointments: '' } },
  });
});

test('a function called before call_started was stored begins the call itself, and a late start adds nothing', async () => {
  await world.call('list_appointments', {}, { from: number, callId: 'call_early' });
  await world.post('/retell/webhook', started('call_early'));
  await world.post('/retell/webhook', started('call_early'));
  expect(await world.types('call-call_early')).toEqual(['CallStarted', 'FunctionCalled', 'CallerIdentified', 'FunctionAnswered']);
});

test('a call ends and is analysed once, however often that is reported', async () => {
  const { call } = started('call_stated');
  const ended = {
    event: 'call_ended',
    call: {
      ...call,
      end_timestamp: world.clock.now().getTime(),
      duration_ms: 42_000,
      disconnection_reason: 'user_hangup',
      transcript: 'geheim',
    },
  };
  const analyzed = {
    event: 'call_analyzed',
    call: { ...ended.call, call_analysis: { user_sentiment: 'Neutral', call_successful: true, call_summary: 'Zusammenfassung' } },
  };
  for (const body of [analyzed, started('call_stated'), ended, ended, analyzed])
    expect((await world.post('/retell/webhook', body)).status).toBe(204);
  expect((await world.types('call-call_stated')).sort()).toEqual(['CallAnalyzed', 'CallEnded', 'CallStarted']);
  expect(
    JSON.stringify(await world.events('call-call_stated'), (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain('geheim');
  await world.settle();
  const [row] = await world.sql('select * from calls where call_id = $1', ['call_stated']);
  expect(row).toMatchObject({
    duration_ms: '42000',
    disconnection_reason: 'user_hangup',
    user_sentiment: 'Neutral',
    call_successful: true,
  });
});

test('an unknown event is acknowledged and ignored', async () => {
  expect((await world.post('/retell/webhook', { event: 'transcript_updated', call: {} })).status).toBe(204);
});

test('what another call has just changed is never read out as it was', async () => {
  await world.customer('341', 'Frieda Folge', '+4915112345675');
  const days = ['2026-12-07', '2026-12-08', '2026-12-09', '2026-12-10'];
  for (const [index, day] of days.entries()) await world.appointment(`65${index}`, '341', `${day}T10:00:00.000Z`);
  await world.settle();
  const from = '+4915112345675';
  for (const [index, day] of days.entries()) {
    const cancelled = await world.call('cancel_appointment', { appointment_date: day }, { from, callId: `call_gone_${index}` });
    expect(cancelled.status).toBe('cancelled');
    const ringing = { event: 'call_inbound', call_inbound: { from_number: from, to_number: line } };
    const variables = await (await world.post('/retell/webhook', ringing)).text();
    expect(days.filter(one => variables.includes(one))).toEqual(days.slice(index + 1));
    const listed = await world.call('list_appointments', {}, { from, callId: `call_then_${index}` });
    expect((listed.choices ?? []).map(({ date }) => date)).toEqual(days.slice(index + 1));
  }
});
