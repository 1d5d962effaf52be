// Cal.com's refusals, word for word and in the shape each of them comes in: some wrapped, some bare.

export type Failure = { status: number; shape: 'envelope' | 'bare' | 'html'; message: string; code?: string };

const wrapped = (status: number, message: string, code?: string): Failure => ({
  status,
  shape: 'envelope',
  message,
  ...(code ? { code } : {}),
});
const bare = (status: number, message: string): Failure => ({ status, shape: 'bare', message });

export const failures = {
  bookingNotFound: (uid: string) => wrapped(404, `Booking with uid=${uid} was not found in the database`),
  bookingToCancelNotFound: (uid: string) => wrapped(404, `Booking with uid=${uid} not found`),
  cancelCancelled: (uid: string) =>
    wrapped(
      400,
      `Can't cancel booking with uid=${uid} because it has been cancelled already. Please provide uid of a booking that is not cancelled.`,
    ),
  rescheduleCancelled: (uid: string) =>
    wrapped(
      400,
      `Can't reschedule booking with uid=${uid} because it has been cancelled. Please provide uid of a booking that is not cancelled.`,
    ),
  rescheduleMoved: (uid: string, successor: string) =>
    wrapped(
      400,
      `Can't reschedule booking with uid=${uid} because it has been cancelled and rescheduled already to booking with uid=${successor}. You probably want to reschedule ${successor} instead by passing it within the request URL.`,
    ),
  rescheduleDeclined: () => bare(404, 'Could not find original booking'),
  slotTaken: () => wrapped(400, 'User either already has booking at this time or is not available'),
  slotRace: () => bare(409, 'booking_conflict_error'),
  inThePast: () => wrapped(400, 'Attempting to book a meeting in the past.'),
  outOfBounds: () =>
    wrapped(
      400,
      'The event type can\'t be booked at the "start" time provided. This could be because it\'s too soon (violating the minimum booking notice) or too far in the future (outside the event\'s scheduling window). Try fetching available slots first using the GET /v2/slots endpoint and then make a booking with "start" time equal to one of the available slots: https://cal.com/docs/api-reference/v2/slots',
    ),
  minimumNotice: () => bare(403, 'Rescheduling is not allowed within the minimum notice period before the event'),
  limitReached: (limit: 'booking' | 'duration') => bare(403, `${limit}_limit_reached`),
  /** The mapper does not know the errors of a team's busy hosts: they arrive as nobody's fault in particular. */
  teamHostBusy: () => bare(500, 'Internal server error'),
  requiredField: (field: string) => wrapped(400, `responses - {${field}}error_required_field, `, 'BAD_REQUEST'),
  badStart: () => wrapped(400, 'start property is wrong,start must be a valid ISO 8601 date string '),
  unknownProperties: (keys: readonly string[]) =>
    wrapped(400, keys.map(key => `${key} property is wrong,property ${key} should not exist `).join(',')),
  wrongProperty: (key: string, demand: string) => wrapped(400, `${key} property is wrong,${key} ${demand} `),
  reasonRequired: () => bare(400, 'Cancellation reason is required'),
  alreadyEnded: () => bare(400, 'Cannot cancel a booking that has already ended'),
  cancellingDisabled: () => bare(400, 'This event type does not allow cancellations'),
  seatNeeded: (uid: string) =>
    wrapped(
      400,
      `Booking with uid=${uid} is a seated booking which means you have to provide seatUid in the request body to specify which seat specifically you want to reschedule.`,
    ),
  seatUnknown: () => wrapped(400, 'Invalid seatUid: this seat does not exist or has already been cancelled.'),
  notAHost: () => bare(401, 'User not a host of this event'),
  badKey: () => wrapped(401, 'ApiAuthStrategy - api key - Your api key is not valid'),
  noAuthentication: () =>
    wrapped(
      403,
      'PermissionsGuard - no authentication provided. Provide either authorization bearer token or oAuth client credentials.',
    ),
  tooManyRequests: () => wrapped(429, 'CustomThrottlerGuard - Too many requests. Please try again later.', 'ThrottlerException'),
  eventTypeNotFound: (id: number) => wrapped(404, `Event type with id=${id} not found`),
  noRoute: (method: string, path: string) => wrapped(404, `Cannot ${method} ${path}`),
  legacyVersion: () => wrapped(400, 'Bad Request Exception'),
} as const;

/** The failure a fault answers with when it names only a status; `shape` where it comes in another than it usually does. */
export function failureOfStatus(status: number, message?: string, shape?: Failure['shape']): Failure {
  const failure = usualFailure(status, message);
  return shape === undefined ? failure : { ...failure, shape };
}

function usualFailure(status: number, message?: string): Failure {
  if (status === 429) return failures.tooManyRequests();
  if (status === 409) return message ? bare(409, message) : failures.slotRace();
  if (status === 500) return bare(500, message ?? 'Internal server error');
  return wrapped(status, message ?? (status > 500 ? 'There was an error, please try again later.' : 'Bad Request Exception'));
}

const names: Readonly<Record<number, readonly [string, string]>> = {
  400: ['BadRequestException', 'Bad Request'],
  401: ['UnauthorizedException', 'Unauthorized'],
  403: ['ForbiddenException', 'Forbidden'],
  404: ['NotFoundException', 'Not Found'],
};

/** The body as it goes over the wire; a text is a page. */
export function failureBody({ status, shape, message, code }: Failure, path: string, now: Date): object | string {
  if (shape === 'html') return `<!DOCTYPE html><html><head><title>${status}</title></head><body>The edge says no.</body></html>`;
  if (shape === 'bare') return { statusCode: status, message };
  const [exception, error] = names[status] ?? ['INTERNAL_SERVER_ERROR', 'Internal Server Error'];
  return {
    status: 'error',
    timestamp: now.toISOString(),
    path,
    error: { code: code ?? exception, message, details: code ? message : { message, error, statusCode: status } },
  };
}
