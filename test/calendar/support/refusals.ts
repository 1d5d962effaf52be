// How Cal.com, or what stands before it, says no: status, words and shape.
import type { Fault } from '@rebook/calcom-sandbox';
import { uid } from './world.ts';

export type Answer = Pick<Fault, 'status' | 'message' | 'shape'>;

const taken = 'User either already has booking at this time or is not available';
const moved = `Can't reschedule booking with uid=${uid} because it has been cancelled and rescheduled already to booking with uid=undefined.`;

export const refusals: Record<string, Answer> = {
  'a taken slot': { status: 400, message: taken },
  'no free user': { status: 400, message: 'no_available_users_found_error', shape: 'bare' },
  'a time in the past': { status: 400, message: 'Attempting to book a meeting in the past.' },
  'a missing field': { status: 400, message: 'responses - {attendeePhoneNumber}error_required_field, ' },
  'cancelled already': { status: 400, message: 'This booking has already been cancelled.', shape: 'bare' },
  'moved already': { status: 400, message: moved },
  'words nobody knows': { status: 400, message: 'Something quite new' },
  'a page of an edge that says 400': { status: 400, shape: 'html' },
  'a key that is not valid': { status: 401, message: 'ApiAuthStrategy - api key - Your api key is not valid' },
  'no host of this event': { status: 401, message: 'User not a host of this event', shape: 'bare' },
  'too little notice': {
    status: 403,
    message: 'Rescheduling is not allowed within the minimum notice period before the event',
    shape: 'bare',
  },
  'a limit': { status: 403, message: 'booking_limit_reached', shape: 'bare' },
  'a 403 without words': { status: 403, message: 'Forbidden', shape: 'bare' },
  'a 403 of a guard': { status: 403, message: 'Forbidden resource' },
  'a page of an edge that says 403': { status: 403, shape: 'html' },
  'no such endpoint': { status: 404, message: `Cannot POST /v2/bookings/${uid}/reschedule` },
  'no such booking': { status: 404, message: 'Booking not found.', shape: 'bare' },
  'a page of an edge that says 404': { status: 404, shape: 'html' },
  'a conflict': { status: 409, message: 'booking_conflict_error' },
  'words nobody knows, as 422': { status: 422, message: 'Something quite new' },
  'a page of an edge that says 429': { status: 429, shape: 'html' },
  'a bare 500': { status: 500 },
  'a 500 with words': { status: 500, message: 'There was an error, please try again later.', shape: 'envelope' },
  'a page of an edge that says 502': { status: 502, shape: 'html' },
};
