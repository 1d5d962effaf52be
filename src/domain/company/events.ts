// The events of a company's stream, and the claims that make a line or a booking belong to one owner.
import { z } from 'zod';
import { waySchema } from '../call/identification.ts';
import { policySchema, policyScopeSchema } from '../policy/policy.ts';
import { countrySchema, currencySchema, idSchema, languageSchema, moneySchema, timeZoneSchema } from '../values.ts';
import { openingHoursSchema } from './opening-hours.ts';

const companySettings = {
  name: z.string().min(1).max(200),
  language: languageSchema,
  timeZone: timeZoneSchema,
  currency: currencySchema,
  /** National telephone numbers are read by it; where it is not set, the company's line tells it. */
  country: countrySchema.optional(),
  /** The sentence an agent hands a caller over with. */
  handover: z.string().max(300),
  /** Ways of identifying a caller that are not used here. */
  waysOff: z.array(waySchema).optional(),
  /** What callers cannot do here on their own. */
  /** Functions callers may not use here, by name. */
  functionsOff: z.array(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/)).optional(),
  /** Every function answers with the hand-over sentence. */
  paused: z.boolean().optional(),
  /** Wrong identifications an hour before a caller is locked out; 3 by default. */
  failuresAnHour: z.int().min(1).max(20).optional(),
};

// Strict, since these are also what staff sends: what is misspelt is refused instead of left out.
export const companyEvents = {
  CompanyRegistered: z.strictObject({ companyId: idSchema, ...companySettings }),
  CompanyChanged: z.strictObject(companySettings).partial(),
  BranchAdded: z.strictObject({ branchId: idSchema, name: z.string(), country: countrySchema.optional() }),
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
  LineAssigned: z.strictObject({ line: z.string() }),
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
