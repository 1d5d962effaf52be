// A company whose appointment is compared with the sandbox's bookings in simulated time.
import { type ReconcileDependencies, type Reconciled, reconcile } from '../../src/calendar/reconcile.ts';
import { createRecorder } from '../../src/calendar/record.ts';
import { appointment } from '../../src/domain/appointment.ts';
import { appointmentStream } from '../../src/domain/ids.ts';
import { setUpCompanyOf } from './support/webhooks.ts';
import { appointmentId, companyId, openWorld, type WorldOptions } from './support/world.ts';

export async function openReconciling(options: WorldOptions = {}) {
  const world = await openWorld(options);
  await setUpCompanyOf(world);
  const handedOver: string[] = [];
  const { executor, accounts, hub } = world.startProcess();
  const deps: ReconcileDependencies = {
    executor,
    accounts,
    recorder: createRecorder(executor, hub),
    clock: world.clock,
    worker: { handOver: ({ modificationId }) => handedOver.push(modificationId) },
    lookup: { byContact: async () => [] },
    wantingNewTime: async () => [],
    appointmentOf: async (_, booking) =>
      'numericId' in booking && booking.numericId === options.booking?.numericId ? appointmentId : undefined,
    sharesAccount: async () => false,
    /** As the read model of appointments has it. */
    async *expected() {
      const { state } = await executor.load(appointment, appointmentStream(companyId, appointmentId), { fresh: true });
      if (state.status === 'scheduled' && state.booking?.uid) yield { appointmentId, bookingUid: state.booking.uid };
    },
  };
  const run = (updatedAfter?: Date, changed: Partial<ReconcileDependencies> = {}): Promise<Reconciled> =>
    world.clock.settled(reconcile(companyId, updatedAfter, { ...deps, ...changed }));
  return { world, deps, handedOver, run };
}

export const found = ({ findings }: Reconciled): string[] => findings.map(({ kind, action }) => `${kind} ${action}`);
