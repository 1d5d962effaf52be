import { describe, expect, it } from 'vitest';
import { errorText, readRefusal } from '../../../../../src/calendar/providers/calcom/http/refusals.ts';

const wrapped = (message: string, code = 'BadRequestException') => ({
  status: 'error',
  timestamp: '2026-12-01T10:00:00.000Z',
  path: '/v2/bookings/abc/cancel',
  error: { code, message, details: { message, error: 'Bad Request', statusCode: 400 } },
});
const bare = (statusCode: number, message: string) => ({ statusCode, message });

const moved = (successor: string) =>
  `Can't reschedule booking with uid=abc123 because it has been cancelled and rescheduled already to booking with uid=${successor}. You probably want to reschedule ${successor} instead by passing it within the request URL.`;

const cases: [name: string, httpStatus: number, text: string, code: string][] = [
  ['a taken slot', 400, 'User either already has booking at this time or is not available', 'slot_unavailable'],
  [
    'a taken slot of a team',
    400,
    'One of the hosts either already has booking at this time or is not available',
    'slot_unavailable',
  ],
  ['no free user', 400, 'no_available_users_found_error', 'slot_unavailable'],
  ['busy hosts answered as a fault', 500, 'fixed_hosts_unavailable_for_booking', 'slot_unavailable'],
  ['busy round robin answered as a fault', 500, 'round_robin_host_unavailable_for_booking', 'slot_unavailable'],
  ['a start in the past', 400, 'Attempting to book a meeting in the past.', 'in_the_past'],
  [
    'outside the booking window',
    400,
    'The event type can\'t be booked at the "start" time provided. This could be because it\'s too soon',
    'outside_booking_window',
  ],
  ['a limit of bookings', 403, 'booking_limit_reached', 'limit_reached'],
  ['a limit of their length', 403, 'duration_limit_reached', 'limit_reached'],
  ['moving what the host cancels meanwhile', 400, 'cancelled_bookings_cannot_be_rescheduled', 'already_cancelled'],
  ['an unknown booking, in the words of the core', 404, 'Booking not found.', 'not_found'],
  ['too little notice', 403, 'Rescheduling is not allowed within the minimum notice period before the event', 'minimum_notice'],
  [
    'cancelling what is cancelled',
    400,
    "Can't cancel booking with uid=abc123 because it has been cancelled already. Please provide uid of a booking that is not cancelled.",
    'already_cancelled',
  ],
  ['cancelling what was cancelled a moment ago', 400, 'This booking has already been cancelled.', 'already_cancelled'],
  [
    'moving what is cancelled',
    400,
    "Can't reschedule booking with uid=abc123 because it has been cancelled. Please provide uid of a booking that is not cancelled.",
    'already_cancelled',
  ],
  ['moving what was moved', 400, moved('def456'), 'already_rescheduled'],
  ['cancelling what has ended', 400, 'Cannot cancel a booking that has already ended', 'already_ended'],
  ['cancelling not offered', 400, 'This event type does not allow cancellations', 'cancellation_disabled'],
  ['a look at an unknown booking', 404, 'Booking with uid=abc123 was not found in the database', 'not_found'],
  ['cancelling an unknown booking', 404, 'Booking with uid=abc123 not found', 'not_found'],
  ['moving a declined booking', 404, 'Could not find original booking', 'not_found'],
  ['a path the version header does not have', 404, 'Cannot POST /v2/bookings/abc123/reschedule', 'unknown_endpoint'],
  [
    'a seated booking without its seat',
    400,
    'Booking with uid=abc123 is a seated booking which means you have to provide seatUid',
    'not_supported',
  ],
  ['a seat that is not there', 400, 'Invalid seatUid: this seat does not exist or has already been cancelled.', 'not_supported'],
  ['a seated cancellation by no host, though it says 401', 401, 'User not a host of this event', 'not_supported'],
  ['no reason', 400, 'Cancellation reason is required', 'reason_required'],
  ['no reason, older words', 400, 'Cancellation reason is required when you are the host', 'reason_required'],
  ['a missing field of the form', 400, 'responses - {notes}error_required_field, ', 'required_field'],
  ['a slot lost in a race', 409, 'booking_conflict_error', 'conflict'],
  ['a bad key', 401, 'ApiAuthStrategy - api key - Your api key is not valid', 'unauthorized'],
  ['a bad key, by the throttler', 401, 'CustomThrottlerGuard - Invalid API Key', 'unauthorized'],
  ['no key where one is needed', 403, 'PermissionsGuard - no authentication provided.', 'forbidden'],
  ['an unknown key in the body', 400, 'seatUid property is wrong,property seatUid should not exist ', 'bad_request'],
  ['a start that is no date', 400, 'start property is wrong,start must be a valid ISO 8601 date string ', 'bad_request'],
];

describe('each known text means the same in both shapes of error', () => {
  it.each(cases)('%s', (_name, httpStatus, text, code) => {
    expect(readRefusal(httpStatus, wrapped(text), 'reschedule')).toMatchObject({
      kind: 'refused',
      httpStatus,
      code,
      message: text.trim(),
    });
    expect(readRefusal(httpStatus, bare(httpStatus, text), 'reschedule')).toMatchObject({ kind: 'refused', httpStatus, code });
  });
});

describe('what a refusal says', () => {
  it('names the successor of a moved booking', () => {
    expect(readRefusal(400, wrapped(moved('def456')), 'reschedule')).toMatchObject({
      code: 'already_rescheduled',
      successorUid: 'def456',
    });
  });

  it('takes the word "undefined" for no successor', () => {
    expect(readRefusal(400, wrapped(moved('undefined')), 'reschedule')).not.toHaveProperty('successorUid');
  });

  it('finds the text that a failed check of the body hides in the details', () => {
    const hidden = {
      status: 'error',
      error: {
        code: 'BadRequestException',
        message: 'Bad Request Exception',
        details: { errors: [{ property: 'start', constraints: { isDate: 'start must be a valid ISO 8601 date string' } }] },
      },
    };
    expect(errorText(hidden)).toContain('start must be a valid ISO 8601 date string');
  });

  it('does not take a 404 that speaks of no booking for a missing booking', () => {
    expect(readRefusal(404, wrapped('Not Found', 'NotFoundException'), 'reschedule')).toMatchObject({ code: 'unknown_endpoint' });
  });

  it.each([
    [403, undefined],
    [404, undefined],
    [400, ''],
    [401, null],
  ])('takes a %i that is not written by Cal.com itself for no word of Cal.com', (httpStatus, body) => {
    expect(readRefusal(httpStatus, body, 'reschedule')).toBeUndefined();
  });

  it('takes a bare 403 without a text for the rule that gives none, but of a look, a cancellation or a guard for the key', () => {
    for (const text of ['Forbidden', 'forbidden_error', '']) {
      expect(readRefusal(403, bare(403, text), 'reschedule')).toMatchObject({ code: 'forbidden_by_rule' });
      expect(readRefusal(403, bare(403, text), 'cancel')).toMatchObject({ code: 'forbidden' });
      expect(readRefusal(403, bare(403, text), 'get')).toMatchObject({ code: 'forbidden' });
    }
    expect(readRefusal(403, wrapped('Forbidden resource', 'ForbiddenException'), 'reschedule')).toMatchObject({
      code: 'forbidden',
    });
  });

  it('takes an ordinary 500 for a fault, never for a refusal', () => {
    expect(readRefusal(500, bare(500, 'Internal server error'), 'reschedule')).toBeUndefined();
    expect(readRefusal(503, undefined, 'reschedule')).toBeUndefined();
    expect(readRefusal(500, bare(500, 'Booking with uid=abc123 not found'), 'reschedule')).toBeUndefined();
  });
});
