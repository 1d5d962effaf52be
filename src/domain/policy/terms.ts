// The terms of one modification (what the policy said), and its facts (what the decision rested on besides its stream).
import { z } from 'zod';
import { instantSchema, moneySchema, revisionSchema } from '../values.ts';

export const termsSchema = z.object({
  withinPolicy: z.boolean(),
  /** Real hours between the decision and the start, two decimals. */
  hoursNotice: z.number(),
  fee: moneySchema,
  feeAccepted: z.boolean(),
  /** What would have been due, where staff waived it. */
  feeWaived: moneySchema.optional(),
  /** The most specific scope that contributed a key: `none`, `company`, `branch:ID`, `service:ID`, `staff:ID`. */
  policyScope: z.string(),
  /** Revision of the company's stream at which the policy last changed; null: no policy. */
  policyRevision: revisionSchema.nullable(),
});
export type Terms = z.infer<typeof termsSchema>;

/** The rule that said no: its key, as in `cancel.hoursBefore`, and the scope it comes from. */
export const ruleSchema = z.object({ key: z.string(), scope: z.string() });
export type Rule = z.infer<typeof ruleSchema>;

/** What the search found; the stream is checked against it. */
export const seenSchema = z.object({ startsAt: instantSchema, bookingUid: z.string().nullable() });
export type Seen = z.infer<typeof seenSchema>;

export const circuitStateSchema = z.enum(['closed', 'open', 'half_open']);
export type CircuitState = z.infer<typeof circuitStateSchema>;

/** Of an appointment that has no booking: is the wanted time free with us? */
export const slotStateSchema = z.enum(['free', 'taken', 'closed']);

export const factsSchema = z.object({
  now: instantSchema,
  /** Revision of the company's stream the policy, price, zone and hours were folded to. */
  companyRevision: revisionSchema,
  openingHoursRevision: revisionSchema.nullable(),
  /** Allowances of this kind used this month before this one; null: no quota in force. */
  allowanceUsed: z.int().nonnegative().nullable(),
  circuit: circuitStateSchema,
  slot: slotStateSchema.nullable(),
  seen: seenSchema.nullable(),
  /** The fee this caller last heard for this change; null: none. Undefined for staff, who know the fees. */
  feeStated: moneySchema.nullable().optional(),
});
export type Facts = z.infer<typeof factsSchema>;
