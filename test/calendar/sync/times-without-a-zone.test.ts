// A time that names no zone is never taken for one in the zone of the machine: Cal.com is asked instead.
import { afterEach, expect, it } from 'vitest';
import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import { receiveWebhooks } from '../support/webhooks.ts';
import { appointmentId, companyId, friday10, friday14, openWorld, uid, type World } from '../support/world.ts';
import { found, openReconciling } from './reconciling.ts';

const zoneless = (operation: 'webhook' | 'get' | 'list' | 'reschedule', times?: number) => ({
  match: { operation },
  kind: 'zoneless' as const,
  ...(times !== undefined && { times }),
});

it('these tests run in the zone they are meant for', () => {
  const zone = process.env.TZ;
  if (zone === undefined) return expect(new Date().getTimezoneOffset()).toBeTypeOf('number');
  const january = new Date('2026-01-15T12:00:00Z');
  const there = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(january);
  const here = `${String(january.getHours()).padStart(2, '0')}:${String(january.getMinutes()).padStart(2, '0')}`;
  expect(here).toBe(there);
});

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

it('a webhook about a move makes us look, and what Cal.com has is recorded', async () => {
  const opened = await openWorld();
  world = opened;
  const inbox = await receiveWebhooks(opened);
  await createRecorder(inbox.process.executor, inbox.process.hub).claimBooking({ companyId, appointmentId }, uid);
  opened.sandbox.fault(zoneless('webhook'));
  await opened.sandbox.staffReschedule(uid, friday14.startsAt);
  expect(await inbox.workOffNamed(await inbox.nextNamed())).toBe('done');
  expect((await opened.state()).period).toEqual(friday14);
  await inbox.close();
});

it('a webhook about a new booking makes an appointment of what Cal.com has', async () => {
  const opened = await openWorld();
  world = opened;
  const inbox = await receiveWebhooks(opened);
  opened.sandbox.fault(zoneless('webhook'));
  await opened.sandbox.staffCreate({
    start: friday14.startsAt,
    minutes: 60,
    attendee: { name: 'Eva', email: 'eva@example.org' },
  });
  expect(await inbox.workOffNamed(await inbox.nextNamed())).toBe('done');
  const scheduled = opened.store
    .all()
    .find(
      event =>
        event.type === 'AppointmentScheduled' && event.data.origin === 'calendar' && event.data.appointmentId !== appointmentId,
    );
  expect(scheduled?.data).toMatchObject({ startsAt: friday14.startsAt, endsAt: friday14.endsAt });
  await inbox.close();
});

it('a list with such times is not all there is, and moves nothing', async () => {
  const opened = await openReconciling();
  world = opened.world;
  await opened.deps.recorder.claimBooking({ companyId, appointmentId }, uid);
  opened.world.sandbox.fault(zoneless('list'));
  const reconciled = await opened.run();
  expect(reconciled).toMatchObject({ complete: false });
  expect(found(reconciled)).toEqual([]);
  expect((await opened.world.state()).period).toEqual(friday10);
});

it('an answer to a move of ours with such times is looked up, and the move stands at the time that was asked for', async () => {
  const opened = await openWorld();
  world = opened;
  opened.sandbox.fault(zoneless('reschedule'));
  const process = opened.startProcess();
  process.worker.handOver(await opened.decide(friday14.startsAt, process.executor));
  await opened.clock.until(() => opened.typesAfterDecision().length > 0);
  expect(opened.typesAfterDecision()).toEqual(['CalendarBookingRescheduled']);
  expect((await opened.state()).period).toEqual(friday14);
});
