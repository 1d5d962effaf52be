// The API itself: Cal.com's paths.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { freeSlots } from '../availability.ts';
import { cancel } from '../changes/cancel.ts';
import { create } from '../changes/create.ts';
import { reschedule } from '../changes/reschedule.ts';
import { failureBody, failures } from '../failures.ts';
import { millisecondsOf } from '../instant.ts';
import { cancelBody, createBody, readBody, rescheduleBody } from './bodies.ts';
import { type ApiOptions, behindFront } from './front.ts';
import { listBookings, listKeys } from './listing.ts';
import { answerOf, ok, rendered } from './reply.ts';

const queryOf = (request: FastifyRequest) => z.record(z.string(), z.string()).catch({}).parse(request.query);

export function addApiRoutes(app: FastifyInstance, options: ApiOptions): void {
  const { world } = options;
  const { store, clock } = world;
  const route = behindFront(app, options);

  route('reschedule', 'POST', '/v2/bookings/:uid/reschedule', async ({ uid, request, checked }) => {
    const read = readBody(rescheduleBody, request.body);
    if ('failure' in read) return read;
    const { start, reschedulingReason, seatUid } = read.body;
    const move = {
      start,
      ...(reschedulingReason === undefined ? {} : { reason: reschedulingReason }),
      ...(seatUid === undefined ? {} : { seatUid }),
    };
    return answerOf(world, 201, await reschedule(world, uid, move, checked));
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
    return answerOf(world, 200, await cancel(world, uid, cancellation, checked));
  });

  route('get', 'GET', '/v2/bookings/:uid', async ({ uid }) => {
    const booking = store.booking(uid);
    if (booking) return ok(200, rendered(world, booking));
    const series = store.series(uid);
    return series.length > 0
      ? ok(
          200,
          series.map(one => rendered(world, one)),
        )
      : { failure: failures.bookingNotFound(uid) };
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
    return ok(
      200,
      page.map(booking => rendered(world, booking)),
      { pagination },
    );
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
    return answerOf(world, 201, await create(world, owner, seed, false));
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
