// Compares the bookings of one company at the calendar with ours and repairs by events what webhooks have not reported. What it
// repairs agrees afterwards, so that a second run finds nothing to do.
import type { Listing } from '../provider.ts';
import { type CompareDependencies, compareAppointment, type ReconciliationFinding, stateOf } from './compare-appointment.ts';
import { compareListedBooking } from './compare-listed-booking.ts';
import { endingWith } from './ending-with.ts';

export interface ReconcileDependencies extends CompareDependencies {
  /** Our appointments to come that have a booking, in pages. */
  expected(companyId: string, from: Date): AsyncIterable<{ appointmentId: string; bookingUid: string }>;
}

export interface ReconciliationReport {
  companyId: string;
  /** Bookings the calendar listed. */
  bookings: number;
  findings: ReconciliationFinding[];
  /** False where the calendar did not list all: nothing is known of the rest. */
  complete: boolean;
}

export interface ReconciliationRun {
  /** Ends the run between two bookings; what was recorded until then stands, and the run has not seen all. */
  signal?: AbortSignal;
  /** Awaited before each comparison; what it throws ends the run. */
  step?: () => Promise<void>;
}

/** Of all bookings to come, or with `updatedAfter` of those that changed since. */
export async function reconcile(
  companyId: string,
  updatedAfter: Date | undefined,
  dependencies: ReconcileDependencies,
  { signal, step }: ReconciliationRun = {},
): Promise<ReconciliationReport> {
  const deps = { ...dependencies, calendar: endingWith(dependencies.calendar, signal) };
  const findings: ReconciliationFinding[] = [];
  const agreeing = new Set<string>();
  const now = deps.clock.now();
  const listing: Listing = updatedAfter ? { updatedAfter } : { startingAfter: now };
  let bookings = 0;
  let complete = true;
  for await (const page of deps.calendar.list(companyId, listing, signal)) {
    if (page === 'unseen') {
      complete = false;
      continue;
    }
    for (const booking of page) {
      if (signal?.aborted) break;
      await step?.();
      bookings += 1;
      const finding = await compareListedBooking(companyId, booking, now, deps);
      if (finding === 'agrees') agreeing.add(booking.uid);
      else if (finding) findings.push({ companyId, ...finding });
    }
  }
  if (!updatedAfter && complete) {
    for await (const { appointmentId, bookingUid } of deps.expected(companyId, now)) {
      if (agreeing.has(bookingUid)) continue;
      if (signal?.aborted) break;
      await step?.();
      const state = await stateOf({ companyId, appointmentId }, deps);
      const finding = await compareAppointment({ companyId, appointmentId }, state, deps);
      const known = findings.some(one => one.appointmentId === appointmentId);
      if (finding && !known) findings.push({ companyId, ...finding });
    }
  }
  return { companyId, bookings, findings, complete: complete && !signal?.aborted };
}
