// A seat of a booking several people have, and one booking of a series: recorded as such where an appointment is made of it,
// so that no change of one customer's changes what is the others'.
import { afterEach, describe, expect, it } from 'vitest';
import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import type { BookingReference } from '../../../src/domain/appointment/events.ts';
import { appointmentStream, derivedId } from '../../../src/domain/ids.ts';
import { receiveWebhooks } from '../support/webhooks.ts';
import { appointmentId, companyId, friday10, namesOf, openWorld, uid, type World } from '../support/world.ts';
import { openReconciling } from './reconciling.ts';

const bookingUid = 'pQ7ZxTb2mKcR9wLs4VdY3h';
const friday16 = { start: '2026-10-09T14:00:00.000Z', minutes: 60, hostId: 2 };
const hansi = { name: 'Hansi', email: 'hansi@example.com' };
const seats = [
  { ...hansi, seatUid: 'seat-1' },
  { name: 'Eva', email: 'eva@example.com', seatUid: 'seat-2' },
];
const forms: [string, { attendee?: typeof hansi; attendees?: typeof seats; recurringBookingUid?: string }, string][] = [
  ['one person’s', { attendee: hansi }, 'single'],
  ['several people’s', { attendees: seats }, 'seated'],
  ['one of a series', { attendee: hansi, recurringBookingUid: 'seriesUid12345678' }, 'recurring'],
];

let world: World;
let inbox: Awaited<ReturnType<typeof receiveWebhooks>> | undefined;
afterEach(async () => {
  await inbox?.close();
  inbox = undefined;
  await world.close();
});

async function receiving(booking?: BookingReference) {
  world = await openWorld(booking ? { booking } : {});
  inbox = await receiveWebhooks(world);
  return inbox;
}
const idOf = (uid: string) => derivedId('appointment', companyId, uid);
const eventsOf = (id: string) => world.store.all().filter(({ stream }) => stream === appointmentStream(companyId, id));

describe.each(forms)('a booking that is %s', (_name, whose, form) => {
  it('is recorded as such where a webhook reports it without saying so', async () => {
    const { workOff, next } = await receiving();
    await world.sandbox.staffCreate({ uid: bookingUid, ...friday16, ...whose });
    const webhook = await next();
    expect(webhook.booking.form).toBeNull();
    await workOff(webhook);
    expect(eventsOf(idOf(bookingUid))[0]?.data).toMatchObject({ booking: { uid: bookingUid, form } });
  });

  it('is recorded as such where only reconciliation finds it', async () => {
    const reconciling = await openReconciling();
    world = reconciling.world;
    world.sandbox.seed({ uid: bookingUid, ...friday16, ...whose });
    await reconciling.run();
    expect(eventsOf(idOf(bookingUid))[0]?.data).toMatchObject({ booking: { uid: bookingUid, form } });
  });
});

describe('a seat', () => {
  it('is changed by nobody on the telephone: nothing is sent, it would be everybody’s', async () => {
    const { workOff, next, process } = await receiving();
    await world.sandbox.staffCreate({ uid: bookingUid, ...friday16, attendees: seats });
    await workOff(await next());
    const before = world.asked().length;
    process.worker.handOver(await world.decide(undefined, process.executor, idOf(bookingUid)));
    await world.clock.until(() => namesOf(eventsOf(idOf(bookingUid))).includes('AppointmentCancellationReverted'));
    expect(eventsOf(idOf(bookingUid)).at(-1)?.data).toMatchObject({ code: 'not_supported' });
    expect(world.asked()).toHaveLength(before);
  });

  it('that the payload names is one though its seats cannot be listed', async () => {
    const { workOff, next } = await receiving();
    await world.sandbox.staffCreate({ uid: bookingUid, ...friday16, attendee: hansi });
    const webhook = await next();
    await workOff({ ...webhook, booking: { ...webhook.booking, form: 'seated' } });
    expect(eventsOf(idOf(bookingUid))[0]?.data).toMatchObject({ booking: { form: 'seated' } });
  });

  it.each<[string, BookingReference]>([
    ['of which we do not know that it is one', { uid: bookingUid }],
    ['of which we know it', { uid: bookingUid, form: 'seated' }],
  ])('%s: its cancellation is not the appointment’s, the last one’s is', async (_name, reference) => {
    const { workOff, next, process } = await receiving(reference);
    const recorder = createRecorder(process.executor, process.hub);
    await recorder.claimBooking({ companyId, appointmentId }, bookingUid);
    world.sandbox.seed({ uid: bookingUid, start: friday10.startsAt, minutes: 60, hostId: 2, attendees: seats });
    const cancelSeat = async (seatUid: string) => {
      await process.accounts.clientFor(companyId).cancel(bookingUid, { cancellationReason: 'krank', seatUid });
      return next();
    };
    const one = await cancelSeat('seat-2');
    expect(one.news).toBe('cancelled');
    expect(await workOff(one)).toBe('done');
    expect((await world.state()).status).toBe('scheduled');
    expect(await workOff(await cancelSeat('seat-1'))).toBe('done');
    expect((await world.state()).status).toBe('cancelled');
  });
});

describe('a booking without seats', () => {
  it.each<[string, BookingReference['form'] | undefined, 'single' | null]>([
    ['nobody says so', undefined, null],
    ['the webhook says so', undefined, 'single'],
    ['we know it', 'single', null],
  ])('%s, and its cancellation counts as soon as Cal.com shows it', async (_name, known, reported) => {
    const { workOff, next, process } = await receiving({ uid, ...(known && { form: known }) });
    await createRecorder(process.executor, process.hub).claimBooking({ companyId, appointmentId }, uid);
    await world.sandbox.staffReschedule(uid, friday16.start);
    const moved = await next();
    await workOff(moved);
    const booking = { ...moved.booking, movedFrom: null, form: reported };
    const ends = { ...moved, news: 'cancelled' as const, booking };
    expect(await workOff(ends)).toBe('later');
    expect((await world.state()).status).toBe('scheduled');
    await world.sandbox.staffCancel(booking.uid);
    expect(await workOff(ends)).toBe('done');
    expect((await world.state()).status).toBe('cancelled');
  });
});
