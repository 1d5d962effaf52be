// The lease of a change is asked for while its decision is sent: its first try needs no read, and a lease that is not used is given back.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DecidedState, Turn } from '../../../src/calendar/worker/turns.ts';
import { appointment } from '../../../src/domain/appointment/appointment.ts';
import { appointmentStream } from '../../../src/domain/ids.ts';
import { appointmentId, companyId, friday14, openWorld, type World } from '../support/world.ts';

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

const ref = { companyId, appointmentId };
const stream = appointmentStream(companyId, appointmentId);
const changesSent = () => world.asked().filter(operation => operation !== 'get').length;

/** Decided as a call does it: its turn is asked for just before. */
async function decided({ by = process, to }: { by?: typeof process; to?: string } = {}) {
  let turn: Turn | undefined;
  const claim = async (modificationId: string) => {
    turn = by.worker.turnFor({ ...ref, modificationId });
  };
  const job = await world.decide(to, by.executor, appointmentId, { claim });
  const loaded = by.executor.peek(appointment, stream);
  if (!turn || !loaded) throw new Error('nothing was decided');
  const state = (own: boolean): DecidedState => ({ ...loaded, isOwn: async () => own });
  return { turn, job, own: state(true), notKnown: state(false) };
}

/** How often the stream is read until the calendar is asked. */
async function readsUntilAsked(go: () => void): Promise<number> {
  world.sandbox.fault({ match: { operation: 'cancel' }, kind: 'delay', delayMs: 1_000 });
  const reading = vi.spyOn(world.store, 'readTail');
  const before = reading.mock.calls.length;
  go();
  await world.clock.pass(500);
  expect(world.asked()).toEqual(['cancel']);
  return reading.mock.calls.length - before;
}

/** Another instance has carried it out meanwhile, and is through with the lease. */
async function carriedOutByAnother(turn: Turn, job: Awaited<ReturnType<typeof decided>>['job']) {
  turn.drop();
  await world.clock.pass(1);
  const other = world.startProcess();
  other.worker.handOver(job);
  await world.clock.until(() => world.typesAfterDecision().length > 0 && other.worker.load().active === 0);
  expect(changesSent()).toBe(1);
}

describe('a change whose decision holds', () => {
  it('is sent without a read of the stream', async () => {
    const { turn, own } = await decided();
    expect(await readsUntilAsked(() => turn.go(own))).toBe(0);
    await world.clock.until(() => world.typesAfterDecision().length > 0);
    expect(world.typesAfterDecision()).toEqual(['CalendarBookingCancelled']);
    await world.clock.until(() => world.leases.row(ref) === undefined);
  });

  it('is sent after a read where the decision may be another instance’s', async () => {
    const { turn, notKnown } = await decided();
    expect(await readsUntilAsked(() => turn.go(notKnown))).toBe(1);
  });

  it('is not sent again where another instance’s decision of the same command was carried out already', async () => {
    const first = await decided();
    await carriedOutByAnother(first.turn, first.job);
    process.worker.turnFor(first.job).go(first.notKnown);
    await world.clock.pass(10_000);
    expect(changesSent()).toBe(1);
  });

  it('is not sent again where it is heard by then that it is settled', async () => {
    const first = await decided();
    await carriedOutByAnother(first.turn, first.job);
    await process.executor.load(appointment, stream, { fresh: true });
    process.worker.turnFor(first.job).go(first.own);
    await world.clock.pass(10_000);
    expect(changesSent()).toBe(1);
  });

  it('says that something was sent before the first byte, so that a death in between leads to a look', async () => {
    world.sandbox.fault({ match: { operation: 'cancel' }, kind: 'delay', delayMs: 60_000 });
    const { turn, own } = await decided();
    turn.go(own);
    await world.clock.until(() => changesSent() === 1);
    expect(world.leases.row(ref)?.firstSentAt).not.toBeNull();
  });
});

describe('while another instance holds the lease', () => {
  const another = () => world.leases.take({ ...ref, modificationId: 'another' }, { ms: 20_000, urgent: true });

  it('nothing is sent, and the change is made once that one is through', async () => {
    const lease = await another();
    const { turn, own } = await decided();
    turn.go(own);
    process.worker.start();
    await world.clock.pass(3_000);
    expect(world.asked()).toEqual([]);
    await lease?.release({ kind: 'done' });
    await world.clock.until(() => world.typesAfterDecision().includes('CalendarBookingCancelled'), 5_000);
    expect(changesSent()).toBe(1);
  });

  it('it is asked for once more when the decision holds', async () => {
    const lease = await another();
    const { turn, own } = await decided();
    await world.clock.pass(1);
    await lease?.release({ kind: 'done' });
    turn.go(own);
    await world.clock.pass(100);
    expect(changesSent()).toBe(1);
  });
});

describe('a lease that is not used', () => {
  const dropped = async () => {
    const turn = process.worker.turnFor({ ...ref, modificationId: 'later' });
    await world.clock.pass(1);
    expect(world.leases.row(ref)).toMatchObject({ resting: undefined });
    turn.drop();
    await world.clock.pass(1);
  };

  it('is given back', async () => {
    await dropped();
    expect(world.leases.row(ref)).toBeUndefined();
  });

  it('remembers what an earlier change has sent', async () => {
    const earlier = await world.leases.take({ ...ref, modificationId: 'earlier' }, { ms: 10_000, urgent: true });
    await earlier?.markSent(1_000);
    const { firstSentAt } = world.leases.row(ref) ?? {};
    await earlier?.release({ kind: 'free', notBefore: world.clock.now() });
    await world.clock.pass(1_000);
    await dropped();
    expect(world.leases.row(ref)).toMatchObject({ resting: 'free', modificationId: 'earlier', firstSentAt });
  });

  it('still owes the look it was kept for', async () => {
    const earlier = await world.leases.take({ ...ref, modificationId: 'earlier' }, { ms: 10_000, urgent: true });
    await earlier?.markSent(1_000);
    const notBefore = new Date(world.clock.now().getTime() + 120_000);
    await earlier?.release({ kind: 'first_look', notBefore });
    await dropped();
    expect(world.leases.row(ref)).toMatchObject({ resting: 'first_look', until: notBefore });
  });

  it('is given back where the process stops', async () => {
    const { turn, own } = await decided();
    await process.worker.stop();
    turn.go(own);
    await world.clock.pass(100);
    expect([world.leases.row(ref), world.asked()]).toEqual([undefined, []]);
  });
});

it('of several callers at once, who have all decided the same, one after another takes the place of the one before; it is made at once', async () => {
  // It takes a moment to give a lease back.
  const { take } = world.leases;
  vi.spyOn(world.leases, 'take').mockImplementation(async (...asked) => {
    const lease = await take(...asked);
    const release = lease?.release;
    if (lease && release) lease.release = how => world.clock.sleep(20).then(() => release(how));
    return lease;
  });
  const { turn, job, own } = await decided();
  const others = [1, 2, 3, 4].map(() => process.worker.turnFor(job));
  // The first of them is at work when the one that has the lease comes, whose place the next one takes.
  for (const each of [...others.slice(0, 1), turn, ...others.slice(1)]) each.go(own);
  await world.clock.pass(500);
  expect(world.typesAfterDecision()).toEqual(['CalendarBookingCancelled']);
  expect(changesSent()).toBe(1);
});

it.each([
  ['a cancellation', undefined],
  ['a move', friday14.startsAt],
])('a process that dies between the lease and the decision of %s holds it up, and it is made once', async (_, to) => {
  process.worker.turnFor({ ...ref, modificationId: 'of the dead' });
  await world.clock.pass(1);
  process.kill();
  const other = world.startProcess();
  const { turn, own, job } = await decided({ by: other, ...(to !== undefined && { to }) });
  turn.go(own);
  // Its caller hears that it is pending, which is so.
  expect(await world.clock.settled(other.hub.outcomeOf(job.modificationId, 8_000))).toBeUndefined();
  expect((await world.state()).last?.state).toBe('pending');
  other.worker.start();
  await world.clock.until(() => world.typesAfterDecision().length > 0, 60_000);
  expect(world.typesAfterDecision()).toEqual([to === undefined ? 'CalendarBookingCancelled' : 'CalendarBookingRescheduled']);
  await world.clock.pass(20 * 60_000);
  expect(changesSent()).toBe(1);
  other.kill();
});
