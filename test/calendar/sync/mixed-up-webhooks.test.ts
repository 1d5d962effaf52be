// Webhooks that are signed and not so: a booking of another appointment, of another company, of nobody. The worst they do is a look.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReceivedWebhook } from '../../../src/calendar/sync/webhooks/process-webhook.ts';
import { receiveWebhooks } from '../support/webhooks.ts';
import { friday14, namesOf, openWorld, uid, type World } from '../support/world.ts';

const strangers = 'sT7ZxTb2mKcR9wLs4VdY3h';
const nobodys = 'nOb0dysTb2mKcR9wLs4VdY';
let world: World;
let inbox: Awaited<ReturnType<typeof receiveWebhooks>>;
beforeEach(async () => {
  world = await openWorld();
  inbox = await receiveWebhooks(world);
  inbox.uids.set(uid, '640');
});
afterEach(async () => {
  await inbox.close();
  await world.close();
});

const stranger = async () => {
  await world.sandbox.staffCreate({
    uid: strangers,
    start: '2026-10-12T09:00:00.000Z',
    minutes: 60,
    attendee: { name: 'Hansi' },
  });
  return inbox.next();
};
/** As reported at once, and as it is given up after a minute. */
async function leadsNowhere(webhook: ReceivedWebhook) {
  const before = await world.state();
  expect(await inbox.workOff(webhook)).toBe('later');
  expect(await inbox.workOff({ ...webhook, waitedMs: 61_000 })).toBe('done');
  expect(namesOf(world.events())).toEqual(['AppointmentScheduled']);
  expect(await world.state()).toEqual(before);
}

describe('a move', () => {
  it('from this booking to another appointment’s moves nothing', async () => {
    const { booking, ...webhook } = await stranger();
    await leadsNowhere({ ...webhook, news: 'moved', booking: { ...booking, movedFrom: { uid, numericId: null } } });
  });

  it('to a booking this account does not have, of another company for instance, moves nothing', async () => {
    const { booking, ...webhook } = await stranger();
    const moved = { ...booking, uid: nobodys, movedFrom: { uid, numericId: null } };
    await leadsNowhere({ ...webhook, news: 'moved', booking: moved });
    await leadsNowhere({ ...webhook, news: 'booked', booking: moved });
    await leadsNowhere({ ...webhook, news: 'requested', booking: moved });
  });

  it('that reports another time and another booking than it was moved to is recorded as Cal.com has it', async () => {
    await world.sandbox.staffReschedule(uid, friday14.startsAt);
    const { booking, ...webhook } = await inbox.next();
    const wrong = { ...booking, uid: strangers, startsAt: '2026-10-20T09:00:00.000Z', endsAt: '2026-10-20T10:00:00.000Z' };
    expect(await inbox.workOff({ ...webhook, booking: wrong })).toBe('done');
    const { period, booking: now } = await world.state();
    expect([period, now?.uid]).toEqual([friday14, booking.uid]);
  });
});

describe('an end', () => {
  it.each(['cancelled', 'rejected'] as const)('reported as %s, of a booking that stands, ends nothing', async news => {
    const { booking, ...webhook } = await stranger();
    await leadsNowhere({ ...webhook, news, booking: { ...booking, uid, numericId: null } });
  });

  it('that asks for another time, of a booking that stands, asks nobody', async () => {
    const { booking, ...webhook } = await stranger();
    const asks = { ...booking, uid, numericId: null, newTimeRequested: true };
    await leadsNowhere({ ...webhook, news: 'cancelled', booking: asks });
  });
});

it('a new booking reported with another’s attendee, time and appointment is what Cal.com has of it', async () => {
  const { booking, ...webhook } = await stranger();
  const wrong = {
    ...booking,
    startsAt: friday14.startsAt,
    endsAt: friday14.endsAt,
    attendees: [{ name: 'Eva', email: 'eva@example.org', phoneNumber: '+4915112345678' }],
    metadata: { rebookAppointmentId: '77' },
  };
  expect(await inbox.workOff({ ...webhook, booking: wrong })).toBe('done');
  const scheduled = world.store.all().findLast(({ type }) => type === 'AppointmentScheduled');
  expect(scheduled?.data).toMatchObject({ startsAt: '2026-10-12T09:00:00.000Z', booking: { uid: strangers } });
  expect(scheduled?.data).not.toMatchObject({ appointmentId: '77' });
  const registered = world.store.all().findLast(({ type }) => type === 'CustomerRegistered');
  expect(registered?.data).toMatchObject({ personal: { name: 'Hansi' } });
});

describe('of an appointment that is known by its numeric id alone', () => {
  beforeEach(async () => {
    await inbox.close();
    await world.close();
    world = await openWorld({ booking: { numericId: 640 } });
    inbox = await receiveWebhooks(world);
    inbox.numericIds.set(640, '640');
  });
  const linked = () => namesOf(world.events()).includes('CalendarBookingLinked');

  it.each(['booked', 'moved', 'cancelled'] as const)(
    'news of one %s with its id beside another’s uid gives it neither that booking nor its news',
    async news => {
      const { booking, ...webhook } = await stranger();
      for (const one of [strangers, nobodys])
        await inbox.workOff({ ...webhook, news, booking: { ...booking, uid: one, numericId: 640 } });
      expect(namesOf(world.events())).toEqual(['AppointmentScheduled']);
      expect((await world.state()).booking).toEqual({ numericId: 640 });
    },
  );

  it('is left for later while Cal.com does not tell which booking has the id', async () => {
    await world.sandbox.staffReschedule(uid, friday14.startsAt);
    const webhook = await inbox.next();
    world.sandbox.fault({ match: { operation: 'get' }, kind: 'status', status: 503, times: 9 });
    expect(await inbox.workOff(webhook)).toBe('later');
    expect(linked()).toBe(false);
    world.sandbox.clearFaults();
    expect(await inbox.workOff(webhook)).toBe('done');
    expect(linked()).toBe(true);
    expect((await world.state()).period).toEqual(friday14);
  });
});
