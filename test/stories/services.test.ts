// A caller names an appointment by its service: the one of it is changed, and where that is not certain they are asked.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, uidFor, type World } from '../support/world.ts';

let world: World;
const line = '+493012345778';
const from = '+4915112399002';
const hours = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map(day => [day, [{ opens: '09:00', closes: '17:00' }]]));
const [massage, haircut, colour] = ['2026-11-26T10:00:00.000Z', '2026-11-27T10:00:00.000Z', '2026-11-30T10:00:00.000Z'];

beforeAll(async () => {
  world = await createWorld();
  await world.company('dienste', line, { hours });
  await world.must('POST', '/v1/companies/dienste/staff', { staff_id: 's1', name: 'Annabell Zwirn' });
  for (const [id, name] of Object.entries({ m: 'Rückenmassage', h: 'Haarschnitt', f: 'Farbe', p: 'Pediküre' }))
    await world.must('POST', '/v1/companies/dienste/services', { service_id: id, name, minutes: 30 });
  await world.customer('d1', 'Hermine Dienst', from, 'dienste');
  await world.appointment('d100', 'd1', massage, uidFor('d100'), { service_id: 'm' }, 'dienste');
  await world.appointment('d101', 'd1', haircut, uidFor('d101'), { service_id: 'h' }, 'dienste');
  await world.appointment('d102', 'd1', colour, uidFor('d102'), { service_id: 'f' }, 'dienste');
  await world.settle();
});
afterAll(() => world?.stop());

let serial = 0;
const cancel = (day: string) => {
  serial += 1;
  return world.call('cancel_appointment', { appointment_date: day }, { from, to: line, callId: `call_service${serial}` });
};
/** Read out as something to choose from: weekdays in order. */
const weekdaysIn = (message: string) => message.match(/(?:Mon|Diens|Donners|Frei)tag|Mittwoch/g);

test('a service nobody has booked, and one that contradicts the day, is asked about, naming what there is', async () => {
  const other = await cancel('die Pediküre');
  expect(other.code).toBe('choose_appointment');
  expect(weekdaysIn(other.message)).toEqual(['Donnerstag', 'Freitag', 'Montag']);
  const contradicting = await cancel('die Massage am Freitag');
  expect(contradicting.code).toBe('choose_appointment');
  expect(weekdaysIn(contradicting.message)).toEqual(['Donnerstag', 'Freitag']);
  expect((await cancel('haben Sie auch Massage')).code).toBe('choose_appointment');
});

test('the one appointment of a service is cancelled', async () => {
  const done = await cancel('die Massage bitte absagen');
  expect(done).toMatchObject({ code: 'cancelled' });
  expect(weekdaysIn(done.message)).toEqual(['Donnerstag']);
  expect(await cancel('zum Haareschneiden am Freitag')).toMatchObject({ code: 'cancelled' });
});
