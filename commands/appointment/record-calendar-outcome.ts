// Records once what became of a modification at the calendar, whether the worker, a webhook or reconciliation found it.
import type { z } from 'zod';
import { type AppointmentState, pendingOf } from '../../src/domain/appointment/appointment-state.ts';
import type { calendarRefusalSchema } from '../../src/domain/appointment/events.ts';
import { modificationKinds } from '../../src/domain/appointment/modification-kinds.ts';
import { accepted, type Decision } from '../../src/domain/decision.ts';
import type { AppointmentEvent, DataOf, NewEvent } from '../../src/domain/event-catalogue.ts';
import { outcomeIdOf } from '../../src/domain/ids.ts';
import {
  type CalendarMove,
  calendarCancellationEvents,
  calendarMoveEvents,
  newTimeEvents,
  unconfirmedMove,
} from './record-calendar-change.ts';

type CalendarRefusal = z.infer<typeof calendarRefusalSchema>;
/** An outcome's event says what is recorded of it; the modification is the pending one. */
type Reported<T extends AppointmentEvent['type'], Without extends PropertyKey = never> = Omit<
  DataOf<T>,
  'modificationId' | Without
>;

export type CalendarOutcome =
  | { kind: 'cancelled'; bookingUid: string; externalCause?: string | undefined }
  | ({ kind: 'rescheduled' } & Reported<'CalendarBookingRescheduled'>)
  | { kind: 'not_concerned'; reason: DataOf<'CalendarNotConcerned'>['reason'] }
  | ({ kind: 'failed'; failure: string } & Reported<'CalendarSyncFailed', 'kind'>)
  | ({ kind: 'deferred' } & Reported<'CalendarSyncDeferred'>)
  | { kind: 'reverted'; code: string; refusal?: CalendarRefusal | undefined }
  /** Somebody else moved the booking meanwhile: our change is reverted and theirs recorded, in one append. */
  | { kind: 'moved_elsewhere'; move: CalendarMove }
  /** Somebody else cancelled the booking: our change is reverted and the cancellation recorded as theirs, in one append. */
  | { kind: 'cancelled_elsewhere'; bookingUid: string; externalCause: string }
  /** The host has taken the booking back and asks for another time: our change is reverted and that recorded, in one append. */
  | { kind: 'new_time_requested'; bookingUid: string; externalCause: string };

export interface RecordCalendarOutcome {
  modificationId: string;
  outcome: CalendarOutcome;
}

/** Records the outcome while the modification is pending; once it is settled or reverted there is nothing to add. */
export function recordCalendarOutcome(state: AppointmentState, command: RecordCalendarOutcome): Decision<AppointmentEvent> {
  const pending = pendingOf(state);
  if (pending?.modificationId !== command.modificationId) return accepted<AppointmentEvent>();
  const { modificationId, outcome } = command;
  const id = (uid: string) => outcomeIdOf(modificationId, outcome.kind, uid);
  const reverted = (code: string, refusal?: CalendarRefusal): NewEvent<AppointmentEvent> => ({
    id: outcomeIdOf(modificationId, 'reverted', code),
    type: modificationKinds[pending.kind].reverted,
    data: { modificationId, code, ...(refusal !== undefined && { refusal }) },
  });
  switch (outcome.kind) {
    case 'cancelled': {
      const { kind: _, ...data } = outcome;
      return accepted<AppointmentEvent>(...unconfirmedMove(state, 'move_not_confirmed'), {
        id: id(data.bookingUid),
        type: 'CalendarBookingCancelled',
        data: { modificationId, ...data },
      });
    }
    case 'rescheduled': {
      const { kind: _, ...data } = outcome;
      return accepted<AppointmentEvent>({
        id: id(data.bookingUid),
        type: 'CalendarBookingRescheduled',
        data: { modificationId, ...data },
      });
    }
    case 'not_concerned':
      return accepted<AppointmentEvent>({
        id: id(''),
        type: 'CalendarNotConcerned',
        data: { modificationId, reason: outcome.reason },
      });
    case 'failed': {
      const { kind: _, failure, ...data } = outcome;
      if (data.attempt <= pending.attempts) return accepted<AppointmentEvent>();
      return accepted<AppointmentEvent>({
        id: id(String(data.attempt)),
        type: 'CalendarSyncFailed',
        data: { modificationId, kind: failure, ...data },
      });
    }
    case 'deferred':
      if (pending.state === 'deferred') return accepted<AppointmentEvent>();
      return accepted<AppointmentEvent>({
        id: id(''),
        type: 'CalendarSyncDeferred',
        data: { modificationId, attempt: outcome.attempt, retryAt: outcome.retryAt },
      });
    case 'reverted':
      return accepted<AppointmentEvent>(reverted(outcome.code, outcome.refusal));
    case 'moved_elsewhere': {
      // Where others moved it to exactly the wanted time, the wish is fulfilled without us.
      const there = pending.to !== undefined && Date.parse(pending.to.startsAt) === Date.parse(outcome.move.startsAt);
      const code = there ? 'already_at_that_time' : 'moved_elsewhere';
      return accepted<AppointmentEvent>(reverted(code), ...calendarMoveEvents(state, outcome.move));
    }
    case 'new_time_requested':
      return accepted<AppointmentEvent>(reverted('new_time_requested'), ...newTimeEvents(state, outcome));
    case 'cancelled_elsewhere':
      return accepted<AppointmentEvent>(reverted('already_cancelled'), ...calendarCancellationEvents(state, outcome));
  }
}
