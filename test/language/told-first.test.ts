// What is asked for outright after a story: the story is left out, even where it denies something, unless it may turn the request.
import { expect, test } from 'vitest';
import { outcomeOf } from './corpus/evaluate.ts';

const now = '2026-11-16 11:15';
const [wednesday, thursday] = ['2026-11-18 10:00', '2026-11-19 10:00'];

const cancelled = (lang: 'de' | 'en', text: string): Promise<unknown> =>
  outcomeOf({
    group: '',
    lang,
    now,
    do: 'cancel',
    args: { appointment_date: text },
    appointments: [wednesday, thursday],
    right: thursday,
  });

test.each([
  ['de', 'die Zusatzversicherung übernimmt das nicht mehr also streichen Sie den Donnerstag'],
  ['de', 'unser Frettchen lässt sich nicht einfangen wir schaffen den Donnerstag nicht'],
  ['de', 'der Vergaser ist noch nicht geliefert den Donnerstag bitte absagen'],
  ['en', "the ferret won't go in its crate so please cancel thursday"],
  ['en', "the gearbox isn't slipping anymore so i'd like to cancel thursday"],
] as const)('%s: "%s" cancels the one on Thursday', async (lang, text) => {
  expect(await cancelled(lang, text)).toEqual({ kind: 'act', appointment: thursday });
});

test.each([
  ['de', 'ich möchte wegen dem Frettchen nicht den Donnerstag absagen'],
  ['de', 'der Züchter glaubt nicht ich muss den Donnerstag absagen'],
  ['de', 'wenn das Frettchen frisst streichen Sie den Donnerstag'],
  ['de', 'das Frettchen frisst nicht soll ich den Donnerstag absagen'],
  ['de', 'mein Rücken wird nicht besser also komm ich am Donnerstag'],
  ['en', 'i never said they told you to cancel thursday'],
  ['en', "the gearbox isn't slipping so do i need to cancel thursday"],
] as const)('%s: "%s" is asked about', async (lang, text) => {
  expect(await cancelled(lang, text)).toMatchObject({ kind: 'ask' });
});

test('a wanted day after what hinders another is taken, and one whose own hindrance is told is not', async () => {
  const moved = (new_date: string) =>
    outcomeOf({
      group: '',
      lang: 'de',
      now,
      do: 'move',
      args: { old_date: 'Mittwoch', new_date, new_time: 'um zehn' },
      appointments: [wednesday],
      right: wednesday,
    });
  const toThursday = { kind: 'act', appointment: wednesday, to: thursday };
  expect(await moved('da hab ich das Gespann nicht lieber am Donnerstag')).toEqual(toThursday);
  expect(await moved('am Donnerstag weil ich das Gespann vorher nicht hab')).toEqual(toThursday);
  expect(await moved('mein Mann kann nicht also Donnerstag geht nicht')).toMatchObject({ kind: 'ask' });
  expect(await moved('am Donnerstag weil ich da nicht kann oder doch')).toMatchObject({ kind: 'ask' });
  expect(await moved('Donnerstag nur wenn die Weber da ist')).toMatchObject({ kind: 'ask' });
});
