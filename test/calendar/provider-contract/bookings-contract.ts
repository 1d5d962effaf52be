// What the saga relies on of a calendar that keeps bookings.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Look } from '../../../src/calendar/provider.ts';
import type { Opened } from './contract.ts';
import { anothers, at, companyId, halfHour, mine, now } from './day.ts';

export interface OpenedWithBookings extends Opened {
  uids: { mine: string; anothers: string };
  numericId: number;
  staffMoves(uid: string, startsAt: string): Promise<unknown>;
  staffCancels(uid: string): Promise<unknown>;
  /** Nobody answers any more. */
  disconnect(): Promise<void>;
  /** A webhook as the calendar posts it: this booking was cancelled. */
  cancellationOf(uid: string): { rawBody: Buffer; signature: string; secret: string };
}

export function keepsBookings(name: string, openCalendar: () => Promise<OpenedWithBookings>): void {
  let opened: OpenedWithBookings;
  beforeEach(async () => {
    opened = await openCalendar();
  });
  afterEach(() => opened.close());

  const look = (bookingUid = opened.uids.mine): Promise<Look> =>
    opened.calendar.look(companyId, { bookingUid, startsAt: mine.startsAt }, {});
  const cancel = () => opened.calendar.change(companyId, { kind: 'cancel', bookingUid: opened.uids.mine }, {});
  const move = (startsAt: string, bookingUid = opened.uids.mine) =>
    opened.calendar.change(companyId, { kind: 'reschedule', bookingUid, startsAt }, {});

  describe(`${name}: a look shows`, () => {
    it('a booking that stands, as it stands', async () => {
      const { startsAt, endsAt } = mine;
      const booking = { uid: opened.uids.mine, status: 'confirmed', form: 'single', startsAt, endsAt };
      expect(await look()).toMatchObject({ kind: 'live', booking: { ...booking, numericId: opened.numericId } });
    });

    it('our cancellation as ours, and another’s as another’s', async () => {
      expect(await cancel()).toMatchObject({ kind: 'ok' });
      expect(await look()).toMatchObject({ kind: 'ended', booking: { status: 'cancelled', cancelledBy: 'us' } });
      await opened.staffCancels(opened.uids.anothers);
      const theirs = { kind: 'ended', booking: { status: 'cancelled', cancelledBy: 'others' } };
      expect(await look(opened.uids.anothers)).toMatchObject(theirs);
    });

    it('a move of ours as ours, and what others made of it after that, in order', async () => {
      const moved = await move(at('14:00'));
      expect(moved).toMatchObject({ kind: 'ok', data: { ...halfHour('14:00'), movedFromUid: opened.uids.mine } });
      const uid = moved.kind === 'ok' ? (moved.data?.uid ?? '') : '';
      expect(await look()).toMatchObject({ kind: 'moved', successors: [{ uid, movedBy: 'us', ...halfHour('14:00') }] });
      await opened.staffMoves(uid, at('15:00'));
      const further = [{ uid }, { movedFromUid: uid, ...halfHour('15:00') }];
      expect(await look()).toMatchObject({ kind: 'moved', successors: further });
    });
  });

  describe(`${name}: a change`, () => {
    it('to a time somebody else has is refused, and did nothing', async () => {
      expect(await move(anothers.startsAt)).toMatchObject({ kind: 'refused', code: 'slot_unavailable' });
      expect(await look()).toMatchObject({ kind: 'live', booking: { startsAt: mine.startsAt } });
    });

    it('that came a second time is refused as done already', async () => {
      await cancel();
      expect(await cancel()).toMatchObject({ kind: 'refused', code: 'already_cancelled' });
      expect(await move(at('14:00'))).toMatchObject({ kind: 'refused' });
    });

    it('is not sent where its holder may not send it any more', async () => {
      const lost = async () => {
        throw new Error('lease lost');
      };
      const change = { kind: 'cancel', bookingUid: opened.uids.mine } as const;
      await expect(opened.calendar.change(companyId, change, { onSend: lost })).rejects.toThrow('lease lost');
      expect(await look()).toMatchObject({ kind: 'live' });
    });
  });

  describe(`${name}: a booking is found`, () => {
    it('by its numeric id', async () => {
      const wanted = { numericId: opened.numericId, startsAt: mine.startsAt };
      expect(await opened.calendar.findUid(companyId, wanted, {})).toEqual({ kind: 'found', uid: opened.uids.mine });
    });

    it('in the list, once', async () => {
      const listed: string[] = [];
      for await (const page of opened.calendar.list(companyId, { startingAfter: new Date(now) }))
        if (page !== 'unseen') listed.push(...page.map(({ uid }) => uid));
      expect(listed.sort()).toEqual([opened.uids.mine, opened.uids.anothers].sort());
    });
  });

  it(`${name}: whether a time is free is known for a kind of booking that is known`, async () => {
    const ask = (clock: string, calendarServiceId: number | undefined) =>
      opened.calendar.isFree(companyId, { bookingUid: opened.uids.mine, calendarServiceId, to: halfHour(clock) }, {});
    expect([await ask('14:00', 1), await ask('11:00', 1), await ask('14:00', undefined)]).toEqual(['free', 'taken', 'unknown']);
  });

  it(`${name}: where nobody answers nothing is concluded`, async () => {
    await opened.disconnect();
    const { calendar } = opened;
    expect(await look()).toMatchObject({ kind: 'unseen' });
    expect(await cancel()).toMatchObject({ kind: 'unreachable' });
    const pages = [];
    for await (const page of calendar.list(companyId, { startingAfter: new Date(now) })) pages.push(page);
    expect(pages).toEqual(['unseen']);
    const wanted = { numericId: opened.numericId, startsAt: mine.startsAt };
    expect(await calendar.findUid(companyId, wanted, {})).toMatchObject({ kind: 'unseen' });
  });

  it(`${name}: its webhook is known by its signature, over exactly these bytes, and names the booking`, () => {
    const { webhooks } = opened.calendar;
    const { rawBody, signature, secret } = opened.cancellationOf(opened.uids.mine);
    expect(webhooks.isSignature(signature)).toBe(true);
    expect(webhooks.isSignedWith(secret, rawBody, signature)).toBe(true);
    expect(webhooks.isSignedWith('another secret', rawBody, signature)).toBe(false);
    expect(webhooks.isSignedWith(secret, Buffer.concat([rawBody, Buffer.from(' ')]), signature)).toBe(false);
    const booking = { uid: opened.uids.mine, startsAt: mine.startsAt, endsAt: mine.endsAt };
    expect(webhooks.read(rawBody.toString())).toMatchObject({ kind: 'booking', news: 'cancelled', booking });
  });
}
