// A company whose appointment is compared with the sandbox's bookings in simulated time.
import { type ReconcileDependencies, type ReconciliationReport, reconcile } from '../../../src/calendar/sync/reconcile.ts';
import { reconcileDependencies } from '../support/reconciled.ts';
import { setUpCompanyOf } from '../support/webhooks.ts';
import { appointmentId, companyId, openWorld, type WorldOptions } from '../support/world.ts';

export async function openReconciling(options: WorldOptions = {}) {
  const world = await openWorld(options);
  await setUpCompanyOf(world);
  const handedOver: string[] = [];
  const deps: ReconcileDependencies = {
    ...reconcileDependencies(world, world.startProcess(), { expecting: appointmentId }),
    worker: { handOver: ({ modificationId }) => handedOver.push(modificationId) },
    appointmentOf: async (_, booking) =>
      'numericId' in booking && booking.numericId === options.booking?.numericId ? appointmentId : undefined,
  };
  const run = (updatedAfter?: Date, changed: Partial<ReconcileDependencies> = {}): Promise<ReconciliationReport> =>
    world.clock.settled(reconcile(companyId, updatedAfter, { ...deps, ...changed }));
  return { world, deps, handedOver, run };
}

export const found = ({ findings }: ReconciliationReport): string[] => findings.map(({ kind, action }) => `${kind} ${action}`);
