// Cal.com behind the port every calendar has.

import type { BookingChange, CalendarProvider, CallOptions, Tried } from '../../provider.ts';
import type { CalcomAccounts } from './accounts.ts';
import { readBooking, toBooking } from './booking.ts';
import { cancellationReason, reschedulingReason } from './fixed-sentences.ts';
import type { CalcomClient } from './http/client.ts';
import { isFree } from './is-free.ts';
import { listBookings } from './list-bookings.ts';
import { lookAt } from './look.ts';
import { freeStarts, wantedTime } from './slots.ts';
import { uidOfNumericId } from './uid-of-numeric-id.ts';
import { calcomWebhooks } from './webhooks.ts';

/** Each method rejects with `calcom_key_missing` where the company has no API key. */
export function createCalcomProvider({
  clientFor,
  accountOf,
}: Pick<CalcomAccounts, 'clientFor' | 'accountOf'>): CalendarProvider {
  return {
    change: async (companyId, change, options) => send(clientFor(companyId), change, options),
    look: async (companyId, wanted, options) => lookAt(clientFor(companyId), wanted, options),
    read: async (companyId, uid, options) => readBooking(clientFor(companyId), uid, options),
    findUid: async (companyId, wanted, options) => uidOfNumericId(clientFor(companyId), wanted, options),
    list: (companyId, listing, signal) => listBookings(clientFor(companyId), listing, signal),
    isFree: async (companyId, wanted, options) => isFree(clientFor(companyId), wanted, options),
    judge: (companyId, verdict) => clientFor(companyId).judge(verdict),
    slots: async wanted => freeStarts(clientFor(wanted.companyId), wanted),
    // A move to a taken time is refused by Cal.com itself: nothing has to be held.
    reserve: async (wanted, wouldAccept) => ({
      slot: wouldAccept(null) ? await wantedTime(clientFor(wanted.companyId), wanted) : null,
      held: false,
    }),
    release: async () => undefined,
    webhooks: calcomWebhooks,
    accountOf,
  };
}

/** Of a cancelled series the booking meant is not in the answer's form, so a look tells. */
async function send(client: CalcomClient, change: BookingChange, options: CallOptions): Promise<Tried> {
  switch (change.kind) {
    case 'reschedule': {
      const tried = await client.reschedule(change.bookingUid, { start: change.startsAt, reschedulingReason }, options);
      return tried.kind === 'ok' ? { ...tried, data: toBooking(tried.data) } : tried;
    }
    case 'cancel': {
      const tried = await client.cancel(change.bookingUid, { cancellationReason }, options);
      if (tried.kind !== 'ok') return tried;
      return { ...tried, data: tried.data.kind === 'single' ? toBooking(tried.data.booking) : undefined };
    }
  }
}
