// The operations of Cal.com's API, and what kind each is.

interface KindOfOperation {
  /** Rules of the booking core are asked, and a busy host of a team ends it with a bare 500. */
  places: boolean;
  /** It is followed by a look at the booking wherever its answer does not tell what it did. */
  changes: boolean;
}

const kinds = {
  reschedule: { places: true, changes: true },
  cancel: { places: false, changes: true },
  create: { places: true, changes: false },
  get: { places: false, changes: false },
  list: { places: false, changes: false },
  slots: { places: false, changes: false },
} satisfies Record<string, KindOfOperation>;

export type CalcomOperation = keyof typeof kinds;

export const placesBooking = (operation: CalcomOperation): boolean => kinds[operation].places;

export const changesBooking = (operation: CalcomOperation): boolean => kinds[operation].changes;
