// Whatever differs between Cal.com and the stream is found, repaired by events where it can be, and found no more then.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReconciliationFinding } from '../../../src/calendar/sync/compare-appointment.ts';
import type { ReconcileDependencies, ReconciliationReport } from '../../../src/calendar/sync/reconcile.ts';
import { appointmentStream } from '../../../src/domain/ids.ts';
import { appointmentId, companyId, friday14, namesOf, uid, type World } from '../support/world.ts';
import { found, openReconciling } from './reconciling.ts';

let world: World;
let deps: ReconcileDependencies;
let handedOver: string[];
let run: (updatedAfter?: Date, changed?: Partial<ReconcileDependencies>) => Promise<ReconciliationReport>;
beforeEach(async () => {
  ({ world, deps, handedOver, run } = await openReconciling());
  await deps.recorder.claimBooking({ companyId, appointmentId }, uid);
});
afterEach(async () => {
  await world.close();
});

const allEvents = () => world.store.all().length;

const monday = '2026-10-12T09:00:00.000Z';
const staffMoves = async () => {
  await world.sandbox.staffReschedule(uid, monday);
};

/** What happened without a webhook, what is found, and the events of the appointment then. */
const cells: [string, () => Promise<unknown>, string[], string[]][] = [
  ['nothing', async () => undefined, [], []],
  ['staff moved it', staffMoves, ['missed_move repaired'], ['AppointmentRescheduled', 'CalendarBookingRescheduled']],
  [
    'staff moved it three times',
    async () => {
      await staffMoves();
      for (const start of ['2026-10-13T09:00:00.000Z', '2026-10-14T09:00:00.000Z'])
        await world.sandbox.staffReschedule(world.sandbox.latest(uid)?.uid ?? '', start);
    },
    ['missed_move repaired'],
    ['AppointmentRescheduled', 'CalendarBookingRescheduled'],
  ],
  [
    'staff cancelled it',
    () => world.sandbox.staffCancel(uid, 'krank'),
    ['missed_cancellation repaired'],
    ['AppointmentCancelled', 'CalendarBookingCancelled'],
  ],
  [
    'staff rejected it',
    () => world.sandbox.staffReject(uid),
    ['missed_cancellation repaired'],
    ['AppointmentCancelled', 'CalendarBookingCancelled'],
  ],
  [
    'staff moved it and cancelled it then',
    async () => {
      await staffMoves();
      await world.sandbox.staffCancel(world.sandbox.latest(uid)?.uid ?? '', 'krank');
    },
    ['missed_cancellation repaired'],
    ['AppointmentCancelled', 'CalendarBookingCancelled'],
  ],
];

describe.each(cells)('without a webhook: %s', (_name, happens, findings, events) => {
  it.each(['all bookings', 'what changed since'])('by %s', async which => {
    const before = world.clock.now();
    await world.clock.pass(1_000);
    await happens();
    const since = which === 'all bookings' ? undefined : before;
    const first = await run(since);
    expect([...new Set(found(first))]).toEqual(findings);
    expect(namesOf(world.events().slice(1))).toEqual(events);
    const state = await world.state();
    const live = world.sandbox.latest(uid);
    expect(state.status).toBe(live ? 'scheduled' : 'cancelled');
    if (live)
      expect({ uid: state.booking?.uid, startsAt: state.period.startsAt }).toEqual({ uid: live.uid, startsAt: live.start });
    const count = allEvents();
    expect(found(await run(since))).toEqual([]);
    expect(allEvents()).toBe(count);
  });
});

describe('a booking that does not name yet where it was moved to', () => {
  it.each(['all bookings', 'what changed since'])('was moved, not cancelled, by %s', async which => {
    const since = which === 'all bookings' ? undefined : world.clock.now();
    await staffMoves();
    world.sandbox.fault({ match: { operation: 'get', uid }, kind: 'lagging_pointer' });
    expect([...new Set(found(await run(since)))]).toEqual(['missed_move repaired']);
    expect((await world.state()).booking?.uid).toBe(world.sandbox.latest(uid)?.uid);
  });
});

describe('a booking nobody reported', () => {
  const booked = () =>
    world.sandbox.seed({
      start: monday,
      end: '2026-10-12T10:00:00.000Z',
      attendee: { name: 'Eva Neu', email: 'eva@example.org' },
    });

  it('becomes an appointment, once', async () => {
    const booking = booked();
    const { findings } = await run();
    expect(findings).toMatchObject([{ kind: 'missed_booking', action: 'repaired', bookingUid: booking.uid }]);
    const stream = appointmentStream(companyId, findings[0]?.appointmentId ?? '');
    expect(world.store.all().find(event => event.stream === stream)).toMatchObject({
      type: 'AppointmentScheduled',
      data: { booking: { uid: booking.uid }, startsAt: monday, origin: 'calendar', serviceId: 'cut' },
    });
    const count = allEvents();
    expect(found(await run())).toEqual([]);
    expect(allEvents()).toBe(count);
  });

  it('is another company’s where they share the account and the service is not ours', async () => {
    world.sandbox.seedEventType({ id: 99, lengthInMinutes: 60, openingHours: null });
    world.sandbox.seed({ start: monday, end: '2026-10-12T10:00:00.000Z', eventTypeId: 99, attendee: { name: 'Fremd' } });
    expect(found(await run(undefined, { sharesAccount: async () => true }))).toEqual([]);
  });
});

describe('a change of ours that is pending', () => {
  it('is left to its worker, which is asked to look', async () => {
    const { modificationId } = await world.decide(friday14.startsAt);
    await staffMoves();
    expect([...new Set(found(await run()))]).toEqual(['change_pending looked_at']);
    expect(handedOver).toContain(modificationId);
    expect(world.typesAfterDecision()).toEqual([]);
  });
});

describe('what no machine may repair is reported, and nothing is changed', () => {
  const reported = async (kind: ReconciliationFinding['kind']) => {
    const count = allEvents();
    for (let time = 0; time < 2; time += 1) {
      const { findings } = await run();
      expect(findings).toMatchObject([{ kind, action: 'reported' }]);
    }
    expect(allEvents()).toBe(count);
  };

  it('cancelled with us, live at Cal.com', async () => {
    const work = await world.decide();
    const recorder = deps.recorder;
    await recorder.outcome(work, await world.state(), { kind: 'cancelled', bookingUid: uid });
    await reported('live_though_cancelled');
  });

  it('cancelled with us, live at Cal.com as what it was moved to since', async () => {
    const work = await world.decide();
    await deps.recorder.outcome(work, await world.state(), { kind: 'cancelled', bookingUid: uid });
    await staffMoves();
    await reported('live_though_cancelled');
    expect((await run()).findings).toMatchObject([{ appointmentId, bookingUid: world.sandbox.latest(uid)?.uid }]);
  });

  it('a second booking that was made of the one we know', async () => {
    const second = world.sandbox.seed({ start: monday, attendee: { name: 'Eva Neu' }, rescheduledFromUid: uid });
    await reported('second_booking');
    expect((await run()).findings).toMatchObject([{ appointmentId, bookingUid: second.uid }]);
    expect((await world.state()).booking?.uid).toBe(uid);
  });

  it('a successor that another appointment has claimed', async () => {
    await staffMoves();
    const successor = world.sandbox.latest(uid)?.uid ?? '';
    await deps.recorder.claimBooking({ companyId, appointmentId: 'of-another-customer' }, successor);
    const { findings } = await run();
    expect(findings).toContainEqual({ companyId, appointmentId, bookingUid: uid, kind: 'booking_claimed', action: 'reported' });
    expect((await world.state()).booking?.uid).toBe(uid);
  });

  it('kept by an operator at a time Cal.com does not have', async () => {
    const { modificationId } = await world.decide(friday14.startsAt);
    const work = { companyId, appointmentId, modificationId };
    await deps.recorder.resolve(
      work,
      {
        modificationId,
        resolution: 'keep',
        by: 'anna',
        reasonCode: 'x',
        outcome: { kind: 'not_concerned', reason: 'kept_by_operator' },
      },
      { correlationId: 'x', companyId, actor: { kind: 'staff', id: 'anna' }, channel: 'operator' },
    );
    await reported('kept_by_operator');
  });

  it('a booking Cal.com does not have in this account', async () => {
    await world.close();
    ({ world, deps, handedOver, run } = await openReconciling({ booking: { uid: 'ofAnotherAccount123456' } }));
    // What is there and not ours is ended, so that it is no booking nobody reported.
    await world.sandbox.staffCancel(uid);
    await reported('not_at_calendar');
  });
});

describe('a list that Cal.com does not give', () => {
  it('is no list without bookings: nothing is concluded from it', async () => {
    world.sandbox.fault({ match: { operation: 'list' }, kind: 'status', status: 500 });
    expect(await run()).toMatchObject({ complete: false, findings: [], bookings: 0 });
  });
});

describe('a uid that was lost', () => {
  it('is found again by the successor that names where it came from', async () => {
    const work = await world.decide(friday14.startsAt);
    await deps.recorder.outcome(work, await world.state(), {
      kind: 'rescheduled',
      previousBookingUid: uid,
      bookingUid: uid,
      ...friday14,
      bookingUidUnknown: true,
    });
    await world.sandbox.staffReschedule(uid, friday14.startsAt);
    expect([...new Set(found(await run()))]).toEqual(['lost_uid repaired']);
    expect((await world.state()).booking?.uid).toBe(world.sandbox.latest(uid)?.uid);
    expect(found(await run())).toEqual([]);
  });
});

describe('more bookings than a page', () => {
  it('are all compared, each once', async () => {
    for (let index = 0; index < 620; index += 1) {
      const start = new Date(Date.parse(monday) + Math.floor(index / 3) * 3_600_000);
      world.sandbox.seed({
        start: start.toISOString(),
        end: new Date(start.getTime() + 3_600_000).toISOString(),
        attendee: { name: `Gast ${index}`, email: `gast${index}@example.org` },
      });
    }
    const { bookings, findings } = await run();
    expect(bookings).toBe(621);
    expect(new Set(findings.map(({ appointmentId: id }) => id)).size).toBe(620);
    expect(found(await run())).toEqual([]);
  });
});
