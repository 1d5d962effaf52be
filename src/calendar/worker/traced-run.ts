// A run of the worker in the trace of the request that decided what it carries out, whichever instance that request came to.
import { appointmentStream } from '../../domain/ids.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';
import { beginTrace, isTracing, span, traceparent } from '../../platform/tracing/trace.ts';
import type { CalendarJob, Leases } from '../lease/lease.ts';
import type { Occasion } from '../saga/situation.ts';

/** The `traceparent` of the decision; undefined where it was not traced. */
export type DecidedIn = (job: CalendarJob) => Promise<string | undefined>;

/** From the decision's event, which has the modification's id. Never rejects. */
export const decidedIn =
  (store: Pick<EventStore, 'read'>): DecidedIn =>
  async ({ companyId, appointmentId, modificationId }) => {
    const events = await store.read(appointmentStream(companyId, appointmentId)).catch(() => []);
    return events.find(({ id }) => id === modificationId)?.metadata.traceparent;
  };

/** What was handed over is run in the trace it was handed over in; of the rest it is asked where it was decided, while requests are traced. */
export async function tracedRun(
  job: CalendarJob,
  occasion: Occasion,
  decidedIn: DecidedIn | undefined,
  run: () => Promise<void>,
): Promise<void> {
  if (!isTracing()) return run();
  const attributes = { 'rebook.company': job.companyId, 'rebook.occasion': occasion };
  if (traceparent() !== undefined) return span('calendar.run', attributes, run);
  return beginTrace('calendar.run', attributes, run, await decidedIn?.(job));
}

export const tracedLeases = (leases: Leases): Leases => ({
  ...leases,
  take: (job, options) => span('lease.take', {}, () => leases.take(job, options)),
});
