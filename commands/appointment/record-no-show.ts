// Records that the customer did not come, or takes that back.
import { type AppointmentState, pendingOf } from '../../src/domain/appointment/appointment-state.ts';
import { accepted, type Decision, refused } from '../../src/domain/decision.ts';
import type { AppointmentEvent } from '../../src/domain/event-catalogue.ts';
import { derivedId } from '../../src/domain/ids.ts';

export interface RecordNoShow {
  /** False takes it back. */
  noShow: boolean;
  now: Date;
  source: NoShowByStaff | NoShowAtCalendar;
}

interface NoShowByStaff {
  kind: 'staff';
  by: string;
  reasonCode?: string | undefined;
}

/** What a look has shown of a booking. */
interface NoShowAtCalendar {
  kind: 'calendar';
  bookingUid: string;
  startsAt: string;
  /** The source: `look` or `reconciliation`. */
  externalCause: string;
}

/**
 * Records it once, from the start on; a repeat adds nothing. What staff have recorded stands, whatever the calendar shows. Refused as
 * `appointment_not_over` before the start, and as a `conflict` where it was cancelled or a change of it is pending.
 */
export function recordNoShow(state: AppointmentState, { noShow, now, source }: RecordNoShow): Decision<AppointmentEvent> {
  const { details, period } = state;
  if (!details) return refused('appointment_not_found');
  if (state.status === 'cancelled' || pendingOf(state)) return refused('conflict');
  if (Date.parse(period.startsAt) > now.getTime()) return refused('appointment_not_over');
  if (noShow === state.noShow.recorded || !counts(state, source)) return accepted<AppointmentEvent>();
  return accepted<AppointmentEvent>({
    id: derivedId('no-show', details.companyId, details.appointmentId, state.noShow.times),
    type: 'AppointmentNoShowRecorded',
    data: { noShow, ...originOf(source) },
  });
}

/** The calendar's word counts for the booking the appointment has, at the time it has. */
function counts({ noShow, booking, lostUid, period }: AppointmentState, source: RecordNoShow['source']): boolean {
  if (source.kind === 'staff') return true;
  const isOwn = booking?.uid === source.bookingUid && !lostUid;
  return isOwn && !noShow.byStaff && Date.parse(source.startsAt) === Date.parse(period.startsAt);
}

function originOf(source: RecordNoShow['source']) {
  if (source.kind === 'calendar') return { bookingUid: source.bookingUid, externalCause: source.externalCause };
  const { by, reasonCode } = source;
  return { by, ...(reasonCode !== undefined && { reasonCode }) };
}
