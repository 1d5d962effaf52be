// The events of a customer's stream.
import { z } from 'zod';
import { idSchema, modificationKindSchema } from '../values.ts';

const contact = z.object({
  name: z.string(),
  /** Full E.164; absent where none is known. */
  phone: z.string().optional(),
  email: z.string().optional(),
});

/** Rows of the read models by their ids: what they said of the person in words is gone. */
const cleared = z.object({
  answers: z.array(z.uuid()),
  callbacks: z.array(z.uuid()),
  modifications: z.array(z.uuid()),
  appointments: z.array(idSchema),
  /** Open ones, which nobody can be told any more. */
  notifications: z.array(z.uuid()),
});

export const customerEvents = {
  /** Once more where the words of the first are lost, and somebody told them again. */
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
  /** From then on no search finds the record; its key is destroyed once nothing about it is pending. */
  CustomerErasureRequested: z.object({ companyId: idSchema, customerId: idSchema, by: z.string(), reasonCode: z.string() }),
  /**
   * The keys of `subjects`, which are streams, were destroyed before. Once more where a call that was under way has said something of the
   * person since.
   */
  CustomerErased: z.object({
    companyId: idSchema,
    customerId: idSchema,
    by: z.string(),
    reasonCode: z.string(),
    cleared,
    subjects: z.array(z.string()),
  }),
  /** With `sent` it was posted to the system that sends it; without, staff have spoken with the customer. */
  CustomerNotified: z.object({ notificationId: z.string(), by: z.string(), sent: z.literal(true).optional() }),
};
