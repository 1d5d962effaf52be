// What Cal.com has free for a booking that is to be moved.
import type { CalcomAccounts } from '../calcom/accounts.ts';
import type { SlotQuery } from './dependencies.ts';

const timeoutMs = 2_000;

/** Free starts as instants; undefined where Cal.com gives no answer. */
export async function calendarFreeSlots(
  accounts: CalcomAccounts,
  companyId: string,
  query: SlotQuery,
): Promise<string[] | undefined> {
  const { eventTypeId, bookingUid, from, to, timeZone } = query;
  if (from >= to) return [];
  const result = await accounts.clientFor(companyId).slots(
    {
      eventTypeId,
      start: from.toISOString(),
      end: to.toISOString(),
      timeZone,
      ...(bookingUid !== undefined && { bookingUidToReschedule: bookingUid }),
    },
    { timeoutMs },
  );
  if (result.kind !== 'ok') return undefined;
  return Object.values(result.data).flatMap(slots => slots.map(({ start }) => new Date(start).toISOString()));
}
