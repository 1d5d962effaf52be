// A caller wants to hear which appointments he has.
import { isLinkedByMore } from '../../domain/call.ts';
import { withholdsNumber } from '../call-source.ts';
import type { ReceptionDependencies } from '../dependencies.ts';
import { ownChangesVisible } from '../find/find.ts';
import { admit } from '../identify/identify.ts';
import type { Asked, CallRequest } from '../request.ts';
import { choiceOf, type Finding, findingOf, type Work } from '../result.ts';
import type { Moments } from '../understand/moments.ts';

const listAheadMs = 366 * 24 * 3_600_000;
const mostListed = 31;

/** Told only to callers who are known by more than a name. */
export async function serveList(
  request: CallRequest,
  asked: Asked<'list_appointments'>,
  work: Work,
  deps: ReceptionDependencies,
): Promise<Finding> {
  // A name would tell him whether its bearer is a customer, so it is not even looked at.
  if (withholdsNumber(request) && !isLinkedByMore(work.call))
    return findingOf(work, 'number_needed', { customerName: asked.customerName });
  const ahead = { from: work.now, to: new Date(work.now.getTime() + listAheadMs) };
  const anyDay: Moments = { kind: 'days', days: [], times: [] };
  const admitted = await admit(request, asked.customerName, anyDay, undefined, work, deps);
  if (admitted.kind === 'answered') return admitted.finding;
  const { customer } = admitted.identified;
  // Whoever knows a name would otherwise learn when its bearer can be met.
  if (admitted.byNameAlone) {
    await admitted.fail();
    return findingOf(work, 'number_needed', { customerName: asked.customerName, events: admitted.events });
  }
  await Promise.all([ownChangesVisible(work, deps), admitted.clear()]);
  const known = await deps.queries.appointmentsOf(work.context.companyId, customer.id, request.callId, ahead);
  const found = known.filter(({ newTimeRequested }) => !newTimeRequested);
  const choices = found.slice(0, mostListed).map(item => choiceOf(item, work));
  return findingOf(work, choices.length > 0 ? 'listed' : 'nothing_listed', {
    customerName: asked.customerName,
    events: admitted.events,
    choices,
  });
}
