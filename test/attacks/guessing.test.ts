// Who guesses names, numbers or days gets nowhere, learns nothing, and can lock nobody else out.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, line, uidFor, type World } from '../support/world.ts';

let world: World;
const number = '+4915112340001';
const day = '2026-12-01';

beforeAll(async () => {
  world = await createWorld();
  await world.customer('340', 'Hansi Hinterseher', number);
  await world.appointment('640', '340', `${day}T10:00:00.000Z`, uidFor('640'), { booked_at: '2026-10-01T08:00:00.000Z' });
});
afterAll(() => world?.stop());

const untouched = async () => {
  expect(await world.types('appointment-salon.640')).toEqual(['AppointmentScheduled']);
  expect(world.sandbox.booking(uidFor('640'))).toMatchObject({ status: 'accepted' });
};
const nextHour = () => world.clock.advance(3_600_001);
let calls = 0;
const guess = (customer_name: string, args: object = {}, options: object = {}) => {
  calls += 1;
  return world.call(
    'cancel_appointment',
    { appointment_date: day, customer_name, ...args },
    { callId: `guess_${calls}`, ...options },
  );
};

describe('a withheld number', () => {
  test('three wrong names end a call, with the right one as well, and in any spelling of it', async () => {
    const callId = 'guess_one_call';
    for (const name of ['Hansi Hinterseer', 'Hansi Hintersehr', 'Hans Hinterseher'])
      expect(await guess(name, {}, { callId })).toMatchObject({ code: 'caller_not_identified' });
    for (const name of ['Hansi Hinterseher', 'HINTERSEHER, HANSI', 'Dr. Hänsi Hinterseher'])
      expect(await guess(name, {}, { callId })).toMatchObject({ code: 'locked_out' });
    await untouched();
    nextHour();
  });
  test('the right name and wrong days: a day is guessed as little as a name', async () => {
    const callId = 'guess_days';
    for (const appointment_date of ['2026-12-02', '2026-12-03', '2026-12-04']) {
      const answer = await guess('Hansi Hinterseher', { appointment_date }, { callId });
      expect(answer).toMatchObject({ code: 'caller_not_identified', choices: null });
      expect(JSON.stringify(answer)).not.toContain(day);
    }
    expect(await guess('Hansi Hinterseher', {}, { callId })).toMatchObject({ code: 'locked_out' });
    await untouched();
    nextHour();
  });
  test('over many calls: after twenty failures in the company a name and a day are not enough, and the time must be right', async () => {
    for (let failures = 0; failures < 20; failures += 1)
      expect(await guess(`Falscher Name${failures}`)).toMatchObject({ code: 'caller_not_identified' });
    expect(await guess('Hansi Hinterseher')).toMatchObject({ code: 'time_needed' });
    const wrongTime = await guess('Hansi Hinterseher', { appointment_time: '15:00' });
    expect(wrongTime).toMatchObject({ code: 'caller_not_identified', choices: null });
    // Nor in one call, one after another: what was wrong does not make the next any more trusted.
    const call = { callId: 'guess_guarded' };
    const codes = [];
    for (const args of [{}, { appointment_time: '15:00' }, {}, { appointment_time: '' }])
      codes.push((await guess('Hansi Hinterseher', args, call)).code);
    expect(codes).toEqual(['time_needed', 'caller_not_identified', 'time_needed', 'time_needed']);
    await untouched();
    expect(await world.call('list_appointments', {}, { from: number })).toMatchObject({ status: 'listed' });
    // A caller who knows all three is served, and their free times are asked for in the same way.
    const asked = { appointment_date: day, appointment_time: '11:00', customer_name: 'Hansi Hinterseher' };
    expect(await world.call('find_slots', { ...asked, appointment_time: '' })).toMatchObject({ code: 'time_needed' });
    expect(await world.call('find_slots', asked)).toMatchObject({ success: true, status: 'slots' });
    nextHour();
  });
  test('redialling with it does not continue what a number was locked out of beyond its own three', async () => {
    const caller = '+4915112340009';
    for (const name of ['Falscher Name', 'Noch Falscher', 'Ganz Falscher'])
      expect(await guess(name, {}, { from: caller })).toMatchObject({ code: 'customer_not_found' });
    expect(await guess('Hansi Hinterseher', {}, { from: caller })).toMatchObject({ code: 'locked_out' });
    const redialled = { callId: 'redialled' };
    for (const name of ['Hansi Falsch', 'Falsch Hinterseher', 'Hansi Hinterseer'])
      expect(await guess(name, {}, redialled)).toMatchObject({ code: 'caller_not_identified' });
    expect(await guess('Hansi Hinterseher', {}, redialled)).toMatchObject({ code: 'locked_out' });
    await untouched();
    nextHour();
  });
});

describe('a number', () => {
  test('is the same in every spelling', async () => {
    const spellings = ['+49 151 1234 0010', '004915112340010', '015112340010', '+49(151)12340010'];
    const answers = [];
    for (const from of spellings) answers.push((await guess('Falscher Name', { reason: from.length }, { from })).code);
    expect(answers).toEqual(['customer_not_found', 'customer_not_found', 'customer_not_found', 'locked_out']);
    nextHour();
  });
  test('that somebody else pretends to have is free again after the hour, and is never locked out in another company', async () => {
    await world.company('other', '+493011112222');
    await world.customer('341', 'Hansi Hinterseher', number, 'other');
    // The first name that does not fit is only asked about.
    for (const name of ['Otto Kurz', 'Emil Kurz', 'Paul Kurz', 'Karl Kurz'])
      expect(await guess(name, {}, { from: number, callId: 'pretended' })).toMatchObject({ code: 'name_differs' });
    expect(await guess('Hansi Hinterseher', {}, { from: number })).toMatchObject({ code: 'locked_out' });
    expect(await world.call('list_appointments', {}, { from: number, to: '+493011112222' })).toMatchObject({ status: 'listed' });
    for (let minutes = 0; minutes < 59; minutes += 20) {
      world.clock.advance(19 * 60_000);
      expect(await guess('Wieder Falsch', {}, { from: number })).toMatchObject({ code: 'locked_out' });
    }
    world.clock.advance(5 * 60_000);
    expect(await world.call('list_appointments', {}, { from: number })).toMatchObject({ status: 'listed' });
  });
});

describe('staff', () => {
  const release = (body: object, headers: Record<string, string> = {}) =>
    world.api('POST', '/v1/lockouts/release', { company_id: 'salon', reason_code: 'known_in_person', ...body }, headers);
  test('releases a number with a reason, in any spelling, once and on record', async () => {
    const from = '+4915112340020';
    for (const name of ['Falsch Eins', 'Falsch Zwei', 'Falsch Drei']) await guess(name, {}, { from });
    expect(await guess('Falsch Vier', {}, { from })).toMatchObject({ code: 'locked_out' });
    const key = { 'idempotency-key': 'release-1' };
    expect(await (await release({ number: '0151 12340020' }, key)).json()).toEqual({ released: true });
    expect((await release({ number: '0151 12340020' }, key)).status).toBe(200);
    expect(await guess('Falsch Fünf', {}, { from })).toMatchObject({ code: 'customer_not_found' });
    expect(await world.events('request-salon.release-1')).toMatchObject([
      {
        type: 'LockoutReleased',
        data: { scope: 'number', reasonCode: 'known_in_person', personal: { number: from } },
        metadata: { actor: { kind: 'staff', id: 'admin' } },
      },
    ]);
    nextHour();
  });
  test('releases a call of a withheld number', async () => {
    const callId = 'guess_released';
    for (const name of ['Falsch Eins', 'Falsch Zwei', 'Falsch Drei']) await guess(name, {}, { callId });
    expect((await release({ call_id: callId })).status).toBe(200);
    expect(await guess('Falsch Vier', {}, { callId })).toMatchObject({ code: 'caller_not_identified' });
    nextHour();
  });
  test.each([
    ['neither number nor call', {}, 400],
    ['both', { number, call_id: 'x' }, 400],
    ['what is no number', { number: '12' }, 400],
    ['no reason', { number, reason_code: '' }, 400],
    ['a company that does not exist', { number, company_id: 'nowhere' }, 404],
  ])('%s is refused', async (_, body, status) => expect((await release(body)).status).toBe(status));
});

test('what is asked for on another company’s line stays there', async () => {
  const answer = await world.call(
    'cancel_appointment',
    {
      appointment_date: day,
      company_id: 'salon',
      to_number: line,
      from_number: number,
      customer_id: '340',
      appointment_id: '640',
    },
    { from: '+4915112340030', to: '+493011112222' },
  );
  expect(answer).toMatchObject({ success: false, code: 'customer_not_found' });
  await untouched();
});

describe('a forged call id', () => {
  test('another company’s call is a conflict, and nothing of it is said', async () => {
    await world.call('list_appointments', {}, { from: number, callId: 'theirs' });
    const answer = await world.call(
      'cancel_appointment',
      { appointment_date: day },
      { from: number, to: '+493011112222', callId: 'theirs' },
    );
    expect(answer).toMatchObject({ success: false, code: 'line_conflict' });
    await untouched();
  });
  test.each([
    '123',
    'undefined',
    'x'.repeat(2_000),
    '../appointment-salon.640',
    '$all',
    'appointment-salon.640',
    'a b\u0000c',
    '💈',
  ])('“%s” forms no other stream and links nobody', async callId => {
    const response = await world.post(
      '/retell/functions',
      world.callBody('cancel_appointment', { appointment_date: day }, { callId }),
    );
    expect([200, 400]).toContain(response.status);
    if (response.status === 200) expect(await response.json()).toMatchObject({ success: false });
    await untouched();
  });
});

describe('a number that somebody else pretends to have', () => {
  const from = number;
  let spoofed = 0;
  /** Each in a call of its own: a name that does not fit is asked about once before it counts. */
  async function wrongName(): Promise<string[]> {
    spoofed += 1;
    const callId = `spoofed_${spoofed}`;
    const codes = [];
    for (const name of ['Falscher Name', 'Noch Falscher']) codes.push((await guess(name, {}, { from, callId })).code);
    return codes;
  }
  test('and guesses names for is still its owner’s, who names the day and time', async () => {
    for (let call = 0; call < 3; call += 1) expect(await wrongName()).toEqual(['name_differs', 'name_differs']);
    expect(await wrongName()).toEqual(['locked_out', 'locked_out']);
    // Without day and time the owner hears the same, and so does a caller who has them wrong.
    expect(await world.call('list_appointments', {}, { from, callId: 'owner_1' })).toMatchObject({ code: 'locked_out' });
    expect(await world.call('find_slots', { appointment_date: day }, { from, callId: 'owner_1' })).toMatchObject({
      code: 'locked_out',
    });
    const at = (appointment_time: string, customer_name?: string, callId = 'owner_2') =>
      world.call(
        'find_slots',
        { appointment_date: day, appointment_time, ...(customer_name && { customer_name }) },
        { from, callId },
      );
    expect(await at('15:00')).toMatchObject({ code: 'locked_out', choices: null, alternatives: null });
    expect(await at('11:00', 'Falscher Name', 'spoofed_again')).toMatchObject({ code: 'locked_out' });
    expect(await at('11:00')).toMatchObject({ success: true, status: 'slots' });
    expect(await world.call('list_appointments', {}, { from, callId: 'owner_3' })).toMatchObject({ status: 'listed' });
    nextHour();
  });
  test('and guesses names for in one call is locked out of that call, with the right day and time as well', async () => {
    const callId = 'spoofed_one_call';
    for (const name of ['Falscher Name', 'Noch Falscher', 'Ganz Falscher', 'Immer Falscher'])
      await guess(name, {}, { from, callId });
    const right = { appointment_date: day, appointment_time: '11:00' };
    expect(await world.call('find_slots', right, { from, callId })).toMatchObject({ code: 'locked_out' });
    expect(await world.call('find_slots', right, { from, callId: 'owner_4' })).toMatchObject({ status: 'slots' });
    nextHour();
  });
});
