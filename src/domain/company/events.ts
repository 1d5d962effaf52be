// The events of a company's stream, and the claims that make a line or a booking belong to one owner.
import { z } from 'zod';
import { waySchema } from '../call/identification.ts';
import { policySchema, policyScopeSchema } from '../policy/policy.ts';
import { countrySchema, currencySchema, idSchema, languageSchema, moneySchema, timeZoneSchema } from '../values.ts';
import { openingHoursSchema } from './opening-hours.ts';

export const handOverSchema = z.strictObject({
  /** E.164. */
  number: z.string().regex(/^\+[1-9]\d{5,14}$/),
  /** When it is answered; left out, the opening hours of the branch or company it is set on. */
  hours: openingHoursSchema.optional(),
});

const companySettings = {
  name: z.string().min(1).max(200),
  language: languageSchema,
  timeZone: timeZoneSchema,
  currency: currencySchema,
  /** National telephone numbers are read by it; where it is not set, the company's line tells it. */
  country: countrySchema.optional(),
  /** Who takes a caller over; null or left out: nobody does. */
  handover: handOverSchema.nullable().optional(),
  /** Ways of identifying a caller that are not used here. */
  waysOff: z.array(waySchema).optional(),
  /** Functions callers may not use here, by name. */
  functionsOff: z.array(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/)).optional(),
  /** Every caller is handed over. */
  paused: z.boolean().optional(),
  /** Wrong identifications an hour before a caller is locked out; 3 by default. */
  failuresAnHour: z.int().min(1).max(20).optional(),
  /** Months after their last appointment when a customer is erased; null or left out: never by itself. */
  retentionMonths: z.int().min(1).max(240).nullable().optional(),
};

// Strict, since these are also what staff sends: what is misspelt is refused instead of left out.
export const companyEvents = {
  CompanyRegistered: z.strictObject({ companyId: idSchema, ...companySettings }),
  CompanyChanged: z.strictObject(companySettings).partial(),
  BranchAdded: z.strictObject({
    branchId: idSchema,
    name: z.string(),
    country: countrySchema.optional(),
    /** Left out: the company's; null: nobody takes a caller of this branch over. */
    handover: handOverSchema.nullable().optional(),
  }),
  ServiceAdded: z.strictObject({
    serviceId: idSchema,
    name: z.string(),
    minutes: z.int().positive(),
    price: moneySchema.optional(),
    calendarServiceId: z.int().optional(),
  }),
  StaffMemberAdded: z.strictObject({
    staffId: idSchema,
    calendarHostId: z.int().optional(),
    personal: z.strictObject({ name: z.string() }),
  }),
  OpeningHoursChanged: z.strictObject({ branchId: idSchema.optional(), hours: openingHoursSchema }),
  PolicyChanged: z.strictObject({ scope: policyScopeSchema, policy: policySchema }),
  /** Of a branch, where the line is that branch's. */
  LineAssigned: z.strictObject({ line: z.string(), branchId: idSchema.optional() }),
  LineReleased: z.strictObject({ line: z.string() }),
};

export const claimEvents = {
  BookingClaimed: z.strictObject({ companyId: idSchema, uid: z.string(), appointmentId: idSchema }),
  LineClaimed: z.strictObject({ line: z.string(), companyId: idSchema }),
  /** The booking is nobody's again; the next one to claim it owns it. */
  BookingClaimReleased: z.strictObject({ companyId: idSchema, uid: z.string(), appointmentId: idSchema, reasonCode: z.string() }),
  /** The line is nobody's again. */
  LineClaimReleased: z.strictObject({ line: z.string(), companyId: idSchema, reasonCode: z.string().optional() }),
};
