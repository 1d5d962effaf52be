// The state of an appointment: how it stands, what is pending, the last change; and what can be asked of it.
import type { DataOf } from '../event-catalogue.ts';
import type { ModificationKind, Money, Period } from '../values.ts';
import type { BookingReference } from './events.ts';
import { modificationKinds } from './modification-kinds.ts';

export interface Modification {
  modificationId: string;
  kind: ModificationKind;
  state: 'pending' | 'deferred' | 'confirmed' | 'reverted';
  /** Why it was reverted. */
  revertCode?: string;
  from: Period;
  to?: Period;
  /** Absent where staff changed it at the calendar. */
  fee?: Money;
  callId?: string;
  commandId: string;
  /** The last try ended with a code after which only an operator goes on. */
  operatorNeeded?: true;
  /** The calendar has said yes to a try, in a form that could not be read. */
  saidYes?: true;
  /** When an operator had it sent again: retries count from then. */
  sentAgainAt?: string;
  /** Tries at the calendar that failed. */
  attempts: number;
  requestedAt: string;
}

export interface AppointmentState {
  status: 'none' | 'scheduled' | 'cancelled';
  details: DataOf<'AppointmentScheduled'> | undefined;
  /** As it was first entered, whatever has changed since. */
  scheduledAs: DataOf<'AppointmentScheduled'> | undefined;
  /** Where it stands with us; this changes when a change is settled or deferred. */
  period: Period;
  /** Where the calendar still has it, while a move is deferred. */
  calendarPeriod: Period | undefined;
  booking: BookingReference | undefined;
  previousUids: string[];
  /** The host has yet to confirm the booking at the calendar, and which move led to it, where one did. */
  awaiting: { modificationId: string | undefined; counted?: true } | undefined;
  /** The host has asked for another time: no booking is left at the calendar, and a new one will replace it. */
  newTimeWanted: { bookingUid: string } | undefined;
  /** How often its booking had changed at the calendar in something else than the time. */
  bookingChanges: number;
  /** Whether the customer did not come, as it was recorded last; whether staff said so, and how often anything was recorded. */
  noShow: { recorded: boolean; byStaff: boolean; times: number };
  /** The move whose new booking has no known uid: until it is found, `booking.uid` is the one before it. */
  lostUid: { modificationId: string } | undefined;
  /** The modification decided last, whatever its outcome. */
  last: Modification | undefined;
  /** What an operator decided last, and of which modification. */
  resolved: Pick<DataOf<'ModificationResolved'>, 'modificationId' | 'resolution'> | undefined;
  /** Settled or pending moves the policy counts. */
  reschedules: number;
  /** Recent commands that appended, so that a repeat is recognised. */
  commandIds: string[];
}

/** The last change stands by an operator's resolution, whatever the calendar has. */
export const isKept = ({ last, resolved }: AppointmentState): boolean =>
  resolved?.resolution === 'keep' && resolved.modificationId === last?.modificationId;

/**
 * Whether a new booking that follows from the appointment's own may replace it: the host has asked for another time, or the
 * booking ended at the calendar without a reason we know. What a caller or staff has cancelled here stays cancelled.
 */
export const isOpenToRebooking = ({ status, newTimeWanted, last }: AppointmentState): boolean =>
  status === 'cancelled' &&
  (newTimeWanted !== undefined ||
    (last !== undefined && modificationKinds[last.kind].ends && last.state === 'confirmed' && last.fee === undefined));

/** The modification the calendar has not answered for yet, deferred ones included. */
export function pendingOf(state: AppointmentState): Modification | undefined {
  return state.last?.state === 'pending' || state.last?.state === 'deferred' ? state.last : undefined;
}
