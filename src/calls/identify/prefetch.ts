// Reads what most requests need while the request is written to its ledger: the customer of the number, their appointments and
// those streams. Who is calling and which appointment is meant is decided after that.
import { appointment } from '../../domain/appointment/appointment.ts';
import type { Clock } from '../../domain/clock.ts';
import { appointmentStream } from '../../domain/ids.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { Between, CustomerWithAppointments, Lookups } from '../lookups.ts';

const horizonMs = 400 * 24 * 3_600_000;
/** Lists this long may have been cut off, and no more streams than this are read without knowing that they are needed. */
const mostAppointments = 10;

interface Parts {
  queries: Lookups;
  executor: Executor;
  clock: Clock;
}

/** The same queries; those a caller from this number needs are in flight already. */
export function prefetch(
  { queries, executor, clock }: Parts,
  companyId: string,
  callId: string,
  number: string | undefined,
): Lookups {
  if (number === undefined) return queries;
  const from = clock.now();
  const period: Between = { from, to: new Date(from.getTime() + horizonMs) };
  const people = caught(queries.customersOfNumber(companyId, number, period, callId));
  const upcoming = caught(people().then(found => ofOnly(found)));
  return {
    ...queries,
    customersByPhone: async (company, phone) =>
      company === companyId && phone === number
        ? (await people()).map(({ customer }) => customer)
        : queries.customersByPhone(company, phone),
    async appointmentsOf(company, customerId, call, between) {
      const known = company === companyId && call === callId && between.to <= period.to ? await upcoming() : undefined;
      return known?.customerId === customerId
        ? known.appointments.filter(found => isWithin(found.startsAt, between))
        : queries.appointmentsOf(company, customerId, call, between);
    },
  };

  async function ofOnly([only, ...others]: CustomerWithAppointments[]) {
    if (!only || others.length > 0 || only.appointments.length > mostAppointments) return undefined;
    const { customer, appointments } = only;
    // A step that needs one which cannot be read learns it when it reads it itself.
    const streams = await Promise.allSettled(
      appointments.map(async ({ id, revision }) => {
        const stands = await executor.load(appointment, appointmentStream(companyId, id));
        return stands.revision > revision;
      }),
    );
    // What has changed since is asked for again.
    if (streams.some(lags => lags.status === 'fulfilled' && lags.value)) return undefined;
    return { customerId: customer.id, appointments };
  }
}

/** A promise whose failure is reported to those who ask, and unhandled nowhere. */
function caught<T>(promise: Promise<T>): () => Promise<T> {
  promise.catch(() => undefined);
  return () => promise;
}

const isWithin = (startsAt: string, { from, to }: Between): boolean =>
  Date.parse(startsAt) >= from.getTime() && Date.parse(startsAt) < to.getTime();
