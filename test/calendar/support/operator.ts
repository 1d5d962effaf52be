// An operator who decides what the caller's last change comes to.
import type { ResolveModification } from '../../../commands/resolve-modification.ts';
import { createRecorder } from '../../../src/calendar/record.ts';
import { resolveByOperator } from '../../../src/calendar/resolve.ts';
import { appointmentId, companyId, type World } from './world.ts';

export type Decision = ResolveModification['decision'];

export async function resolveAsOperator(
  world: World,
  decision: Decision,
  bookingUid?: string,
  { of, ...how }: Parameters<World['startProcess']>[0] & { of?: string } = {},
) {
  const modificationId = of ?? world.events().findLast(({ metadata }) => metadata.actor.kind === 'caller')?.id ?? '';
  const { executor, accounts, hub } = world.startProcess(how);
  const { clock, leases } = world;
  const recorder = createRecorder(executor, hub);
  const context = { correlationId: 'r', companyId, actor: { kind: 'staff' as const, id: 'anna' }, channel: 'operator' as const };
  let result: Awaited<ReturnType<typeof resolveByOperator>> | undefined;
  const request = { companyId, appointmentId, modificationId, decision, by: 'anna', reasonCode: 'by_phone', bookingUid, context };
  resolveByOperator(request, { executor, accounts, leases, recorder, clock }).then(done => {
    result = done;
  });
  await clock.until(() => result !== undefined);
  return result;
}
