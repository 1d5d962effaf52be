// What the four functions take: one schema for the definitions Retell is given and for the arguments that come back.
import { z } from 'zod';
import { saidName, saidText } from '../language/placeholders.ts';

const textLimit = 200;
const reasonLimit = 500;

/** Language models send what they like: null, "" and "unknown" mean absent, numbers are text, and text is cut. */
const text = (description: string, limit = textLimit, said = saidText) =>
  z.preprocess(value => plainText(value, limit, said), z.string().optional()).meta({ description });

const consent = (description: string) => z.preprocess(agreed, z.boolean().optional()).meta({ description });

const reason = text('Grund in den Worten des Anrufers, falls genannt. / Reason in the caller’s words, if given.', reasonLimit);
const name = text(
  'Vor- und Nachname, wie der Anrufer ihn genannt hat; nie raten. / Full name as the caller said it; never guess.',
  textLimit,
  saidName,
);
const feeAccepted = consent(
  'true nur, wenn dem Anrufer die Gebühr genannt wurde und er zugestimmt hat. / true only after the caller was told the fee and agreed.',
);
const day = (german: string, english: string) =>
  text(`${german}, JJJJ-MM-TT oder wie gesagt („morgen“, „10.10.“). / ${english}, YYYY-MM-DD or as said ("tomorrow").`);
const time = (german: string, english: string) => text(`${german}, HH:mm oder wie gesagt. / ${english}, HH:mm or as said.`);

/** The arguments of each function: lenient in form, unknown keys dropped, objects and lists refused. */
export const functionArguments = {
  cancel_appointment: z.object({
    appointment_date: day('Tag des Termins', 'Day of the appointment'),
    appointment_time: time('Uhrzeit des Termins, falls genannt', 'Time of the appointment, if given'),
    customer_name: name,
    reason,
    fee_accepted: feeAccepted,
  }),
  reschedule_appointment: z.object({
    old_date: day('Tag des bisherigen Termins', 'Day of the present appointment'),
    old_time: time('Uhrzeit des bisherigen Termins, falls genannt', 'Time of the present appointment, if given'),
    new_date: day('Gewünschter neuer Tag', 'The new day wanted'),
    new_time: time('Gewünschte neue Uhrzeit', 'The new time wanted'),
    customer_name: name,
    reason,
    fee_accepted: feeAccepted,
  }),
  list_appointments: z.object({ customer_name: name }),
  find_slots: z.object({
    appointment_date: day('Tag des Termins, der verlegt werden soll', 'Day of the appointment to be moved'),
    appointment_time: time('Uhrzeit dieses Termins, falls genannt', 'Time of that appointment, if given'),
    wanted_date: day('Tag, an dem ein freier Termin gesucht wird', 'Day on which a free time is wanted'),
    customer_name: name,
  }),
};

export type FunctionName = keyof typeof functionArguments;
export type FunctionArguments = { [F in FunctionName]: z.infer<(typeof functionArguments)[F]> };

/** Without these a model should not call the function; the service asks for them all the same. */
export const requiredArguments: { [F in FunctionName]: (keyof FunctionArguments[F])[] } = {
  cancel_appointment: ['appointment_date'],
  reschedule_appointment: ['old_date', 'new_date', 'new_time'],
  list_appointments: [],
  find_slots: ['appointment_date'],
};

export const functionNames = ['cancel_appointment', 'reschedule_appointment', 'list_appointments', 'find_slots'] as const;

export const isFunctionName = (value: string): value is FunctionName => Object.hasOwn(functionArguments, value);

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

const yes = new Set(['true', 'ja', 'yes', '1', 'j', 'y']);
const no = new Set(['false', 'nein', 'no', '0', 'n']);

/** Only a clear yes is one; what is neither yes nor no says nothing. */
function agreed(value: unknown): unknown {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const word = String(value).slice(0, 10).trim().toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : undefined;
}
