// The host asks for another time: that is no cancellation of the customer's, and the new booking is the same appointment.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appointments } from '../../../projections/appointments.ts';
import { notifications } from '../../../projections/notifications/notifications.ts';
import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import type { CalendarWorker } from '../../../src/calendar/worker/worker.ts';
import { codeOfRevert } from '../../../src/calls/answer/outcome-codes.ts';
import { notificationMessage } from '../../../src/channels/notifications/message.ts';
import { foldRows } from '../support/judge/fold-rows.ts';
import { reconciled } from '../support/reconciled.ts';
import { receiveWebhooks } from '../support/webhooks.ts';
import { appointmentId, companyId, friday10, friday14, namesOf, openWorld, uid, type World } from '../support/world.ts';

let world: World;
let inbox: Awaited<ReturnType<typeof receiveWebhooks>>;
let handOver: CalendarWorker['handOver'];
beforeEach(async () => {
  world = await openWorld();
  handOver = () => undefined;
  inbox = await receiveWebhooks(world, work => handOver(work));
  await createRecorder(inbox.process.executor, inbox.process.hub).claimBooking({ companyId, appointmentId }, uid);
});
afterEach(async () => {
  await inbox.close();
  await world.close();
});

const settles = <T>(promise: Promise<T>): Promise<T> => world.clock.settled(promise);
const take = async () => inbox.workOff(await inbox.next());
const row = () =>
  foldRows(appointments, world.store.all())
    .get('appointments')
    ?.find(one => one.appointment_id === appointmentId);
const notified = () =>
  (foldRows(notifications, world.store.all()).get('notifications') ?? []).map(({ kind, previous_starts_at, new_starts_at }) => ({
    kind,
    previous_starts_at,
    new_starts_at,
  }));
const live = () => world.sandbox.latest(uid)?.uid;
const types = () => namesOf(world.events());
const compared = () => reconciled(world, inbox.process, { expecting: appointmentId, wantingNewTime: inbox.wantingNewTime });

const hostAsks = () => world.sandbox.staffRequestReschedule(uid, 'krank');
const rebooks = (trigger?: 'BOOKING_RESCHEDULED' | 'BOOKING_CREATED') =>
  settles(world.sandbox.attendeeRebooks(uid, friday14.startsAt, trigger));

/** The appointment stands where the new booking is, and there is no other. */
async function expectJoined() {
  const state = await world.state();
  expect([state.status, state.booking?.uid, state.period]).toEqual(['scheduled', live(), friday14]);
  expect(row()).toMatchObject({
    calcom_v2_booking_id: live(),
    starts_at: friday14.startsAt,
    cancelled_at: null,
  });
  expect(world.store.all().filter(({ type }) => type === 'AppointmentScheduled')).toHaveLength(1);
}

it('is not notified as a cancellation, and takes no fee and no allowance', async () => {
  await hostAsks();
  expect(await take()).toBe('done');
  expect(types()).toEqual(['AppointmentScheduled', 'CalendarNewTimeRequested']);
  expect(row()).toMatchObject({ status: 'new_time_requested' });
  expect(notified()).toEqual([{ kind: 'new_time_requested', previous_starts_at: friday10.startsAt, new_starts_at: null }]);
  const due = {
    ...{ notification_id: 'n', attempts: 1, created_at: '', company_id: companyId, appointment_id: appointmentId },
    ...{ modification_id: 'm', customer_id: null, call_id: null, kind: 'new_time_requested', code: null },
    ...{ previous_starts_at: friday10.startsAt, new_starts_at: null, new_ends_at: null, change: null, channel: null },
    ...{ person_id: null, customer_name: null, customer_phone: null, customer_email: null },
  };
  const settings = {
    companyId,
    name: 'Salon',
    language: 'de' as const,
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
  };
  const { text } = notificationMessage(due, settings);
  expect(text?.sms).toContain('neue Zeit');
  expect(text?.sms).not.toContain('abgesagt');
});

it.each(['cancels', 'moves'])('a caller who %s it then is handed over, and nothing is recorded', async how => {
  await hostAsks();
  await take();
  const before = types().length;
  const { decided } = await world.decide(how === 'moves' ? friday14.startsAt : undefined, inbox.process.executor);
  expect(decided).toBe(false);
  expect(types()).toHaveLength(before);
});

describe('a change of a caller’s that meets the wish is taken back with it, and is no cancellation of the customer’s', () => {
  const reverted = { cancel: 'AppointmentCancellationReverted', reschedule: 'AppointmentRescheduleReverted' };

  /** Nobody pays, the caller hears it, the customer is notified of the wish alone, and the new booking joins. */
  async function expectTakenBack(kind: keyof typeof reverted) {
    expect(types().slice(2)).toEqual([reverted[kind], 'CalendarNewTimeRequested']);
    expect(world.events()[2]?.data).toMatchObject({ code: 'new_time_requested' });
    expect(codeOfRevert('new_time_requested')).toBe('new_time_requested');
    expect(row()).toMatchObject({ status: 'new_time_requested' });
    expect(notified()).toEqual([{ kind: 'new_time_requested', previous_starts_at: friday10.startsAt, new_starts_at: null }]);
    expect((await world.state()).reschedules).toBe(0);
    await rebooks();
    await take();
    await expectJoined();
  }

  it('a move, of which Cal.com says that the booking was moved, and not where to', async () => {
    await hostAsks();
    const work = await world.decide('2026-10-12T09:00:00.000Z', inbox.process.executor, appointmentId, { feeCents: 1_000 });
    inbox.process.worker.handOver(work);
    await world.clock.until(() => types().length > 2);
    await take();
    await expectTakenBack('reschedule');
  });

  it.each(['cancel', 'reschedule'] as const)('a %s that is pending when the wish is reported', async kind => {
    const wanted = kind === 'cancel' ? undefined : '2026-10-12T09:00:00.000Z';
    await world.decide(wanted, inbox.process.executor, appointmentId, { feeCents: 1_000 });
    await hostAsks();
    handOver = inbox.process.worker.handOver;
    const wish = await inbox.next();
    expect(await inbox.workOff(wish)).toBe('later');
    await world.clock.until(() => types().length > 2);
    expect(await inbox.workOff(wish)).toBe('done');
    await expectTakenBack(kind);
  });
});

describe('the new booking joins the same appointment', () => {
  it.each(['BOOKING_RESCHEDULED', 'BOOKING_CREATED'] as const)('reported as %s', async trigger => {
    await hostAsks();
    await take();
    await rebooks(trigger);
    expect(await take()).toBe('done');
    await expectJoined();
  });

  it('reported twice, and once more by reconciliation: it is one change', async () => {
    await hostAsks();
    await take();
    await rebooks();
    const webhook = await inbox.next();
    await inbox.workOff(webhook);
    const count = world.store.all().length;
    await inbox.workOff(webhook);
    expect((await compared()).findings).toEqual([]);
    expect(world.store.all()).toHaveLength(count);
    await expectJoined();
  });

  it('where the wish for another time was not reported as one', async () => {
    await hostAsks();
    const cancellation = await inbox.next();
    await inbox.workOff({ ...cancellation, booking: { ...cancellation.booking, newTimeRequested: false } });
    expect((await world.state()).status).toBe('cancelled');
    await rebooks();
    expect(await take()).toBe('done');
    await expectJoined();
  });

  it('where reconciliation saw a cancellation first, and the wish is reported after it', async () => {
    await hostAsks();
    await compared();
    expect(types()).toEqual(['AppointmentScheduled', 'AppointmentCancelled', 'CalendarBookingCancelled']);
    await take();
    expect(types().at(-1)).toBe('CalendarNewTimeRequested');
    await rebooks();
    await take();
    await expectJoined();
  });

  it('where no webhook reported anything', async () => {
    await hostAsks();
    await compared();
    await rebooks();
    expect((await compared()).findings).toMatchObject([{ kind: 'missed_move', action: 'repaired', appointmentId }]);
    await expectJoined();
    expect((await compared()).findings).toEqual([]);
  });

  it('reported before the wish: the wish that comes late ends nothing', async () => {
    await hostAsks();
    const wish = await inbox.next();
    await rebooks();
    const booked = await inbox.next();
    expect(await inbox.workOff(booked)).toBe('done');
    expect(await inbox.workOff(wish)).toBe('done');
    await expectJoined();
  });

  it.each(['reported', 'never reported'])(
    'where the host had moved it before, and a look of ours has seen the end of that first; the wish is %s',
    async wish => {
      const work = await world.decide('2026-10-12T09:00:00.000Z', inbox.process.executor);
      await settles(world.sandbox.staffReschedule(uid, '2026-10-11T09:00:00.000Z', 'krank'));
      const between = live() ?? '';
      await settles(world.sandbox.staffRequestReschedule(between, 'krank'));
      inbox.process.worker.handOver(work);
      await world.clock.until(() => types().includes('CalendarBookingCancelled'));
      const [, wished] = [await inbox.next(), await inbox.next()];
      if (wish === 'reported') {
        await inbox.workOff(wished);
        expect(types().at(-1)).toBe('CalendarNewTimeRequested');
      }
      await settles(world.sandbox.attendeeRebooks(between, friday14.startsAt));
      expect(await take()).toBe('done');
      await expectJoined();
    },
  );

  it('by the same attendee, where it names nothing it takes the place of', async () => {
    await hostAsks();
    await take();
    inbox.customers.push({ id: '340', name: 'Hansi', email: 'guest@example.com', phone: null, mergedInto: null });
    inbox.wantingNewTime.push(appointmentId);
    await world.sandbox.staffCreate({ start: friday14.startsAt, minutes: 60, attendee: { name: 'Hansi' } });
    expect(await take()).toBe('done');
    const state = await world.state();
    expect([state.status, state.period]).toEqual(['scheduled', friday14]);
    expect(world.store.all().filter(({ type }) => type === 'AppointmentScheduled')).toHaveLength(1);
  });
});

it('what a caller has cancelled is not brought back by a booking made from it', async () => {
  const work = await world.decide(undefined, inbox.process.executor);
  inbox.process.worker.handOver(work);
  await world.clock.until(() => world.typesAfterDecision().length > 0);
  const before = types();
  world.sandbox.seed({ start: friday14.startsAt, minutes: 60, attendee: { name: 'Hansi' }, rescheduledFromUid: uid });
  expect((await compared()).findings).toMatchObject([{ kind: 'live_though_cancelled', action: 'reported' }]);
  expect(types()).toEqual(before);
});

it('a new booking that was cancelled before it was reported brings nothing back', async () => {
  await hostAsks();
  await take();
  await rebooks();
  const booked = await inbox.next();
  await world.sandbox.staffCancel(live() ?? '', 'krank');
  await inbox.workOff(booked);
  expect((await world.state()).status).toBe('cancelled');
});
