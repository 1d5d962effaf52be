// The parameters of the sentences. Stored with each answer, so that it reads the same years later.
import { z } from 'zod';
import {
  instantSchema,
  type ModificationKind,
  modificationKindSchema,
  moneySchema,
  timeZoneSchema,
} from '../../domain/values.ts';

const choiceSchema = z.object({
  startsAt: instantSchema,
  service: z.string().optional(),
  /** Where only the member of staff tells two apart; their name is personal, and stands with the answer's personal data. */
  staffId: z.string().optional(),
  /** The host has yet to confirm it. */
  awaitingConfirmation: z.boolean().optional(),
  /** A change of it is on record, and not at the calendar yet. */
  underWay: modificationKindSchema.optional(),
});
export type SpokenChoice = z.infer<typeof choiceSchema>;

const handedOverSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('transfer'), number: z.string() }),
  z.object({ kind: z.enum(['callback', 'none']) }),
]);
export type HandedOver = z.infer<typeof handedOverSchema>;

export const speechParametersSchema = z.object({
  /** The kind of the change, where the sentence depends on it. */
  operation: modificationKindSchema.optional(),
  /** The zone all times are spoken in. */
  zone: timeZoneSchema.optional(),
  /** When it was answered: a year is spoken only where it is another one. */
  answeredAt: instantSchema.optional(),
  startsAt: instantSchema.optional(),
  /** Until when an appointment lasts that can no longer be changed. */
  endsAt: instantSchema.optional(),
  oldStartsAt: instantSchema.optional(),
  newStartsAt: instantSchema.optional(),
  /** Until when it would have been allowed. */
  until: instantSchema.optional(),
  fee: moneySchema.optional(),
  quota: z.number().optional(),
  hoursBefore: z.number().optional(),
  choices: z.array(choiceSchema).optional(),
  alternatives: z.array(instantSchema).optional(),
  /** On that weekday the company is always closed, and that is why there is no such time. */
  closed: z.boolean().optional(),
  /** Which of the two that a move names was not clear; a request that names one thing is about that. */
  about: z.enum(['appointment', 'new_time']).optional(),
  /** The request names both, so the sentence says which one it is about. */
  namesTwo: z.boolean().optional(),
  /** The argument that was not clear, by its name. */
  unclearField: z.string().optional(),
  /** How often this call was not understood before this one. */
  unclearBefore: z.number().optional(),
  /** A moment to give as an example of what to say. */
  exampleAt: instantSchema.optional(),
  /** How often this call could not have a time before this one. */
  refusedBefore: z.number().optional(),
  /** The company's name, which signs what the customer is sent. */
  company: z.string().optional(),
  /** What could be done for a caller who is handed over, when the answer was made; only where its sentence does so. */
  handover: handedOverSchema.optional(),
});
export type SpeechParameters = z.infer<typeof speechParametersSchema>;

/**
 * The kind of the change a sentence is about. Answers that were stored before it was a parameter are of one of the two kinds there
 * were then: the one with a new time is a move.
 */
export const operationOf = ({ operation, newStartsAt }: SpeechParameters): ModificationKind =>
  operation ?? (newStartsAt === undefined ? 'cancel' : 'reschedule');
