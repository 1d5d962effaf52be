// An agent at Vapi is served like one at Retell. A sender that is not known gets nothing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signVapi } from '../../../src/channels/vapi/signature.ts';
import { createVapiWorld, otherLine, secrets } from './vapi-world.ts';

type World = Awaited<ReturnType<typeof createVapiWorld>>;
const erika = '+4915112345671';
const hansi = '+4915112345672';
let world: World;

beforeAll(async () => {
  world = await createVapiWorld();
  await world.policy('salon', { cancel: { fee: { kind: 'fixed', amount_cents: 4_000 } } });
  await world.customer('1', 'Erika Beispiel', erika);
  await world.customer('2', 'Hansi Hinterseher', hansi);
  await world.customer('3', 'Zacharias Quast', '+4915112345673', 'other');
  await world.appointment('1', '1', '2026-12-01T10:00:00.000Z');
  await world.appointment('2', '2', '2026-12-02T10:00:00.000Z');
  await world.appointment('3', '3', '2026-12-03T10:00:00.000Z', 'uidOfTheOthers00000000', {}, 'other');
  await world.settle();
});
afterAll(() => world?.stop());

const statusOf = async (id: string, companyId = 'salon'): Promise<unknown> => {
  await world.settle();
  const [row] = await world.sql<{ status: string }>(
    'select status from appointments where appointment_id = $1 and company_id = $2',
    [id, companyId],
  );
  return row?.status;
};

describe('a call', () => {
  test('that cancels hears the fee first, and is charged it only when the caller agrees', async () => {
    const call = { callId: 'with-a-fee', from: erika };
    const first = await world.ask(call, 'cancel_appointment', { appointment_date: '2026-12-01' });
    expect(first).toMatchObject({
      status: 'confirmation_required',
      code: 'fee_confirmation_required',
      fee: { amount_cents: 4_000, currency: 'EUR' },
    });
    expect(first.message).toContain('vierzig Euro');
    expect(await statusOf('1')).toBe('scheduled');
    const second = await world.ask(call, 'cancel_appointment', { appointment_date: '2026-12-01', fee_accepted: true });
    expect(second).toMatchObject({ success: true, status: 'cancelled', appointment_id: '1' });
    expect(await statusOf('1')).toBe('cancelled');
    const [modification] = await world.sql('select * from appointment_modifications where appointment_id = $1', ['1']);
    expect(modification).toMatchObject({ modification_type: 'cancel', identified_by: 'call' });
  });

  test('that moves an appointment has it moved at the calendar, and in its record who told of it, and how it ended', async () => {
    const call = { callId: 'that-moves', from: hansi };
    expect((await world.send(world.message('status-update', call, { status: 'in-progress' }))).status).toBe(200);
    const args = { old_date: '2026-12-02', new_date: '2026-12-04', new_time: '14:00' };
    expect(await world.ask(call, 'reschedule_appointment', args)).toMatchObject({
      status: 'rescheduled',
      message: 'Ihr Termin ist verlegt auf Freitag, den vierten Dezember, um vierzehn Uhr.',
      new_date: '2026-12-04',
      new_time: '14:00',
    });
    await world.settle();
    expect(await world.types('appointment-salon.2')).toEqual([
      'AppointmentScheduled',
      'AppointmentRescheduled',
      'CalendarBookingRescheduled',
    ]);
    world.clock.advance(61_000);
    const report = { endedReason: 'customer-ended-call', durationMs: 61_000, artifact: { transcript: 'Hansi Hinterseher hier' } };
    await world.send(world.message('end-of-call-report', call, report));
    await world.send(world.message('status-update', call, { status: 'ended', endedReason: 'other-reason' }));
    const events = await world.events('call-that-moves');
    expect(events.filter(({ type }) => type === 'CallStarted' || type === 'CallEnded')).toMatchObject([
      { type: 'CallStarted', data: { direction: 'inbound' }, metadata: { actor: { kind: 'system', id: 'vapi' } } },
      { type: 'CallEnded', data: { disconnectionReason: 'customer-ended-call', durationMs: 61_000 } },
    ]);
    expect(JSON.stringify(events.map(({ data }) => data))).not.toContain('Hinterseher hier');
  });

  test('whose beginning was told has its length when only its end is', async () => {
    const call = { callId: 'with-a-length' };
    await world.send(world.message('status-update', call, { status: 'in-progress' }));
    world.clock.advance(30_000);
    await world.send(world.message('status-update', call, { status: 'ended', endedReason: 'silence-timed-out' }));
    const ended = (await world.events('call-with-a-length')).find(({ type }) => type === 'CallEnded');
    expect(ended?.data).toMatchObject({ disconnectionReason: 'silence-timed-out' });
    expect(ended?.type === 'CallEnded' && Math.round((ended.data.durationMs ?? 0) / 5_000)).toBe(6);
  });

  test('belongs to the line alone: a call of another company with this company’s secret is turned away', async () => {
    const body = world.toolCalls({ to: otherLine }, [{ name: 'list_appointments', args: {} }]);
    const response = await world.send(body);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'signature_invalid' } });
  });

  test('with the id of another company’s call hears and changes nothing of it, nor writes into it', async () => {
    const theirs = world.toolCalls({ callId: 'call-of-others', from: '+4915112345673', to: otherLine }, [
      { name: 'list_appointments', args: {} },
    ]);
    const [listed] = await world.results(await world.send(theirs, { 'x-vapi-secret': secrets.other[0] ?? '' }));
    expect(listed?.answer.status).toBe('listed');
    const before = await world.events('call-call-of-others');
    const stolen = await world.ask({ callId: 'call-of-others', from: erika }, 'cancel_appointment', {
      appointment_date: '2026-12-03',
    });
    expect(stolen).toMatchObject({ success: false, code: 'line_conflict' });
    await world.send(world.message('status-update', { callId: 'call-of-others' }, { status: 'ended' }));
    expect(await world.events('call-call-of-others')).toEqual(before);
    expect(await statusOf('3', 'other')).toBe('scheduled');
  });

  test('to a line nobody has, or without an id, is answered for each of its functions', async () => {
    const response = await world.send(
      world.toolCalls({ to: '+491111111111' }, [{ id: 'a', name: 'list_appointments', args: {} }]),
    );
    // No company, and this secret is no default one: nobody learns which lines there are.
    expect(response.status).toBe(401);
    const body = world.toolCalls({ callId: 'no id at all' }, [
      { id: 'a', name: 'list_appointments', args: {} },
      { id: 'b', name: 'find_slots', args: {} },
    ]);
    const results = await world.results(await world.send(body));
    expect(results.map(({ id, answer }) => [id, answer.code])).toEqual([
      ['a', 'call_missing'],
      ['b', 'call_missing'],
    ]);
  });
});

describe('a message', () => {
  const body = (callId: string) =>
    JSON.stringify(world.toolCalls({ callId, from: hansi }, [{ name: 'list_appointments', args: {} }]));

  test.each([
    ['no credential', {}],
    ['a signature with another secret', { 'x-vapi-signature': signVapi('x', 'vapi-secret-of-nobody') }],
    ['a signature that is none', { 'x-vapi-signature': 'v=1,d=2' }],
    ['a wrong signature beside a right secret', { 'x-vapi-signature': '0'.repeat(64), 'x-vapi-secret': secrets.salon[0] ?? '' }],
    ['a wrong secret', { 'x-vapi-secret': 'vapi-secret-of-nobody' }],
    ['a wrong bearer key', { authorization: 'Bearer vapi-secret-of-nobody' }],
    ['the key of the API', { authorization: 'Bearer admin-key-of-the-tests' }],
  ])('with %s is turned away, and stands nowhere', async (_, headers: Record<string, string>) => {
    const response = await world.send(body('from-a-stranger'), headers);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'signature_invalid' } });
    expect(await world.events('call-from-a-stranger')).toEqual([]);
  });

  test('whose body is not the one that was signed is turned away', async () => {
    const signed = body('from-a-forger');
    const response = await world.send(signed.replace('list_appointments', 'cancel_appointment'), {
      'x-vapi-signature': signVapi(signed, secrets.salon[0] ?? ''),
    });
    expect(response.status).toBe(401);
    expect(await world.events('call-from-a-forger')).toEqual([]);
  });

  test.each([
    ['the old secret’s signature', (raw: string) => ({ 'x-vapi-signature': signVapi(raw, secrets.salon[1] ?? '') })],
    [
      'a signature that names its algorithm',
      (raw: string) => ({ 'x-vapi-signature': `sha256=${signVapi(raw, secrets.salon[0] ?? '')}` }),
    ],
    ['the secret as a bearer key', () => ({ authorization: `Bearer ${secrets.salon[1]}` })],
    ['the secret in the header of old', () => ({ 'x-vapi-secret': secrets.salon[0] ?? '' })],
  ])('with %s is answered', async (_, headers: (raw: string) => Record<string, string>) => {
    const raw = body('with-each-credential');
    const [only] = await world.results(await world.send(raw, headers(raw)));
    expect(only?.answer.status).toBe('listed');
  });

  test('that comes again, hours later, gets its first answer and changes nothing', async () => {
    await world.customer('4', 'Rosa Wiederholt', '+4915112345674');
    await world.appointment('4', '4', '2026-12-08T10:00:00.000Z');
    await world.settle();
    const call = { callId: 'sent-twice', from: '+4915112345674' };
    const move = (day: string, from: string) =>
      world.toolCalls(call, [{ name: 'reschedule_appointment', args: { old_date: from, new_date: day, new_time: '11:00' } }]);
    const raw = JSON.stringify(move('2026-12-09', '2026-12-08'));
    const [first] = await world.results(await world.send(raw));
    expect(first?.answer.status).toBe('rescheduled');
    const [back] = await world.results(await world.send(move('2026-12-08', '2026-12-09')));
    expect(back?.answer.status).toBe('rescheduled');
    world.clock.advance(2 * 3_600_000);
    const before = await world.types('appointment-salon.4');
    const [again] = await world.results(await world.send(raw));
    expect(again?.line).toBe(first?.line);
    await world.settle();
    expect(await world.types('appointment-salon.4')).toEqual(before);
  });

  test.each([['{'], ['[]'], ['{"message": 1}'], ['{"message": {"type": 7}}'], ['null']])('%j is body_invalid', async raw => {
    const response = await world.send(raw);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'body_invalid' } });
  });

  test.each(['conversation-update', 'speech-update', 'assistant-request', 'hang', '__proto__'])(
    'of type %s is acknowledged',
    async type => {
      const response = await world.send(world.message(type, { callId: `ignored-${type}` }));
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({});
      expect(await world.events(`call-ignored-${type}`)).toEqual([]);
    },
  );
});

describe('the functions of one message', () => {
  test('are answered in their order, each by its id, fifty of them too: twenty are worked on, and of the others nothing is begun', async () => {
    const tools = Array.from({ length: 50 }, (_, n) => ({
      id: `tool_${n}`,
      name: 'cancel_appointment',
      args: { appointment_date: '2026-12-04', customer_name: `Niemand Nummer ${n}` },
    }));
    const results = await world.results(await world.send(world.toolCalls({ callId: 'with-fifty', from: 'anonymous' }, tools)));
    expect(results.map(({ id }) => id)).toEqual(tools.map(({ id }) => id));
    expect(results.slice(20).map(({ answer }) => answer.code)).toEqual(Array(30).fill('overloaded'));
    expect(results.slice(0, 20).filter(({ answer }) => answer.code === 'overloaded')).toEqual([]);
    // Guesses in one message count like guesses in many.
    expect(results[19]?.answer.code).toBe('locked_out');
    const called = (await world.types('call-with-fifty')).filter(type => type === 'FunctionCalled');
    expect(called).toHaveLength(20);
  });

  test('that come with one id are one', async () => {
    const body = world.toolCalls({ callId: 'one-id', from: hansi }, [
      { id: 'same', name: 'list_appointments', args: {} },
      { id: 'same', name: 'cancel_appointment', args: { appointment_date: '2026-12-04', fee_accepted: true } },
    ]);
    const results = await world.results(await world.send(body));
    expect(results).toHaveLength(1);
    expect(await statusOf('2')).toBe('scheduled');
  });

  test.each([
    ['as an object', { customer_name: 'Hansi Hinterseher' }],
    ['as JSON', '{"customer_name": "Hansi Hinterseher"}'],
    ['as an empty text', ''],
  ])('take arguments %s', async (_, args) => {
    expect(await world.ask({ from: hansi }, 'list_appointments', args)).toMatchObject({ status: 'listed' });
  });

  test.each([['no JSON'], ['[1]'], ['7'], [[1]], [7], ['{"appointment_date": {"$ne": 1}}']])(
    'refuse %j as arguments',
    async args => {
      const answer = await world.ask({ from: hansi }, 'cancel_appointment', args);
      expect(answer).toMatchObject({ success: false, code: 'arguments_invalid' });
      expect(await statusOf('2')).toBe('scheduled');
    },
  );

  test('may stand in toolCalls, with name and arguments beside the id, under a version of the name', async () => {
    const call = { callId: 'other-forms', from: hansi };
    for (const form of [
      { toolCalls: [{ id: 'x', function: { name: 'list_appointments_v3', arguments: {} } }] },
      { toolCallList: [{ id: 'x', name: 'list_appointments', arguments: '{}' }] },
      { toolCallList: [{ id: 'x', name: 'list_appointments', parameters: {} }] },
      { toolCallList: { id: 'x', name: 'list_appointments', arguments: {} } },
    ]) {
      const [only] = await world.results(await world.send(world.message('tool-calls', call, form)));
      expect(only).toMatchObject({ id: 'x', answer: { status: 'listed' } });
    }
  });

  test('that nobody knows are answered, too', async () => {
    expect(await world.ask({ from: hansi }, 'drop_table', {})).toMatchObject({ code: 'unknown_function', success: false });
  });

  test('come to one line: the sentence, and after it what the answer says beside it', async () => {
    const [only] = await world.results(
      await world.send(world.toolCalls({ from: hansi }, [{ name: 'list_appointments', args: {} }])),
    );
    expect(only?.line).not.toMatch(/[\r\n]/);
    expect(only?.line).toMatch(/^Sie haben .*\. \{"success":true,"status":"listed","code":"listed","choices":\[/);
    expect(only?.line).not.toContain('null');
  });
});
