// A move that Cal.com has made, to a booking that nobody could name.
import type { CalcomAccounts } from '../../../src/calendar/providers/calcom/accounts.ts';
import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import { companyId, friday14, uid, type World } from './world.ts';

/** The move stands, at Cal.com and in the stream; gives its id and the uid that the stream does not have. */
export async function movedUnnamed(world: World): Promise<{ modificationId: string; successor: string }> {
  const { accounts, executor, hub } = world.startProcess();
  const work = await world.decide(friday14.startsAt, executor);
  const call = { priority: 'background' as const, maxWaitMs: 1_000 };
  const moved = await world.clock.settled(accounts.clientFor(companyId).reschedule(uid, { start: friday14.startsAt }, call));
  if (moved.kind !== 'ok') throw new Error('Cal.com moves it');
  await createRecorder(executor, hub).outcome(work, await world.state(), {
    kind: 'rescheduled',
    previousBookingUid: uid,
    bookingUid: uid,
    ...friday14,
    bookingUidUnknown: true,
  });
  return { modificationId: work.modificationId, successor: moved.data.uid };
}

/** While `hidden` says so no booking names its successor, and no list has it. */
export const withoutSuccessors =
  (hidden: () => boolean) =>
  (real: CalcomAccounts): Pick<CalcomAccounts, 'clientFor'> => ({
    clientFor: id => {
      const client = real.clientFor(id);
      return {
        ...client,
        getBooking: async (bookingUid, options) => {
          const answer = await client.getBooking(bookingUid, options);
          if (!hidden() || answer.kind !== 'ok' || answer.data.kind !== 'single') return answer;
          return { ...answer, data: { kind: 'single', booking: { ...answer.data.booking, rescheduledToUid: null } } };
        },
        listBookings: async (filters, options) => {
          const answer = await client.listBookings(filters, options);
          return hidden() && answer.kind === 'ok' ? { ...answer, data: { ...answer.data, bookings: [] } } : answer;
        },
      };
    },
  });
