// What the saga knows when it chooses its next step, what it has just observed, and what the steps are.

import type { CalendarOutcome } from '../../../commands/appointment/record-calendar-outcome.ts';
import type { AppointmentState, Modification } from '../../domain/appointment/appointment-state.ts';
import { notConcerned } from '../../domain/appointment/booking-reference.ts';
import type { BookingReference } from '../../domain/appointment/events.ts';
import type { Code } from '../../domain/codes.ts';
import { Fault } from '../../domain/fault.ts';
import type { ModificationKind, Period } from '../../domain/values.ts';
import type { Booking } from '../booking.ts';
import type { FoundUid, Look, Slot, Tried } from '../provider.ts';
import type { Cause } from '../result.ts';

export type Change =
  | { kind: Extract<ModificationKind, 'cancel'> }
  /** Where it goes. */
  | { kind: Extract<ModificationKind, 'reschedule'>; to: Period };

/**
 * Why the saga is at it. `caller`: somebody waits for the outcome. `due`: it is time for the next try. `look`: somebody has reported a
 * change at the calendar, so it is looked at, and tries are left to their time. `new_time_wanted`: as `look`, and the calendar has reported
 * that the host has taken the booking back and asks for another time.
 */
export type Occasion = 'caller' | 'due' | 'look' | 'new_time_wanted';

/**
 * What may have been sent. `refused`: only requests the calendar has refused in its own words, which are over, whatever they did.
 * `unclear`: one that may still take effect, or may have done so unseen. `inherited`: one of the change that this one superseded, or
 * that was reverted before it.
 */
export type Sent = 'nothing' | 'refused' | 'unclear' | 'inherited';

interface Seen {
  sent: Sent;
  /** Looks since the last try that found no effect. */
  looks: readonly { at: Date; found: Look['kind'] }[];
}

/** Whether the wanted time is free, asked since the last try; undefined where it was not asked. */
interface SlotChecked {
  slot: Slot | undefined;
}

/** How far a run has come. */
export type Phase =
  /** It has tried nothing yet. */
  | (Seen & { kind: 'untried' })
  /** Its last try failed. `conflicts`: refusals of this run that a competing change explains. */
  | (Seen & SlotChecked & { kind: 'failed'; cause: Cause; conflicts: number })
  /** The calendar has answered a try with a yes that could not be read: nothing is answered as unchanged any more. */
  | (Seen & SlotChecked & { kind: 'said_yes'; cause: Cause | undefined });

export interface Situation {
  change: Change;
  /** Why no calendar is concerned. */
  notConcerned: ReturnType<typeof notConcerned>;
  bookingUid: string;
  /** `predecessor`: an earlier move led to a booking nobody could name, and this is the uid of the one before, whose end says nothing. */
  uidOf: 'booking' | 'predecessor';
  /** A series may stand behind the uid, of which only one booking is meant; a seat is one of several people's. */
  form: BookingReference['form'];
  /** The start the calendar had when the change was decided. */
  startsAt: string;
  requestedAt: string;
  /** Since when it is tried: since it was asked for, or since an operator had it sent again. */
  triesSince: string;
  /** A move that already stands with us. */
  deferred: boolean;
  /** Failed tries recorded so far. */
  attempts: number;
  now: Date;
  /** Until then a caller waits for the outcome. */
  budgetEndsAt: Date;
  /** Until then a change of which nothing was sent is tried again. */
  unsentUntil: Date;
  occasion: Occasion;
  phase: Phase;
}

export const startOf = (sent: Sent): Phase => ({ kind: 'untried', sent, looks: [] });

/** The situation of a pending change. `when`: what the stream does not tell. */
export function situationOf(
  { booking, lostUid: unnamed }: AppointmentState,
  pending: Modification,
  when: Pick<Situation, 'now' | 'budgetEndsAt' | 'unsentUntil' | 'occasion' | 'phase'>,
): Situation {
  const { from, requestedAt, sentAgainAt, state, attempts } = pending;
  return {
    change: changeOf(pending),
    notConcerned: notConcerned(booking),
    bookingUid: booking?.uid ?? '',
    uidOf: unnamed === undefined ? 'booking' : 'predecessor',
    form: booking?.form,
    startsAt: from.startsAt,
    requestedAt,
    triesSince: sentAgainAt ?? requestedAt,
    deferred: state === 'deferred',
    attempts,
    ...when,
    phase: pending.saidYes ? withRecordedYes(when.phase) : when.phase,
  };
}

function changeOf({ kind, to }: Modification): Change {
  switch (kind) {
    case 'cancel':
      return { kind };
    case 'reschedule':
      if (to === undefined) throw new Fault('event_invalid', 'a move that goes nowhere');
      return { kind, to };
  }
}

/** The stream knows of a yes, of this run or of an earlier one. */
function withRecordedYes(phase: Phase): Phase {
  const { sent, looks } = phase;
  switch (phase.kind) {
    case 'untried':
      return { kind: 'said_yes', sent, looks, cause: undefined, slot: undefined };
    case 'failed':
      return { kind: 'said_yes', sent, looks, cause: phase.cause, slot: phase.slot };
    case 'said_yes':
      return phase;
  }
}

/** What carrying out a step has shown. */
export type Observation =
  | { kind: 'begun' }
  | { kind: 'tried'; tried: Tried }
  | { kind: 'looked'; seen: Look }
  | { kind: 'slot_checked'; slot: Slot }
  /** `refused`: why the booking may not be made the appointment's. */
  | { kind: 'linked'; refused: Code | undefined }
  /** The uid behind a numeric id was looked for, and where it was found, made the appointment's. */
  | { kind: 'uid_looked_for'; found: FoundUid; refused: Code | undefined };

export type Failed = Extract<CalendarOutcome, { kind: 'failed' }>;

export type Step =
  | { kind: 'send'; afterMs: number; failed?: Failed }
  | { kind: 'look'; afterMs: number }
  /** Ask whether the wanted time is free. */
  | { kind: 'ask_slots' }
  /**
   * Record what became of it; the run ends. `since`: what others did to the booking a move has led to, as they left it: its
   * successors in order, or that booking itself where it has ended without one. `stands`: the booking a move of ours has led to.
   */
  | { kind: 'record'; outcome: CalendarOutcome; since?: Booking[]; stands?: Booking }
  /** The booking has another uid by now, and it is still ours to change. */
  | { kind: 'link'; booking: Booking }
  /** The appointment is another than it was: read it, and begin again. */
  | { kind: 'begin_again' }
  /** Nothing to add; the row's own time brings it back. */
  | { kind: 'nothing' };
