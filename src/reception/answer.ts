// What a request is answered with: always the same fields, because agents read missing ones aloud.
import { z } from 'zod';

export const answerSchema = z.object({
  success: z.boolean(),
  status: z.string(),
  code: z.string(),
  /** One or two sentences a voice can speak, in the company's language. */
  message: z.string(),
  appointment_id: z.string().nullable(),
  /** As the caller gave it; never read from our records. */
  customer_name: z.string().nullable(),
  /** Local dates `YYYY-MM-DD` and times `HH:mm` in the company's zone. */
  old_date: z.string().nullable(),
  old_time: z.string().nullable(),
  new_date: z.string().nullable(),
  new_time: z.string().nullable(),
  fee: z.object({ amount_cents: z.number(), currency: z.string(), spoken: z.string() }).nullable(),
  choices: z.array(z.object({ date: z.string(), time: z.string(), spoken: z.string() })).nullable(),
  alternatives: z.array(z.object({ date: z.string(), time: z.string(), spoken: z.string() })).nullable(),
});
export type Answer = z.infer<typeof answerSchema>;
