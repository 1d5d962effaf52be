// An appointment that came with the uid of its series, and webhooks of that series' bookings: what they tell is the
// appointment's where they speak of the booking at its time, and only then.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import type { ReceivedWebhook } from '../../../src/calendar/sync/webhooks/process-webhook.ts';
import { appointmentStream } from '../../../src/domain/ids.ts';
import { resolveAsOperator } from '../support/operator.ts';
import { receiveWebhooks } from '../support/webhooks.ts';
import { appointmentId, companyId, friday10, friday14, namesOf, openWorld, type World } from '../support/world.ts';

const series = 'seriesUid1234567890';
const instance = 'instanceOne12345678';
const another = 'instanceTwo12345678';
const nextFriday10 = '2026-10-16T08:00:00.000Z';
const wednesday = '2026-10-07T09:00:00.000Z';
const ours = { companyId, appointmentId };
let world: World;
let inbox: Awaited<ReturnType<typeof receiveWebhooks>>;
let created: ReceivedWebhook;
beforeEach(async () => {
  world = await openWorld({ booking: { uid: series, calendarServiceId: 1 } });
  inbox = await receiveWebhooks(world);
  const { executor, hub } = inbox.process;
  await createRecorder(executor, hub).claimBooking(ours, series);
  const of = { recurringBookingUid: series, minutes: 60, hostId: 2, attendee: { name: 'Hansi', email: 'h@example.org' } };
  await world.sandbox.staffCreate({ ...of, uid: instance, start: friday10.startsAt });
  created = await inbox.next();
  world.sandbox.seed({ ...of, uid: another, start: nextFriday10 });
});
afterEach(async () => {
  await inbox.close();
  await world.close();
});

const latest = (uid = instance) => world.sandbox.latest(uid)?.uid ?? '';
const move = async (start: string, uid = instance) => {
  await world.sandbox.staffReschedule(latest(uid), start);
  return inbox.next();
};
const cancel = async (uid = instance) => {
  await world.sandbox.staffCancel(latest(uid), 'krank');
  return inbox.next();
};
const workOff = async (...webhooks: ReceivedWebhook[]) => {
  for (const webhook of webhooks) expect(await inbox.workOff(webhook)).toBe('done');
};
const recorded = () => namesOf(world.events().slice(1));
const others = () =>
  world.store
    .all()
    .filter(({ type, stream }) => type === 'AppointmentScheduled' && stream !== appointmentStream(companyId, appointmentId))
    .map(({ data }) => data);

const moved = ['CalendarBookingLinked', 'AppointmentRescheduled', 'CalendarBookingRescheduled'];
const cancelled = ['CalendarBookingLinked', 'AppointmentCancelled', 'CalendarBookingCancelled'];

describe('the booking at its time', () => {
  it.each([friday14.startsAt, wednesday])(
    'moved by staff is the appointment moved, however often it is reported: to %s',
    async to => {
      const webhook = await move(to);
      await workOff(webhook, webhook, created);
      expect(recorded()).toEqual(moved);
      expect(others()).toEqual([]);
      expect(await world.state()).toMatchObject({
        period: { startsAt: to },
        booking: { uid: latest() },
        previousUids: [instance],
      });
    },
  );

  it.each<[string, (first: ReceivedWebhook, second: ReceivedWebhook) => ReceivedWebhook[]]>([
    ['in order', (first, second) => [first, second]],
    ['in the wrong order', (first, second) => [second, first]],
    ['the first of them never', (_, second) => [second]],
  ])('moved twice is one appointment, where Cal.com has it, reported %s', async (_, inOrder) => {
    const [first, second] = [await move(friday14.startsAt), await move(wednesday)];
    await workOff(...inOrder(first, second), created);
    expect(others()).toEqual([]);
    expect(await world.state()).toMatchObject({ period: { startsAt: wednesday }, booking: { uid: latest() } });
  });

  it('moved by staff, though it is reported late that it was made, is no second appointment', async () => {
    const webhook = await move(friday14.startsAt);
    await workOff(created, webhook);
    expect(others()).toEqual([]);
    expect(await world.state()).toMatchObject({ period: friday14, booking: { uid: latest() } });
  });

  it('moved by staff, of which it is not reported from where, is the appointment moved', async () => {
    const webhook = await move(friday14.startsAt);
    await workOff({ ...webhook, booking: { ...webhook.booking, movedFrom: null } });
    expect(recorded()).toEqual(moved);
  });

  it('cancelled by staff is the appointment cancelled, however often it is reported', async () => {
    const webhook = await cancel();
    await workOff(webhook, webhook, created);
    expect(recorded()).toEqual(cancelled);
    expect(others()).toEqual([]);
  });

  it('moved and cancelled by staff is the appointment cancelled, reported in the wrong order', async () => {
    const [first, second] = [await move(friday14.startsAt), await cancel()];
    await workOff(second, first, second);
    expect((await world.state()).status).toBe('cancelled');
    expect(others()).toEqual([]);
  });

  it('is left for later while Cal.com does not tell what it was', async () => {
    const webhook = await move(friday14.startsAt);
    world.sandbox.fault({ match: { operation: 'get', uid: instance }, kind: 'status', status: 500 });
    expect(await inbox.workOff(webhook)).toBe('later');
    expect([recorded(), others()]).toEqual([[], []]);
  });

  it('moved by staff while a change of ours is pending settles nothing: the worker looks', async () => {
    const { modificationId } = await world.decide(undefined, inbox.process.executor);
    expect(await inbox.workOff(await move(friday14.startsAt))).toBe('later');
    expect(inbox.handedOver).toEqual([modificationId]);
    expect(await world.state()).toMatchObject({ period: friday10, last: { state: 'pending' } });
    expect(others()).toEqual([]);
  });

  it('that another appointment has claimed is not taken over', async () => {
    const { executor, hub } = inbox.process;
    await createRecorder(executor, hub).claimBooking({ companyId, appointmentId: 'another' }, instance);
    expect(await inbox.workOff(await cancel())).toBe('later');
    expect(recorded()).toEqual([]);
  });
});

describe('the booking at its time, moved by staff, who then ask for another time', () => {
  /** The webhooks of the move and of the wish, neither worked off. */
  async function askedAgain(): Promise<[ReceivedWebhook, ReceivedWebhook]> {
    const webhook = await move(friday14.startsAt);
    await world.sandbox.staffRequestReschedule(latest(), 'krank');
    return [webhook, await inbox.next()];
  }

  async function changeOfOurs() {
    const work = await world.decide(wednesday, inbox.process.executor);
    inbox.process.worker.handOver(work);
    await world.clock.until(() => world.events().at(-1)?.type === 'CalendarBookingCancelled');
  }

  async function operator() {
    await world.decide(wednesday, inbox.process.executor);
    expect(await resolveAsOperator(world, 'take_calendar')).toMatchObject({ kind: 'resolved' });
  }

  it.each<[string, (webhooks: [ReceivedWebhook, ReceivedWebhook]) => Promise<void>]>([
    ['a change of ours', changeOfOurs],
    ['an operator', operator],
    ['the webhook of the move', ([first]) => workOff(first)],
    ['the webhook of the wish', ([, second]) => workOff(second)],
  ])('is one appointment once it is booked again, where %s found its end', async (_, found) => {
    const webhooks = await askedAgain();
    await found(webhooks);
    expect((await world.state()).status).toBe('cancelled');
    const ended = (await world.state()).booking?.uid ?? '';
    await world.sandbox.attendeeRebooks(ended, wednesday);
    await workOff(await inbox.next(), ...webhooks, created);
    expect(others()).toEqual([]);
    expect(await world.state()).toMatchObject({
      status: 'scheduled',
      period: { startsAt: wednesday },
      booking: { uid: latest() },
    });
  });
});

it('a booking it was moved to in between is reported late: that is no second appointment', async () => {
  const between = await move(friday14.startsAt);
  await move(wednesday);
  const work = await world.decide(undefined, inbox.process.executor);
  inbox.process.worker.handOver(work);
  await world.clock.until(() => world.events().at(-1)?.type === 'CalendarBookingRescheduled');
  await workOff(between, created);
  expect(others()).toEqual([]);
  expect(await world.state()).toMatchObject({ period: { startsAt: wednesday }, booking: { uid: latest() } });
});

describe('a booking of the series at another time', () => {
  it('moved by staff is an appointment of its own, and leaves this one alone', async () => {
    await workOff(await move(friday14.startsAt, another));
    expect(recorded()).toEqual([]);
    expect(others()).toMatchObject([{ startsAt: friday14.startsAt }]);
  });

  it('cancelled by staff leaves it alone', async () => {
    const webhook = await cancel(another);
    expect(await inbox.workOff(webhook)).toBe('later');
    await workOff({ ...webhook, waitedMs: 61_000 });
    expect([recorded(), others()]).toEqual([[], []]);
  });

  it.each<[string, (own: ReceivedWebhook, its: ReceivedWebhook) => ReceivedWebhook[]]>([
    ['after it', (own, its) => [own, its]],
    ['before it', (own, its) => [its, own]],
  ])('moved to where this one was moved from is not taken for it, reported %s', async (_, inOrder) => {
    const [own, its] = [await move(friday14.startsAt), await move(friday10.startsAt, another)];
    await workOff(...inOrder(own, its), own, its);
    expect(await world.state()).toMatchObject({ period: friday14, booking: { uid: latest() } });
    expect(others()).toMatchObject([{ startsAt: friday10.startsAt, booking: { uid: latest(another) } }]);
  });
});
