// Fees: what did not come about costs nothing, and neither does what others did.
import { appointmentModifications } from '../../../../projections/appointment-modifications.ts';
import { cancellationReason, reschedulingReason } from '../../../../src/calendar/providers/calcom/fixed-sentences.ts';
import type { Row } from '../../../../src/platform/projector/projection.ts';
import type { World } from '../world.ts';
import { foldRows } from './fold-rows.ts';

/** `uids`: the uid each appointment's booking began with at Cal.com. */
export function judgeFees(world: World, uids: readonly string[]): string[] {
  const rows = foldRows(appointmentModifications, world.store.all()).get(appointmentModifications.name) ?? [];
  const byOperator = world.store
    .all()
    .flatMap(event => (event.type === 'ModificationResolved' ? [event.data.modificationId] : []));
  return rows.flatMap(row => {
    const { appointment_id, modification_type, state, channel, fee_charged } = row;
    const due = Number(fee_charged ?? 0);
    const about = `${appointment_id}: ${due} cents of a ${modification_type}`;
    if (due > 0 && state === 'reverted') return [`${about} that was taken back`];
    if (due > 0 && channel === 'calendar') return [`${about} made at Cal.com`];
    const claimsToBeOurs = due > 0 && state === 'confirmed' && !byOperator.includes(String(row.modification_id));
    return claimsToBeOurs && !isOurWork(row) ? [`${about} that nobody has made for the caller`] : [];
  });

  function isOurWork({ appointment_id, modification_type, new_starts_at, supersedes, requested_at }: Row): boolean {
    const all = bookingsOf(uids[world.ids.indexOf(String(appointment_id))] ?? '');
    if (modification_type === 'cancel') return all.some(booking => booking.cancellationReason === cancellationReason);
    // Moved back where it still stands, in place of a move that Cal.com has not made: that is the caller's as well.
    return all.some(
      ({ start, reschedulingReason: reason, createdAt }) =>
        start === new_starts_at && (reason === reschedulingReason || (supersedes !== null && createdAt < String(requested_at))),
    );
  }

  /** The first booking, and all that were moved from it. */
  function bookingsOf(firstUid: string) {
    const bookings = world.sandbox.bookings();
    const uidsOfIt = new Set([firstUid]);
    for (const { uid, rescheduledFromUid } of bookings)
      if (rescheduledFromUid && uidsOfIt.has(rescheduledFromUid)) uidsOfIt.add(uid);
    return bookings.filter(({ uid }) => uidsOfIt.has(uid));
  }
}
