// What a caller wants of an appointment whose booking nobody could name: done where the booking is found, otherwise left to people.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notifications } from '../../../projections/notifications/notifications.ts';
import { createRecorder } from '../../../src/calendar/record/recorder.ts';
import { lookAndRecord } from '../../../src/calendar/sync/look-and-record.ts';
import { pendingOf } from '../../../src/domain/appointment/appointment-state.ts';
import { foldRows } from '../support/judge/fold-rows.ts';
import { movedUnnamed, withoutSuccessors } from '../support/lost-uid.ts';
import { resolveAsOperator } from '../support/operator.ts';
import { appointmentId, companyId, friday14, openWorld, uid, type World } from '../support/world.ts';

const monday = '2026-10-12T09:00:00.000Z';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** Decided by a caller and handed over; gives what they hear. */
async function wanted(to: string | undefined, hidden: () => boolean) {
  const process = world.startProcess({ accountsOf: withoutSuccessors(hidden) });
  process.worker.start();
  const work = await world.decide(to, process.executor);
  process.worker.handOver(work);
  const heard = await world.clock.settled(process.hub.outcomeOf(work.modificationId, 8_000), 60_000);
  return { heard, process };
}
const changes = [
  ['a cancellation', undefined],
  ['a move', monday],
] as const;

describe.each(changes)('%s, and the booking is not to be found', (_, to) => {
  it('is left to an operator: nothing is concluded from the end of the booking before, and the caller hears that it is noted', async () => {
    const { successor } = await movedUnnamed(world);
    const { heard, process } = await wanted(to, () => true);
    expect(heard?.kind).toBe('operator_needed');
    expect(world.events().at(-1)).toMatchObject({
      type: 'CalendarSyncFailed',
      data: { kind: 'booking_uid_unknown', code: 'booking_not_found' },
    });
    expect(await world.state()).toMatchObject({ status: 'scheduled', period: friday14, last: { state: 'pending' } });
    expect(world.sandbox.booking(successor)?.status).toBe('accepted');
    await process.worker.stop();
  });

  it('goes on by itself once a look finds the booking', async () => {
    const { successor } = await movedUnnamed(world);
    let hidden = true;
    const { process } = await wanted(to, () => hidden);
    hidden = false;
    await world.clock.until(
      () => !['CalendarSyncFailed', 'CalendarBookingLinked'].includes(world.typesAfterDecision().at(-1) ?? ''),
      7 * 3_600_000,
    );
    expect(world.sandbox.booking(successor)?.status).toBe('cancelled');
    expect((await world.state()).last?.state).toBe('confirmed');
    await process.worker.stop();
  });

  it('is taken back by an operator; what Cal.com has can only be taken of a booking that is named', async () => {
    const { successor } = await movedUnnamed(world);
    const { process } = await wanted(to, () => true);
    const decide = (decision: 'revert' | 'take_calendar', bookingUid?: string) =>
      resolveAsOperator(world, decision, bookingUid, { accountsOf: withoutSuccessors(() => true) });
    expect(await decide('take_calendar')).toEqual({ kind: 'refused', code: 'booking_uid_needed' });
    expect(await decide('revert')).toMatchObject({ kind: 'resolved' });
    expect(await world.state()).toMatchObject({ status: 'scheduled', period: friday14, last: { state: 'reverted' } });
    expect(world.sandbox.booking(successor)?.status).toBe('accepted');
    await process.worker.stop();
  });
});

describe.each(changes)('%s, and a look finds the booking', (_, to) => {
  it('is made to that one, and done', async () => {
    const { successor } = await movedUnnamed(world);
    const { heard, process } = await wanted(to, () => false);
    expect(heard?.kind).toBe('confirmed');
    expect(world.sandbox.booking(successor)?.status).toBe('cancelled');
    const state = await world.state();
    expect(state.lostUid).toBeUndefined();
    if (to === undefined) expect(state.status).toBe('cancelled');
    else expect(state).toMatchObject({ period: { startsAt: to }, booking: { uid: world.sandbox.latest(uid)?.uid } });
    await process.worker.stop();
  });
});

it('a cancellation of what staff cancelled there meanwhile is theirs, and answered as cancelled already', async () => {
  const { successor } = await movedUnnamed(world);
  await world.sandbox.staffCancel(successor, 'krank');
  const { heard, process } = await wanted(undefined, () => false);
  expect(heard).toMatchObject({ kind: 'reverted', code: 'already_cancelled' });
  expect((await world.state()).status).toBe('cancelled');
  await process.worker.stop();
});

describe('the operators’ entry', () => {
  const entry = () =>
    foldRows(notifications, world.store.all())
      .get('notifications')
      ?.find(({ kind }) => kind === 'booking_uid_unknown')?.state;

  it('ends when the booking is found where staff moved it, or ended it', async () => {
    for (const change of [
      (one: string) => world.sandbox.staffReschedule(one, monday),
      (one: string) => world.sandbox.staffCancel(one, 'x'),
    ]) {
      await world.close();
      world = await openWorld();
      const { successor } = await movedUnnamed(world);
      expect(entry()).toBe('open');
      await change(successor);
      const { calendar, executor, hub } = world.startProcess();
      const recorder = createRecorder(executor, hub);
      const { clock } = world;
      const lookup = { byContact: async () => [] };
      const deps = { executor, calendar, recorder, clock, lookup };
      const looked = lookAndRecord({ companyId, appointmentId }, await world.state(), uid, deps);
      expect(await clock.settled(looked, 60_000)).toBe('done');
      expect(entry()).toBe('done');
    }
  });

  it('ends when a later change has found the booking', async () => {
    await movedUnnamed(world);
    const { process } = await wanted(undefined, () => false);
    expect(entry()).toBe('done');
    await process.worker.stop();
  });

  it('stays open with a later change that waits for the name, which goes on once an operator has named it', async () => {
    const { modificationId, successor } = await movedUnnamed(world);
    const { process } = await wanted(undefined, () => true);
    const how = { of: modificationId, accountsOf: withoutSuccessors(() => true) };
    expect(entry()).toBe('open');
    expect(await resolveAsOperator(world, 'take_calendar', successor, how)).toMatchObject({ kind: 'resolved' });
    expect(entry()).toBe('done');
    const pending = pendingOf(await world.state());
    process.worker.handOver({ companyId, appointmentId, modificationId: pending?.modificationId ?? '' });
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingCancelled'));
    expect(world.sandbox.booking(successor)?.status).toBe('cancelled');
    await process.worker.stop();
  });

  it('is named, or closed without a name, also after a later change was taken back', async () => {
    const { modificationId, successor } = await movedUnnamed(world);
    const { process } = await wanted(undefined, () => true);
    const how = { accountsOf: withoutSuccessors(() => true) };
    await resolveAsOperator(world, 'revert', undefined, how);
    expect(entry()).toBe('open');
    expect(await resolveAsOperator(world, 'keep', undefined, { ...how, of: modificationId })).toMatchObject({ kind: 'resolved' });
    expect(entry()).toBe('done');
    const named = await resolveAsOperator(world, 'take_calendar', successor, { ...how, of: modificationId });
    expect(named).toMatchObject({ kind: 'resolved', state: { booking: { uid: successor }, period: friday14 } });
    await process.worker.stop();
  });
});
