// The operations of Cal.com's API, and what kind each is.

export type CalcomOperation = 'reschedule' | 'cancel' | 'get' | 'list' | 'slots' | 'create';

/** What places a booking: rules of the booking core are asked, and a busy host of a team ends it with a bare 500. */
export const placesBooking = (operation: CalcomOperation): boolean => operation === 'reschedule' || operation === 'create';

/** What is followed by a look at the booking wherever its answer does not tell what it did. */
export const changesBooking = (operation: CalcomOperation): boolean => operation === 'reschedule' || operation === 'cancel';
