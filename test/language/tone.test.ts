// Sentences whose words are all known, and that mean the contrary of what is asked: nothing is done, and what they name is asked about.
import { expect, test } from 'vitest';
import { outcomeOf } from './corpus/evaluate.ts';
import type { Utterance } from './corpus/utterances.ts';

const situation = { group: 'tone', now: '2026-11-03 09:00', right: { ask: 'which' } } as const;
const cancelled = (lang: 'de' | 'en', text: string): Utterance => ({
  ...{ ...situation, lang, do: 'cancel', args: { appointment_date: text } },
  appointments: ['2026-11-06 10:00', '2026-11-09 10:00'],
});
const beside = {
  de: { old_date: 'Donnerstag', new_time: 'um drei' },
  en: { old_date: 'Thursday', new_time: 'three' },
};
const moved = (lang: 'de' | 'en', text: string): Utterance => ({
  ...{ ...situation, lang, do: 'move', appointments: ['2026-11-05 10:00'] },
  args: { ...beside[lang], new_date: text },
});

test.each([
  ['nicht absagen sondern den Freitag verschieben', 'de'],
  ['den Freitag brauche ich', 'de'],
  ['keep Friday', 'en'],
] as const)('"%s" (%s) is not settled by what a model makes of it', async (text, lang) => {
  const said = cancelled(lang, text);
  const outcome = await outcomeOf({ ...said, args: { ...said.args, appointment_date_iso: '2026-11-06' } });
  expect(outcome).not.toMatchObject({ kind: 'act' });
});

test('a model that makes another day of it is not asked about either', async () => {
  const said = cancelled('de', 'den Freitag brauche ich');
  const outcome = await outcomeOf({ ...said, args: { ...said.args, appointment_date_iso: '2026-11-09' } });
  expect(outcome).toMatchObject({ kind: 'ask', named: [] });
});

const kept = {
  de: [
    ...['den Freitag behalte ich', 'Freitag bleibt', 'Freitag lassen wir so', 'am Freitag komme ich', 'den Freitag nehm ich'],
    ...['Freitag will ich kommen', 'ich will den Freitag nicht absagen', 'Freitag nicht', 'nicht den Freitag', 'außer Freitag'],
    ...['Freitag auf keinen Fall', 'der Freitag soll stehen bleiben', 'lassen Sie den Freitag', 'weiß nicht ob ich Freitag kann'],
    ...[
      'den Freitag brauche ich',
      'Freitag bin ich da',
      'Freitag passt mir gut',
      'am Freitag schaffe ich es',
      'Freitag kann ich',
      'ich kann am Freitag',
    ],
    ...[
      'Freitag klappt',
      'Freitag ist in Ordnung',
      'der Freitag ist wichtig',
      'verschieben auf Freitag',
      'auf Freitag legen',
      'besser am Freitag',
    ],
    ...[
      'Freitag wäre besser',
      'Freitag kann ich nicht absagen',
      'den Freitag will ich nicht verlieren',
      'bin mir nicht sicher wegen Freitag',
    ],
    ...['Freitag nicht absagen sondern verschieben', 'Freitag geht', 'den Freitag möchte ich nicht verschieben'],
  ],
  en: [
    ...[
      'keep Friday',
      'leave Friday',
      'Friday stays',
      'I can make Friday',
      'Friday is fine',
      'Friday works',
      'I want Friday',
      'I need Friday',
    ],
    ...[
      'I do not want to cancel Friday',
      "I don't want to cancel Friday",
      'not Friday',
      "don't touch Friday",
      'not sure about Friday',
    ],
    ...[
      "I'll be there Friday",
      'move it to Friday',
      'book me in Friday',
      'Friday suits me',
      "I'm coming Friday",
      'Friday would be better',
    ],
    ...[
      'rather Friday',
      'I prefer Friday',
      "I can't lose Friday",
      "don't know if I can make Friday",
      'leave the Friday alone',
      'the friday just gone',
    ],
  ],
};

const hindered = {
  de: [
    ...[
      'Freitag habe ich einen Termin',
      'Freitag hab ich meine Tochter',
      'Freitag ist meine Mutter da',
      'Freitag will mein Bruder kommen',
    ],
    ...[
      'da ich Freitag einen Termin habe',
      'Freitag brauche ich meinen Mann',
      'Freitag kriege ich jemanden',
      'Freitag muss ich in die Praxis',
    ],
    ...[
      'das sage ich Ihnen Freitag',
      'das wissen wir Freitag',
      'ich frage Freitag meinen Chef',
      'Freitag gehen meine Schwester und ich zusammen',
    ],
    ...[
      'Freitag muss ich arbeiten',
      'Freitag bin ich im Urlaub',
      'Freitag muss ich absagen',
      'den Freitag absagen',
      'Freitag hab ich schon was',
    ],
    ...[
      'ich melde mich Freitag',
      'Freitag ist zu',
      'Freitag war ich da',
      'Freitag passt mir gar nicht',
      'bloß keinen Freitag',
      'alles außer Freitag',
    ],
    ...[
      'Freitag kann ich nicht',
      'seit Freitag hab ich Schmerzen',
      'Freitag ist mein Geburtstag',
      'Freitag ist schlecht',
      'Freitag muss ich',
    ],
  ],
  en: [
    ...[
      "Friday I'm working",
      'Friday I have an appointment',
      'I have my daughter Friday',
      'my sister is coming Friday',
      "I'm away Friday",
    ],
    ...[
      'they need me in Friday',
      'I would have come Friday',
      "I'm on Friday",
      "I've a do Friday",
      'call me Friday',
      'see you Friday',
    ],
    ...[
      "I'll let you know Friday",
      'anything but Friday',
      'any day but Friday',
      'Friday is bad',
      "Friday's no good",
      'not Friday',
    ],
    ...['I need to move Friday', 'cancel Friday', 'the car is in the garage Friday', 'I was in on Friday', 'I rang on Friday'],
  ],
};

const cases = (texts: { de: string[]; en: string[] }) =>
  (['de', 'en'] as const).flatMap(lang => texts[lang].map(text => [text, lang] as const));

test.each(cases(kept))('"%s" (%s) cancels nothing', async (text, lang) => {
  expect(await outcomeOf(cancelled(lang, text))).not.toMatchObject({ kind: 'act' });
});

test.each(cases(hindered))('"%s" (%s) is no new day', async (text, lang) => {
  expect(await outcomeOf(moved(lang, text))).not.toMatchObject({ kind: 'act' });
});

test.each([
  ['den Freitag brauche ich nicht mehr', 'de'],
  ['Freitag kann ich leider nicht', 'de'],
  ['ich kann am Freitag nicht kommen', 'de'],
  ['am Freitag schaffe ich es nicht', 'de'],
  ['Freitag muss ich arbeiten', 'de'],
  ['Freitag passt mir nicht mehr', 'de'],
  ['aus dem Freitag wird nichts', 'de'],
  ['am Freitag hab ich keine Zeit', 'de'],
  ["I can't make it Friday", 'en'],
  ["Friday doesn't work for me anymore", 'en'],
  ["I won't be able to make Friday", 'en'],
  ["I don't need Friday anymore", 'en'],
  ["I'm not able to come on Friday", 'en'],
  ['Friday is no good for me', 'en'],
] as const)('"%s" (%s) names the appointment of Friday', async (text, lang) => {
  expect(await outcomeOf(cancelled(lang, text))).toEqual({ kind: 'act', appointment: '2026-11-06 10:00' });
});
