// The telephone number among the answers of a booking form: where an attendee has none, it often stands only there.
import { z } from 'zod';

/** Cal.com's own fields for it, the usual name of a field of the company's own, and the place "I will call you". */
const fields = ['attendeePhoneNumber', 'phone', 'phoneNumber', 'smsReminderNumber', 'location'] as const;

const number = z.string().regex(/\d/);
/** The API gives the answer itself, a webhook wraps it with its label, and a place wraps it once more. */
const answer = z
  .union([
    number,
    z.object({ value: number }).transform(({ value }) => value),
    z.object({ value: z.object({ value: z.literal('phone'), optionValue: number }) }).transform(({ value }) => value.optionValue),
    z.object({ value: z.literal('phone'), optionValue: number }).transform(({ optionValue }) => optionValue),
  ])
  .nullish()
  .catch(null);
const locationAnswer = answer.transform(given => (given != null && /^[+\d][\d\s()/.-]+$/.test(given) ? given : null));
const responses = z
  .object({
    attendeePhoneNumber: answer,
    phone: answer,
    phoneNumber: answer,
    smsReminderNumber: answer,
    location: locationAnswer,
  })
  .nullish()
  .catch(null);

/** The first number given, in any spelling; null where the form has none. */
export const formPhoneSchema = responses.transform(
  given => fields.map(field => given?.[field]).find(value => value != null) ?? null,
);
