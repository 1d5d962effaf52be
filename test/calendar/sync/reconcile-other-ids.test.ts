// Appointments that came with another name of their booking, its old numeric id or its series, are linked to it first.
import { afterEach, describe, expect, it } from 'vitest';
import { friday10, namesOf, uid } from '../support/world.ts';
import { found, openReconciling } from './reconciling.ts';

type Reconciling = Awaited<ReturnType<typeof openReconciling>>;
let opened: Reconciling | undefined;
afterEach(async () => {
  await opened?.world.close();
});

const open = async (booking: { uid?: string; numericId?: number }) => {
  opened = await openReconciling({ booking });
  return opened;
};
const appointments = ({ world }: Reconciling) =>
  new Set(
    world.store
      .all()
      .filter(({ stream }) => stream.startsWith('appointment-'))
      .map(({ stream }) => stream),
  );

const monday = '2026-10-12T09:00:00.000Z';
const settled = ['CalendarBookingLinked', 'AppointmentRescheduled', 'CalendarBookingRescheduled'];

describe('known by a numeric id alone', () => {
  it.each<[string, (world: Reconciling['world']) => Promise<unknown>, string[], string[]]>([
    ['untouched', async () => undefined, [], ['CalendarBookingLinked']],
    ['moved by staff', world => world.sandbox.staffReschedule(uid, monday), ['missed_move repaired'], settled],
    // The successor is listed before the booking that has the id.
    [
      'moved by staff to an earlier time',
      world => world.sandbox.staffReschedule(uid, '2026-10-07T09:00:00.000Z'),
      ['missed_move repaired'],
      settled,
    ],
    [
      'moved by staff twice',
      async world => {
        await world.sandbox.staffReschedule(uid, '2026-10-07T09:00:00.000Z');
        await world.sandbox.staffReschedule(world.sandbox.latest(uid)?.uid ?? '', '2026-10-06T09:00:00.000Z');
      },
      ['missed_move repaired'],
      settled,
    ],
    [
      'cancelled by staff',
      world => world.sandbox.staffCancel(uid, 'krank'),
      ['missed_cancellation repaired'],
      ['CalendarBookingLinked', 'AppointmentCancelled', 'CalendarBookingCancelled'],
    ],
  ])('%s: linked, compared, and found no more', async (_name, happens, findings, events) => {
    const reconciling = await open({ numericId: 640 });
    const { world, run } = reconciling;
    await happens(world);
    expect(found(await run())).toEqual(findings);
    expect(namesOf(world.events().slice(1))).toEqual(events);
    expect(appointments(reconciling).size).toBe(1);
    const state = await world.state();
    const live = world.sandbox.latest(uid);
    expect(state.status).toBe(live ? 'scheduled' : 'cancelled');
    if (live) expect([state.booking?.uid, state.period.startsAt]).toEqual([live.uid, live.start]);
    const count = world.store.all().length;
    expect(found(await run())).toEqual([]);
    expect(world.store.all()).toHaveLength(count);
  });
});

describe('known by the uid of its series', () => {
  const series = 'seriesUid12345678';
  const instance = 'instanceOne12345678';
  async function openSeries() {
    const reconciling = await open({ uid: series });
    const { world } = reconciling;
    await world.sandbox.staffCancel(uid);
    world.sandbox.seed({ uid: instance, recurringBookingUid: series, start: friday10.startsAt, minutes: 60, hostId: 2 });
    await reconciling.deps.recorder.claimBooking({ companyId: 'salon', appointmentId: '640' }, series);
    return reconciling;
  }

  it('is the booking of it at its time, and no second appointment', async () => {
    const reconciling = await openSeries();
    expect(found(await reconciling.run())).toEqual([]);
    expect(appointments(reconciling).size).toBe(1);
    expect((await reconciling.world.state()).booking?.uid).toBe(instance);
  });

  // Of the earlier time the successor is listed first, which only its predecessor ties to the appointment.
  it.each([monday, '2026-10-07T09:00:00.000Z'])('moved by staff is the appointment moved: to %s', async to => {
    const reconciling = await openSeries();
    const { world, run } = reconciling;
    await world.sandbox.staffReschedule(instance, to);
    expect(found(await run())).toEqual(['missed_move repaired']);
    expect(namesOf(world.events().slice(1))).toEqual(settled);
    expect(appointments(reconciling).size).toBe(1);
    expect(await world.state()).toMatchObject({
      period: { startsAt: to },
      booking: { uid: world.sandbox.latest(instance)?.uid },
    });
    expect(found(await run())).toEqual([]);
  });

  it('claimed for another appointment at that very moment is left to that one', async () => {
    const reconciling = await openSeries();
    const { deps, run } = reconciling;
    const claimedMeanwhile: typeof deps.appointmentOf = async (companyId, booking) => {
      if ('uid' in booking && booking.uid === instance) {
        await deps.recorder.claimBooking({ companyId, appointmentId: 'another' }, instance);
      }
      return undefined;
    };
    expect(found(await run(undefined, { appointmentOf: claimedMeanwhile }))).toEqual(['unseen reported']);
    expect((await reconciling.world.state()).booking?.uid).toBe(series);
    expect(appointments(reconciling).size).toBe(1);
  });
});
