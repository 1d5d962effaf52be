// A no-show that Cal.com reports is looked at and never believed; what the look shows is recorded once, no matter who finds it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calcomWebhooks } from '../../../src/calendar/providers/calcom/webhooks.ts';
import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import { reconcile } from '../../../src/calendar/sync/reconcile.ts';
import { appointmentStream, derivedId } from '../../../src/domain/ids.ts';
import { reconcileDependencies } from '../support/reconciled.ts';
import { receiveWebhooks } from '../support/webhooks.ts';
import { appointmentId, companyId, friday10, namesOf, openWorld, uid, type World } from '../support/world.ts';

let world: World;
let inbox: Awaited<ReturnType<typeof receiveWebhooks>>;
beforeEach(async () => {
  world = await openWorld();
  inbox = await receiveWebhooks(world);
  await createRecorder(inbox.process.executor, inbox.process.hub).claimBooking({ companyId, appointmentId }, uid);
});
afterEach(async () => {
  await inbox.close();
  await world.close();
});

const isOver = () => world.clock.pass(Date.parse(friday10.endsAt) - world.clock.now().getTime());
const told = async () => inbox.workOffNamed(await inbox.nextNamed());
const found = async () => {
  const listing = reconcile(companyId, new Date('2026-10-01T00:00:00.000Z'), reconcileDependencies(world, inbox.process));
  return (await world.clock.settled(listing)).findings.map(({ kind, action }) => `${kind} ${action}`);
};
const recorded = () => world.events().flatMap(({ type, data }) => (type === 'AppointmentNoShowRecorded' ? [data] : []));

describe('a no-show at Cal.com', () => {
  it('is recorded once, however often it is reported, and taken back', async () => {
    await isOver();
    await world.sandbox.staffMarkAbsent(uid);
    const webhook = await inbox.nextNamed();
    for (let times = 0; times < 2; times += 1) expect(await inbox.workOffNamed(webhook)).toBe('done');
    expect(recorded()).toEqual([{ noShow: true, bookingUid: uid, externalCause: 'look' }]);
    await world.sandbox.staffMarkAbsent(uid, false);
    await told();
    expect(recorded().map(({ noShow }) => noShow)).toEqual([true, false]);
    expect(await found()).toEqual([]);
  });

  it('is found by reconciliation where nobody reported it, once', async () => {
    await isOver();
    world.sandbox.fault({ match: { operation: 'webhook' }, kind: 'drop' });
    await world.sandbox.staffMarkAbsent(uid);
    expect(await found()).toEqual(['missed_change repaired']);
    expect(recorded()).toMatchObject([{ noShow: true, externalCause: 'reconciliation' }]);
    expect(await found()).toEqual([]);
  });

  it('is not believed where the booking does not show it', async () => {
    await isOver();
    const payload = { message: '', bookingUid: uid, bookingId: 640, attendees: [{ email: 'guest@example.com', noShow: true }] };
    const read = calcomWebhooks.read(JSON.stringify({ triggerEvent: 'BOOKING_NO_SHOW_UPDATED', createdAt: '', payload }));
    expect(read).toEqual({ kind: 'named', trigger: 'BOOKING_NO_SHOW_UPDATED', uid, hostChanged: false });
    await inbox.workOffNamed({ companyId, uid, hostChanged: false, receivedAt: world.clock.now() });
    expect(namesOf(world.events())).toEqual(['AppointmentScheduled']);
  });

  it('of an appointment to come is not recorded before its start', async () => {
    await world.sandbox.staffMarkAbsent(uid);
    await told();
    expect(recorded()).toEqual([]);
    await isOver();
    expect(await found()).toEqual(['missed_change repaired']);
  });

  it.each([
    ['several people have', [{ name: 'Hansi' }, { name: 'Eva', email: 'eva@example.com' }]],
    ['has seats, of which one is taken', [{ name: 'Hansi', seatUid: 'seat-1' }]],
  ])('of a booking that %s is nobody’s', async (_, attendees) => {
    await isOver();
    world.sandbox.seed({ uid, id: 640, start: friday10.startsAt, end: friday10.endsAt, attendees });
    await world.sandbox.staffMarkAbsent(uid);
    await told();
    expect(recorded()).toEqual([]);
  });

  it('of a booking that is over and nobody here knows makes no appointment of it', async () => {
    const unknown = 'pQ7ZxTb2mKcR9wLs4VdY3h';
    world.sandbox.seed({ uid: unknown, start: '2026-10-02T08:00:00.000Z', attendee: { name: 'Eva' } });
    await world.sandbox.staffMarkAbsent(unknown);
    expect(await told()).toBe('done');
    const stream = appointmentStream(companyId, derivedId('appointment', companyId, unknown));
    expect(world.store.all().filter(event => event.stream === stream)).toEqual([]);
  });
});
