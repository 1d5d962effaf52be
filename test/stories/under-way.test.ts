// An appointment whose change is on record and not at the calendar yet is never told as one that simply stands.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, line, uidFor, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ replyBudgetMs: 1_500 });
});
afterAll(() => world?.stop());

const known = [
  { id: '1', number: '+4915112350001', change: 'cancel_appointment', args: {}, said: 'bereits zur Absage aufgenommen' },
  {
    ...{ id: '2', number: '+4915112350002', change: 'reschedule_appointment', said: 'bereits zur Verlegung aufgenommen' },
    args: { new_date: '2026-12-03', new_time: '11:00' },
  },
] as const;

test.each(known)('$change: whoever asks meanwhile hears that it is on record, and afterwards what is so', async one => {
  const { id, number, change, args, said } = one;
  await world.customer(id, `Gast Nummer${id}`, number);
  await world.appointment(id, id, '2026-12-01T10:00:00.000Z');
  await world.appointment(`${id}b`, id, '2026-12-08T10:00:00.000Z', uidFor(`${id}b`));
  const day = change === 'cancel_appointment' ? { appointment_date: '2026-12-01' } : { old_date: '2026-12-01' };
  world.sandbox.fault({ match: { operation: '*', uid: uidFor(id) }, kind: 'status', status: 500 });
  expect(await world.call(change, { ...day, ...args }, { from: number })).toMatchObject({ status: 'pending' });

  const listed = await world.call('list_appointments', {}, { from: number });
  expect(listed.message).toMatch(new RegExp(`ersten Dezember, um elf Uhr ${said} und am Dienstag, dem achten Dezember`));
  expect(listed.choices?.map(({ spoken }) => spoken.includes(said))).toEqual([true, false]);
  const ringing = { event: 'call_inbound', call_inbound: { from_number: number, to_number: line } };
  expect((await (await world.post('/retell/webhook', ringing)).text()).split(said)).toHaveLength(2);

  world.sandbox.clearFaults();
  await expect.poll(async () => (await world.call('list_appointments', {}, { from: number })).message).not.toContain(said);
});
