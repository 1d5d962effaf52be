// "Den letzten im März" is the last day of March, or the last appointment in it: the day where there is one on it, else that appointment.
import { expect, test } from 'vitest';
import { outcomeOf } from './corpus/evaluate.ts';

const now = '2027-03-09 10:05';

const cancelled = (text: string, appointments: string[]): Promise<unknown> =>
  outcomeOf({ group: '', lang: 'de', now, do: 'cancel', args: { appointment_date: text }, appointments, right: '' });

test('the last in a month is the last appointment in it where there is none on its last day', async () => {
  const appointments = ['2027-03-16 10:00', '2027-03-30 10:00', '2027-04-06 10:00'];
  expect(await cancelled('den letzten im märz', appointments)).toEqual({ kind: 'act', appointment: '2027-03-30 10:00' });
});

test('it is the one on the last day where there is one', async () => {
  const appointments = ['2027-03-16 10:00', '2027-03-31 10:00', '2027-04-06 10:00'];
  expect(await cancelled('den letzten im märz', appointments)).toEqual({ kind: 'act', appointment: '2027-03-31 10:00' });
});

test('a number may be a day that was mistaken, so that the one at that place is asked about', async () => {
  const appointments = ['2027-04-06 10:00', '2027-04-20 10:00', '2027-05-04 10:00'];
  expect(await cancelled('den zweiten im april', appointments)).toEqual({
    kind: 'ask',
    code: 'choose_appointment',
    about: 'appointment',
    named: ['2027-04-20 10:00'],
  });
});

test('a month without any is no reason to name one of another', async () => {
  const appointments = ['2027-04-06 10:00', '2027-05-04 10:00'];
  expect(await cancelled('den letzten im märz', appointments)).toEqual({ kind: 'none', days: ['2027-03-31'] });
});
