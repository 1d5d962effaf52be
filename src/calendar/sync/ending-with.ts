// A calendar whose reading is given up when a signal aborts.
import type { CalendarProvider, CallOptions } from '../provider.ts';

/** The same calendar; each look, and each booking that is read, is given up once the signal is aborted. */
export function endingWith(calendar: CalendarProvider, signal: AbortSignal | undefined): CalendarProvider {
  if (!signal) return calendar;
  const ending = (options: CallOptions): CallOptions => ({
    ...options,
    signal: options.signal ? AbortSignal.any([options.signal, signal]) : signal,
  });
  return {
    ...calendar,
    look: (companyId, wanted, options) => calendar.look(companyId, wanted, ending(options)),
    read: (companyId, uid, options) => calendar.read(companyId, uid, ending(options)),
  };
}
