// Whether a booking still stands at Cal.com as we know it: asked before anybody is told that their appointment stays.
import type { CalcomAccounts } from '../calcom/accounts.ts';

const mostMs = 2_000;

/** False where it has ended, stands at another time, or Cal.com does not say. */
export async function bookingStands(
  accounts: Pick<CalcomAccounts, 'clientFor'>,
  companyId: string,
  { uid, startsAt }: { uid: string; startsAt: string },
): Promise<boolean> {
  const answer = await accounts.clientFor(companyId).getBooking(uid, { timeoutMs: mostMs });
  if (answer.kind !== 'ok') return false;
  const bookings = answer.data.kind === 'single' ? [answer.data.booking] : answer.data.bookings;
  return bookings.some(
    ({ status, start }) => ['accepted', 'pending'].includes(status) && Date.parse(start) === Date.parse(startsAt),
  );
}
