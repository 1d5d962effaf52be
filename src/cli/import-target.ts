// Where an import goes: a running service, which checks, claims and records like for any other request.
import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import { Fault } from '../domain/fault.ts';
import type { AppointmentRecord, CustomerRecord, ImportSettings } from './import-records.ts';
import { type ServiceAnswer, send } from './service.ts';

/** `known`: it had been imported before, and nothing was added. */
export type ImportOutcome = { kind: 'created' | 'changed' | 'known' } | { kind: 'refused'; code: string };

export interface ImportTarget {
  settings(companyId: string): Promise<ImportSettings>;
  customer(companyId: string, record: CustomerRecord): Promise<ImportOutcome>;
  appointment(companyId: string, record: AppointmentRecord): Promise<ImportOutcome>;
}

const tries = 6;
const firstPauseMs = 500;
const companySchema = z.looseObject({ timeZone: z.string(), currency: z.string() });
const refusalSchema = z.looseObject({ code: z.string() });
const outcomeSchema = z.looseObject({ outcome: z.enum(['created', 'changed', 'known']).optional() });

/** Throws `service_unreachable` after some tries, `import_refused` where the key or the company is not accepted. */
export function serviceTarget(address: string, key: string, clock: Clock): ImportTarget {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };

  /** Every request may be repeated: its ids say what it is. */
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
    if (status >= 200 && status < 300) {
      const outcome = outcomeSchema.safeParse(answer);
      return { kind: (outcome.success && outcome.data.outcome) || (status === 201 ? 'created' : 'known') };
    }
    const refusal = refusalSchema.safeParse(answer);
    return { kind: 'refused', code: refusal.success ? refusal.data.code : `http_${status}` };
  }

  return {
    async settings(companyId) {
      const { status, body } = await patiently(`/v1/companies/${encodeURIComponent(companyId)}`);
      const company = companySchema.safeParse(body);
      if (status === 200 && company.success)
        return { companyId, timeZone: company.data.timeZone, currency: company.data.currency };
      throw new Fault('import_refused', `the service does not show the company ${companyId} to this key (HTTP ${status})`);
    },
    customer: (companyId, record) => add('/v1/customers', { companyId, ...record }),
    appointment: (companyId, record) => add('/v1/appointments', { companyId, origin: 'import', ...record }),
  };
}
