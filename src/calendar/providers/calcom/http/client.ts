// Cal.com API v2, as far as Rebook needs it. Every outcome is a value; one client (with its circuit and its limiter) per API key.
import type { Logger } from 'pino';
import type { z } from 'zod';
import { isBookingUid } from '../../../../domain/appointment/booking-reference.ts';
import type { Clock } from '../../../../domain/clock.ts';
import { type SpanAttributes, span } from '../../../../platform/tracing/trace.ts';
import type { CallOptions, CallPriority } from '../../../provider.ts';
import type { CalendarResult } from '../../../result.ts';
import { type Circuit, type CircuitBreaker, type CircuitStatus, createCircuitBreaker } from '../limits/circuit-breaker.ts';
import { createRequestLimiter, type RequestLimiter } from '../limits/request-limiter.ts';
import { interpret, verdictOn } from './interpret.ts';
import { createKeyWatch, type KeyRefused } from './key-watch.ts';
import type { CalcomOperation } from './operations.ts';
import {
  bookingOf,
  bookingOrSeriesSchema,
  bookingPageSchema,
  type CalcomBooking,
  type CalcomBookingOrSeries,
  type CalcomBookingPage,
  type SlotsByDay,
  slotsSchema,
  successorOf,
} from './payloads.ts';
import {
  type BookingFilters,
  bookingQuery,
  type Cancel,
  type CreateBooking,
  cancelBody,
  type Reschedule,
  rescheduleBody,
  type SlotQuery,
  slotQuery,
} from './requests.ts';
import { exchange, type HttpRequest } from './transport.ts';

export type ListOptions = CallOptions & {
  /** Part of a look at one booking: it goes out as that does. Any other list waits until the circuit closes. */
  look?: boolean;
};

/** What can be counted and logged; holds no personal data and no key. */
export type CalcomObservation =
  | {
      type: 'call';
      account: string;
      operation: CalcomOperation;
      outcome: CalendarResult<unknown>['kind'];
      code?: string;
      httpStatus?: number;
      milliseconds: number;
      priority: CallPriority;
    }
  | { type: 'circuit'; account: string; state: CircuitStatus; until?: Date }
  /** Cal.com turns the key away (the code says how), or takes it again. */
  | { type: 'key'; account: string; refused: string | undefined };

type CalcomVersions = Record<CalcomOperation, string>;

/** Cal.com matches the header exactly and falls back to another API on anything else, so each endpoint has its own. */
const defaultVersions: CalcomVersions = {
  reschedule: '2024-08-13',
  cancel: '2024-08-13',
  get: '2024-08-13',
  list: '2024-08-13',
  create: '2024-08-13',
  slots: '2024-09-04',
};

export type CalcomClientOptions = {
  baseUrl: string;
  apiKey: string;
  clock: Clock;
  log: Logger;
  /** Names the account in logs and metrics; never the key. */
  account?: string;
  versions?: Partial<CalcomVersions>;
  observe?: (observation: CalcomObservation) => void;
  /** Gets the time of each answer, by Cal.com's clock; an invalid date where it does not say. */
  seenTime?: (theirs: Date) => void;
  limiter?: RequestLimiter;
  breaker?: CircuitBreaker;
};

export interface CalcomClient {
  /** Moves a booking; the answer is the **new** booking, with a new uid. One that was moved from another is `unreadable`. */
  reschedule(uid: string, change: Reschedule, options?: CallOptions): Promise<CalendarResult<CalcomBooking>>;
  /** Cancels a booking; with a series' uid all of it. An answer about another booking is `unreadable`. */
  cancel(uid: string, change: Cancel, options?: CallOptions): Promise<CalendarResult<CalcomBookingOrSeries>>;
  /** A look: goes out though the circuit is open, and neither opens nor closes it. An answer about another booking is `unreadable`. */
  getBooking(uid: string, options?: CallOptions): Promise<CalendarResult<CalcomBookingOrSeries>>;
  listBookings(filters: BookingFilters, options?: ListOptions): Promise<CalendarResult<CalcomBookingPage>>;
  slots(query: SlotQuery, options?: CallOptions): Promise<CalendarResult<SlotsByDay>>;
  createBooking(booking: CreateBooking, options?: CallOptions): Promise<CalendarResult<CalcomBookingOrSeries>>;
  /**
   * Tells the circuit what a look has shown of a cancellation or a move that ran out of time, which by itself counts neither for
   * nor against Cal.com.
   */
  judge(verdict: 'success' | 'failure'): void;
  readonly account: string;
  readonly circuit: Circuit;
  /** Since when Cal.com turns the key away, and how; undefined while it takes it. */
  keyRefused(): KeyRefused | undefined;
  /** Calls the rate limit holds back at the moment. */
  heldBack(): Record<CallPriority, number>;
}

const outcomeOf = (result: CalendarResult<unknown>): SpanAttributes => ({
  'rebook.outcome': result.kind,
  ...('code' in result && { 'rebook.code': result.code }),
  ...('httpStatus' in result && { 'http.response.status_code': result.httpStatus }),
});

const defaultTimeoutMs = { caller: 5_000, background: 30_000 };

export function createCalcomClient(options: CalcomClientOptions): CalcomClient {
  const { apiKey, clock, log, observe, account = 'default' } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const versions = { ...defaultVersions, ...options.versions };
  const limiter = options.limiter ?? createRequestLimiter({ clock });
  const circuit =
    options.breaker ??
    createCircuitBreaker({
      clock,
      onChange: (state, until) => {
        log[state === 'open' ? 'warn' : 'info']({ account, state, until }, 'calendar circuit changed');
        observe?.({ type: 'circuit', account, state, ...(until ? { until } : {}) });
      },
    });

  const key = createKeyWatch(clock, refused => {
    if (refused) log.error({ account, code: 'calendar_key_refused', reason: refused }, 'Cal.com rejects the key of an account');
    else log.info({ account }, 'Cal.com accepts the key of the account again');
    observe?.({ type: 'key', account, refused });
  });

  async function send<T>(operation: CalcomOperation, request: HttpRequest, schema: z.ZodType<T>, call: ListOptions) {
    const { priority = 'caller', maxWaitMs = 0, signal, onSend } = call;
    const timeoutMs = call.timeoutMs ?? defaultTimeoutMs[priority];

    async function attempt(): Promise<{ value: CalendarResult<T>; verdict: 'success' | 'failure' | 'neutral' }> {
      let heldBack: Date | undefined;
      try {
        heldBack = await limiter.acquire(priority, maxWaitMs, signal);
      } catch {
        return { value: { kind: 'timeout', nothingSent: true }, verdict: 'neutral' };
      }
      if (heldBack) return { value: { kind: 'rate_limited', retryAt: heldBack, nothingSent: true }, verdict: 'neutral' };
      let answer: { httpStatus: number; headers: Headers; sentAt: Date } | undefined;
      try {
        await onSend?.();
        const sentAt = clock.now();
        const exchanged = await exchange(request, { clock, timeoutMs, signal });
        if (exchanged.kind === 'answered') {
          answer = { ...exchanged, sentAt };
          options.seenTime?.(new Date(exchanged.headers.get('date') ?? ''));
        }
        const value = interpret(exchanged, operation, schema, clock.now());
        // Who waits less than usual has not seen that Cal.com does not answer.
        const impatient = operation === 'slots' && exchanged.kind === 'timed_out' && timeoutMs < defaultTimeoutMs.caller;
        return { value, verdict: impatient ? 'neutral' : verdictOn(exchanged, value, operation) };
      } finally {
        limiter.settle(answer);
      }
    }

    if (operation === 'get' || call.look) return (await attempt()).value;
    const run = await circuit.run(attempt);
    return run.ran ? run.value : ({ kind: 'circuit_open', until: run.until } as const);
  }

  async function call<T>(
    operation: CalcomOperation,
    { path, body }: { path: string; body?: object },
    schema: z.ZodType<T>,
    callOptions: ListOptions = {},
  ): Promise<CalendarResult<T>> {
    const startedAt = clock.elapsed();
    const request: HttpRequest = {
      method: body ? 'POST' : 'GET',
      url: `${baseUrl}${path}`,
      headers: {
        authorization: `Bearer ${apiKey}`,
        'cal-api-version': versions[operation],
        accept: 'application/json',
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    };
    const result = await span(`calcom.${operation}`, {}, () => send(operation, request, schema, callOptions), outcomeOf);
    key.observe(operation, result);
    const fields = {
      account,
      operation,
      outcome: result.kind,
      ...('code' in result ? { code: result.code } : {}),
      ...('httpStatus' in result ? { httpStatus: result.httpStatus } : {}),
      milliseconds: clock.elapsed() - startedAt,
      priority: callOptions.priority ?? ('caller' as const),
    };
    log.debug(fields, 'calendar called');
    observe?.({ type: 'call', ...fields });
    return result;
  }

  function ofBooking<T>(
    operation: CalcomOperation,
    uid: string,
    rest: string,
    body: object | undefined,
    schema: z.ZodType<T>,
    callOptions?: CallOptions,
  ) {
    if (!isBookingUid(uid)) {
      const refused = { kind: 'refused', httpStatus: 400, code: 'invalid_uid', message: 'not a booking uid' } as const;
      return Promise.resolve<CalendarResult<T>>(refused);
    }
    return call(operation, { path: `/v2/bookings/${uid}${rest}`, ...(body ? { body } : {}) }, schema, callOptions);
  }

  return {
    account,
    circuit,
    judge: circuit.judge,
    heldBack: limiter.waiting,
    keyRefused: key.refused,
    reschedule: (uid, change, callOptions) =>
      ofBooking('reschedule', uid, '/reschedule', rescheduleBody(change), successorOf(uid), callOptions),
    cancel: (uid, change, callOptions) => ofBooking('cancel', uid, '/cancel', cancelBody(change), bookingOf(uid), callOptions),
    getBooking: (uid, callOptions) => ofBooking('get', uid, '', undefined, bookingOf(uid), callOptions),
    listBookings: (filters, callOptions) =>
      call('list', { path: `/v2/bookings?${bookingQuery(filters)}` }, bookingPageSchema, callOptions),
    slots: (query, callOptions) => call('slots', { path: `/v2/slots?${slotQuery(query)}` }, slotsSchema, callOptions),
    createBooking: (booking, callOptions) =>
      call('create', { path: '/v2/bookings', body: booking }, bookingOrSeriesSchema, callOptions),
  };
}
