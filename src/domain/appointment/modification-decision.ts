// Makes the events of a permitted change: what it supersedes, the decision itself, and its settlement where the calendar is not
// concerned.

import { type Accepted, accepted } from '../decision.ts';
import type { AppointmentEvent, DataOf, NewEvent } from '../event-catalogue.ts';
import { eventIdAt, modificationIdOf } from '../ids.ts';
import type { AppointmentState } from './appointment-state.ts';
import { notConcerned } from './booking-reference.ts';
import type { DecisionContext, ModificationRequest, Permission } from './modification-rules.ts';

export interface ModificationOrigin extends ModificationRequest {
  identifiedBy?: string | undefined;
  reasonCode?: string | undefined;
  reason?: string | undefined;
}

/** What every decision's event says, whatever its kind. */
type DecisionData = DataOf<'AppointmentCancelled'>;

/** `decided` makes the event of the kind that was decided. */
export function modificationDecision(
  state: AppointmentState,
  request: ModificationOrigin,
  permission: Permission,
  context: DecisionContext,
  decided: (data: DecisionData) => NewEvent<AppointmentEvent>,
): Accepted<AppointmentEvent> {
  const { superseded, terms } = permission;
  const prelude: NewEvent<AppointmentEvent>[] =
    superseded === undefined
      ? []
      : [
          {
            id: eventIdAt(request.commandId, 1),
            type: 'AppointmentRescheduleReverted',
            data: { modificationId: superseded, code: 'superseded' },
          },
        ];
  const data: DecisionData = {
    from: state.calendarPeriod ?? state.period,
    timeZone: state.details?.timeZone ?? 'UTC',
    terms,
    facts: context.facts,
    ...(request.identifiedBy !== undefined && { identifiedBy: request.identifiedBy }),
    ...(request.callId !== undefined && { callId: request.callId }),
    ...(request.reasonCode !== undefined && { reasonCode: request.reasonCode }),
    ...(request.reason !== undefined && { personal: { reason: request.reason } }),
    ...(request.override !== undefined && { override: request.override }),
    ...(request.waiver !== undefined && { waiver: request.waiver }),
    ...(superseded !== undefined && { supersedes: superseded }),
  };
  const reason = notConcerned(state.booking);
  const modificationId = modificationIdOf(request.commandId);
  const settlement: NewEvent<AppointmentEvent>[] =
    reason === undefined ? [] : [{ type: 'CalendarNotConcerned', data: { modificationId, reason } }];
  return accepted<AppointmentEvent>(...prelude, { ...decided(data), id: modificationId }, ...settlement);
}
