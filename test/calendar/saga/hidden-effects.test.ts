// Whatever Cal.com answers and whatever is so there: what the caller hears is true, and only what we did ourselves costs anything.
// Each answer of Cal.com (status, shape, words) × what really happened × what was asked for; in simulated time.
import { afterEach, describe, expect, it } from 'vitest';
import { cancellationReason, reschedulingReason } from '../../../src/calendar/providers/calcom/fixed-sentences.ts';
import type { SettledOutcome } from '../../../src/calendar/record/outcome-hub.ts';
import { codeOfRevert } from '../../../src/calls/answer/outcome-codes.ts';
import { refusals } from '../support/refusals.ts';
import { friday10, friday14, openWorld, replyBudgetMs, uid, type World } from '../support/world.ts';

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const monday = '2026-10-12T09:00:00.000Z';
const operations = ['cancel', 'reschedule'] as const;
type Operation = (typeof operations)[number];

interface Truth {
  afterEffect?: boolean;
  before?: (open: World, operation: Operation) => Promise<unknown>;
}
const truths: Record<string, Truth> = {
  'nothing has happened': {},
  'it was carried out': { afterEffect: true },
  'others had cancelled it': { before: open => open.sandbox.staffCancel(uid, 'krank') },
  'others had moved it elsewhere': { before: open => open.sandbox.staffReschedule(uid, monday, 'krank') },
  'others had moved it where it is wanted': { before: open => open.sandbox.staffReschedule(uid, friday14.startsAt, 'krank') },
};

/** What the caller hears of the change, as a code; undefined where nothing is claimed: it is recorded, and not yet confirmed. */
async function heardOf(open: World, operation: Operation): Promise<string | undefined> {
  const process = open.startProcess();
  const work = await open.decide(operation === 'cancel' ? undefined : friday14.startsAt, process.executor);
  process.worker.handOver(work);
  const outcomes: (SettledOutcome | undefined)[] = [];
  process.hub.outcomeOf(work.modificationId, replyBudgetMs).then(outcome => outcomes.push(outcome));
  await open.clock.until(() => outcomes.length > 0);
  const [outcome] = outcomes;
  if (outcome?.kind === 'confirmed') return 'done';
  return outcome?.kind === 'reverted' ? codeOfRevert(outcome.code) : undefined;
}

/** What is wrong with that, given what Cal.com has. */
function untrue(open: World, operation: Operation, heard: string | undefined): string | undefined {
  const live = open.sandbox.latest(uid);
  const bookings = open.sandbox.bookings();
  const ours =
    operation === 'cancel'
      ? bookings.some(booking => booking.cancellationReason === cancellationReason)
      : bookings.some(booking => booking.reschedulingReason === reschedulingReason);
  switch (heard) {
    case undefined:
      return undefined;
    case 'done':
      // The decision stands, and with it its fee and its allowance.
      return ours ? undefined : 'paid for what others did, or for nothing';
    case 'already_cancelled':
      return live ? 'answered as cancelled, and it stands' : ours ? 'our own work answered as theirs' : undefined;
    case 'new_time_requested':
      return live || ours ? 'answered as taken back by the host, and it was not' : undefined;
    case 'already_at_that_time':
      return live?.start === friday14.startsAt && !ours ? undefined : 'answered as moved there already';
    case 'moved_elsewhere':
      return live && live.start !== friday10.startsAt ? undefined : 'answered as moved, and it was not';
    default:
      return live?.uid === uid && live.start === friday10.startsAt ? undefined : 'answered as unchanged, and it is not';
  }
}

describe.each(Object.entries(refusals))('Cal.com answers with %s', (_, answer) => {
  const cells = operations.flatMap(operation => Object.entries(truths).map(([what, truth]) => ({ operation, what, truth })));
  it.each(cells)('$operation, and $what: the caller hears the truth', async ({ operation, truth }) => {
    const open = await openWorld();
    world = open;
    await truth.before?.(open, operation);
    const { afterEffect = false } = truth;
    open.sandbox.fault({ match: { operation }, kind: 'status', times: 1, afterEffect, ...answer });
    const heard = await heardOf(open, operation);
    expect(untrue(open, operation, heard), `heard ${heard}`).toBeUndefined();
  });
});

describe('a key that Cal.com turns away', () => {
  it.each(operations)('is proven by the look, and nothing is said of the booking: %s', async operation => {
    const open = await openWorld();
    world = open;
    open.sandbox.setKeyTaken('cal_test_key', false);
    expect(await heardOf(open, operation)).toBe('calendar_unavailable');
    expect(open.events().at(-1)?.data).toMatchObject({ code: 'calendar_key_refused' });
    expect(open.asked()).toEqual([operation, 'get']);
    expect(open.sandbox.booking(uid)?.status).toBe('accepted');
  });

  it('is taken again: the next change is made', async () => {
    const open = await openWorld();
    world = open;
    open.sandbox.setKeyTaken('cal_test_key', false);
    await heardOf(open, 'cancel');
    open.sandbox.setKeyTaken('cal_test_key', true);
    expect(await heardOf(open, 'cancel')).toBe('done');
  });
});

describe('an answer about another booking', () => {
  it.each([
    ['the change is', 'cancel', 'cancel'],
    ['the look is', 'cancel', 'get'],
    ['the change is', 'reschedule', 'reschedule'],
    ['the look is', 'reschedule', 'get'],
  ] as const)('is not believed where %s answered so: %s, %s', async (_, operation, mixedUp) => {
    const open = await openWorld({ further: 1, booking: { uid, calendarServiceId: 1 } });
    world = open;
    open.sandbox.fault({ match: { operation: mixedUp }, kind: 'another_booking', times: 1 });
    const heard = await heardOf(open, operation);
    expect(untrue(open, operation, heard), `heard ${heard}`).toBeUndefined();
    const others = open.sandbox.bookings().filter(booking => booking.uid !== uid && booking.rescheduledFromUid !== uid);
    expect(others.map(({ status }) => status)).toEqual(['accepted']);
    expect(open.events().every(({ data }) => !JSON.stringify(data).includes(others[0]?.uid ?? '?'))).toBe(true);
  });
});
