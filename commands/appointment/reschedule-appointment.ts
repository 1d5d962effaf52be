// A caller or a member of staff wants an appointment moved.
import { type AppointmentState, pendingOf } from '../../src/domain/appointment/appointment-state.ts';
import { modificationDecision } from '../../src/domain/appointment/modification-decision.ts';
import { type DecisionContext, judge } from '../../src/domain/appointment/modification-rules.ts';
import type { SpokenCode } from '../../src/domain/codes.ts';
import { alreadyDone, refused, type SpokenDecision } from '../../src/domain/decision.ts';
import type { AppointmentEvent } from '../../src/domain/event-catalogue.ts';
import type { CancelAppointment } from './cancel-appointment.ts';

export interface RescheduleAppointment extends CancelAppointment {
  /** UTC instant. */
  newStartsAt: string;
}

/** Refusals that do not depend on the appointment itself: a time that has passed is refused first, before any fee is asked for. */
const saysNothingOfIt = new Set<SpokenCode>(['calendar_unavailable', 'fee_confirmation_required']);

/** The decision to move; its duration stays. Where the calendar is not concerned it is settled in the same append. */
export function rescheduleAppointment(
  state: AppointmentState,
  command: RescheduleAppointment,
  context: DecisionContext,
): SpokenDecision<AppointmentEvent> {
  const there = alreadyThere(state, command);
  if (there) return there;
  const newStart = Date.parse(command.newStartsAt);
  const judged = judge(state, command, 'reschedule', context);
  const mayBePast = judged.kind === 'permitted' || (judged.kind === 'refused' && saysNothingOfIt.has(judged.code));
  if (mayBePast && newStart <= Date.parse(context.facts.now)) return refused('new_time_past');
  if (judged.kind !== 'permitted') return judged;
  if (context.facts.slot === 'taken') return refused('slot_unavailable', { terms: judged.terms, facts: context.facts });
  if (context.facts.slot === 'closed') return refused('outside_opening_hours', { terms: judged.terms, facts: context.facts });

  const length = Date.parse(state.period.endsAt) - Date.parse(state.period.startsAt);
  const to = { startsAt: new Date(newStart).toISOString(), endsAt: new Date(newStart + length).toISOString() };
  return modificationDecision(state, command, judged, context, data => ({
    type: 'AppointmentRescheduled',
    data: { ...data, to },
  }));
}

/**
 * A move to where the appointment already is: done if this call did it, pending if this call asked for it, otherwise a refusal.
 * Instants are compared, not clock times: the same hour on another day is another time.
 */
function alreadyThere(state: AppointmentState, command: RescheduleAppointment): SpokenDecision<AppointmentEvent> | undefined {
  if (!state.details || state.details.companyId !== command.companyId || state.status !== 'scheduled') return undefined;
  const mine = state.last?.to !== undefined && state.last.callId !== undefined && state.last.callId === command.callId;
  const wanted = Date.parse(command.newStartsAt);
  const pending = pendingOf(state);
  if (pending && mine && pending.to && Date.parse(pending.to.startsAt) === wanted) {
    return alreadyDone(pending.state === 'deferred' ? 'reschedule_deferred' : 'reschedule_pending', pending.modificationId);
  }
  if (pending || Date.parse(state.period.startsAt) !== wanted) return undefined;
  return mine && state.last?.state === 'confirmed'
    ? alreadyDone('already_at_that_time', state.last.modificationId)
    : refused('same_time', { startsAt: state.period.startsAt });
}
