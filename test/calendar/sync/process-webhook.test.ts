// Webhooks of Cal.com: whatever their order, their number and their timing, the stream ends where Cal.com is.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimOwnership } from '../../../commands/claim.ts';
import { registerCustomer } from '../../../commands/customer/register-customer.ts';
import type { ReceivedWebhook } from '../../../src/calendar/sync/webhooks/process-webhook.ts';
import { claim } from '../../../src/domain/claim.ts';
import { customer } from '../../../src/domain/customer/customer.ts';
import { appointmentStream, bookingStream, customerStream, derivedId } from '../../../src/domain/ids.ts';
import { receiveWebhooks } from '../support/webhooks.ts';
import { companyId, friday14, namesOf, openWorld, uid, type World } from '../support/world.ts';

const friday16 = '2026-10-09T14:00:00.000Z';
let world: World;
let inbox: Awaited<ReturnType<typeof receiveWebhooks>>;
beforeEach(async () => {
  world = await openWorld();
  inbox = await receiveWebhooks(world);
  await claimFor('640', uid);
});
afterEach(async () => {
  await inbox.close();
  await world.close();
});

async function claimFor(appointmentId: string, bookingUid: string) {
  await inbox.process.executor.execute({
    aggregate: claim,
    stream: bookingStream(companyId, bookingUid),
    commandId: derivedId('test-claim', bookingUid),
    context: { correlationId: 'test', companyId, actor: { kind: 'staff', id: 'test' }, channel: 'operator' },
    decide: state => claimOwnership(state, { type: 'BookingClaimed', data: { companyId, uid: bookingUid, appointmentId } }),
  });
}

describe('a booking made at Cal.com', () => {
  const newUid = 'pQ7ZxTb2mKcR9wLs4VdY3h';
  const seed = {
    uid: newUid,
    start: friday16,
    minutes: 60,
    hostId: 1,
    attendee: { name: 'Hansi Huber', email: 'h@example.com', phoneNumber: '+493012345678' },
    metadata: { call_id: 'call-7' },
  };
  const streamOf = (id: string) => world.store.all().filter(({ stream }) => stream === appointmentStream(companyId, id));
  const appointmentOf = () => derivedId('appointment', companyId, newUid);
  const registered = (customerId: string, name: string, phone: string) =>
    inbox.process.executor.execute({
      aggregate: customer,
      stream: customerStream(companyId, customerId),
      commandId: randomUUID(),
      context: { correlationId: 'test', companyId, actor: { kind: 'staff', id: 'test' }, channel: 'operator' },
      decide: state => registerCustomer(state, { companyId, customerId, name, phone }),
    });

  it('is claimed, and becomes an appointment of a new customer with its service and staff member', async () => {
    await world.sandbox.staffCreate(seed);
    expect(await inbox.workOff(await inbox.next())).toBe('done');
    const [scheduled] = streamOf(appointmentOf());
    expect(scheduled).toMatchObject({
      type: 'AppointmentScheduled',
      data: {
        startsAt: friday16,
        serviceId: 'cut',
        staffId: 'anna',
        origin: 'calendar',
        booking: { uid: newUid, calendarServiceId: 1 },
        bookingMetadata: { callId: 'call-7' },
      },
    });
    const registered = world.store.all().find(({ type }) => type === 'CustomerRegistered');
    expect(registered?.data).toMatchObject({ personal: { name: 'Hansi Huber', phone: '+493012345678' } });
    const order = namesOf(world.store.all());
    expect(order.lastIndexOf('BookingClaimed')).toBeLessThan(order.lastIndexOf('AppointmentScheduled'));
  });

  it('reported twice is one appointment, and a repeat completes what a dying process had only claimed', async () => {
    await claimFor(appointmentOf(), newUid);
    await world.sandbox.staffCreate(seed);
    const webhook = await inbox.next();
    await inbox.workOff(webhook);
    await inbox.workOff(webhook);
    expect(namesOf(streamOf(appointmentOf()))).toEqual(['AppointmentScheduled']);
    expect(world.store.all().filter(({ type }) => type === 'CustomerRegistered')).toHaveLength(1);
  });

  it.each([
    ['belongs to the customer with that number and name, however it is spelt', 'HUBER, Hansi', true],
    ['belongs to nobody else on that number', 'Johann Huber', false],
  ])('%s', async (_, name, isTheirs) => {
    inbox.customers.push({ id: '340', name, email: null, phone: '+493012345678', mergedInto: null });
    await registered('340', name, '+493012345678');
    await world.sandbox.staffCreate(seed);
    await inbox.workOff(await inbox.next());
    const [scheduled] = streamOf(appointmentOf());
    expect(scheduled?.data).toMatchObject({ customerId: isTheirs ? '340' : derivedId('customer', companyId, '+493012345678') });
  });

  it('made by staff with the host’s own address belongs to a customer of its own each time', async () => {
    const bookings = ['Eva Weber', 'Max Weber', 'Eva Weber'].map((name, index) => ({
      ...seed,
      uid: `${newUid}${index}`,
      start: `2026-10-${20 + index}T09:00:00.000Z`,
      attendee: { name, email: 'host-1@example.com' },
    }));
    for (const booking of bookings) {
      await world.sandbox.staffCreate(booking);
      await inbox.workOff(await inbox.next());
    }
    const customers = world.store.all().filter(({ type }) => type === 'CustomerRegistered');
    expect(customers.map(({ data }) => data)).toMatchObject(
      bookings.map(({ attendee }) => ({ personal: { name: attendee.name } })),
    );
    for (const { data } of customers) expect(data).not.toMatchObject({ personal: { email: expect.anything() } });
  });

  it('never belongs to somebody of the same name alone', async () => {
    inbox.customers.push({
      id: '340',
      name: 'Hansi Huber',
      email: 'other@example.com',
      phone: '+493099999999',
      mergedInto: null,
    });
    await world.sandbox.staffCreate(seed);
    await inbox.workOff(await inbox.next());
    expect(streamOf(appointmentOf())[0]?.data).not.toMatchObject({ customerId: '340' });
  });

  it('made through us keeps its appointment id', async () => {
    await world.sandbox.staffCreate({ ...seed, metadata: { rebookAppointmentId: 'from-us' } });
    await inbox.workOff(await inbox.next());
    expect(namesOf(streamOf('from-us'))).toEqual(['AppointmentScheduled']);
  });

  it('reported late, after it was cancelled, becomes no appointment', async () => {
    await world.sandbox.staffCreate(seed);
    const created = await inbox.next();
    await world.sandbox.staffCancel(newUid);
    expect(await inbox.workOff(await inbox.next())).toBe('later');
    expect(await inbox.workOff(created)).toBe('done');
    expect(streamOf(appointmentOf())).toEqual([]);
  });
});

describe('a booking changed at Cal.com by staff', () => {
  it('that was moved is decision and settlement in one append, without terms, and a repeat adds nothing', async () => {
    await world.sandbox.staffReschedule(uid, friday14.startsAt);
    const webhook = await inbox.next();
    expect(await inbox.workOff(webhook)).toBe('done');
    expect(await inbox.workOff(webhook)).toBe('done');
    const [decision, settlement, ...more] = world.events().slice(1);
    expect(more).toEqual([]);
    expect(decision).toMatchObject({
      type: 'AppointmentRescheduled',
      data: { terms: null, facts: null, to: friday14 },
      metadata: { actor: { kind: 'calendar' }, channel: 'calendar' },
    });
    expect(settlement).toMatchObject({ type: 'CalendarBookingRescheduled', data: { externalCause: 'webhook' } });
    expect((await world.state()).booking?.uid).toBe(world.sandbox.latest(uid)?.uid);
    expect((await world.state()).reschedules).toBe(0);
  });

  it('that was cancelled or rejected ends the appointment', async () => {
    await world.sandbox.staffReject(uid);
    await inbox.workOff(await inbox.next());
    expect(namesOf(world.events())).toEqual(['AppointmentScheduled', 'AppointmentCancelled', 'CalendarBookingCancelled']);
  });

  it('twice is reported in the wrong order and ends where Cal.com is', async () => {
    await world.sandbox.staffReschedule(uid, friday14.startsAt);
    const first = await inbox.next();
    await world.sandbox.staffReschedule(world.sandbox.latest(uid)?.uid ?? '', friday16);
    const second = await inbox.next();
    await inbox.workOff(second);
    await inbox.workOff(first);
    const state = await world.state();
    expect(state.period.startsAt).toBe(friday16);
    expect(state.booking?.uid).toBe(world.sandbox.latest(uid)?.uid);
  });

  it.each([409, 401])('waits where Cal.com does not say where it came from (%i)', async status => {
    await world.sandbox.staffReschedule(uid, friday14.startsAt);
    await inbox.next();
    await world.sandbox.staffReschedule(world.sandbox.latest(uid)?.uid ?? '', '2026-10-12T09:00:00.000Z');
    const second = await inbox.next();
    world.sandbox.fault({ match: { operation: 'get' }, kind: 'status', status, times: 1 });
    expect(await inbox.workOff(second)).toBe('later');
    expect(world.store.all().filter(({ type }) => type === 'AppointmentScheduled')).toHaveLength(1);
  });

  it('is found by walking back when the webhooks before were lost', async () => {
    await world.sandbox.staffReschedule(uid, friday14.startsAt);
    await inbox.next();
    await world.sandbox.staffCancel(world.sandbox.latest(uid)?.uid ?? '');
    await inbox.workOff(await inbox.next());
    expect((await world.state()).status).toBe('cancelled');
  });

  it('waits its turn while it cannot be looked up', async () => {
    await world.sandbox.staffReschedule(uid, friday14.startsAt);
    await inbox.next();
    await world.sandbox.staffCancel(world.sandbox.latest(uid)?.uid ?? '');
    const webhook = await inbox.next();
    world.sandbox.fault({ match: { operation: 'get' }, kind: 'status', status: 500 });
    expect(await inbox.workOff(webhook)).toBe('later');
    expect(namesOf(world.events())).toEqual(['AppointmentScheduled']);
  });
});

describe('a webhook and a change of ours', () => {
  it('the echo of our own move adds nothing', async () => {
    const work = await world.decide(friday14.startsAt, inbox.process.executor);
    inbox.process.worker.handOver(work);
    await world.clock.until(() => world.typesAfterDecision().length > 0);
    const before = world.events().length;
    expect(await inbox.workOff(await inbox.next())).toBe('done');
    expect(world.events()).toHaveLength(before);
  });

  it('a BOOKING_REQUESTED after a move that needs confirming is its echo too', async () => {
    world.sandbox.seedEventType({ id: 1, lengthInMinutes: 60, openingHours: null, requiresConfirmation: true });
    const work = await world.decide(friday14.startsAt, inbox.process.executor);
    inbox.process.worker.handOver(work);
    await world.clock.until(() => world.typesAfterDecision().length > 0);
    const before = world.store.all().length;
    const webhook = await inbox.next();
    expect(webhook.news).toBe('requested');
    expect(await inbox.workOff(webhook)).toBe('done');
    expect(world.store.all()).toHaveLength(before);
  });

  it('while ours is pending a webhook settles nothing, it makes the worker look and comes again', async () => {
    const work = await world.decide(undefined, inbox.process.executor);
    await world.sandbox.staffReschedule(uid, friday14.startsAt);
    const webhook = await inbox.next();
    expect(await inbox.workOff(webhook)).toBe('later');
    expect(inbox.handedOver).toEqual([work.modificationId]);
    expect(world.typesAfterDecision()).toEqual([]);
    inbox.process.worker.handOver({ ...work, look: true });
    await world.clock.until(() => world.typesAfterDecision().length > 0);
    expect(await inbox.workOff(webhook)).toBe('done');
    expect(world.typesAfterDecision()).toEqual([
      'AppointmentCancellationReverted',
      'AppointmentRescheduled',
      'CalendarBookingRescheduled',
    ]);
  });
});

describe('three webhooks, one after another at Cal.com', () => {
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ] as const;
  /** What staff does, step by step; the sandbox tells each. */
  const histories: Record<string, (() => Promise<unknown>)[]> = {
    'moved, moved and moved': ['2026-10-12T09:00:00.000Z', '2026-10-13T09:00:00.000Z', '2026-10-14T09:00:00.000Z'].map(
      start => () => world.sandbox.staffReschedule(world.sandbox.latest(uid)?.uid ?? '', start),
    ),
    'moved, moved and cancelled': [
      () => world.sandbox.staffReschedule(uid, '2026-10-12T09:00:00.000Z'),
      () => world.sandbox.staffReschedule(world.sandbox.latest(uid)?.uid ?? '', '2026-10-13T09:00:00.000Z'),
      () => world.sandbox.staffCancel(world.sandbox.latest(uid)?.uid ?? '', 'krank'),
    ],
  };
  const cases = Object.keys(histories).flatMap(history =>
    orders.flatMap(order => [1, 2].map(times => ({ history, order, times }))),
  );

  it.each(cases)(
    '$history, reported in the order $order, $times times each: the end is Cal.com’s',
    async ({ history, order, times }) => {
      const received: ReceivedWebhook[] = [];
      for (const happens of histories[history] ?? []) {
        await happens();
        received.push(await inbox.next());
      }
      for (const index of order) {
        const webhook = received[index];
        for (let time = 0; webhook && time < times; time += 1) expect(await inbox.workOff(webhook)).toBe('done');
      }
      const state = await world.state();
      const live = world.sandbox.latest(uid);
      expect(state.status).toBe(live ? 'scheduled' : 'cancelled');
      if (live) expect([state.booking?.uid, state.period.startsAt]).toEqual([live.uid, live.start]);
      // Each change once, however often it was reported.
      expect(new Set(world.events().map(({ id }) => id)).size).toBe(world.events().length);
    },
  );
});
