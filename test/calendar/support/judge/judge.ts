// After the dust has settled: what is wrong between stream, read models and Cal.com, and with what callers were answered.
import { appointmentModifications } from '../../../../projections/appointment-modifications.ts';
import { appointments } from '../../../../projections/appointments.ts';
import { calendarJobs } from '../../../../projections/calendar-jobs.ts';
import { notifications } from '../../../../projections/notifications/notifications.ts';
import { cancellationReason, reschedulingReason } from '../../../../src/calendar/providers/calcom/fixed-sentences.ts';
import { isKept, pendingOf } from '../../../../src/domain/appointment/appointment-state.ts';
import { needsOperator } from '../../../../src/domain/codes.ts';
import type { Projection, Row } from '../../../../src/platform/projector/projection.ts';
import { furtherAppointment, uid, type World } from '../world.ts';
import { foldRows } from './fold-rows.ts';

/** What a caller heard, by the modification it was about. */
export interface CallerAnswer {
  modificationId: string;
  appointmentId: string;
  said: 'done' | 'pending' | 'no';
  /** Where a move was to go. */
  wanted: string | undefined;
  /** When it was decided. */
  at: string;
}

/** The statuses a caller's search takes. */
const found = ['scheduled', 'confirmed', 'booked'];

const rowsOf = (world: World, projection: Projection): Row[] =>
  foldRows(projection, world.store.all()).get(projection.name) ?? [];

/** Where stream, read models and Cal.com do not say the same. No webhook tells of another length: only reconciliation does. */
export async function judgeAgreement(world: World, { isReconciled }: { isReconciled: boolean }): Promise<string[]> {
  const wrong: string[] = [];
  const rows = rowsOf(world, appointments);
  const works = rowsOf(world, calendarJobs);
  for (const [index, id] of world.ids.entries()) {
    const state = await world.state(id);
    const first = index === 0 ? uid : furtherAppointment(index).uid;
    const live = world.sandbox.latest(first);
    const row = rows.find(({ appointment_id }) => appointment_id === id);
    const work = works.filter(({ appointment_id }) => appointment_id === id);
    const pending = pendingOf(state);
    if (pending && !work.some(({ code }) => needsOperator(String(code))))
      wrong.push(`${id}: pending without being on the operators' list`);
    if (!pending && work.length > 0) wrong.push(`${id}: work for what is settled`);
    if (pending || isKept(state)) continue;
    if ((state.status === 'scheduled') !== (live !== undefined))
      wrong.push(`${id}: stream ${state.status}, Cal.com ${live?.status ?? 'ended'}`);
    if (live && state.status === 'scheduled') {
      const bySeries = live.uid === first && state.booking?.uid === live.recurringBookingUid;
      if (state.booking?.uid !== live.uid && !bySeries) wrong.push(`${id}: another uid`);
      if ((state.awaiting !== undefined) !== (live.status === 'pending'))
        wrong.push(`${id}: the stream ${state.awaiting ? 'awaits' : 'does not await'} the host, Cal.com has it ${live.status}`);
      if (row?.awaiting_confirmation !== (live.status === 'pending'))
        wrong.push(`${id}: the read model awaits the host: ${row?.awaiting_confirmation}, Cal.com has it ${live.status}`);
      if (isReconciled && state.period.endsAt !== live.end)
        wrong.push(`${id}: stream until ${state.period.endsAt}, Cal.com until ${live.end}`);
      if (state.booking?.calendarHostId !== undefined && state.booking.calendarHostId !== live.hostId)
        wrong.push(`${id}: stream with host ${state.booking.calendarHostId}, Cal.com with ${live.hostId}`);
      if (state.period.startsAt !== live.start) wrong.push(`${id}: stream at ${state.period.startsAt}, Cal.com at ${live.start}`);
    }
    // What callers cannot find is not scheduled, whatever it is called.
    const ended = row?.status === 'new_time_requested' ? 'cancelled' : row?.status;
    const status = found.includes(String(row?.status)) ? 'scheduled' : ended;
    if (status !== state.status) wrong.push(`${id}: stream ${state.status}, read model ${row?.status}`);
    if (status === 'scheduled' && row?.starts_at !== state.period.startsAt)
      wrong.push(`${id}: stream at ${state.period.startsAt}, read model at ${row?.starts_at}`);
    if (status === 'scheduled' && row?.calcom_v2_booking_id !== state.booking?.uid)
      wrong.push(`${id}: the read model has another uid`);
  }
  return wrong;
}

/** What was answered and is not so, without a notification. `unconfirmed`: whether no host ever said yes to the booking. */
export function judgeTruth(world: World, answers: readonly CallerAnswer[], unconfirmed: (uid: string) => boolean): string[] {
  const wrong: string[] = [];
  const history = rowsOf(world, appointmentModifications);
  const notes = rowsOf(world, notifications);
  const bookings = world.sandbox.bookings();
  for (const one of answers) {
    const { said, wanted } = one;
    const about = `${one.appointmentId}: answered "${said}" of ${wanted === undefined ? 'a cancellation' : `a move to ${wanted}`}`;
    // What took the place of a promise answers for it.
    const last = successorOf(one.modificationId);
    const state = history.find(({ modification_id }) => modification_id === last)?.state;
    // What others did meanwhile has a notification of its own.
    const byOthers = notes.some(
      note =>
        note.appointment_id === one.appointmentId &&
        String(note.created_at) >= one.at &&
        (note.kind === 'new_time_requested' ||
          // That the host has declined a move tells that there is no appointment any more.
          (note.kind === 'change_correction' && note.code === 'move_rejected') ||
          // An operator records it where they found it.
          history.some(({ modification_id, channel }) => modification_id === note.modification_id && channel !== 'phone')),
    );
    const notified = notes.some(({ modification_id }) => modification_id === last) || byOthers;
    if (said === 'done' && state !== 'confirmed' && !notified) wrong.push(`${about}, which is ${state}, without a notification`);
    if (said === 'pending' && state !== 'pending' && state !== 'deferred' && !notified)
      wrong.push(`${about}, which is ${state}, without a notification`);
    if (said === 'no' && !trueNo(one)) wrong.push(`${about}, yet it was done, without a notification`);
  }
  return wrong;

  function successorOf(modificationId: string): unknown {
    const next = history.find(({ supersedes }) => supersedes === modificationId)?.modification_id;
    return next === undefined ? modificationId : successorOf(String(next));
  }

  /** What was refused has not been done, or the caller who heard so hears the truth later. */
  function trueNo({ appointmentId, wanted, at }: CallerAnswer): boolean {
    const noted = (kind: string) => notes.filter(note => note.appointment_id === appointmentId && note.kind === kind);
    if (wanted !== undefined) {
      // One that stood there before is what they wanted to move back to.
      const done = bookings.some(
        ({ uid: made, status, start, reschedulingReason: reason, createdAt }) =>
          start === wanted &&
          reason === reschedulingReason &&
          createdAt >= at &&
          // One that its host was asked for, and that ended before they said yes, never came about.
          !(unconfirmed(made) && (status === 'cancelled' || status === 'rejected')),
      );
      const telling = ['reschedule_confirmed', 'reschedule_requested'].flatMap(noted);
      return !done || telling.some(({ new_starts_at }) => new_starts_at === wanted);
    }
    const meant = answers.some(one => one.appointmentId === appointmentId && one.wanted === undefined && one.said !== 'no');
    const done = chainOf(appointmentId).some(booking => booking.cancellationReason === cancellationReason);
    return !done || meant || noted('cancellation_confirmed').length > 0;
  }

  function chainOf(appointmentId: string) {
    const chain = [];
    const index = world.ids.indexOf(appointmentId);
    let next: string | null = index === 0 ? uid : furtherAppointment(index).uid;
    while (next !== null) {
      const booking = world.sandbox.booking(next);
      if (booking) chain.push(booking);
      next = booking?.rescheduledToUid ?? null;
    }
    return chain;
  }
}
