// The one place where names of the API (snake_case) and names of the code (camelCase) meet.

/** Name in the API → name in the code. A field that is not listed has one name in both. */
const inCode = {
  amount_cents: 'amountCents',
  appointment_id: 'appointmentId',
  booked_at: 'bookedAt',
  branch_id: 'branchId',
  calendar_host_id: 'calendarHostId',
  calendar_service_id: 'calendarServiceId',
  company_id: 'companyId',
  customer_id: 'customerId',
  ends_at: 'endsAt',
  external_id: 'externalId',
  failures_an_hour: 'failuresAnHour',
  fee_accepted: 'feeAccepted',
  fee_waived: 'feeWaived',
  functions_off: 'functionsOff',
  hours_before: 'hoursBefore',
  hours_notice: 'hoursNotice',
  max_per_appointment: 'maxPerAppointment',
  max_per_month: 'maxPerMonth',
  numeric_id: 'numericId',
  policy_revision: 'policyRevision',
  policy_scope: 'policyScope',
  reason_code: 'reasonCode',
  recomputed_code: 'recomputedCode',
  recorded_at: 'recordedAt',
  request_key: 'requestKey',
  retention_months: 'retentionMonths',
  service_id: 'serviceId',
  staff_id: 'staffId',
  starts_at: 'startsAt',
  time_zone: 'timeZone',
  under_hours: 'underHours',
  ways_off: 'waysOff',
  within_policy: 'withinPolicy',
} as const;

type InCode = typeof inCode;
type InApi = { [K in keyof InCode as InCode[K]]: K };
type Renamed<T, Names> = { [K in keyof T as K extends keyof Names ? Extract<Names[K], string> : K]: T[K] };

const codeNames = new Map<string, string>(Object.entries(inCode));
const apiNames = new Map<string, string>(Object.entries(inCode).map(([api, code]) => [code, api]));

/**
 * The same object with the code's names. Only its own fields: what is nested is translated where it is known what it is, so that data
 * somebody else named is never touched.
 *
 *     fromApi({ company_id: 'salon', name: 'Salon' })   // { companyId: 'salon', name: 'Salon' }
 */
export const fromApi = <T extends object>(value: T): Renamed<T, InCode> => renamed(value, codeNames);

/** The same object with the API's names; only its own fields. */
export const toApi = <T extends object>(value: T): Renamed<T, InApi> => renamed(value, apiNames);

/** The name of one field in the API: of a rule, for example. */
export const apiNameOf = (name: string): string => apiNames.get(name) ?? name;

// What `Object.fromEntries` gives has no type of its own: the two signatures above say what comes out.
const renamed = (value: object, names: ReadonlyMap<string, string>) =>
  Object.fromEntries(Object.entries(value).map(([name, field]): unknown[] => [names.get(name) ?? name, field]));
