// The events of a customer's stream.
import { z } from 'zod';
import { idSchema, modificationKindSchema } from '../values.ts';

const contact = z.object({
  name: z.string(),
  /** Full E.164; absent where none is known. */
  phone: z.string().optional(),
  email: z.string().optional(),
});

export const customerEvents = {
  CustomerRegistered: z.object({ companyId: idSchema, customerId: idSchema, personal: contact }),
  CustomerContactChanged: z.object({ companyId: idSchema, customerId: idSchema, personal: contact }),
  AllowanceClaimed: z.object({
    modificationId: z.uuid(),
    appointmentId: idSchema,
    kind: modificationKindSchema,
    /** Calendar month of the decision in the company's zone, `YYYY-MM`. */
    month: z.string().regex(/^\d{4}-\d{2}$/),
    /** The record the appointment belongs to, where it is another one that was merged into this. */
    forCustomerId: idSchema.optional(),
  }),
  AllowanceReleased: z.object({ modificationId: z.uuid(), code: z.string() }),
  /** Staff have found this record and another to be one person's; the other one, `into`, stands for both from then on. */
  CustomerMerged: z.object({ companyId: idSchema, customerId: idSchema, into: idSchema, by: z.string(), reasonCode: z.string() }),
  CustomerUnmerged: z.object({
    companyId: idSchema,
    customerId: idSchema,
    from: idSchema,
    by: z.string(),
    reasonCode: z.string(),
  }),
  /** In the stream of the record that stands for both: before the merge, and after it was taken back. */
  DuplicateAdded: z.object({ companyId: idSchema, customerId: idSchema, duplicateId: idSchema }),
  DuplicateRemoved: z.object({ companyId: idSchema, customerId: idSchema, duplicateId: idSchema }),
  /** With `sent` it was posted to the system that sends it; without, staff have spoken with the customer. */
  CustomerNotified: z.object({ notificationId: z.string(), by: z.string(), sent: z.literal(true).optional() }),
};
