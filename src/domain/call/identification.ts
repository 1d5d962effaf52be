// The ways of identifying a caller, in no order of their own, and the result of trying one.
import { z } from 'zod';

export const identificationWays = ['call', 'number', 'phonetic', 'exact_name', 'call_data', 'company_and_day'] as const;
export const waySchema = z.enum(identificationWays);
export type Way = z.infer<typeof waySchema>;

export const triedWaySchema = z.object({
  way: waySchema,
  outcome: z.enum([
    'found',
    'nobody',
    /** Several customers fit. */
    'several',
    'name_needed',
    'name_differs',
    /** The customer has no appointment on the named day, without which this way does not hold. */
    'no_appointment',
    /** Recorded before outcomes were. */
    'not_recorded',
  ]),
});
export type TriedWay = z.infer<typeof triedWaySchema>;
