// A company and its parts as the API spells them. Bounds are those of the events.
import { z } from 'zod';
import { callFunctions } from '../../../calls/functions/index.ts';
import type { CompanyState } from '../../../domain/company/company.ts';
import { companyEvents } from '../../../domain/company/events.ts';
import { openingHoursSchema } from '../../../domain/company/opening-hours.ts';
import type { DataOf } from '../../../domain/event-catalogue.ts';
import { parsePhoneNumber } from '../../../domain/phone-number.ts';
import { type Country, defaultLanguage, idSchema } from '../../../domain/values.ts';
import { ApiFault } from '../../server/errors.ts';
import { exampleNumber, problemWith, wantedNumber } from '../../server/problems.ts';
import { fromApi, toApi } from '../field-names.ts';
import { policy, policyToApi } from './policy.ts';
import { money } from './values.ts';

const known = companyEvents.CompanyRegistered.shape;
const handOver = z
  .strictObject({
    number: z.string().max(40).describe('In any spelling; a national one is read by the company’s or the branch’s country.'),
    hours: openingHoursSchema.optional().describe('When it is answered; left out, the opening hours.'),
  })
  .nullable()
  .optional();
const settings = {
  name: known.name,
  language: known.language.describe('Callers hear this one.'),
  time_zone: known.timeZone.describe('An IANA time zone.'),
  currency: known.currency.describe('ISO 4217.'),
  country: known.country.describe(
    'ISO 3166-1 alpha-2. National telephone numbers are read by it. Where it is not set, the company’s line tells it, else it is DE.',
  ),
  handover: handOver.describe('Who takes a caller over whom the agent cannot help; null or left out: nobody.'),
  ways_off: known.waysOff.describe('Ways of identifying a caller that are not used here.'),
  functions_off: z
    .array(z.enum(callFunctions.map(({ name }) => name)))
    .optional()
    .describe('What callers cannot do here on their own.'),
  paused: known.paused.describe('Every caller is handed over.'),
  retention_months: known.retentionMonths.describe(
    'Customers whose last appointment ended so many months ago are erased, each day; null or left out: nobody is.',
  ),
  failures_an_hour: known.failuresAnHour.describe('Wrong identifications an hour before a caller is locked out; 3 unless set.'),
};

// Strict: what is misspelt is refused instead of left out.
export const company = z.strictObject({ company_id: idSchema, ...settings });
export const companyChange = z.strictObject(settings).partial();
export const companyExample = {
  company_id: 'salon',
  name: 'Salon Sonnenschein',
  language: defaultLanguage,
  time_zone: 'Europe/Berlin',
  currency: 'EUR',
  handover: { number: '+493087654321' },
};

export const branch = z.strictObject({
  branch_id: idSchema,
  name: companyEvents.BranchAdded.shape.name,
  country: companyEvents.BranchAdded.shape.country.describe('Where it is another one than the company’s.'),
  handover: handOver.describe('Left out, the company’s; null: nobody takes a caller of this branch over.'),
});
export const branchExample = { branch_id: 'mitte', name: 'Berlin Mitte' };

const serviceFields = companyEvents.ServiceAdded.shape;
export const service = z.strictObject({
  service_id: idSchema,
  name: serviceFields.name,
  minutes: serviceFields.minutes,
  price: money.optional(),
  calendar_service_id: serviceFields.calendarServiceId,
});
export const serviceExample = {
  service_id: 'colour',
  name: 'Farbe',
  minutes: 90,
  price: { amount_cents: 8_000, currency: 'EUR' },
  calendar_service_id: 2_563_193,
};

export const staffMember = z.object({
  staff_id: idSchema,
  name: z.string().min(1).max(200),
  calendar_host_id: companyEvents.StaffMemberAdded.shape.calendarHostId,
});
export const staffMemberExample = { staff_id: 'eva', name: 'Eva Muster', calendar_host_id: 41 };

export const openingHours = z.strictObject({ branch_id: idSchema.optional(), hours: openingHoursSchema });
export const openingHoursExample = {
  hours: { mon: [{ opens: '09:00', closes: '18:00' }], sat: [{ opens: '10:00', closes: '14:00' }] },
};

export const companyDetail = company.extend({
  lines: z.array(z.string()).describe('Called numbers and agents.'),
  branches_of_lines: z.record(z.string(), z.string()).describe('By line, the branch whose it is, where it is one’s.'),
  branches: z.array(branch),
  services: z.array(service),
  staff: z.array(staffMember.extend({ name: z.string().nullable().describe('Null for keys without `personal`.') })),
  hours: z.array(openingHours),
  policies: z.record(z.string(), policy).describe('By scope: `company`, `branch:ID`, `service:ID`, `staff:ID`.'),
});
export const companyDetailExample = {
  ...companyExample,
  lines: ['+493012345678'],
  branches_of_lines: { '+493012345678': 'mitte' },
  branches: [branchExample],
  services: [serviceExample],
  staff: [staffMemberExample],
  hours: [openingHoursExample],
  policies: { company: { cancel: { hours_before: 24 } } },
};

/** Any one kind of parts, or several: what a company's part is answered with. */
export const companyParts = companyDetail
  .pick({ lines: true, branches: true, services: true, staff: true, hours: true, policies: true })
  .partial();

type Known = Omit<CompanyState, 'settings'> & { settings: DataOf<'CompanyRegistered'> };

/** Names of staff are left out for keys that may not see them. */
export const companyToApi = (state: Known, personal: boolean): z.infer<typeof companyDetail> => ({
  ...toApi(state.settings),
  lines: [...state.lines],
  branches_of_lines: Object.fromEntries(state.branchesOfLines),
  branches: [...state.branches.values()].map(toApi),
  services: [...state.services.values()].map(({ price, ...rest }) => ({ ...toApi(rest), ...(price && { price: toApi(price) }) })),
  staff: [...state.staff.values()].map(({ personal: its, ...rest }) => ({
    ...toApi(rest),
    name: personal ? (its?.name ?? null) : null,
  })),
  hours: [...state.hours].map(([branchId, hours]) => ({ ...(branchId !== 'company' && { branch_id: branchId }), hours })),
  policies: Object.fromEntries([...state.policies].map(([scope, rules]) => [scope, policyToApi(rules)])),
});

/** Its number in E.164, by the country of the company or branch it is set on. Throws `request_invalid` where it is none. */
export function handOverFromApi<T extends { handover?: z.infer<typeof handOver> }>(set: T, country: Country): T {
  if (!set.handover) return set;
  const number = parsePhoneNumber(set.handover.number, country);
  if (number === undefined)
    throw new ApiFault('request_invalid', [problemWith('handover.number', set.handover.number, wantedNumber, exampleNumber)]);
  return { ...set, handover: { ...set.handover, number } };
}

export const serviceFromApi = ({ price, ...rest }: z.infer<typeof service>): DataOf<'ServiceAdded'> => ({
  ...fromApi(rest),
  ...(price && { price: fromApi(price) }),
});

export const staffMemberFromApi = ({ name, ...rest }: z.infer<typeof staffMember>): DataOf<'StaffMemberAdded'> => ({
  ...fromApi(rest),
  personal: { name },
});
