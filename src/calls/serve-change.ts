// A caller wants an appointment cancelled or moved: who is it, which appointment, and then the change itself.
import { feeTold } from '../domain/call.ts';
import type { ModificationKind } from '../domain/values.ts';
import { concludeChange } from './answer/answer-change.ts';
import { makeChange } from './decide/decide.ts';
import type { ReceptionDependencies } from './dependencies.ts';
import { momentsMeant, whichAppointment } from './find/find.ts';
import { admit } from './identify/identify.ts';
import type { ChangeMade, ChangeMeant } from './ledger/resume.ts';
import type { Asked, CallRequest, Change } from './request.ts';
import { type Finding, findingOf, type Work } from './result.ts';
import { understandMove } from './understand/moments.ts';

type AskedChange = Asked<'cancel_appointment'> | Asked<'reschedule_appointment'>;

/** `made` is what this very try has done before, where its process died over it. */
export async function serveChange(
  request: CallRequest,
  asked: AskedChange,
  made: ChangeMade | undefined,
  work: Work,
  deps: ReceptionDependencies,
): Promise<Finding> {
  const operation = asked.name === 'cancel_appointment' ? 'cancel' : 'reschedule';
  const meant = made ?? (await changeMeant(request, asked, operation, work, deps));
  if ('code' in meant) return meant;
  const { found, newStartsAt, way, events } = meant;
  work.progress.identified = events;
  const change: Change = {
    commandId: work.request.commandId,
    companyId: work.context.companyId,
    appointmentId: found.id,
    operation,
    newStartsAt,
    seen: { startsAt: found.startsAt, bookingUid: found.bookingUid },
    callId: request.callId,
    identifiedBy: way,
    reasonCode: undefined,
    reason: asked.reason,
    feeAccepted: asked.feeAccepted,
    override: undefined,
    waiver: undefined,
    feeTold: feeTold(work.call, asked.name, found.id),
    context: work.context,
    now: work.now,
    progress: work.progress,
  };
  if (made) work.progress.decided = { change, ...made.decided };
  const result = await makeChange(change, deps);
  return concludeChange(result, { operation, asked, found, newStartsAt, events }, work, deps);
}

/** The new times a move may mean, of an appointment at that branch. */
const newTimesOf =
  (asked: AskedChange, work: Work) =>
  (found: { branchId: string | null }): string[] => {
    if (asked.name === 'cancel_appointment') return [];
    const move = understandMove(asked.newDate, asked.newTime, found, work);
    return move.kind === 'move' ? [move.startsAt] : (move.alternatives ?? []);
  };

/** Who is it, which appointment, and where to; or the answer where one of these is not clear. */
async function changeMeant(
  request: CallRequest,
  asked: AskedChange,
  operation: ModificationKind,
  work: Work,
  deps: ReceptionDependencies,
): Promise<ChangeMeant | Finding> {
  const { customerName } = asked;
  const days = momentsMeant(asked.date, asked.time, work);
  if (days.kind === 'unclear') return findingOf(work, days.code, { customerName, choices: days.choices });
  const admitted = await admit(request, customerName, days, operation, work, deps);
  if (admitted.kind === 'answered') return admitted.finding;
  const which = await whichAppointment(admitted, days, work, deps, { operation, wanted: newTimesOf(asked, work) });
  if (which.again)
    return { found: which.again.of.appointment, newStartsAt: which.again.newStartsAt, way: which.way, events: which.events };
  const { appointment: found, way, events, notFound } = which;
  if (!found) return notFound;
  if (asked.name === 'cancel_appointment') return { found, newStartsAt: undefined, way, events };
  const move = understandMove(asked.newDate, asked.newTime, found, work);
  if (move.kind === 'unclear') {
    const { code, choices, alternatives } = move;
    return findingOf(work, code, { customerName, choices, events, ...(alternatives && { alternatives }) });
  }
  return { found, newStartsAt: move.startsAt, way, events };
}
