// A caller who cannot have a time is not led in circles: it is not offered again, other days follow, and then a person.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replayAnswers } from '../../src/audit/replay.ts';
import { createWorld, uidFor, type World } from '../support/world.ts';

let world: World;
const day = '2026-12-04';
beforeAll(async () => {
  world = await createWorld({ replyBudgetMs: 8_000 });
  await world.customer('k1', 'Hansi Hinterseer', '+4915112345601');
  await world.appointment('a1', 'k1', `${day}T09:00:00.000Z`);
  await world.settle();
});
afterAll(() => world?.stop());

const move = (newDate: string, newTime: string) =>
  world.call(
    'reschedule_appointment',
    { old_date: day, new_date: newDate, new_time: newTime },
    { from: '+4915112345601', callId: 'circles' },
  );

test('what this call was refused is not offered again; the second time it is other days, and then the hand-over', async () => {
  // The host has become busy, and the list of free times does not show it yet.
  world.sandbox.fault({
    match: { operation: 'reschedule', uid: uidFor('a1') },
    kind: 'status',
    status: 400,
    message: 'User either already has booking at this time or is not available',
  });
  const first = await move(day, '15:00');
  expect(first).toMatchObject({ status: 'slot_unavailable', code: 'slot_unavailable' });
  expect(first.alternatives?.map(({ date, time }) => `${date} ${time}`)).not.toContain(`${day} 15:00`);
  const [offered] = first.alternatives ?? [];
  expect(offered).toBeDefined();

  const second = await move(offered?.date ?? '', offered?.time ?? '');
  expect(second.code).toBe('slot_unavailable');
  expect(second.message).not.toBe(first.message);
  expect(second.message).toMatch(/^Auch diese Zeit ist leider nicht frei, deshalb nenne ich Ihnen andere Tage\. Frei wären /);
  expect(second.alternatives?.length).toBeGreaterThan(0);
  expect(second.alternatives?.map(({ date }) => date)).not.toContain(day);

  const slots = await world.call(
    'find_slots',
    { appointment_date: day, wanted_date: day },
    { from: '+4915112345601', callId: 'circles' },
  );
  const free = slots.alternatives?.map(({ time }) => time) ?? [];
  expect(free.length).toBeGreaterThan(0);
  expect(free).not.toContain('15:00');
  expect(free).not.toContain(offered?.time);

  const third = await move(second.alternatives?.[0]?.date ?? '', second.alternatives?.[0]?.time ?? '');
  expect(third).toMatchObject({ code: 'slot_unavailable', alternatives: [] });
  expect(third.message).toBe('Auch diese Zeit ist leider nicht frei, Ihr Termin bleibt bestehen. Ich verbinde Sie.');

  const replayed = await replayAnswers(world.rebook.store, 'call-circles');
  expect(replayed.map(({ equal }) => equal)).not.toContain(false);
  expect(replayed.map(({ answer }) => answer.message)).toEqual([first, second, slots, third].map(({ message }) => message));
});

test('of two wanted days neither is offered again, and of the refused day’s free times the refused one is not named', async () => {
  const wanted = ['2026-12-10', '2026-12-09'];
  await world.appointment('a2', 'k1', '2026-12-11T09:00:00.000Z');
  world.sandbox.fault({
    match: { operation: 'reschedule', uid: uidFor('a2') },
    kind: 'status',
    status: 400,
    message: 'User either already has booking at this time or is not available',
  });
  const ask = (name: string, args: object) => world.call(name, args, { from: '+4915112345601', callId: 'two-days' });
  const tried = (date: string | undefined) =>
    ask('reschedule_appointment', { old_date: '2026-12-11', new_date: date, new_time: '10:00' });
  expect(await tried(wanted[0])).toMatchObject({ code: 'slot_unavailable' });
  const slots = await ask('find_slots', { appointment_date: '2026-12-11', wanted_date: wanted[0] });
  expect(slots.alternatives?.length).toBeGreaterThan(0);
  expect(slots.alternatives?.map(({ time }) => time)).not.toContain('10:00');
  const second = await tried(wanted[1]);
  expect(second.alternatives?.length).toBeGreaterThan(0);
  for (const { date } of second.alternatives ?? []) expect(wanted).not.toContain(date);
});

test('another call knows nothing of that', async () => {
  world.sandbox.clearFaults();
  const answer = await world.call(
    'reschedule_appointment',
    { old_date: day, new_date: day, new_time: '15:00' },
    { from: '+4915112345601', callId: 'elsewhere' },
  );
  expect(answer.code).toBe('rescheduled');
});
