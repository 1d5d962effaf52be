// Which changes this process has sent to the calendar, by the booking they name: a webhook may only repeat one of them.
import { LRUCache } from 'lru-cache';
import { sameInstant } from '../booking.ts';
import type { CalendarJob } from '../lease/lease.ts';
import type { BookingChange, Webhook } from '../provider.ts';

/** What a webhook tells of a booking. */
export type ToldOfBooking = Pick<Extract<Webhook, { kind: 'booking' }>, 'news' | 'booking'>;

export interface OwnChanges {
  /** Called before it is sent. */
  sending(job: CalendarJob, change: BookingChange): void;
  /** The change that has just this content. Somebody else may have made the same one, so only the stream tells whether it was ours. */
  of(companyId: string, told: ToldOfBooking): CalendarJob | undefined;
}

/** The calendar tells of a change within seconds. One that is forgotten costs a few statements. */
const remembered = 10_000;

export function createOwnChanges(max = remembered): OwnChanges {
  const changes = new LRUCache<string, { job: CalendarJob; change: BookingChange }>({ max });
  return {
    sending({ companyId, appointmentId, modificationId }, change) {
      changes.set(keyOf(companyId, change.bookingUid), { job: { companyId, appointmentId, modificationId }, change });
    },
    of(companyId, told) {
      const { news, booking } = told;
      // A move names the booking it has led to, and says from where.
      const bookingUid = news === 'moved' ? booking.movedFrom?.uid : booking.uid;
      const sent = bookingUid === undefined ? undefined : changes.get(keyOf(companyId, bookingUid));
      return sent && hasContentOf(sent.change, told) ? sent.job : undefined;
    },
  };
}

const keyOf = (companyId: string, bookingUid: string): string => `${companyId}.${bookingUid}`;

function hasContentOf(change: BookingChange, { news, booking }: ToldOfBooking): boolean {
  switch (change.kind) {
    case 'cancel':
      return news === 'cancelled' && !booking.newTimeRequested;
    case 'reschedule':
      return news === 'moved' && sameInstant(booking.startsAt, change.startsAt);
  }
}
