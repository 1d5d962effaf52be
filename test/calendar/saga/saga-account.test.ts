// Cells of the saga's table that depend on what the whole account has come to: its circuit, its rate limit, and looks that
// nobody answers; for each change what the caller hears, the events of the appointment, and what Cal.com is asked.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SettledOutcome } from '../../../src/calendar/record/outcome-hub.ts';
import { companyId, friday14, openWorld, replyBudgetMs, uid, type World } from '../support/world.ts';

let world: World;
let process: ReturnType<World['startProcess']>;
beforeEach(async () => {
  world = await openWorld();
  process = world.startProcess();
});
afterEach(async () => {
  process.kill();
  await world.close();
});

const runs = (items: readonly string[]): string[] => items.filter((item, index) => item !== items[index - 1]);

async function hears(modificationId: string): Promise<string> {
  const outcomes: (SettledOutcome | undefined)[] = [];
  process.hub.outcomeOf(modificationId, replyBudgetMs).then(outcome => outcomes.push(outcome));
  await world.clock.until(() => outcomes.length > 0);
  const [outcome] = outcomes;
  return outcome === undefined ? 'pending' : outcome.kind === 'reverted' ? (outcome.code ?? '') : outcome.kind;
}

/** Other work of the account fails until the circuit opens. */
async function circuitOpens(failures = 5) {
  world.sandbox.fault({ match: { operation: 'list' }, kind: 'status', status: 500, times: failures });
  for (let time = 0; time < failures; time += 1) {
    let answered = false;
    const options = { priority: 'background' as const, timeoutMs: 5_000, maxWaitMs: 0 };
    process.accounts
      .clientFor(companyId)
      .listBookings({ take: 1 }, options)
      .then(() => {
        answered = true;
      });
    await world.clock.until(() => answered);
  }
}

const cells = [
  { operation: 'cancel', to: undefined, settled: 'CalendarBookingCancelled', reverted: 'AppointmentCancellationReverted' },
  {
    operation: 'reschedule',
    to: friday14.startsAt,
    settled: 'CalendarBookingRescheduled',
    reverted: 'AppointmentRescheduleReverted',
  },
] as const;

describe.each(cells)('$operation', ({ operation, to, settled, reverted }) => {
  it('whose circuit opens after the decision is taken back, and nothing was sent', async () => {
    const work = await world.decide(to, process.executor);
    await circuitOpens();
    process.worker.handOver(work);
    expect(await hears(work.modificationId)).toBe('calendar_unavailable');
    expect(world.typesAfterDecision()).toEqual([reverted]);
    expect(runs(world.asked())).toEqual(['list']);
  });

  it('that meets a 429 whose reset lies within the budget is done then', async () => {
    world.sandbox.setRateLimit(1);
    for (const _ of [1, 2])
      await fetch(`${world.sandbox.url}/v2/bookings/${uid}`, { headers: { authorization: 'Bearer cal_test_key' } });
    await world.clock.pass(57_000);
    world.sandbox.clearRequests();
    const work = await world.decide(to, process.executor);
    process.worker.handOver(work);
    expect(await hears(work.modificationId)).toBe('confirmed');
    expect(world.typesAfterDecision()).toEqual(['CalendarSyncFailed', settled]);
    expect(world.sandbox.requests().map(request => [request.operation, request.httpStatus])).toEqual([
      [operation, 429],
      [operation, operation === 'cancel' ? 200 : 201],
    ]);
  });

  it('that took effect unseen stays pending while nothing can be seen, and is settled by the first look that is answered', async () => {
    world.sandbox.fault({ match: { operation }, kind: 'lost_answer', times: 1 });
    world.sandbox.fault({ match: { operation: 'get' }, kind: 'status', status: 500 });
    const work = await world.decide(to, process.executor);
    process.worker.handOver(work);
    expect(await hears(work.modificationId)).toBe('pending');
    expect(runs(world.typesAfterDecision())).toEqual(['CalendarSyncFailed']);
    process.worker.start();
    await world.clock.pass(5 * 60_000);
    expect(runs(world.typesAfterDecision())).toEqual(['CalendarSyncFailed']);
    world.sandbox.clearFaults();
    await world.clock.until(() => world.typesAfterDecision().includes(settled), 5 * 60_000);
    expect(world.asked().filter(asked => asked === operation)).toHaveLength(1);
  });
});

it('a move whose lost answer opens the circuit is found by a look, though the booking does not name where it went', async () => {
  world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'lost_answer', times: 1 });
  world.sandbox.fault({ match: { operation: 'get' }, kind: 'lagging_pointer' });
  const work = await world.decide(friday14.startsAt, process.executor);
  await circuitOpens(4);
  process.worker.handOver(work);
  expect(await hears(work.modificationId)).toBe('confirmed');
  expect(process.accounts.clientFor(companyId).circuit.state()).toBe('open');
  expect(world.typesAfterDecision()).toEqual(['CalendarBookingRescheduled']);
});
