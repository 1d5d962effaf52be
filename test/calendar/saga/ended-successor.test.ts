// A move of ours whose answer was lost took effect, and staff ended its booking before anybody looked: both are recorded, and
// both are notified.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { notifications } from '../../../projections/notifications/notifications.ts';
import { foldRows } from '../support/judge/fold-rows.ts';
import { judgeAgreement, judgeTruth } from '../support/judge/judge.ts';
import { createCallers } from '../support/scenario/callers.ts';
import { appointmentId, friday14, openWorld, uid, type World } from '../support/world.ts';

let world: World;
let process: ReturnType<World['startProcess']>;
beforeEach(async () => {
  world = await openWorld();
  process = world.startProcess();
  process.worker.start();
});
afterEach(async () => {
  process.kill();
  await world.close();
});

const notified = () =>
  foldRows(notifications, world.store.all())
    .get('notifications')
    ?.map(({ kind }) => kind);

/** A caller's move takes effect, its answer is lost for two seconds, and `meanwhile` is done to the new booking. */
async function movedAnd(meanwhile: (newUid: string) => Promise<unknown>) {
  world.sandbox.fault({
    match: { operation: 'reschedule' },
    kind: 'status',
    status: 503,
    afterEffect: true,
    times: 1,
    delayMs: 2_000,
  });
  const callers = createCallers(world);
  await callers.change(process, appointmentId, friday14.startsAt);
  await world.clock.pass(500);
  await meanwhile(world.sandbox.latest(uid)?.uid ?? '');
  await world.clock.pass(50 * 60_000);
  const said = callers.answers.map(one => one.said);
  expect([...(await judgeAgreement(world, { isReconciled: false })), ...judgeTruth(world, callers.answers, () => false)]).toEqual(
    [],
  );
  return said;
}

const movedThenCancelled = ['CalendarBookingRescheduled', 'AppointmentCancelled', 'CalendarBookingCancelled'];

it('cancelled: the customer hears of the move and of the cancellation', async () => {
  expect(await movedAnd(newUid => world.sandbox.staffCancel(newUid, 'krank'))).toEqual(['done']);
  expect(world.typesAfterDecision()).toEqual(movedThenCancelled);
  const { status, booking } = await world.state();
  expect(status).toBe('cancelled');
  expect(world.events().at(-1)).toMatchObject({
    data: { bookingUid: booking?.uid, externalCause: 'look' },
    metadata: { actor: { kind: 'calendar' } },
  });
  expect(notified()).toEqual(['reschedule_confirmed', 'cancellation_confirmed']);
});

it('cancelled, and the caller heard only that it will be confirmed: they hear the same', async () => {
  world.sandbox.fault({ match: { operation: 'get' }, kind: 'status', status: 503, times: 9 });
  expect(await movedAnd(newUid => world.sandbox.staffCancel(newUid, 'krank'))).toEqual(['pending']);
  expect((await world.state()).status).toBe('cancelled');
  expect(notified()).toEqual(['reschedule_confirmed', 'cancellation_confirmed']);
});

it('rejected by the host, who was still to confirm it: nobody hears that the move is confirmed', async () => {
  world.sandbox.seedEventType({ id: 1, lengthInMinutes: 60, openingHours: null, requiresConfirmation: true });
  await movedAnd(newUid => world.sandbox.staffReject(newUid, 'krank'));
  // The move is taken back, so that neither its fee nor its allowance is due.
  expect(world.typesAfterDecision()).toEqual([
    'CalendarBookingRescheduled',
    'AppointmentRescheduleReverted',
    'AppointmentCancelled',
    'CalendarBookingCancelled',
  ]);
  expect((await world.state()).status).toBe('cancelled');
  expect(notified()).toEqual(['reschedule_requested', 'change_correction']);
});
