// Records an operator's resolution of a change that the calendar has not answered for.
import { type AppointmentState, pendingOf } from '../../src/domain/appointment/appointment-state.ts';
import { accepted, type Decision, refused } from '../../src/domain/decision.ts';
import type { AppointmentEvent, DataOf, NewEvent } from '../../src/domain/event-catalogue.ts';
import { derivedId } from '../../src/domain/ids.ts';
import { linkCalendarBooking } from './link-calendar-booking.ts';
import { type CalendarOutcome, recordCalendarOutcome } from './record-calendar-outcome.ts';

export type ResolveModification = DataOf<'ModificationResolved'> & {
  /** The outcome that follows from this resolution and from the last look at the calendar. */
  outcome:
    | CalendarOutcome
    /** The booking that nobody could name, of a move that is settled. */
    | { kind: 'linked'; bookingUid: string }
    /** It stands, though nobody can name its booking. */
    | { kind: 'left_unnamed' }
    /** It is sent to the calendar once more: the tries begin again. */
    | { kind: 'sent_again' };
  /** The uid of the booking, where only the operator knows it: the appointment has no booking, or another one. */
  bookingUid?: string | undefined;
};

/**
 * The resolution and what follows from it, in one append; a repeat adds nothing, and `conflict` where the change was settled
 * otherwise.
 */
export function resolveModification(
  state: AppointmentState,
  { outcome, bookingUid, ...resolved }: ResolveModification,
): Decision<AppointmentEvent> {
  const { modificationId } = resolved;
  if (isResolved(state, resolved)) return accepted<AppointmentEvent>();
  const isOfUnnamed = outcome.kind === 'linked' || outcome.kind === 'left_unnamed';
  const open = isOfUnnamed ? state.lostUid : pendingOf(state);
  if (open?.modificationId !== modificationId) return refused('conflict');
  const leadsTo = outcomeOf(state, modificationId, outcome);
  if (leadsTo.kind !== 'accepted') return leadsTo;
  const event: NewEvent<AppointmentEvent> = {
    id: derivedId('resolved', resolved.modificationId, resolved.resolution, ...roundOf(state, resolved)),
    type: 'ModificationResolved',
    data: resolved,
  };
  const link = bookingUid === undefined ? undefined : linkCalendarBooking(state, { bookingUid });
  if (link !== undefined && link.kind !== 'accepted') return link;
  return accepted<AppointmentEvent>(event, ...(link?.events ?? []), ...leadsTo.events);
}

function outcomeOf(
  state: AppointmentState,
  modificationId: string,
  outcome: ResolveModification['outcome'],
): Decision<AppointmentEvent> {
  if (outcome.kind === 'left_unnamed' || outcome.kind === 'sent_again') return accepted<AppointmentEvent>();
  return outcome.kind === 'linked'
    ? linkCalendarBooking(state, outcome)
    : recordCalendarOutcome(state, { modificationId, outcome });
}

/** This resolution was made before. To send once more is a new one, once the retries have ended again. */
export function isResolved(
  state: AppointmentState,
  { modificationId, resolution }: Pick<ResolveModification, 'modificationId' | 'resolution'>,
): boolean {
  const { resolved } = state;
  if (resolved?.modificationId !== modificationId || resolved.resolution !== resolution) return false;
  return resolution !== 'send_again' || !pendingOf(state)?.operatorNeeded;
}

/** A change may be sent again more than once; each time is an event of its own. */
function roundOf(state: AppointmentState, { resolution }: Pick<ResolveModification, 'resolution'>): number[] {
  const attempts = resolution === 'send_again' ? pendingOf(state)?.attempts : undefined;
  return attempts === undefined ? [] : [attempts];
}
