// The events of a company's stream, and the claims that make a line or a booking belong to one owner.
import { z } from 'zod';
import { openingHoursSchema } from '../opening-hours.ts';
import { policySchema, policyScopeSchema } from '../policy.ts';
import { currencySchema, idSchema, languageSchema, moneySchema, timeZoneSchema } from '../values.ts';

const companySettings = {
  name: z.string().min(1).max(200),
  language: languageSchema,
  timeZone: timeZoneSchema,
  currency: currencySchema,
  /** The sentence an agent hands a caller over with. */
  handover: z.string().max(300),
};

export const companyEvents = {
  CompanyRegistered: z.object({ companyId: idSchema, ...companySettings }),
  CompanyChanged: z.object(companySettings).partial(),
  BranchAdded: z.object({ branchId: idSchema, name: z.string() }),
  ServiceAdded: z.object({
    serviceId: idSchema,
    name: z.string(),
    minutes: z.int().positive(),
    price: moneySchema.optional(),
    calcomEventTypeId: z.int().optional(),
  }),
  StaffMemberAdded: z.object({
    staffId: idSchema,
    calcomUserId: z.int().optional(),
    personal: z.object({ name: z.string() }),
  }),
  OpeningHoursChanged: z.object({ branchId: idSchema.optional(), hours: openingHoursSchema }),
  PolicyChanged: z.object({ scope: policyScopeSchema, policy: policySchema }),
  LineAssigned: z.object({ line: z.string() }),
  LineReleased: z.object({ line: z.string() }),
};

export const claimEvents = {
  BookingClaimed: z.object({ companyId: idSchema, uid: z.string(), appointmentId: idSchema }),
  LineClaimed: z.object({ line: z.string(), companyId: idSchema }),
};
