// After the dust has settled: what is wrong with stream, read models, Cal.com, and what callers were told.
import { appointmentModifications } from '../../../projections/appointment-modifications.ts';
import { appointments } from '../../../projections/appointments.ts';
import { calendarWork } from '../../../projections/calendar-work.ts';
import { notifications } from '../../../projections/notifications.ts';
import { cancellationReason, reschedulingReason } from '../../../src/calendar/fixed-sentences.ts';
import { isKept, pendingOf } from '../../../src/domain/appointment.ts';
import type { Row } from '../../../src/projector/projection.ts';
import { foldRows } from './fold-rows.ts';
import { furtherAppointment, uid, type World } from './world.ts';

/** What a caller heard, by the modification it was about. */
export interface Told {
  modificationId: string;
  appointmentId: string;
  said: 'done' | 'pending' | 'no';
  /** Where a move was to go. */
  wanted: string | undefined;
}

/** Codes of changes that wait for an operator. */
const onTheList = ['operator_needed', 'booking_not_found'];

export async function judge(world: World, told: readonly Told[]): Promise<string[]> {
  const wrong: string[] = [];
  const events = world.store.all();
  const rowsOf = (projection: typeof notifications, table = projection.name): Row[] =>
    foldRows(projection, events).get(table) ?? [];
  const read = { appointments: rowsOf(appointments), work: rowsOf(calendarWork) };
  const history = rowsOf(appointmentModifications);
  const notes = rowsOf(notifications);

  for (const [index, id] of world.ids.entries()) {
    const state = await world.state(id);
    const live = world.sandbox.latest(index === 0 ? uid : furtherAppointment(index).uid);
    const row = read.appointments.find(({ appointment_id }) => appointment_id === id);
    const work = read.work.filter(({ appointment_id }) => appointment_id === id);
    const pending = pendingOf(state);
    if (pending && !work.some(({ code }) => onTheList.includes(String(code))))
      wrong.push(`${id}: pending without being on the operators' list`);
    if (!pending && work.length > 0) wrong.push(`${id}: work for what is settled`);
    if (pending || isKept(state)) continue;
    if ((state.status === 'scheduled') !== (live !== undefined))
      wrong.push(`${id}: stream ${state.status}, Cal.com ${live?.status ?? 'ended'}`);
    if (live && state.status === 'scheduled') {
      if (state.booking?.uid !== live.uid) wrong.push(`${id}: another uid`);
      if (state.period.startsAt !== live.start) wrong.push(`${id}: stream at ${state.period.startsAt}, Cal.com at ${live.start}`);
    }
    const status = row?.status === 'cancelled' ? 'cancelled' : 'scheduled';
    if (status !== state.status) wrong.push(`${id}: stream ${state.status}, read model ${row?.status}`);
    if (status === 'scheduled' && row?.starts_at !== state.period.startsAt)
      wrong.push(`${id}: stream at ${state.period.startsAt}, read model at ${row?.starts_at}`);
    if (status === 'scheduled' && row?.calcom_v2_booking_id !== state.booking?.uid)
      wrong.push(`${id}: the read model has another uid`);
  }

  const bookings = world.sandbox.bookings();
  const moved = bookings.map(({ rescheduledFromUid }) => rescheduledFromUid).filter(origin => origin !== null);
  if (new Set(moved).size !== moved.length) wrong.push('a booking was moved twice');
  const ended = world.sandbox
    .requests()
    .filter(({ operation, httpStatus }) => operation === 'cancel' && httpStatus === 200)
    .map(({ path }) => path);
  if (new Set(ended).size !== ended.length) wrong.push('a booking was cancelled twice');

  for (const one of told) {
    const { modificationId, said, wanted } = one;
    const state = history.find(({ modification_id }) => modification_id === modificationId)?.state;
    const notified = notes.some(({ modification_id }) => modification_id === modificationId);
    const about = `${one.appointmentId}: told "${said}" of ${wanted === undefined ? 'a cancellation' : `a move to ${wanted}`}`;
    if (said === 'done' && state !== 'confirmed' && !notified) wrong.push(`${about}, which is ${state}, without a notification`);
    const superseded = history.some(({ supersedes }) => supersedes === modificationId);
    if (said === 'pending' && state !== 'pending' && state !== 'deferred' && !notified && !superseded)
      wrong.push(`${about}, which is ${state}, without a notification`);
    if (said === 'no' && !trueNo(one)) wrong.push(`${about}, yet it was done, without a notification`);
  }
  return wrong;

  /** What was refused has not been done, or whoever was told so is told again. */
  function trueNo({ appointmentId, wanted }: Told): boolean {
    const noted = (kind: string) => notes.filter(note => note.appointment_id === appointmentId && note.kind === kind);
    if (wanted !== undefined) {
      const done = bookings.some(({ start, reschedulingReason: reason }) => start === wanted && reason === reschedulingReason);
      return !done || noted('reschedule_confirmed').some(({ new_starts_at }) => new_starts_at === wanted);
    }
    const meant = told.some(one => one.appointmentId === appointmentId && one.wanted === undefined && one.said !== 'no');
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
