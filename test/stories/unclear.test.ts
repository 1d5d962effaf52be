// What a caller hears who is not understood: which of two things was unclear, then what to say instead, then a person.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replayAnswers } from '../../src/audit/replay.ts';
import { createWorld, uidFor, type World } from '../support/world.ts';

let world: World;
let serial = 0;
const line = '+493012345777';
const from = '+4915112399001';
const monday = { opens: '09:00', closes: '17:00' };

beforeAll(async () => {
  world = await createWorld();
  await world.company('uhren', line, { hours: { mon: [monday], tue: [monday], wed: [monday], thu: [monday], fri: [monday] } });
  await world.must('POST', '/v1/companies/uhren/staff', { staff_id: 's1', name: 'Annabell Zwirn' });
  await world.must('POST', '/v1/companies/uhren/staff', { staff_id: 's2', name: 'Bertram Zwirn' });
  await world.must('POST', '/v1/companies/uhren/services', { service_id: 'massage', name: 'Massage', minutes: 30 });
  await world.customer('u1', 'Hermine Unklar', from, 'uhren');
  await world.appointment('u100', 'u1', '2026-12-01T10:00:00.000Z', uidFor('u100'), {}, 'uhren');
  await world.settle();
});
afterAll(() => world?.stop());

const call = () => {
  serial += 1;
  const options = { from, to: line, callId: `call_unclear${serial}` };
  return { id: options.callId, ask: (name: string, args: object) => world.call(name, args, options) };
};

test('the agent hears which argument was unclear, and the caller which of the two', async () => {
  const { ask } = call();
  const move = (args: object) =>
    ask('reschedule_appointment', { old_date: '2026-12-01', new_date: '2026-12-02', new_time: '15:00', ...args });
  expect(await move({ new_date: 'wolkig mit Regen' })).toMatchObject({
    code: 'date_unclear',
    unclear_field: 'new_date',
    message: 'Den neuen Tag habe ich nicht verstanden. Nennen Sie mir bitte Tag und Monat.',
  });
  expect(await move({ old_date: 'wolkig mit Regen' })).toMatchObject({
    code: 'date_unclear',
    unclear_field: 'old_date',
    message: 'Den Tag Ihres jetzigen Termins habe ich nicht verstanden. Nennen Sie mir bitte Tag und Monat.',
  });
  const other = call();
  expect(
    await other.ask('reschedule_appointment', { old_date: '2026-12-01', new_date: '2026-12-02', new_time: 'wolkig' }),
  ).toMatchObject({ code: 'time_unclear', unclear_field: 'new_time' });
  expect(await other.ask('reschedule_appointment', { old_date: '2026-12-01', new_date: '2026-12-02' })).toMatchObject({
    code: 'new_time_missing',
    unclear_field: 'new_time',
  });
  expect(await other.ask('find_slots', { appointment_date: '2026-12-01', wanted_date: 'wolkig' })).toMatchObject({
    code: 'date_unclear',
    unclear_field: 'wanted_date',
  });
  expect(await other.ask('find_slots', { appointment_date: '2026-12-01', wanted_date: '2026-12-02' })).toMatchObject({
    status: 'slots',
    unclear_field: null,
  });
});

test('the third failure to understand in one call says what to say, the fourth hands over, and a replay says the same', async () => {
  const { id, ask } = call();
  const cancel = (day: string) => ask('cancel_appointment', { appointment_date: day });
  const answers = [await cancel('wolkig'), await ask('reschedule_appointment', { old_date: 'heiter', new_date: 'heiter' })];
  answers.push(await cancel('neblig'), await cancel('stürmisch'));
  expect(answers.map(({ code }) => code)).toEqual(Array(4).fill('date_unclear'));
  expect(answers.map(({ message }) => message)).toEqual([
    'Den Tag habe ich nicht verstanden. Nennen Sie mir bitte Tag und Monat.',
    'Den Tag Ihres jetzigen Termins habe ich nicht verstanden. Nennen Sie mir bitte Tag und Monat.',
    // Today is Monday, the twenty-third: an open day this week.
    'Den Tag habe ich wieder nicht verstanden. Sagen Sie zum Beispiel: Mittwoch, der fünfundzwanzigste November, um fünfzehn Uhr.',
    'Den Tag habe ich leider nicht verstanden. Ich verbinde Sie.',
  ]);
  const replayed = await replayAnswers(world.rebook.store, `call-${id}`);
  expect(replayed.map(({ answer }) => answer.message)).toEqual(answers.map(({ message }) => message));
  // Another call begins with the first sentence again.
  expect((await call().ask('cancel_appointment', { appointment_date: 'wolkig' })).message).toBe(answers[0]?.message);
});

test('arguments of no form count as not understood, too', async () => {
  const { ask } = call();
  const answers = [];
  for (const nth of [1, 2, 3]) answers.push(await ask('cancel_appointment', { appointment_date: { nth } }));
  expect(answers.map(({ code, unclear_field }) => [code, unclear_field])).toEqual(Array(3).fill(['arguments_invalid', null]));
  expect(answers[2]?.message).toMatch(/^Das habe ich wieder nicht verstanden\. Sagen Sie zum Beispiel: /);
});

test('a weekday without hours is called closed, for a move and for free times', async () => {
  await world.appointment('u400', 'u1', '2026-12-11T10:00:00.000Z', null, {}, 'uhren');
  await world.settle();
  const { ask } = call();
  const slots = await ask('find_slots', { appointment_date: '2026-12-11', wanted_date: '2026-12-13' });
  expect(slots).toMatchObject({ code: 'no_slots', message: expect.stringMatching(/^Am Sonntag ist geschlossen\. Frei wären /) });
  const moved = await ask('reschedule_appointment', { old_date: '2026-12-11', new_date: '2026-12-13', new_time: '11:00' });
  expect(moved).toMatchObject({
    code: 'outside_opening_hours',
    message: expect.stringMatching(/^Am Sonntag ist geschlossen, Ihr Termin bleibt bestehen\. Frei wären /),
  });
  const late = await call().ask('reschedule_appointment', { old_date: '2026-12-11', new_date: '2026-12-14', new_time: '20:00' });
  expect(late).toMatchObject({
    code: 'outside_opening_hours',
    message: expect.stringMatching(/^Zu dieser Zeit ist geschlossen, /),
  });
});

test('two of one service at one time are distinguished by staff, whose names stand only with what is personal', async () => {
  const at = '2026-12-09T10:00:00.000Z';
  for (const [id, staff_id] of [
    ['u201', 's1'],
    ['u202', 's2'],
  ] as const)
    await world.appointment(id, 'u1', at, uidFor(id), { staff_id, service_id: 'massage' }, 'uhren');
  await world.settle();
  const { id, ask } = call();
  const answer = await ask('cancel_appointment', { appointment_date: '2026-12-09' });
  expect(answer).toMatchObject({
    code: 'choose_appointment',
    message:
      'Ich finde mehrere Termine: am Mittwoch, dem neunten Dezember, um elf Uhr bei Annabell Zwirn und um elf Uhr bei Bertram Zwirn. Welchen meinen Sie?',
  });
  expect(answer.choices?.map(({ spoken }) => spoken.split(', ').at(-1))).toEqual(['Annabell Zwirn', 'Bertram Zwirn']);
  const [answered] = (await world.events(`call-${id}`)).filter(({ type }) => type === 'FunctionAnswered');
  expect(answered?.data).toMatchObject({ personal: { staffNames: { s1: 'Annabell Zwirn', s2: 'Bertram Zwirn' } } });
  expect(JSON.stringify({ ...answered?.data, personal: undefined })).not.toContain('Zwirn');
});
