// What calls and the saga rely on, whatever calendar keeps an appointment. A further calendar is held to it by one more file
// that opens it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CalendarProvider, TimeWanted } from '../../../src/calendar/provider.ts';
import type { AppointmentState } from '../../../src/domain/appointment/appointment-state.ts';
import { anothers, at, companyId, mine, now, open, workingDay } from './day.ts';

export interface Opened {
  calendar: CalendarProvider;
  /** The two appointments of the day. */
  states: { mine: AppointmentState; anothers: AppointmentState };
  close(): Promise<void>;
}

export function keepsTheContract(name: string, openCalendar: () => Promise<Opened>): void {
  let opened: Opened;
  beforeEach(async () => {
    opened = await openCalendar();
  });
  afterEach(() => opened.close());

  const slots = (between = workingDay, state = opened.states.mine) =>
    opened.calendar.slots({ companyId, state, company: open, between });
  const wanted = (newStartsAt: string | undefined, change: Partial<TimeWanted> = {}): TimeWanted => ({
    companyId,
    appointmentId: mine.id,
    state: opened.states.mine,
    company: open,
    newStartsAt,
    overridden: false,
    hold: true,
    now: new Date(now),
    ...change,
  });
  const another = (): Partial<TimeWanted> => ({ appointmentId: anothers.id, state: opened.states.anothers });
  const reserve = (newStartsAt: string | undefined, change: Partial<TimeWanted> = {}, accepts = true) =>
    opened.calendar.reserve(wanted(newStartsAt, change), slot => accepts && (slot === null || slot === 'free'));

  /** What becomes of a move to this time: reserved, then made, where the calendar has a booking to be moved. */
  async function moves(newStartsAt: string, who: Partial<TimeWanted> = {}): Promise<boolean> {
    const { slot, held } = await reserve(newStartsAt, who);
    if (slot !== 'free') return false;
    const bookingUid = (who.state ?? opened.states.mine).booking?.uid;
    if (held || bookingUid === undefined) return held;
    const tried = await opened.calendar.change(companyId, { kind: 'reschedule', bookingUid, startsAt: newStartsAt }, {});
    return tried.kind === 'ok';
  }

  describe(`${name}: free times`, () => {
    it('lie in the period that was asked for, in order, each once', async () => {
      const found = await slots();
      expect(found?.length).toBeGreaterThan(5);
      expect(found).toEqual([...new Set(found)].sort());
      for (const start of found ?? []) {
        expect(Date.parse(start)).toBeGreaterThanOrEqual(workingDay.from.getTime());
        expect(Date.parse(start)).toBeLessThan(workingDay.to.getTime());
      }
    });

    it('leave out what somebody else has, and not the appointment’s own time', async () => {
      const found = await slots();
      expect(found).toContain(mine.startsAt);
      expect(found).not.toContain(anothers.startsAt);
      expect(await slots(workingDay, opened.states.anothers)).toContain(anothers.startsAt);
    });

    it('are none in an empty period', async () => {
      expect(await slots({ from: workingDay.from, to: workingDay.from })).toEqual([]);
    });

    it('can all be had', async () => {
      for (const start of (await slots()) ?? []) expect(await reserve(start, { hold: false })).toMatchObject({ slot: 'free' });
    });
  });

  describe(`${name}: a time that is wanted`, () => {
    it('is taken where somebody else has it, and nothing is held', async () => {
      expect(await reserve(anothers.startsAt)).toEqual({ slot: 'taken', held: false });
    });

    it('is no question where a cancellation wants none', async () => {
      expect(await reserve(undefined)).toEqual({ slot: null, held: false });
    });

    it('goes to one of two who want it', async () => {
      const all = [await moves(at('14:00')), await moves(at('14:00'), another())];
      expect(all).toEqual([true, false]);
    });

    it.each<[string, Partial<TimeWanted>, boolean]>([
      ['only asked about', { hold: false }, true],
      ['of a move that would not be made', {}, false],
    ])('is left to others where it was %s', async (_, change, accepts) => {
      expect((await reserve(at('15:00'), change, accepts)).held).toBe(false);
      expect(await moves(at('15:00'), another())).toBe(true);
    });

    it('is left to others where nobody waits for it any more', async () => {
      await reserve(at('15:00'), { signal: AbortSignal.abort() }).catch(() => undefined);
      expect(await moves(at('15:00'), another())).toBe(true);
    });

    it('is given back, once or twice', async () => {
      await reserve(at('15:00'));
      await opened.calendar.release(companyId, mine.id);
      await opened.calendar.release(companyId, mine.id);
      expect(await moves(at('15:00'), another())).toBe(true);
    });
  });

  describe(`${name}: a booking it does not have`, () => {
    const bookingUid = 'nobodysBooking00000001';
    it('is not found, and a change of it is refused', async () => {
      const { calendar } = opened;
      expect(await calendar.look(companyId, { bookingUid, startsAt: mine.startsAt }, {})).toEqual({ kind: 'not_found' });
      expect(await calendar.read(companyId, bookingUid, {})).toMatchObject({ kind: 'refused', code: 'not_found' });
      expect(await calendar.findUid(companyId, { numericId: 999_999, startsAt: mine.startsAt }, {})).toEqual({
        kind: 'not_found',
      });
      expect(await calendar.change(companyId, { kind: 'cancel', bookingUid }, {})).toMatchObject({
        kind: 'refused',
        code: 'not_found',
      });
    });

    it('is in no list, and the list ends', async () => {
      const listed: string[] = [];
      for await (const page of opened.calendar.list(companyId, { startingAfter: new Date(now) })) {
        expect(page).not.toBe('unseen');
        if (page !== 'unseen') listed.push(...page.map(({ uid }) => uid));
      }
      expect(listed).toEqual([...new Set(listed)]);
      expect(listed).not.toContain(bookingUid);
    });
  });

  describe(`${name}: a webhook that is none of its own`, () => {
    it.each(['', 'null', '{', '[]', '{"triggerEvent":7}'])('%j is not to be read, and nothing is thrown', body => {
      expect(opened.calendar.webhooks.read(body)).toEqual({ kind: 'unreadable', trigger: null });
    });

    it('is not signed', () => {
      const { webhooks } = opened.calendar;
      expect([undefined, '', ['x'], 7].some(header => webhooks.isSignature(header))).toBe(false);
      expect(webhooks.isSignedWith('secret', Buffer.from('{}'), 'x')).toBe(false);
    });
  });
}
