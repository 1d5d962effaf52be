// What the callers of the demonstration say, in the language of its salon.
import type { DateTime } from 'luxon';

/** Those the demonstration is written in. */
export const demoLanguages = ['de', 'en'] as const;
export type DemoLanguage = (typeof demoLanguages)[number];

interface Sayings {
  move(from: DateTime, to: DateTime): string;
  moveTo(to: DateTime): string;
  cancel(at: DateTime): string;
  acceptFee: string;
  hereIs(name: string): string;
  service: string;
}

/** Every day of the demonstration is within a week. */
const german = (at: DateTime): string => at.setLocale('de').toFormat("cccc, HH:mm 'Uhr'");
const english = (at: DateTime): string => at.setLocale('en').toFormat('cccc, h:mm a');

export const sayings: Record<DemoLanguage, Sayings> = {
  de: {
    move: (from, to) => `Bitte von ${german(from)}, auf ${german(to)}.`,
    moveTo: to => `Bitte auf ${german(to)}.`,
    cancel: at => `Meinen Termin am ${german(at)}, bitte absagen.`,
    acceptFee: 'Ja, in Ordnung.',
    hereIs: name => `Hier ist ${name}.`,
    service: 'Herrenhaarschnitt',
  },
  en: {
    move: (from, to) => `Please move it from ${english(from)}, to ${english(to)}.`,
    moveTo: to => `Please move it to ${english(to)}.`,
    cancel: at => `Please cancel my appointment on ${english(at)}.`,
    acceptFee: 'Yes, that is all right.',
    hereIs: name => `This is ${name}.`,
    service: 'Haircut',
  },
};
