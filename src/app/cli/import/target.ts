// Sends imported rows to a running service, which checks, claims and records them like any other request.
import { z } from 'zod';
import type { Clock } from '../../../domain/clock.ts';
import { Fault } from '../../../domain/fault.ts';
import { type ServiceAnswer, send } from '../send-request.ts';
import type { AppointmentRecord, CustomerRecord, ImportSettings } from './records.ts';

/** `written`: new, or changed; `known`: it had been imported before, and nothing was added. */
/** `customerId`: the one the service knows the customer by. */
export type ImportOutcome = { kind: 'written' | 'known'; customerId?: string } | { kind: 'refused'; reason: string };

export interface ImportTarget {
  settings(companyId: string): Promise<ImportSettings>;
  customer(companyId: string, record: CustomerRecord): Promise<ImportOutcome>;
  appointment(companyId: string, record: AppointmentRecord): Promise<ImportOutcome>;
  hasCustomer(companyId: string, customerId: string): Promise<boolean>;
}

const tries = 6;
const firstPauseMs = 500;
const companySchema = z.looseObject({
  time_zone: z.string(),
  currency: z.string(),
  country: z.string().optional(),
  lines: z.array(z.string()).default([]),
  branches: z.array(z.looseObject({ branch_id: z.string(), country: z.string().optional() })).default([]),
});
const writtenSchema = z.looseObject({ created: z.boolean(), customer_id: z.string().optional() });
const refusalSchema = z.looseObject({
  error: z.looseObject({
    code: z.string(),
    problems: z.array(z.looseObject({ field: z.string(), wanted: z.string() })).default([]),
  }),
});

/** Throws `service_unreachable` after some tries, `import_refused` where the key or the company is not accepted. */
export function serviceTarget(address: string, key: string, clock: Clock): ImportTarget {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };

  /** Every request may be repeated: its ids are derived from its content. */
  async function patiently(path: string, body?: object): Promise<ServiceAnswer> {
    let pauseMs = firstPauseMs;
    for (let left = tries - 1; ; left -= 1, pauseMs *= 2) {
      try {
        const answer = await send(`${address}${path}`, {
          headers,
          ...(body && { method: 'POST', body: JSON.stringify(body) }),
        });
        if (left === 0 || (answer.status !== 429 && answer.status < 500)) return answer;
      } catch (error) {
        if (left === 0) throw error;
      }
      await clock.sleep(pauseMs);
    }
  }

  async function add(path: string, body: object): Promise<ImportOutcome> {
    const { status, body: answer } = await patiently(path, body);
    if (status === 401 || status === 403)
      throw new Fault('import_refused', `the service does not accept the key (HTTP ${status})`);
    const written = writtenSchema.safeParse(answer);
    if (status < 300 && written.success) {
      const { created, customer_id: customerId } = written.data;
      return { kind: created ? 'written' : 'known', ...(customerId !== undefined && { customerId }) };
    }
    const refusal = refusalSchema.safeParse(answer);
    return { kind: 'refused', reason: refusal.success ? reasonOf(refusal.data.error) : `HTTP ${status}` };
  }

  return {
    async settings(companyId) {
      const { status, body } = await patiently(`/v1/companies/${encodeURIComponent(companyId)}`);
      const company = companySchema.safeParse(body);
      if (status === 200 && company.success) return settingsFrom(companyId, company.data);
      throw new Fault('import_refused', `the service does not show the company ${companyId} to this key (HTTP ${status})`);
    },
    async hasCustomer(companyId, customerId) {
      const { status } = await patiently(`/v1/customers/${customerId}?company=${encodeURIComponent(companyId)}`);
      if (status !== 200 && status !== 404)
        throw new Fault('import_refused', `the service does not answer as it should (HTTP ${status})`);
      return status === 200;
    },
    customer: (companyId, { customerId, byContact, ...record }) =>
      add('/v1/customers', { company_id: companyId, ...(byContact ? {} : { customer_id: customerId }), ...record }),
    appointment: (companyId, record) => add('/v1/appointments', appointmentBody(companyId, record)),
  };
}

function settingsFrom(companyId: string, company: z.infer<typeof companySchema>): ImportSettings {
  const { time_zone: timeZone, currency, country, lines, branches } = company;
  const places = { settings: { country }, branches: new Map(branches.map(branch => [branch.branch_id, branch])), lines };
  return { companyId, timeZone, currency, places };
}

/** What is undefined is left out of the JSON. */
const appointmentBody = (companyId: string, { price, booking, ...record }: AppointmentRecord) => ({
  company_id: companyId,
  origin: 'import',
  appointment_id: record.appointmentId,
  customer_id: record.customerId,
  branch_id: record.branchId,
  service_id: record.serviceId,
  staff_id: record.staffId,
  starts_at: record.startsAt,
  ends_at: record.endsAt,
  time_zone: record.timeZone,
  booked_at: record.bookedAt,
  status: record.status,
  price: price && { amount_cents: price.amountCents, currency: price.currency },
  booking: booking && {
    uid: booking.uid,
    numeric_id: booking.numericId,
    external_id: booking.externalId,
    calendar_service_id: booking.calendarServiceId,
    form: booking.form,
  },
});

/** The code and the names of the wrong fields, never their content. */
const reasonOf = ({ code, problems }: z.infer<typeof refusalSchema>['error']): string =>
  [code, ...problems.map(({ field, wanted }) => `${field}: ${wanted}`)].join('; ');
