// A no-show is recorded once, from the start of the appointment on, and staff have the last word.
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type RecordNoShow, recordNoShow } from '../../commands/appointment/record-no-show.ts';
import { appointments } from '../../projections/appointments.ts';
import type { AppointmentEvent, NewEvent } from '../../src/domain/event-catalogue.ts';
import { derivedId } from '../../src/domain/ids.ts';
import { endsAt, scheduled, startsAt, state, uid } from '../support/appointment.ts';
import { outcome, recorded } from '../support/given.ts';

const at = (instant: string) => new Date(instant);
const byStaff = { kind: 'staff', by: 'front desk', reasonCode: 'not_reached' } as const;
const seenAt = (bookingUid: string, start = startsAt) =>
  ({ kind: 'calendar', bookingUid, startsAt: start, externalCause: 'look' }) as const;
const asked = (more: Partial<RecordNoShow> = {}): RecordNoShow => ({ noShow: true, now: at(endsAt), source: byStaff, ...more });

const modificationId = derivedId('decided');
const pending: NewEvent<AppointmentEvent> = {
  id: modificationId,
  type: 'AppointmentCancelled',
  data: { from: { startsAt, endsAt }, timeZone: 'Europe/Berlin', terms: null, facts: null },
};
const cancelled: NewEvent<AppointmentEvent> = { type: 'CalendarBookingCancelled', data: { modificationId, bookingUid: uid } };
const noShow = (value: boolean, by?: string): NewEvent<AppointmentEvent> => ({
  type: 'AppointmentNoShowRecorded',
  data: { noShow: value, ...(by === undefined ? { bookingUid: uid, externalCause: 'look' } : { by }) },
});
const movedTo = (start: string): NewEvent<AppointmentEvent> => ({
  type: 'CalendarBookingRescheduled',
  data: { modificationId, previousBookingUid: uid, bookingUid: `${uid}b`, startsAt: start, endsAt: start },
});

const rowOf = (events: NewEvent<AppointmentEvent>[]) =>
  recorded<AppointmentEvent>(events).reduce<Record<string, unknown> | undefined>(
    (known, event) => appointments.apply(event, () => known).at(0)?.row,
    undefined,
  );

describe('a no-show', () => {
  test('is recorded with who said so, or with the booking it was seen of', () => {
    expect(recordNoShow(state(scheduled), asked())).toMatchObject({
      events: [{ data: { noShow: true, by: 'front desk', reasonCode: 'not_reached' } }],
    });
    expect(recordNoShow(state(scheduled), asked({ source: seenAt(uid) }))).toMatchObject({
      events: [{ data: { noShow: true, bookingUid: uid, externalCause: 'look' } }],
    });
  });
  test('is recorded from the start on, and not a moment before', () => {
    const before = new Date(at(startsAt).getTime() - 1);
    expect(outcome(recordNoShow(state(scheduled), asked({ now: before })))).toBe('appointment_not_over');
    expect(outcome(recordNoShow(state(scheduled), asked({ now: at(startsAt) })))).toEqual(['AppointmentNoShowRecorded']);
  });
  test('is none of an appointment that was cancelled, or is just being changed', () => {
    expect(outcome(recordNoShow(state(scheduled, pending), asked()))).toBe('conflict');
    expect(outcome(recordNoShow(state(scheduled, pending, cancelled), asked()))).toBe('conflict');
    expect(outcome(recordNoShow(state(), asked()))).toBe('appointment_not_found');
  });
  test('is recorded once, and taken back once', () => {
    expect(outcome(recordNoShow(state(scheduled, noShow(true)), asked()))).toEqual([]);
    expect(outcome(recordNoShow(state(scheduled), asked({ noShow: false })))).toEqual([]);
    expect(outcome(recordNoShow(state(scheduled, noShow(true)), asked({ noShow: false })))).toEqual([
      'AppointmentNoShowRecorded',
    ]);
  });
  test('of another booking, or at another time, than the appointment has is none of it', () => {
    expect(outcome(recordNoShow(state(scheduled), asked({ source: seenAt('otherUid890123456789') })))).toEqual([]);
    expect(outcome(recordNoShow(state(scheduled), asked({ source: seenAt(uid, endsAt) })))).toEqual([]);
  });
  test('that staff have recorded or taken back is theirs, whatever the calendar shows', () => {
    const shown = (value: boolean) => asked({ noShow: value, source: seenAt(uid) });
    expect(outcome(recordNoShow(state(scheduled, noShow(true, 'anna')), shown(false)))).toEqual([]);
    expect(outcome(recordNoShow(state(scheduled, noShow(true), noShow(false, 'anna')), shown(true)))).toEqual([]);
    expect(outcome(recordNoShow(state(scheduled, noShow(true)), shown(false)))).toEqual(['AppointmentNoShowRecorded']);
  });
  test('is left behind when the appointment is moved, and may come again', () => {
    const events = [scheduled, noShow(true, 'anna'), movedTo(startsAt)];
    const moved = state(...events);
    expect(rowOf(events)).toMatchObject({ no_show: false, no_show_recorded_at: null });
    expect(moved.noShow).toMatchObject({ recorded: false, byStaff: false });
    expect(outcome(recordNoShow(moved, asked({ source: seenAt(`${uid}b`) })))).toEqual(['AppointmentNoShowRecorded']);
  });
});

const word = fc.record({ noShow: fc.boolean(), source: fc.constantFrom(byStaff, seenAt(uid)) });

property.prop([fc.array(word, { maxLength: 12 })])(
  'whatever is said in whatever order: each event is news with an id of its own, and state and row tell the same',
  words => {
    const events: NewEvent<AppointmentEvent>[] = [scheduled];
    for (const one of words) {
      const before = state(...events);
      const decision = recordNoShow(before, asked(one));
      if (decision.kind !== 'accepted') throw new Error('refused');
      events.push(...decision.events);
      expect(recordNoShow(state(...events), asked(one))).toMatchObject({ events: [] });
      if (one.source.kind === 'staff') expect(state(...events).noShow.recorded).toBe(one.noShow);
    }
    const values = events.flatMap(event => (event.type === 'AppointmentNoShowRecorded' ? [event.data.noShow] : []));
    expect(values).toEqual(values.map((_, index) => index % 2 === 0));
    expect(new Set(events.slice(1).map(({ id }) => id)).size).toBe(values.length);
    expect(rowOf(events)).toMatchObject({
      no_show: values.at(-1) ?? false,
      no_show_recorded_at: values.at(-1) ? '2026-11-01T08:00:00.000Z' : null,
    });
    expect(state(...events).noShow.recorded).toBe(values.at(-1) ?? false);
  },
);
