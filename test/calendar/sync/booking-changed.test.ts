// The same time at Cal.com, and yet another booking: somebody else's, longer, of another kind. It is recorded, notified, and counts.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scheduleAppointment } from '../../../commands/appointment/schedule-appointment.ts';
import { appointmentModifications } from '../../../projections/appointment-modifications.ts';
import { appointments } from '../../../projections/appointments.ts';
import { notifications } from '../../../projections/notifications/notifications.ts';
import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import { appointment } from '../../../src/domain/appointment/appointment.ts';
import { appointmentStream, derivedId } from '../../../src/domain/ids.ts';
import { effectivePolicy } from '../../../src/domain/policy/policy.ts';
import { foldRows } from '../support/judge/fold-rows.ts';
import { reconciled } from '../support/reconciled.ts';
import { receiveWebhooks } from '../support/webhooks.ts';
import { appointmentId, companyId, friday14, namesOf, openWorld, uid, type World } from '../support/world.ts';

const booked = 'pQ7ZxTb2mKcR9wLs4VdY3h';
const id = derivedId('appointment', companyId, booked);
const friday16 = { startsAt: '2026-10-09T14:00:00.000Z', endsAt: '2026-10-09T15:00:00.000Z' };
let world: World;
let inbox: Awaited<ReturnType<typeof receiveWebhooks>>;
beforeEach(async () => {
  world = await openWorld();
  inbox = await receiveWebhooks(world);
  await world.sandbox.staffCreate({ uid: booked, start: friday14.startsAt, minutes: 60, hostId: 1, attendee: { name: 'Eva' } });
  await inbox.workOff(await inbox.next());
});
afterEach(async () => {
  await inbox.close();
  await world.close();
});

const settles = <T>(promise: Promise<T>): Promise<T> => world.clock.settled(promise);
const rowsOf = (projection: Parameters<typeof foldRows>[0]) => foldRows(projection, world.store.all()).get(projection.name) ?? [];
const row = () => rowsOf(appointments).find(one => one.appointment_id === id);
const notified = () => rowsOf(notifications).map(({ kind }) => kind);
const types = () => namesOf(world.events(id));
const compared = () => reconciled(world, inbox.process, { expecting: id });
const ownFindings = async () => (await compared()).findings.filter(({ appointmentId }) => appointmentId === id);
/** As it would be moved by a caller. */
async function moves(startsAt: string) {
  const work = await world.decide(startsAt, inbox.process.executor, id);
  inbox.process.worker.handOver(work);
  await settles(inbox.process.hub.outcomeOf(work.modificationId, 8_000));
  return work.modificationId;
}

describe('another host', () => {
  const ways: Record<string, () => Promise<unknown>> = {
    'reported by webhook': async () => inbox.workOffNamed(await inbox.nextNamed()),
    'found by reconciliation': () => compared(),
    'reported by webhook after reconciliation has found it': async () => {
      const webhook = await inbox.nextNamed();
      await compared();
      await inbox.workOffNamed(webhook);
    },
  };
  it.each(Object.keys(ways))('whom nobody here knows, %s: recorded once, notified once', async way => {
    await world.sandbox.staffAmend(booked, { hostId: 2 });
    await ways[way]?.();
    expect(types()).toEqual(['AppointmentScheduled', 'CalendarBookingChanged']);
    expect(row()).toMatchObject({ staff_id: null, starts_at: friday14.startsAt, ends_at: friday14.endsAt });
    expect(notified()).toEqual(['host_changed']);
    expect(await ownFindings()).toEqual([]);
  });

  it('of an appointment whose host was not known before is recorded where Cal.com says that it is another', async () => {
    const recorder = createRecorder(inbox.process.executor, inbox.process.hub);
    await recorder.claimBooking({ companyId, appointmentId }, uid);
    expect((await compared()).findings).toEqual([]);
    await world.sandbox.staffAmend(uid, { hostId: 2 });
    await inbox.workOffNamed(await inbox.nextNamed());
    expect(namesOf(world.events())).toEqual(['AppointmentScheduled', 'CalendarBookingChanged']);
    expect((await world.state()).booking?.calendarHostId).toBe(2);
  });

  it('who comes back is a change again', async () => {
    for (const hostId of [2, 1, 2, 1]) {
      await world.sandbox.staffAmend(booked, { hostId });
      await inbox.workOffNamed(await inbox.nextNamed());
    }
    expect(types().filter(type => type === 'CalendarBookingChanged')).toHaveLength(4);
    expect(row()).toMatchObject({ staff_id: 'anna' });
    expect(new Set(world.events(id).map(event => event.id)).size).toBe(world.events(id).length);
  });

  it('is under other rules from then on, and later changes are theirs', async () => {
    const policies = new Map([['staff:anna', { cancel: { allowed: false } }]]);
    const allowed = async () => effectivePolicy(policies, 'cancel', (await world.state(id)).details ?? {}).allowed;
    expect(await allowed()).toBe(false);
    await world.sandbox.staffAmend(booked, { hostId: 2 });
    await inbox.workOffNamed(await inbox.nextNamed());
    expect(await allowed()).toBe(true);
    const modificationId = await moves(friday16.startsAt);
    const change = rowsOf(appointmentModifications).find(one => one.modification_id === modificationId);
    expect(change).toMatchObject({ staff_id: null, service_id: 'cut' });
  });

  it('in the answer to a move of ours is recorded with it', async () => {
    world.sandbox.seedEventType({ id: 1, lengthInMinutes: 60, openingHours: null, movesToHost: 2 });
    await moves(friday16.startsAt);
    expect(types().slice(1)).toEqual(['AppointmentRescheduled', 'CalendarBookingRescheduled', 'CalendarBookingChanged']);
    expect(row()).toMatchObject({ staff_id: null, starts_at: friday16.startsAt });
    expect(notified()).toContain('host_changed');
    const count = world.store.all().length;
    await inbox.workOff(await inbox.next());
    expect(world.store.all()).toHaveLength(count);
  });

  it('in a move by staff is recorded with it', async () => {
    await world.sandbox.staffReschedule(booked, friday16.startsAt);
    const webhook = await inbox.next();
    await world.sandbox.staffAmend(webhook.booking.uid, { hostId: 2 });
    await inbox.workOff(webhook);
    expect(types().slice(1)).toEqual(['AppointmentRescheduled', 'CalendarBookingRescheduled', 'CalendarBookingChanged']);
  });
});

describe('another length', () => {
  it('is found by reconciliation and notified', async () => {
    await world.sandbox.staffAmend(booked, { minutes: 90 });
    expect(await ownFindings()).toMatchObject([{ kind: 'missed_change', action: 'repaired' }]);
    expect(row()).toMatchObject({ starts_at: friday14.startsAt, ends_at: '2026-10-09T13:30:00.000Z' });
    expect((await world.state(id)).period.endsAt).toBe('2026-10-09T13:30:00.000Z');
    expect(rowsOf(notifications)).toMatchObject([{ kind: 'length_changed', new_ends_at: '2026-10-09T13:30:00.000Z' }]);
    expect(await ownFindings()).toEqual([]);
  });

  it('in the answer to a move of ours is what the appointment has', async () => {
    world.sandbox.seedEventType({ id: 1, lengthInMinutes: 60, openingHours: null, movesLastMinutes: 30 });
    await moves(friday16.startsAt);
    expect((await world.state(id)).period).toEqual({ startsAt: friday16.startsAt, endsAt: '2026-10-09T14:30:00.000Z' });
  });

  it('stays as it is, kept by an operator or while a change of ours is pending', async () => {
    await world.decide(undefined, inbox.process.executor, id);
    await world.sandbox.staffAmend(booked, { minutes: 90 });
    await compared();
    expect(types()).toEqual(['AppointmentScheduled', 'AppointmentCancelled']);
  });
});

describe('another attendee', () => {
  const jonas = { name: 'Jonas Weber', email: 'jonas@example.org' };
  const customer = async () => (await world.state(id)).details?.customerId;

  it('makes it that person’s: found by reconciliation, recorded once, and notified to nobody', async () => {
    const before = await customer();
    await world.sandbox.staffAmend(booked, { attendee: jonas });
    expect(await ownFindings()).toMatchObject([{ kind: 'missed_change', action: 'repaired' }]);
    const after = await customer();
    expect(after).not.toBe(before);
    expect(world.events(id).at(-1)).toMatchObject({ data: { customer: { from: before, to: after } } });
    expect(row()).toMatchObject({ customer_id: after, starts_at: friday14.startsAt });
    expect(JSON.stringify(world.events(id).map(({ data }) => data))).not.toContain('Jonas');
    expect(notified()).toEqual([]);
    expect(await ownFindings()).toEqual([]);
    await moves(friday16.startsAt);
    expect(rowsOf(appointmentModifications).at(-1)).toMatchObject({ customer_id: after });
  });

  it('with another host: the customer who comes now hears of the host', async () => {
    await world.sandbox.staffAmend(booked, { attendee: jonas, hostId: 2 });
    await compared();
    expect(rowsOf(notifications)).toMatchObject([{ kind: 'host_changed', customer_id: await customer() }]);
  });

  it('in a move by staff is recorded with it', async () => {
    const before = await customer();
    await world.sandbox.staffReschedule(booked, friday16.startsAt);
    const webhook = await inbox.next();
    await world.sandbox.staffAmend(webhook.booking.uid, { attendee: jonas });
    await inbox.workOff(webhook);
    expect(types().slice(1)).toEqual(['AppointmentRescheduled', 'CalendarBookingRescheduled', 'CalendarBookingChanged']);
    expect(await customer()).not.toBe(before);
  });

  it('comes back as the person she was', async () => {
    const before = await customer();
    for (const attendee of [jonas, { name: 'Eva' }]) {
      await world.sandbox.staffAmend(booked, { attendee });
      await compared();
    }
    expect(await customer()).toBe(before);
  });

  it.each([
    ['the same name, spelt otherwise', [{ name: ' EVA ' }]],
    ['no name', [{ name: '' }]],
    ['a seat of several', [{ name: 'Jonas', seatUid: 'seat-1' }]],
  ])('is not what %s means', async (_, [attendee]) => {
    await world.sandbox.staffAmend(booked, { ...(attendee && { attendee }) });
    expect(await ownFindings()).toEqual([]);
    expect(types()).toEqual(['AppointmentScheduled']);
  });

  it('on the booking of an appointment that staff gave to a customer changes nothing', async () => {
    const eva = (await customer()) ?? '';
    const { executor, hub } = inbox.process;
    const bookingUid = 'staffsOwnBooking12345';
    world.sandbox.seed({ uid: bookingUid, start: friday16.startsAt, minutes: 60, attendee: jonas });
    await createRecorder(executor, hub).claimBooking({ companyId, appointmentId: 'imported' }, bookingUid);
    await executor.execute({
      aggregate: appointment,
      stream: appointmentStream(companyId, 'imported'),
      commandId: derivedId('test', 'imported'),
      context: { correlationId: 'i', companyId, actor: { kind: 'staff', id: 'anna' }, channel: 'operator' },
      decide: state =>
        scheduleAppointment(state, {
          ...{ companyId, appointmentId: 'imported', customerId: eva, timeZone: 'Europe/Berlin', origin: 'import' },
          ...friday16,
          booking: { uid: bookingUid },
        }),
    });
    await compared();
    expect(namesOf(world.events('imported'))).toEqual(['AppointmentScheduled']);
  });
});

it('a webhook that reports of the booking what we do not have makes us look', async () => {
  await world.sandbox.staffAmend(booked, { hostId: 2, minutes: 90 });
  await inbox.nextNamed();
  await world.sandbox.staffConfirm(booked);
  await inbox.workOff(await inbox.next());
  expect(notified()).toEqual(['host_and_length_changed']);
});
