// A booking the host has yet to confirm is an appointment; that they have is recorded once, no matter who finds it out.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appointments } from '../../../projections/appointments.ts';
import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import type { ReceivedWebhook } from '../../../src/calendar/sync/webhooks/process-webhook.ts';
import type { Recorded } from '../../../src/domain/event-catalogue.ts';
import { foldRows } from '../support/judge/fold-rows.ts';
import { reconciled } from '../support/reconciled.ts';
import { receiveWebhooks } from '../support/webhooks.ts';
import { appointmentId, companyId, friday14, namesOf, openWorld, uid, type World } from '../support/world.ts';

const monday = '2026-10-12T09:00:00.000Z';
const tuesday = '2026-10-13T09:00:00.000Z';
let world: World;
let inbox: Awaited<ReturnType<typeof receiveWebhooks>>;
beforeEach(async () => {
  world = await openWorld();
  inbox = await receiveWebhooks(world);
  world.sandbox.seedEventType({ id: 1, lengthInMinutes: 60, openingHours: null, requiresConfirmation: true });
  await createRecorder(inbox.process.executor, inbox.process.hub).claimBooking({ companyId, appointmentId }, uid);
});
afterEach(async () => {
  await inbox.close();
  await world.close();
});

const settles = <T>(promise: Promise<T>): Promise<T> => world.clock.settled(promise);
const take = async (webhook?: ReceivedWebhook) => inbox.workOff(webhook ?? (await inbox.next()));
const found = async () => (await reconciled(world, inbox.process)).findings.map(({ kind, action }) => `${kind} ${action}`);
const rowOf = (bookingUid: string) =>
  foldRows(appointments, world.store.all())
    .get('appointments')
    ?.find(row => row.calcom_v2_booking_id === bookingUid);
const eventsWith = (bookingUid: string): Recorded[] => world.events(String(rowOf(bookingUid)?.appointment_id));

/** Booked by an agent with a key that is not the host's. */
async function asked(): Promise<string> {
  const made = await settles(
    fetch(`${world.sandbox.url}/v2/bookings`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer cal_test_key',
        'content-type': 'application/json',
        'cal-api-version': '2024-08-13',
      },
      body: JSON.stringify({
        start: monday,
        eventTypeId: 1,
        attendee: { name: 'Eva Neu', email: 'eva@example.org', timeZone: 'Europe/Berlin' },
      }),
    }).then(answer => answer.json() as Promise<{ data: { uid: string; status: string } }>),
  );
  expect(made.data.status).toBe('pending');
  return made.data.uid;
}
/** Made and moved before anybody reported it. */
async function movedUnknown(): Promise<string> {
  const { uid: old } = world.sandbox.seed({ start: monday, end: '2026-10-12T10:00:00.000Z', attendee: { name: 'Eva' } });
  const client = inbox.process.accounts.clientFor(companyId);
  const moved = await settles(client.reschedule(old, { start: tuesday }, { priority: 'background', maxWaitMs: 1_000 }));
  if (moved.kind !== 'ok') throw new Error('not moved');
  return moved.data.uid;
}
const awaits = { status: 'scheduled', awaiting_confirmation: true };
const confirmed = { status: 'confirmed', awaiting_confirmation: false };

describe.each([
  ['a booking that was asked for', asked],
  ['a move of a booking nobody reported', movedUnknown],
])('%s', (_name, happens) => {
  const ways: Record<string, () => Promise<unknown>> = {
    'by webhook, whatever else is reported before they have said yes': async () => {
      const webhook = await inbox.next();
      for (const news of [webhook.news, webhook.news, 'booked' as const]) await take({ ...webhook, news });
      await take({ ...webhook, booking: { ...webhook.booking, awaitingConfirmation: false } });
    },
    'by reconciliation': () => found(),
  };
  it.each(Object.keys(ways))('is an appointment that can be found, and says that it awaits the host, %s', async way => {
    const booking = await happens();
    await ways[way]?.();
    expect(rowOf(booking)).toMatchObject(awaits);
    expect(await found()).toEqual([]);
  });

  it('is confirmed by their word, reported once or twice', async () => {
    const booking = await happens();
    await take();
    await world.sandbox.staffConfirm(booking);
    const webhook = await inbox.next();
    expect(webhook.news).toBe('booked');
    expect(await take(webhook)).toBe('done');
    expect(await take(webhook)).toBe('done');
    expect(namesOf(eventsWith(booking))).toEqual(['AppointmentScheduled', 'CalendarBookingLinked']);
    expect(rowOf(booking)).toMatchObject(confirmed);
    expect(await found()).toEqual([]);
  });

  it('is confirmed by reconciliation, where no webhook reported it; one that comes late adds nothing', async () => {
    const booking = await happens();
    await take();
    await world.sandbox.staffConfirm(booking);
    expect(await found()).toEqual(['missed_confirmation repaired']);
    expect(rowOf(booking)).toMatchObject(confirmed);
    const count = world.store.all().length;
    expect(await found()).toEqual([]);
    expect(await take()).toBe('done');
    expect(world.store.all()).toHaveLength(count);
  });

  it('is confirmed though the request is reported after the confirmation', async () => {
    const booking = await happens();
    const request = await inbox.next();
    await world.sandbox.staffConfirm(booking);
    expect(await take()).toBe('done');
    expect(await take(request)).toBe('done');
    expect(rowOf(booking)).toMatchObject(confirmed);
    expect(await found()).toEqual([]);
  });

  it('is cancelled where they reject it, and no word that comes late brings it back', async () => {
    const booking = await happens();
    const request = await inbox.next();
    await take(request);
    await world.sandbox.staffReject(booking);
    const rejection = await inbox.next();
    expect(await take(rejection)).toBe('done');
    expect(await take({ ...rejection, news: 'booked' })).toBe('done');
    expect(await take(request)).toBe('done');
    expect(rowOf(booking)).toMatchObject({ status: 'cancelled', awaiting_confirmation: false });
    expect(await found()).toEqual([]);
  });
});

describe('a move of ours that awaits the host', () => {
  async function moved(): Promise<string> {
    const work = await world.decide(friday14.startsAt, inbox.process.executor);
    inbox.process.worker.handOver(work);
    const outcome = await settles(inbox.process.hub.outcomeOf(work.modificationId, 8_000));
    expect(outcome).toMatchObject({ kind: 'confirmed', awaitingConfirmation: true });
    return work.modificationId;
  }
  const booking = () => world.sandbox.latest(uid)?.uid ?? '';

  it('is confirmed as that very move', async () => {
    const modificationId = await moved();
    expect(rowOf(booking())).toMatchObject(awaits);
    await take();
    await world.sandbox.staffConfirm(booking());
    await take();
    expect(world.events().at(-1)).toMatchObject({
      type: 'CalendarBookingLinked',
      data: { bookingUid: booking(), modificationId, awaitingConfirmation: false },
    });
    expect((await world.state()).awaiting).toBeUndefined();
    expect(rowOf(booking())).toMatchObject(confirmed);
  });

  it('is confirmed by a webhook that calls it a move', async () => {
    await moved();
    const request = await inbox.next();
    await world.sandbox.staffConfirm(booking());
    const { createdAt } = await inbox.next();
    inbox.uids.set(booking(), appointmentId);
    const webhook = { ...request, createdAt, news: 'moved' as const };
    expect(await take({ ...webhook, booking: { ...request.booking, awaitingConfirmation: false } })).toBe('done');
    expect(rowOf(booking())).toMatchObject(confirmed);
  });

  it('is confirmed as that move though another change is in flight, which stays so', async () => {
    const modificationId = await moved();
    const work = await world.decide(undefined, inbox.process.executor);
    await world.sandbox.staffConfirm(booking());
    await inbox.next();
    await take();
    expect(world.events().at(-1)?.data).toMatchObject({ modificationId, awaitingConfirmation: false });
    expect((await world.state()).last).toMatchObject({ modificationId: work.modificationId, state: 'pending' });
  });

  it('confirms nothing of the booking it was moved to since', async () => {
    await moved();
    await take();
    const first = booking();
    await world.sandbox.staffConfirm(first);
    const late = await inbox.next();
    const again = await world.decide(monday, inbox.process.executor);
    inbox.process.worker.handOver(again);
    await settles(inbox.process.hub.outcomeOf(again.modificationId, 8_000));
    expect(await take(late)).toBe('done');
    expect(rowOf(booking())).toMatchObject(awaits);
  });
});
