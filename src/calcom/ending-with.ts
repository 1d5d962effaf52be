// A Cal.com client whose calls are cancelled when a signal aborts.
import type { CalcomClient, CallOptions } from './client.ts';

/** The same client; each look and each list is given up once the signal is aborted. */
export function endingWith(client: CalcomClient, signal: AbortSignal | undefined): CalcomClient {
  if (!signal) return client;
  const ending = <T extends CallOptions>(options: T | undefined) => ({
    ...options,
    signal: options?.signal ? AbortSignal.any([options.signal, signal]) : signal,
  });
  return {
    ...client,
    getBooking: (uid, options) => client.getBooking(uid, ending(options)),
    listBookings: (filters, options) => client.listBookings(filters, ending(options)),
  };
}
