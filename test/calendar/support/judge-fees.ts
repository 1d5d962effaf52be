// Fees: what did not come about costs nothing.
import { appointmentModifications } from '../../../projections/appointment-modifications.ts';
import { foldRows } from './fold-rows.ts';
import type { World } from './world.ts';

/** Fees that are due of what was taken back, and changes of others that cost something. */
export function judgeFees(world: World): string[] {
  const rows = foldRows(appointmentModifications, world.store.all()).get(appointmentModifications.name) ?? [];
  return rows.flatMap(({ appointment_id, modification_type, state, channel, fee_charged }) => {
    const due = Number(fee_charged ?? 0);
    const about = `${appointment_id}: ${due} cents of a ${modification_type}`;
    if (due > 0 && state === 'reverted') return [`${about} that was taken back`];
    return due > 0 && channel === 'calendar' ? [`${about} made at Cal.com`] : [];
  });
}
