// The API itself: Cal.com's paths, with version header, key, throttle and faults in front of every one.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { freeSlots } from '../availability.ts';
import { cancel } from '../changes/cancel.ts';
import { create } from '../changes/create.ts';
import { reschedule } from '../changes/reschedule.ts';
import type { Changed, Checked, World } from '../changes/world.ts';
import { type Failure, failureBody, failureOfStatus, failures } from '../failures.ts';
import type { Fault, FaultBox, FaultTarget } from '../faults.ts';
import { millisecondsOf, withoutZones } from '../instant.ts';
import { apiBooking } from '../render.ts';
import { cancelBody, createBody, readBody, rescheduleBody } from './bodies.ts';
import { listBookings, listKeys } from './listing.ts';
import type { Throttle } from './rate-limit.ts';

/** What a call came with and what it got; never the Authorization header. */
export type RecordedRequest = {
  at: string;
  operation: string;
  method: string;
  path: string;
  version: string | null;
  body: unknown;
  /** `null`: not answered (yet), or hung up on. */
  httpStatus: number | null;
  /** What was done wrong to it on request. */
  fault: Fault['kind'] | null;
};

export type ApiOptions = {
  world: World;
  faults: FaultBox;
  throttle: Throttle;
  requests: RecordedRequest[];
  /** The account of a key, `undefined` for a key that is none. */
  accountOf: (apiKey: string) => string | undefined;
  stopped: AbortSignal;
};

type Reply = { status: number; body: object | string } | { failure: Failure };
type Call = { account: string | undefined; uid: string; request: FastifyRequest; checked?: Checked };

/** Faults that lie in the answer alone. */
const takingEffect: readonly Fault['kind'][] = [
  'delay',
  'lost_answer',
  'unusable_body',
  'lagging_pointer',
  'zoneless',
  'another_booking',
];

/** A sandbox that runs for weeks forgets the oldest. */
const keptRequests = 20_000;

const versionsOf: Record<string, readonly string[]> = {
  slots: ['2024-09-04'],
  bookings: ['2024-08-13', '2026-02-25'],
};
const uidParameter = z.object({ uid: z.string() }).catch({ uid: '' });
const answeredUid = z
  .object({ data: z.looseObject({ uid: z.string(), rescheduledFromUid: z.string().optional() }) })
  .catch({ data: { uid: '' } });
const queryOf = (request: FastifyRequest) => z.record(z.string(), z.string()).catch({}).parse(request.query);

export function addApiRoutes(app: FastifyInstance, options: ApiOptions): void {
  const { world, faults, throttle, requests, accountOf, stopped } = options;
  const { store, clock } = world;

  const ok = (status: number, data: unknown, more: object = {}): Reply => ({
    status,
    body: { status: 'success', data, ...more },
  });
  const rendered = (booking: Parameters<typeof apiBooking>[0]) =>
    apiBooking(booking, store.eventType(booking.account, booking.eventTypeId));
  function answerOf(status: number, changed: Changed): Reply {
    if ('failure' in changed) return changed;
    const all = changed.bookings.map(rendered);
    return ok(status, changed.series ? all : all[0]);
  }

  function readKey(request: FastifyRequest): { account: string | undefined } | { failure: Failure } {
    const key = request.headers.authorization?.replace(/^Bearer /i, '');
    if (key === undefined) return { account: undefined };
    const account = accountOf(key);
    return account === undefined ? { failure: failures.badKey() } : { account };
  }

  function wrongVersion(operation: FaultTarget, request: FastifyRequest): Failure | undefined {
    const known = versionsOf[operation === 'slots' ? 'slots' : 'bookings'] ?? [];
    if (known.includes(String(request.headers['cal-api-version']))) return undefined;
    // The old controllers take over: they know neither of these two paths, and understand other bodies and queries.
    const unknownThere = operation === 'slots' || operation === 'reschedule';
    return unknownThere ? failures.noRoute(request.method, request.url) : failures.legacyVersion();
  }

  async function withFault(fault: Fault | undefined, effect: (checked?: Checked) => Promise<Reply>): Promise<Reply | 'hang_up'> {
    if (!fault) return effect();
    const { kind, afterEffect = false, delayMs = 0 } = fault;
    const late = async () => {
      if (delayMs > 0) await clock.sleep(delayMs, stopped).catch(() => undefined);
    };
    if (kind === 'late') {
      const running = effect(late);
      // What stands before Cal.com has given up on it, Cal.com has not.
      return fault.status === undefined ? running : { failure: failureOfStatus(fault.status, fault.message, fault.shape) };
    }
    if (!afterEffect) await late();
    const takesEffect = afterEffect || takingEffect.includes(kind);
    const reply = takesEffect ? await effect() : undefined;
    if (afterEffect) await late();
    if (kind === 'lost_answer' || kind === 'reset') return 'hang_up';
    if (kind === 'status' || !reply) return { failure: failureOfStatus(fault.status ?? 500, fault.message, fault.shape) };
    if ('failure' in reply) return reply;
    if (kind === 'unusable_body') return { status: reply.status, body: { status: 'success', data: {} } };
    if (kind === 'zoneless') return { ...reply, body: JSON.parse(withoutZones(JSON.stringify(reply.body))) };
    if (kind === 'another_booking') return aboutAnother(reply);
    return kind === 'lagging_pointer' ? withoutPointer(reply) : reply;
  }

  /** As what reads from a replica answers. */
  function withoutPointer({ status, body }: Exclude<Reply, { failure: Failure }>): Reply {
    const without: object = JSON.parse(JSON.stringify(body, (key, value) => (key === 'rescheduledToUid' ? undefined : value)));
    return { status, body: without };
  }

  /** Whole and well, and not the one that was asked for: as a cache or a mixed-up edge answers. */
  function aboutAnother({ status, body }: Exclude<Reply, { failure: Failure }>): Reply {
    const asked = answeredUid.parse(body);
    const other = [...store.bookings()].find(({ uid }) => uid !== asked.data.uid && uid !== asked.data.rescheduledFromUid);
    const data = other ? rendered(other) : { ...asked.data, uid: store.freshUid('another'), rescheduledFromUid: 'another' };
    return { status, body: { status: 'success', data } };
  }

  function send(reply: FastifyReply, path: string, recorded: RecordedRequest, answer: Reply | 'hang_up') {
    if (answer === 'hang_up') {
      reply.hijack();
      reply.raw.socket?.resetAndDestroy();
      return reply;
    }
    const { status, body } =
      'failure' in answer ? { status: answer.failure.status, body: failureBody(answer.failure, path, clock.now()) } : answer;
    recorded.httpStatus = status;
    if (typeof body === 'string') reply.type('text/html');
    return reply.code(status).send(body);
  }

  function route(operation: FaultTarget, method: 'GET' | 'POST', url: string, work: (call: Call) => Promise<Reply>) {
    app.route({
      method,
      url,
      handler: async (request, reply) => {
        const version = request.headers['cal-api-version'];
        const recorded: RecordedRequest = {
          at: clock.now().toISOString(),
          operation,
          method,
          path: request.url,
          version: version === undefined ? null : String(version),
          body: request.body ?? null,
          httpStatus: null,
          fault: null,
        };
        requests.push(recorded);
        if (requests.length > keptRequests) requests.shift();
        const { uid } = uidParameter.parse(request.params);
        const key = readKey(request);
        const throttled = throttle.count('failure' in key ? 'bad key' : (key.account ?? request.ip));
        // By the sandbox's clock: the server's own would be the machine's, whatever time is simulated.
        reply.headers({ date: clock.now().toUTCString(), ...throttled.headers });
        const inFront = throttled.allowed
          ? 'failure' in key
            ? key.failure
            : wrongVersion(operation, request)
          : failures.tooManyRequests();
        if (inFront) return send(reply, request.url, recorded, { failure: inFront });
        const account = 'failure' in key ? undefined : key.account;
        const fault = faults.take(operation, uid || undefined);
        recorded.fault = fault?.kind ?? null;
        const answer = await withFault(fault, checked => work({ account, uid, request, ...(checked && { checked }) }));
        return send(reply, request.url, recorded, answer);
      },
    });
  }

  route('reschedule', 'POST', '/v2/bookings/:uid/reschedule', async ({ uid, request, checked }) => {
    const read = readBody(rescheduleBody, request.body);
    if ('failure' in read) return read;
    const { start, reschedulingReason, seatUid } = read.body;
    const move = {
      start,
      ...(reschedulingReason === undefined ? {} : { reason: reschedulingReason }),
      ...(seatUid === undefined ? {} : { seatUid }),
    };
    return answerOf(201, await reschedule(world, uid, move, checked));
  });

  route('cancel', 'POST', '/v2/bookings/:uid/cancel', async ({ uid, request, checked }) => {
    const read = readBody(cancelBody, request.body);
    if ('failure' in read) return read;
    const { cancellationReason, cancelSubsequentBookings, seatUid } = read.body;
    const cancellation = {
      ...(cancellationReason === undefined ? {} : { reason: cancellationReason }),
      ...(cancelSubsequentBookings === undefined ? {} : { subsequent: cancelSubsequentBookings }),
      ...(seatUid === undefined ? {} : { seatUid }),
    };
    return answerOf(200, await cancel(world, uid, cancellation, checked));
  });

  route('get', 'GET', '/v2/bookings/:uid', async ({ uid }) => {
    const booking = store.booking(uid);
    if (booking) return ok(200, rendered(booking));
    const series = store.series(uid);
    return series.length > 0 ? ok(200, series.map(rendered)) : { failure: failures.bookingNotFound(uid) };
  });

  route('list', 'GET', '/v2/bookings', async ({ account, request }) => {
    if (account === undefined) return { failure: failures.noAuthentication() };
    const query = queryOf(request);
    const unknown = Object.keys(query).filter(key => !listKeys.has(key));
    if (unknown.length > 0) return { failure: failures.unknownProperties(unknown) };
    const take = Number(query.take ?? 100);
    if (!(take >= 1 && take <= 250)) return { failure: failures.wrongProperty('take', 'must not be greater than 250') };
    const { page, pagination } = listBookings(
      [...store.bookings()].filter(booking => booking.account === account),
      query,
      clock.now(),
    );
    return ok(200, page.map(rendered), { pagination });
  });

  route('create', 'POST', '/v2/bookings', async ({ account, request }) => {
    const read = readBody(createBody, request.body);
    if ('failure' in read) return read;
    const { start, eventTypeId, attendee, lengthInMinutes, metadata, bookingFieldsResponses } = read.body;
    const owner = account ?? store.anyEventType(eventTypeId)?.account;
    if (owner === undefined) return { failure: failures.eventTypeNotFound(eventTypeId) };
    const seed = {
      start,
      eventTypeId,
      attendee,
      ...(lengthInMinutes === undefined ? {} : { minutes: lengthInMinutes }),
      metadata: metadata ?? {},
      responses: bookingFieldsResponses ?? {},
    };
    return answerOf(201, await create(world, owner, seed, false));
  });

  route('slots', 'GET', '/v2/slots', async ({ account, request }) => {
    const { eventTypeId, start, end, timeZone = 'UTC', duration, format, bookingUidToReschedule } = queryOf(request);
    const id = Number(eventTypeId);
    const eventType = account === undefined ? store.anyEventType(id) : store.eventType(account, id);
    if (!eventType) return { failure: failures.eventTypeNotFound(id) };
    const whole = (value: string | undefined, clockFace: string) =>
      new Date(millisecondsOf(value && value.length === 10 ? `${value}T${clockFace}Z` : (value ?? '')));
    const from = whole(start, '00:00:00');
    const to = whole(end, '23:59:59');
    if (Number.isNaN(from.getTime())) return { failure: failures.badStart() };
    if (Number.isNaN(to.getTime())) return { failure: failures.wrongProperty('end', 'must be a valid ISO 8601 date string') };
    const days = freeSlots(store, eventType, {
      from,
      to,
      timeZone,
      now: clock.now(),
      ...(duration === undefined ? {} : { minutes: Number(duration) }),
      ...(bookingUidToReschedule === undefined ? {} : { movingUid: bookingUidToReschedule }),
    });
    const timesOnly = ([day, slots]: [string, { start: string }[]]) =>
      [day, slots.map(({ start: at }) => ({ start: at }))] as const;
    return ok(200, format === 'range' ? days : Object.fromEntries(Object.entries(days).map(timesOnly)));
  });

  app.setNotFoundHandler((request, reply) => {
    const failure = failures.noRoute(request.method, request.url);
    return reply.code(404).send(failureBody(failure, request.url, clock.now()));
  });
}
