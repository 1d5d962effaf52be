// What callers say around a day: who they are, why, and the same sentence in both fields. None of it names a day, and none is taken for
// nothing where it may be one.
import { expect, test } from 'vitest';
import { outcomeOf } from './corpus/evaluate.ts';
import type { Utterance } from './corpus/utterances.ts';

const now = '2026-11-16 11:15';
const [wednesday, thursday] = ['2026-11-18 10:00', '2026-11-19 10:00'];

const cancelled = (lang: 'de' | 'en', text: string, appointments = [wednesday, thursday]): Promise<unknown> =>
  outcomeOf({ group: '', lang, now, do: 'cancel', args: { appointment_date: text }, appointments, right: wednesday });
const moved = (args: Record<string, string>, lang: Utterance['lang'] = 'de'): Promise<unknown> =>
  outcomeOf({ group: '', lang, now, do: 'move', args, appointments: [wednesday], right: wednesday });

test.each([
  ['de', 'Müller mein Name ich kann am Donnerstag nicht'],
  ['de', 'mein Name ist Anna Huber den am Donnerstag bitte'],
  ['de', 'guten Morgen Schulze hier ich kann am Donnerstag nicht'],
  ['de', 'guten Tag hier ist Yilmaz den am Donnerstag bitte'],
  ['en', "hi it's Dave here I can't make Thursday"],
  ['en', 'my name is Sue Parker cancel Thursday please'],
  ['de', 'am Donnerstag ich bin so erkältet'],
  ['de', 'den am Donnerstag ich wollt fragen ob man den absagen kann'],
  ['de', 'mir gehts gar nicht gut ich kann am Donnerstag nicht'],
  ['de', 'ich komm am Donnerstag nicht mehr um zehn'],
  ['de', 'den am Donnerstag die anderen sollen bleiben'],
  ['en', "Thursday but something's come up"],
  ['en', "Thursday isn't going to work for me any more"],
] as const)('%s: "%s" is the one on Thursday', async (lang, text) => {
  expect(await cancelled(lang, text)).toEqual({ kind: 'act', appointment: thursday });
});

test.each([
  ['de', 'Freitag mein Name den am Donnerstag'],
  ['de', 'Feiertag hier am Donnerstag'],
  ['de', 'am Donnerstag Müller hier'],
  ['de', 'guten Tag ohne hier am Donnerstag'],
  ['en', "Thursday it's Dave here"],
  ['en', "I'm stuck on Monday Thursday"],
  ['de', 'den am Donnerstag behalte ich die anderen sollen weg'],
  ['de', 'die anderen sollen bleiben'],
] as const)('%s: "%s" is asked about', async (lang, text) => {
  expect(await cancelled(lang, text)).toMatchObject({ kind: 'ask' });
});

test.each([
  ['von Mittwoch auf Donnerstag', 'von Mittwoch auf Donnerstag', 'gleiche Uhrzeit'],
  ['Mittwoch zehn Uhr auf Donnerstag zehn Uhr', 'Mittwoch zehn Uhr auf Donnerstag zehn Uhr', '10 Uhr'],
  ['ich hab am Mittwoch um zehn einen Termin und würde den gerne auf Donnerstag um zehn schieben', 'Donnerstag', 'um zehn'],
  ['vom 18. November auf den neunzehnten November', 'neunzehnter November', 'zehn Uhr'],
])('"%s" and "%s" go each to its own field', async (old_date, new_date, new_time) => {
  expect(await moved({ old_date, new_date, new_time })).toEqual({ kind: 'act', appointment: wednesday, to: thursday });
});

test.each([['von Mittwoch auf Donnerstag', 'Freitag']])(
  'where "%s" and "%s" name two new days it is asked',
  async (old_date, new_date) => {
    expect(await moved({ old_date, new_date, new_time: 'um zehn' })).toMatchObject({ kind: 'ask' });
  },
);

test('this month beside the next one is neither', async () => {
  const [november, december] = ['2026-11-25 12:30', '2026-12-09 12:30'];
  const outcome = await cancelled('de', 'den jetzt im November lassen wir aber den nächsten Monat den brauch ich nich', [
    november,
    december,
  ]);
  expect(outcome).toMatchObject({ kind: 'ask', named: [] });
});

test('the coming year is a period of its own', async () => {
  const inYear = '2027-01-11 15:00';
  expect(await cancelled('de', 'den im neuen Jahr', [wednesday, inYear])).toEqual({ kind: 'act', appointment: inYear });
});
