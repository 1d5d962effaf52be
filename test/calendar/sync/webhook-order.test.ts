// Webhooks that come in the wrong order, late, or without those before them: nothing becomes an appointment that Cal.com has not.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReceivedWebhook } from '../../../src/calendar/sync/webhooks/process-webhook.ts';
import { appointmentStream, derivedId } from '../../../src/domain/ids.ts';
import { receiveWebhooks } from '../support/webhooks.ts';
import { companyId, openWorld, type World } from '../support/world.ts';

const newUid = 'pQ7ZxTb2mKcR9wLs4VdY3h';
const monday = '2026-10-12T09:00:00.000Z';
const tuesday = '2026-10-13T09:00:00.000Z';
let world: World;
let inbox: Awaited<ReturnType<typeof receiveWebhooks>>;
beforeEach(async () => {
  world = await openWorld();
  inbox = await receiveWebhooks(world);
});
afterEach(async () => {
  await inbox.close();
  await world.close();
});

const latest = () => world.sandbox.latest(newUid)?.uid ?? '';
const create = async () => {
  await world.sandbox.staffCreate({ uid: newUid, start: '2026-10-09T14:00:00.000Z', minutes: 60, attendee: { name: 'Hansi' } });
  return inbox.next();
};
const move = async (start: string) => {
  await world.sandbox.staffReschedule(latest(), start);
  return inbox.next();
};
const cancel = async () => {
  await world.sandbox.staffCancel(latest(), 'krank');
  return inbox.next();
};
const later = (webhook: ReceivedWebhook, milliseconds: number): ReceivedWebhook => ({
  ...webhook,
  receivedAt: new Date(webhook.receivedAt.getTime() + milliseconds),
});

const workOff = (webhook: ReceivedWebhook) => inbox.workOff(webhook);
const scheduled = () =>
  world.store
    .all()
    .filter(({ type, stream }) => type === 'AppointmentScheduled' && stream !== appointmentStream(companyId, '640'));
const stateOf = (uid: string) => world.state(derivedId('appointment', companyId, uid));

describe('a cancellation reported before what it ends', () => {
  it.each([0, 60_000])('waits for it; reported %i ms later, that becomes no appointment', async lateBy => {
    const [created, cancelled] = [await create(), await cancel()];
    expect(await workOff(cancelled)).toBe('later');
    expect(await workOff(later(created, lateBy))).toBe('done');
    expect(scheduled()).toEqual([]);
  });

  it('ends what was scheduled meanwhile', async () => {
    const created = await create();
    const cancelled = { ...created, news: 'cancelled' as const };
    expect(await workOff(cancelled)).toBe('later');
    expect(await workOff(created)).toBe('done');
    expect((await stateOf(newUid)).status).toBe('scheduled');
    // Reported, and not yet shown.
    expect(await workOff(cancelled)).toBe('later');
    await world.sandbox.staffCancel(newUid);
    expect(await workOff(cancelled)).toBe('done');
    expect((await stateOf(newUid)).status).toBe('cancelled');
  });

  it('is dropped after about a minute', async () => {
    await create();
    const cancelled = await cancel();
    expect(await workOff({ ...cancelled, waitedMs: 59_000 })).toBe('later');
    expect(await workOff({ ...cancelled, waitedMs: 61_000 })).toBe('done');
  });
});

describe('a move of a booking nobody knows', () => {
  it.each([0, 3_600_000])('that was cancelled since becomes no appointment, reported %i ms late', async lateBy => {
    await create();
    const [moved, cancelled] = [await move(monday), await cancel()];
    expect(await workOff(cancelled)).toBe('later');
    expect(await workOff(later(moved, lateBy))).toBe('done');
    expect(scheduled()).toEqual([]);
  });

  it('that was moved again since becomes one appointment, where Cal.com has it', async () => {
    await create();
    const [first, second] = [await move(monday), await move(tuesday)];
    expect(await workOff(first)).toBe('done');
    expect(await workOff(second)).toBe('done');
    expect(scheduled()).toHaveLength(1);
    const state = await stateOf(first.booking.uid);
    expect([state.booking?.uid, state.period.startsAt]).toEqual([latest(), tuesday]);
  });

  it('and of which Cal.com does not answer is left for later', async () => {
    await create();
    const moved = await move(monday);
    world.sandbox.fault({ match: { operation: 'get', uid: moved.booking.uid }, kind: 'status', status: 500 });
    expect(await workOff(moved)).toBe('later');
    expect(scheduled()).toEqual([]);
  });
});

describe('moves reported in the wrong order', () => {
  it.each([2, undefined])(
    'end where Cal.com is, though the first booking does not name its successor (%s reads)',
    async times => {
      await workOff(await create());
      const [first, second] = [await move(monday), await move(tuesday)];
      world.sandbox.fault({ match: { operation: 'get', uid: newUid }, kind: 'lagging_pointer', ...(times && { times }) });
      expect(await workOff(second)).toBe('done');
      expect(await workOff(first)).toBe('done');
      const state = await stateOf(newUid);
      expect(state.status).toBe('scheduled');
      expect(state.period.startsAt).toBe(tuesday);
      expect(state.booking?.uid).toBe(latest());
    },
  );
});

describe('a booking that is reported', () => {
  it('that was moved and cancelled since becomes no appointment', async () => {
    const created = await create();
    await move(monday);
    await cancel();
    expect(await workOff(created)).toBe('done');
    expect(scheduled()).toEqual([]);
  });

  it('that Cal.com does not have yet is waited for, and dropped after about a minute', async () => {
    const created = await create();
    const unknown = { ...created, booking: { ...created.booking, uid: 'nobodyHasThisOne123456' } };
    expect(await workOff(unknown)).toBe('later');
    expect(await workOff({ ...unknown, waitedMs: 61_000 })).toBe('done');
    expect(scheduled()).toEqual([]);
  });

  it('that continues one we know, whose move was not reported, is that appointment', async () => {
    await workOff(await create());
    const moved = await move(monday);
    const confirmed: ReceivedWebhook = {
      ...moved,
      news: 'booked',
      booking: { ...moved.booking, movedFrom: null },
    };
    expect(await workOff(confirmed)).toBe('done');
    expect(scheduled()).toHaveLength(1);
    expect((await stateOf(newUid)).booking?.uid).toBe(latest());
  });
});
