// From an HTTP exchange to an outcome, and from an outcome to what it says about Cal.com's health.
import type { z } from 'zod';
import type { CalendarResult } from '../../../result.ts';
import type { Verdict } from '../limits/circuit-breaker.ts';
import { readRetryAt } from '../limits/rate-limit-headers.ts';
import { type CalcomOperation, changesBooking, placesBooking } from './operations.ts';
import { isPlainFault, isThrottler, readRefusal } from './refusals.ts';
import type { HttpExchange } from './transport.ts';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads the answer with `schema`; a 2xx that does not fit is `unreadable`, never an error. */
export function interpret<T>(
  exchanged: HttpExchange,
  operation: CalcomOperation,
  schema: z.ZodType<T>,
  now: Date,
): CalendarResult<T> {
  switch (exchanged.kind) {
    case 'timed_out':
    case 'given_up':
      return { kind: 'timeout', nothingSent: false };
    case 'unreachable':
    case 'connection_lost':
      return exchanged;
    case 'answered': {
      const { httpStatus, headers, text } = exchanged;
      const body = parseJson(text);
      if (httpStatus === 429) {
        const retryAt = readRetryAt(headers, now);
        return { kind: 'rate_limited', retryAt, nothingSent: false, stoppedAtTheDoor: isThrottler(body) };
      }
      if (httpStatus >= 200 && httpStatus < 300) {
        const read = schema.safeParse(body);
        return read.success ? { kind: 'ok', data: read.data, httpStatus } : { kind: 'unreadable', httpStatus };
      }
      // A redirect is not Cal.com's answer, and 408 comes from something in between that lost patience.
      if (httpStatus < 400) return { kind: 'unreadable', httpStatus };
      if (httpStatus === 408) return { kind: 'server_error', httpStatus };
      const mayBeBusyHost = placesBooking(operation) && isPlainFault(httpStatus, body);
      return (
        readRefusal(httpStatus, body, operation) ?? { kind: 'server_error', httpStatus, ...(mayBeBusyHost && { mayBeBusyHost }) }
      );
    }
  }
}

/**
 * No connection, time-out and 5xx are failures; a 4xx or 429 shows that Cal.com answers. Nothing is said by a call given up, by the
 * fault behind which only a busy host may stand, and by a change that ran out of time: Cal.com may only have waited for those it
 * tells of it, so the look at the booking decides (`CalcomClient.judge`).
 */
export function verdictOn(exchanged: HttpExchange, result: CalendarResult<unknown>, operation: CalcomOperation): Verdict {
  if (exchanged.kind === 'given_up') return 'neutral';
  if (exchanged.kind === 'timed_out' && changesBooking(operation)) return 'neutral';
  if (result.kind === 'server_error' && result.mayBeBusyHost) return 'neutral';
  const failed =
    result.kind === 'timeout' ||
    result.kind === 'unreachable' ||
    result.kind === 'connection_lost' ||
    result.kind === 'server_error';
  return failed ? 'failure' : 'success';
}
