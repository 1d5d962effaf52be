// The arguments of the functions: any form is accepted, since language models vary them.
import { z } from 'zod';
import { saidConsent } from '../../language/parse/consent.ts';
import { saidName, saidText } from '../../language/parse/placeholders.ts';

const textLimit = 200;
const reasonLimit = 500;

/** null, "" and "unknown" mean absent, numbers are text, and text is cut; objects and lists are refused. */
const text = (description: string, limit = textLimit, said = saidText) =>
  z.preprocess(value => plainText(value, limit, said), z.string().optional()).meta({ description });

export const reason = text(
  'Grund in den Worten des Anrufers, falls genannt. / Reason in the caller’s words, if given.',
  reasonLimit,
);

export const customerName = text(
  'Vor- und Nachname, wie der Anrufer ihn genannt hat; nie raten. / Full name as the caller said it; never guess.',
  textLimit,
  saidName,
);

export const feeAccepted = z.preprocess(agreed, z.boolean().optional()).meta({
  description:
    'true nur, wenn dem Anrufer die Gebühr genannt wurde und er zugestimmt hat. / true only after the caller was told the fee and agreed.',
});

export const day = (german: string, english: string) =>
  text(
    `${german}, in den Worten des Anrufers („nächsten Dienstag“, „den zweiten“, „am 10.10.“). / ${english}, in the caller’s own words ("next Tuesday", "the second one").`,
  );

export const time = (german: string, english: string) =>
  text(`${german}, in den Worten des Anrufers („halb drei“). / ${english}, in the caller’s own words ("half past two").`);

export const isoDay = text(
  'Was du selbst verstehst: der Tag als JJJJ-MM-TT; weglassen, wenn unsicher. / Your own reading of the day, YYYY-MM-DD; leave out when unsure.',
);

export const isoTime = text(
  'Was du selbst verstehst: die Uhrzeit als HH:mm; weglassen, wenn unsicher. / Your own reading of the time, HH:mm; leave out when unsure.',
);

/** Control characters and halves of surrogate pairs are no speech, and the database takes neither. */
const unspeakable = /[\p{Cc}\p{Cs}]+/gu;

function plainText(value: unknown, limit: number, said: typeof saidText): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return value;
  // Cut before cleaning, so that a huge text costs nothing; by code points afterwards, so that no pair is torn.
  const clean = value
    .slice(0, limit * 4)
    .replace(unspeakable, ' ')
    .trim();
  return said(Array.from(clean).slice(0, limit).join(''));
}

/** Only a clear yes is one; what is neither yes nor no says nothing. */
function agreed(value: unknown): unknown {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return saidConsent(String(value));
}
