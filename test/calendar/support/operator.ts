// An operator who decides what the caller's last change comes to.
import type { ResolveModification } from '../../../commands/appointment/resolve-modification.ts';
import { resolveModificationByOperator } from '../../../src/calendar/operator/resolve-by-operator.ts';
import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import type { AppointmentOfBookingDependencies } from '../../../src/calendar/sync/appointment-of-booking.ts';
import { appointmentId, companyId, type World } from './world.ts';

export type Resolution = ResolveModification['resolution'];

interface Resolving {
  /** The modification that is decided; default: the caller's last. */
  of?: string;
  /** What the read model knows: nothing, where left out. */
  appointmentOf?: AppointmentOfBookingDependencies['appointmentOf'];
}

export async function resolveAsOperator(
  world: World,
  resolution: Resolution,
  bookingUid?: string,
  { of, appointmentOf = async () => undefined, ...how }: Parameters<World['startProcess']>[0] & Resolving = {},
) {
  const modificationId = of ?? world.events().findLast(({ metadata }) => metadata.actor.kind === 'caller')?.id ?? '';
  const { executor, calendar, hub } = world.startProcess(how);
  const { clock, leases } = world;
  const recorder = createRecorder(executor, hub);
  const context = { correlationId: 'r', companyId, actor: { kind: 'staff' as const, id: 'anna' }, channel: 'operator' as const };
  let result: Awaited<ReturnType<typeof resolveModificationByOperator>> | undefined;
  const request = {
    companyId,
    appointmentId,
    modificationId,
    resolution,
    by: 'anna',
    reasonCode: 'by_phone',
    bookingUid,
    context,
  };
  resolveModificationByOperator(request, { executor, calendar, leases, recorder, clock, appointmentOf }).then(done => {
    result = done;
  });
  await clock.until(() => result !== undefined);
  return result;
}
