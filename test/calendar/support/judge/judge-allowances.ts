// Allowances: used exactly by what callers have changed, as long as it stands or may come about; the month's and the appointment's.
import { appointmentModifications } from '../../../../projections/appointment-modifications.ts';
import { customer } from '../../../../src/domain/customer/customer.ts';
import { customerStream } from '../../../../src/domain/ids.ts';
import { companyId, customerId, type World } from '../world.ts';
import { foldRows } from './fold-rows.ts';

const standing: readonly unknown[] = ['pending', 'deferred', 'confirmed'];

export async function judgeAllowances(world: World): Promise<string[]> {
  const { executor } = world.startProcess();
  const { state } = await executor.load(customer, customerStream(companyId, customerId), { fresh: true });
  const claimed = state.claims.map(({ modificationId }) => modificationId);
  const rows = foldRows(appointmentModifications, world.store.all()).get(appointmentModifications.name) ?? [];
  const owed = rows.filter(row => row.channel === 'phone' && standing.includes(row.state));
  const wrong = owed
    .filter(row => claimed.filter(id => id === row.modification_id).length !== 1)
    .map(row => `${row.appointment_id}: a ${row.state} ${row.modification_type} uses up no allowance`);
  for (const id of claimed) {
    if (owed.some(row => row.modification_id === id)) continue;
    const row = rows.find(({ modification_id }) => modification_id === id);
    wrong.push(
      `${row?.appointment_id}: an allowance is used up by what is ${row?.state ?? 'not decided'}, ${row?.channel ?? ''}`,
    );
  }
  for (const appointmentId of world.ids) {
    const moves = owed.filter(row => row.appointment_id === appointmentId && row.modification_type === 'reschedule').length;
    const { reschedules } = await world.state(appointmentId);
    if (reschedules !== moves) wrong.push(`${appointmentId}: ${reschedules} moves are counted, ${moves} are the caller's`);
  }
  return wrong;
}
