// What the saga knows when it chooses its next step, and what the steps are.
import type { CalendarOutcome } from '../../commands/record-calendar-outcome.ts';
import type { BookingReference } from '../domain/events/appointment.ts';
import type { ModificationKind, Period } from '../domain/values.ts';
import type { Booking } from './booking.ts';
import type { Look, Slot } from './provider.ts';
import type { Cause } from './result.ts';

export interface Situation {
  operation: ModificationKind;
  bookingUid: string;
  /** An earlier move led to a booking nobody could name: `bookingUid` is the one before it, whose end says nothing. */
  unnamed: boolean;
  /** A series may stand behind the uid, of which only one booking is meant; a seat is one of several people's. */
  form: BookingReference['form'];
  /** Where a move goes. */
  to: Period | undefined;
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
  /** An earlier try may have reached the calendar: nothing is concluded without a look. */
  mayHaveSent: boolean;
  /**
   * A request of ours may still take effect, or may have done so unseen: one of an earlier run, or one that the calendar itself has
   * given no answer to. What the calendar has refused in its own words is over, whatever it did.
   */
  unclear: boolean;
  /** What may have been sent belongs to the change that this one superseded or that was reverted before it. */
  inherited: boolean;
  /** Somebody told us of a change at the calendar: see what is so, and leave tries to their time. */
  lookOnly: boolean;
  /** The calendar has told that the host has taken the booking back and asks for another time. */
  newTimeWanted: boolean;
  /** The last try's failure in this run. */
  cause: Cause | undefined;
  /** Refusals of this run that a competing change explains. */
  conflicts: number;
  /** Looks since the last try that found no effect. */
  looks: { at: Date; found: Look['kind'] }[];
  /** The calendar has answered a try with a yes that could not be read: nothing is told as unchanged any more. */
  saidYes: boolean;
  /** Whether the wanted time is free, asked since the last try; undefined where it was not asked. */
  slot: Slot | undefined;
}

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
  /** Nothing to add; the row's own time brings it back. */
  | { kind: 'rest' };
