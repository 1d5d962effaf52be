// What Cal.com has free for a booking that is to be moved.
import type { CalcomAccounts } from '../calcom/accounts.ts';
import type { FreeSlot, SlotQuery } from '../calls/dependencies.ts';

const mostMs = 2_000;

/** Free slots in order; undefined where Cal.com gives no answer. */
export async function calendarFreeSlots(
  accounts: CalcomAccounts,
  companyId: string,
  query: SlotQuery,
): Promise<FreeSlot[] | undefined> {
  const { eventTypeId, bookingUid, from, to, timeZone, withinMs = mostMs } = query;
  if (from >= to) return [];
  const result = await accounts.clientFor(companyId).slots(
    {
      eventTypeId,
      start: from.toISOString(),
      end: to.toISOString(),
      timeZone,
      format: 'range',
      ...(bookingUid !== undefined && { bookingUidToReschedule: bookingUid }),
    },
    { timeoutMs: Math.min(mostMs, withinMs) },
  );
  if (result.kind !== 'ok') return undefined;
  const slots = Object.values(result.data).flat();
  return slots
    .map(({ start, end }) => ({ startsAt: new Date(start).toISOString(), endsAt: end && new Date(end).toISOString() }))
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}
