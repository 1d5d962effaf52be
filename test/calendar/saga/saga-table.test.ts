// The table of the saga, cell by cell, against the sandbox with faults, in simulated time.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SettledOutcome } from '../../../src/calendar/record/outcome-hub.ts';
import { appointmentId, companyId, friday14, openWorld, replyBudgetMs, uid, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.close();
});

/** Hands a change to a process, waits for its outcome as a caller does. */
async function change(newStartsAt?: string) {
  const process = world.startProcess();
  const work = await world.decide(newStartsAt, process.executor);
  process.worker.handOver(work);
  const outcomes: (SettledOutcome | undefined)[] = [];
  process.hub.outcomeOf(work.modificationId, replyBudgetMs).then(outcome => outcomes.push(outcome));
  await world.clock.until(() => outcomes.length > 0);
  return { process, work, answer: outcomes[0] };
}

describe('when Cal.com does as it is asked', () => {
  it("a cancellation is settled and Cal.com gets a fixed sentence, not the caller's words", async () => {
    const { answer } = await change();
    expect(answer?.kind).toBe('confirmed');
    expect(world.typesAfterDecision()).toEqual(['CalendarBookingCancelled']);
    expect(world.sandbox.requests().map(({ body }) => body)).toEqual([{ cancellationReason: 'Vom Kunden storniert' }]);
    expect(world.leases.row({ companyId, appointmentId })).toBeUndefined();
  });

  it('a move is settled with the new uid and the old one is remembered', async () => {
    const { answer } = await change(friday14.startsAt);
    expect(answer?.kind).toBe('confirmed');
    const state = await world.state();
    expect(state.booking?.uid).toBe(world.sandbox.latest(uid)?.uid);
    expect(state.previousUids).toEqual([uid]);
    expect(state.period).toEqual(friday14);
    expect(world.sandbox.requests().map(({ body }) => body)).toEqual([
      { start: friday14.startsAt, reschedulingReason: 'Vom Kunden verschoben' },
    ]);
  });

  it('a move that Cal.com still has to confirm is settled and says so', async () => {
    world.sandbox.seedEventType({ id: 1, lengthInMinutes: 60, openingHours: null, requiresConfirmation: true });
    await change(friday14.startsAt);
    expect(world.events().at(-1)?.data).toMatchObject({ awaitingConfirmation: true });
  });

  it('a yes without a booking in it is looked up, and the new uid found', async () => {
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'unusable_body', times: 1 });
    const { answer } = await change(friday14.startsAt);
    expect(answer?.kind).toBe('confirmed');
    expect((await world.state()).booking?.uid).toBe(world.sandbox.latest(uid)?.uid);
    expect(world.asked()).toEqual(['reschedule', 'get', 'get']);
  });
});

describe('when nothing can be sent', () => {
  for (const [name, newStart] of [
    ['cancellation', undefined],
    ['move', friday14.startsAt],
  ] as const) {
    it(`a ${name} is tried within the reply budget and then taken back`, async () => {
      await world.sandbox.goDown();
      const { answer } = await change(newStart);
      expect(answer).toMatchObject({ kind: 'reverted', code: 'calendar_unavailable' });
      expect(world.typesAfterDecision().filter(type => type === 'CalendarSyncFailed').length).toBeGreaterThanOrEqual(2);
      expect(world.leases.row({ companyId, appointmentId })).toBeUndefined();
    });
  }

  it('a connection that comes back within the budget settles it', async () => {
    await world.sandbox.goDown();
    const process = world.startProcess();
    const work = await world.decide(undefined, process.executor);
    process.worker.handOver(work);
    await world.clock.until(() => world.typesAfterDecision().length === 1);
    await world.sandbox.comeBack();
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingCancelled'));
    expect(world.typesAfterDecision()).toEqual(['CalendarSyncFailed', 'CalendarBookingCancelled']);
  });

  it('a 429 whose reset lies beyond the budget takes it back at once', async () => {
    world.sandbox.fault({ match: { operation: 'cancel' }, kind: 'status', status: 429 });
    const { answer } = await change();
    expect(answer).toMatchObject({ kind: 'reverted', code: 'calendar_unavailable' });
    expect(world.asked()).toEqual(['cancel']);
  });
});

describe('when it is not known whether the request took effect', () => {
  for (const fault of ['lost_answer', 'status'] as const) {
    it(`a cancellation answered by ${fault} that took effect is settled by a look`, async () => {
      world.sandbox.fault({ match: { operation: 'cancel' }, kind: fault, status: 500, afterEffect: true, times: 1 });
      const { answer } = await change();
      expect(answer?.kind).toBe('confirmed');
      expect(world.asked()).toEqual(['cancel', 'get']);
    });

    it(`a move answered by ${fault} that took effect is settled by a look and never sent twice`, async () => {
      world.sandbox.fault({ match: { operation: 'reschedule' }, kind: fault, status: 500, afterEffect: true, times: 1 });
      const { answer } = await change(friday14.startsAt);
      expect(answer?.kind).toBe('confirmed');
      expect(world.asked()).toEqual(['reschedule', 'get', 'get']);
      expect((await world.state()).booking?.uid).toBe(world.sandbox.latest(uid)?.uid);
    });
  }

  it('a move that did not take effect is sent again with the same arguments', async () => {
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'reset', times: 1 });
    const { answer } = await change(friday14.startsAt);
    expect(answer?.kind).toBe('confirmed');
    const sent = world.sandbox.requests().filter(({ operation }) => operation === 'reschedule');
    expect(sent.map(({ body }) => body)).toEqual([sent[0]?.body, sent[0]?.body]);
  });

  it('a time-out is a time-out after five seconds, and the late effect is found', async () => {
    world.sandbox.fault({ match: { operation: 'cancel' }, kind: 'delay', delayMs: 5_400, times: 1 });
    const { answer } = await change();
    expect(answer?.kind).toBe('confirmed');
    expect((await world.state()).status).toBe('cancelled');
  });

  it('a move stands with us, deferred, while Cal.com keeps answering 500 and the booking is unchanged', async () => {
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'status', status: 503 });
    const { answer, process } = await change(friday14.startsAt);
    expect(answer?.kind).toBe('deferred');
    expect(world.typesAfterDecision()).toEqual(['CalendarSyncFailed', 'CalendarSyncDeferred']);
    process.worker.start();
    await world.clock.pass(60_000);
    world.sandbox.clearFaults();
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingRescheduled'), 120_000);
    expect((await world.state()).period).toEqual(friday14);
    process.worker.stop();
  });

  it('a cancellation stays pending while Cal.com keeps answering 500, and is settled when it is back', async () => {
    world.sandbox.fault({ match: { operation: 'cancel' }, kind: 'status', status: 503 });
    const { answer, process } = await change();
    expect(answer).toBeUndefined();
    process.worker.start();
    await world.clock.pass(10 * 60_000);
    expect((await world.state()).last?.state).toBe('pending');
    world.sandbox.clearFaults();
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingCancelled'), 120_000);
    process.worker.stop();
  });

  it('a change stays pending when it cannot be looked up either', async () => {
    world.sandbox.fault({ match: { operation: '*' }, kind: 'status', status: 500 });
    const { answer } = await change();
    expect(answer).toBeUndefined();
    expect((await world.state()).last?.state).toBe('pending');
    expect(world.events().at(-1)).toMatchObject({ type: 'CalendarSyncFailed' });
  });
});

describe('when Cal.com refuses', () => {
  it('a taken slot takes the move back after one look, which shows that the refusal hid nothing', async () => {
    world.sandbox.fault({
      match: { operation: 'reschedule' },
      kind: 'status',
      status: 400,
      message: 'User either already has booking at this time or is not available',
    });
    const { answer } = await change(friday14.startsAt);
    expect(answer).toMatchObject({ kind: 'reverted', code: 'slot_unavailable' });
    expect(world.asked()).toEqual(['reschedule', 'get']);
    expect(world.leases.row({ companyId, appointmentId })).toBeUndefined();
  });

  it('a conflict that stays is taken back after two looks five seconds apart', async () => {
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'status', status: 409, message: 'booking_conflict_error' });
    const { answer } = await change(friday14.startsAt);
    expect(answer).toMatchObject({ kind: 'reverted', code: 'slot_unavailable' });
    const looks = world.sandbox.requests().filter(({ operation }) => operation === 'get');
    const times = looks.map(({ at }) => Date.parse(at));
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(5_000);
  });

  it('a refusal after a lost answer is not believed before a look: our own first try had taken the slot', async () => {
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'delay', delayMs: 5_900, times: 1 });
    const { answer } = await change(friday14.startsAt);
    expect(answer?.kind).toBe('confirmed');
    expect(world.sandbox.bookings()).toHaveLength(2);
  });
});

describe('when somebody else changes the booking meanwhile', () => {
  it('a booking they cancelled is theirs: the caller’s cancellation is taken back, and with it whatever it cost', async () => {
    await world.sandbox.staffCancel(uid, 'krank');
    const { answer } = await change();
    expect(answer).toMatchObject({ kind: 'reverted', code: 'already_cancelled' });
    expect((await world.state()).status).toBe('cancelled');
  });

  it('a moved booking is never cancelled silently: reverted, with the move, in one append', async () => {
    await world.sandbox.staffReschedule(uid, friday14.startsAt);
    const { answer } = await change();
    expect(answer).toMatchObject({ kind: 'reverted', code: 'moved_elsewhere' });
    expect(world.typesAfterDecision()).toEqual([
      'AppointmentCancellationReverted',
      'AppointmentRescheduled',
      'CalendarBookingRescheduled',
    ]);
    expect((await world.state()).period).toEqual(friday14);
    expect(world.sandbox.latest(uid)?.status).toBe('accepted');
  });

  it('a move of a booking that staff cancelled is taken back and the cancellation recorded', async () => {
    await world.sandbox.staffCancel(uid, 'krank');
    const { answer } = await change(friday14.startsAt);
    expect(answer).toMatchObject({ kind: 'reverted', code: 'already_cancelled' });
    expect((await world.state()).status).toBe('cancelled');
  });
});

describe('when a process dies', () => {
  it('after sending and before recording, another looks and settles', async () => {
    const first = world.startProcess();
    const work = await world.decide(friday14.startsAt, first.executor);
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'delay', delayMs: 3_000, afterEffect: true, times: 1 });
    first.worker.handOver(work);
    await world.clock.until(() => world.sandbox.bookings().length === 2);
    first.kill();
    const second = world.startProcess();
    second.worker.start();
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingRescheduled'), 120_000);
    expect(world.asked().filter(operation => operation === 'reschedule')).toHaveLength(1);
    second.worker.stop();
  });
});
