// The looks two and fifteen minutes after a revert happen whatever comes between, and they come to an end.
import { afterEach, describe, expect, it } from 'vitest';
import type { CalcomAccounts } from '../../../src/calendar/providers/calcom/accounts.ts';
import type { BookingReference } from '../../../src/domain/appointment/events.ts';
import { resolveAsOperator } from '../support/operator.ts';
import { appointmentId, companyId, friday14, openWorld, uid, type World } from '../support/world.ts';

let world: World;
let processes: ReturnType<World['startProcess']>[];
afterEach(async () => {
  for (const process of processes) process.kill();
  await world.close();
});

const minute = 60_000;
const row = () => world.leases.row({ companyId, appointmentId });
const reverted = () => world.typesAfterDecision().includes('AppointmentRescheduleReverted');
const count = (operation: string) => world.asked().filter(asked => asked === operation).length;

function start(options: Parameters<World['startProcess']>[0] = {}) {
  const process = world.startProcess(options);
  process.worker.start();
  processes.push(process);
  return process;
}

async function open(booking?: BookingReference) {
  processes = [];
  world = await openWorld(booking ? { booking } : {});
}

/** The first request hangs for five minutes and takes effect then; the next are refused. */
async function lateMove(process: ReturnType<World['startProcess']>) {
  world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'delay', delayMs: 5 * minute, times: 1 });
  const taken = 'User either already has booking at this time or is not available';
  world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'status', status: 400, message: taken });
  const work = await world.decide(friday14.startsAt, process.executor);
  process.worker.handOver(work);
  return work;
}

/** The second look has found the late effect, and nothing is left to be looked at. */
async function found() {
  await world.clock.pass(25 * minute);
  const state = await world.state();
  expect(state.period).toEqual(friday14);
  expect(state.booking?.uid).toBe(world.sandbox.latest(uid)?.uid);
  expect(row()).toBeUndefined();
}

describe('the looks after a revert', () => {
  it('outlast a look that somebody asked for while the change was still pending', async () => {
    await open();
    const process = start();
    const work = await lateMove(process);
    await world.clock.until(() => count('get') >= 2);
    process.worker.handOver({ ...work, look: true });
    await world.clock.until(reverted, 120_000);
    await world.clock.pass(1_000);
    expect(row()?.resting).toBe('first_look');
    await found();
  });

  it('find a cancellation that took effect late as well', async () => {
    await open();
    const process = start();
    world.sandbox.fault({ match: { operation: 'cancel' }, kind: 'delay', delayMs: 5 * minute, times: 1 });
    const refused = 'This event type does not allow cancellations';
    world.sandbox.fault({ match: { operation: 'cancel' }, kind: 'status', status: 400, message: refused });
    process.worker.handOver(await world.decide(undefined, process.executor));
    await world.clock.until(() => world.typesAfterDecision().includes('AppointmentCancellationReverted'), 120_000);
    expect(row()?.resting).toBe('first_look');
    await world.clock.pass(25 * minute);
    expect((await world.state()).status).toBe('cancelled');
    expect(row()).toBeUndefined();
  });

  it('keep their time when such a look comes after the revert', async () => {
    await open();
    const process = start();
    const work = await lateMove(process);
    await world.clock.until(() => row()?.resting === 'first_look', 120_000);
    const due = row()?.until;
    await world.clock.pass(30_000);
    process.worker.handOver({ ...work, look: true });
    await world.clock.pass(1_000);
    expect(row()).toMatchObject({ resting: 'first_look', until: due });
    await found();
  });

  it('outlast a fault of ours in one of them', async () => {
    await open();
    let broken = false;
    const accountsOf = (real: CalcomAccounts): Pick<CalcomAccounts, 'clientFor'> => ({
      clientFor: id => {
        if (broken) throw new Error('the secrets cannot be read');
        return real.clientFor(id);
      },
    });
    await lateMove(start({ accountsOf }));
    await world.clock.until(reverted, 120_000);
    broken = true;
    await world.clock.pass(2 * minute + 1_000);
    expect(row()?.resting).toBe('first_look');
    broken = false;
    await found();
  });

  it('outlast the death of who looks', async () => {
    await open();
    const first = start();
    await lateMove(first);
    await world.clock.until(reverted, 120_000);
    world.sandbox.fault({ match: { operation: 'get' }, kind: 'delay', delayMs: 2_000, times: 1 });
    const before = count('get');
    await world.clock.until(() => count('get') > before, 3 * minute);
    first.kill();
    start();
    await found();
  });

  it('outlast an operator who finds nothing to decide any more', async () => {
    await open();
    const process = start();
    const work = await lateMove(process);
    await world.clock.until(() => row()?.resting === 'first_look', 120_000);
    const done = await resolveAsOperator(world, 'revert', undefined, { of: work.modificationId });
    expect(done).toEqual({ kind: 'refused', code: 'conflict' });
    await found();
  });

  it('end where Cal.com knows no such booking', async () => {
    await open({ uid: 'neverHeardOfThisUid12345', calendarServiceId: 1, form: 'single' });
    const process = start();
    process.worker.handOver(await world.decide(undefined, process.executor));
    await world.clock.pass(minute);
    expect(await resolveAsOperator(world, 'revert')).toMatchObject({ kind: 'resolved' });
    const before = world.asked().length;
    await world.clock.pass(40 * minute);
    expect(world.asked()).toHaveLength(before + 2);
    expect(row()).toBeUndefined();
  });

  it('end after a day in which nothing could be seen', async () => {
    await open();
    await lateMove(start({ pollMs: 5_000 }));
    await world.clock.until(reverted, 120_000);
    world.sandbox.fault({ match: { operation: 'get' }, kind: 'status', status: 401, message: 'Your api key is not valid' });
    await world.clock.pass(23 * 60 * minute);
    expect(row()?.resting).toBe('second_look');
    await world.clock.pass(2 * 60 * minute);
    expect(row()).toBeUndefined();
  });
});

describe('what an operator keeps against Cal.com', () => {
  it('leaves no lease behind when the booking turns out to have been changed', async () => {
    await open();
    const work = await world.decide(friday14.startsAt);
    await world.sandbox.staffReschedule(uid, friday14.startsAt, 'Vom Kunden verschoben');
    const { clock, leases } = world;
    const lease = await leases.take(work, { ms: 1_000, urgent: true, sending: true });
    await lease?.markSent(1_000);
    await lease?.release({ kind: 'free', notBefore: new Date(clock.now().getTime() + 60 * minute) });
    await resolveAsOperator(world, 'revert', undefined, { of: work.modificationId });
    expect(world.typesAfterDecision()).toEqual(['CalendarBookingRescheduled']);
    expect(row()).toBeUndefined();
  });
});
