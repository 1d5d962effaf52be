// One reconciliation of a world beside the process that takes its webhooks.

import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import { type ReconcileDependencies, type ReconciliationReport, reconcile } from '../../../src/calendar/sync/reconcile.ts';
import { companyId, type World } from './world.ts';

interface Options {
  /** The appointments whose bookings the list should hold; none where left out. */
  expecting?: string | readonly string[];
  wantingNewTime?: Awaited<ReturnType<ReconcileDependencies['wantingNewTime']>>;
}

/** What a reconciliation needs; the list holds what the world's own appointment has, as its read model would. */
export function reconcileDependencies(
  world: World,
  { executor, calendar, hub }: ReturnType<World['startProcess']>,
  { expecting = [], wantingNewTime = [] }: Options = {},
): ReconcileDependencies {
  return {
    executor,
    calendar,
    recorder: createRecorder(executor, hub),
    clock: world.clock,
    worker: { handOver: () => undefined },
    lookup: { byContact: async () => [] },
    wantingNewTime: async () => wantingNewTime,
    appointmentOf: async () => undefined,
    sharesAccount: async () => false,
    async *expected() {
      for (const appointmentId of [expecting].flat()) {
        const state = await world.state(appointmentId);
        if (state.status === 'scheduled' && state.booking?.uid) yield { appointmentId, bookingUid: state.booking.uid };
      }
    },
  };
}

/** Compares Cal.com with the streams once; resolves when the world's clock has gone as far as it takes. */
export const reconciled = (
  world: World,
  process: ReturnType<World['startProcess']>,
  options?: Options,
): Promise<ReconciliationReport> =>
  world.clock.settled(reconcile(companyId, undefined, reconcileDependencies(world, process, options)));
