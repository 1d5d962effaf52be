// The point up to which a stream is replayed.
import type { Recorded } from '../../../domain/event-catalogue.ts';

export interface ReplayUntil {
  at: Date | undefined;
  /** Inclusive. */
  revision: bigint | undefined;
}

export const isWithin = (event: Recorded, { at, revision }: ReplayUntil): boolean =>
  (at === undefined || Date.parse(event.metadata.occurredAt) <= at.getTime()) &&
  (revision === undefined || event.revision <= revision);
