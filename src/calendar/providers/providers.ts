// Every calendar there is, and which of them keeps an appointment.
import type { Kysely } from 'kysely';
import { calendarConcern } from '../../domain/appointment/booking-reference.ts';
import type { BookingReference } from '../../domain/appointment/events.ts';
import type { Database } from '../../platform/postgres/schema.ts';
import type { CalendarProvider } from '../provider.ts';
import type { CalcomAccounts } from './calcom/accounts.ts';
import { createCalcomProvider } from './calcom/calcom-provider.ts';
import { busyPeriods } from './diary/busy-periods.ts';
import { createDiaryProvider } from './diary/diary-provider.ts';
import { createSlotHolds } from './diary/slot-holds.ts';

export type ProviderName = 'calcom' | 'diary';

export type CalendarProviders = Readonly<Record<ProviderName, CalendarProvider>>;

export function createCalendarProviders(db: Kysely<Database>, accounts: CalcomAccounts): CalendarProviders {
  return {
    calcom: createCalcomProvider(accounts),
    diary: createDiaryProvider({ holds: createSlotHolds(db), busyPeriods: (...asked) => busyPeriods(db, ...asked) }),
  };
}

/** By what the appointment has of a booking. What has no booking that a calendar could know is kept by us. */
export function providerOf(booking: BookingReference | undefined): ProviderName {
  switch (calendarConcern(booking)) {
    case 'booking':
    case 'numeric_only':
      return 'calcom';
    case 'no_booking':
    case 'invalid_booking_id':
      return 'diary';
  }
}
