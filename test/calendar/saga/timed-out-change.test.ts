// A change that runs out of time says nothing of Cal.com's health by itself: the look that follows decides for the circuit.

import type { Fault } from '@rebook/calcom-sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTimedOutChange } from '../../../src/calendar/saga/timed-out-change.ts';
import { companyId, friday14, furtherAppointment, openWorld, type World } from '../support/world.ts';

let world: World;
let process: ReturnType<World['startProcess']>;
beforeEach(async () => {
  world = await openWorld({ further: 5 });
  process = world.startProcess();
});
afterEach(() => world.close());

const circuit = () => process.accounts.clientFor(companyId).circuit.state();
const slow = 60 * 60_000;

/** Of six appointments at once; each to a time of its own. */
async function changesRunOut(operation: 'cancel' | 'reschedule', how: Omit<Fault, 'match'>, looks?: Omit<Fault, 'match'>) {
  world.sandbox.fault({ match: { operation }, ...how });
  for (const [index, id] of world.ids.entries()) {
    const to = new Date(Date.parse(friday14.startsAt) + (index + 10) * 2 * 3_600_000).toISOString();
    process.worker.handOver(await world.decide(operation === 'cancel' ? undefined : to, process.executor, id));
  }
  await world.clock.pass(3_000);
  if (looks) world.sandbox.fault({ match: { operation: 'get' }, ...looks });
  await world.clock.pass(22_000);
}

describe.each(['cancel', 'reschedule'] as const)('six of kind %s that run out of time', operation => {
  it('leave the circuit closed where the looks show that they were made', async () => {
    await changesRunOut(operation, { kind: 'delay', afterEffect: true, delayMs: slow });
    expect(circuit()).toBe('closed');
    const states = await Promise.all(world.ids.map(id => world.state(id)));
    expect(states.every(({ last }) => last?.state === 'confirmed')).toBe(true);
  });

  it('open it where the looks show that they were not', async () => {
    await changesRunOut(operation, { kind: 'delay', delayMs: slow });
    expect(circuit()).toBe('open');
  });

  it('open it where the looks are not answered either, though each was made', async () => {
    await changesRunOut(operation, { kind: 'delay', afterEffect: true, delayMs: slow }, { kind: 'status', status: 503 });
    expect(circuit()).toBe('open');
  });
});

describe('a half-open circuit', () => {
  const opened = async () => {
    await world.sandbox.goDown();
    const client = process.accounts.clientFor(companyId);
    for (let time = 0; time < 5; time += 1) await world.clock.settled(client.listBookings({}, { maxWaitMs: 0 }));
    await world.sandbox.comeBack();
    await world.clock.pass(61_000);
    expect(circuit()).toBe('half_open');
    return client;
  };
  const reason = { cancellationReason: 'krank' };

  it('goes on to the next trial where one has run out of time, and closes once looks have shown two made', async () => {
    const client = await opened();
    world.sandbox.fault({ match: { operation: 'cancel' }, kind: 'delay', afterEffect: true, delayMs: slow });
    for (const index of [1, 2]) {
      expect(await world.clock.settled(client.cancel(furtherAppointment(index).uid, reason))).toMatchObject({ kind: 'timeout' });
      expect(circuit()).toBe('half_open');
    }
    client.judge('success');
    client.judge('success');
    await world.clock.pass(1);
    expect(circuit()).toBe('closed');
  });

  it('opens again where a look has shown a trial without effect', async () => {
    const client = await opened();
    world.sandbox.fault({ match: { operation: 'cancel' }, kind: 'delay', delayMs: slow });
    await world.clock.settled(client.cancel(furtherAppointment(1).uid, reason));
    client.judge('failure');
    await world.clock.pass(1);
    expect(circuit()).toBe('open');
  });
});

describe('a request that the lease has ended', () => {
  const verdicts: string[] = [];
  const tracker = () => createTimedOutChange(verdict => verdicts.push(verdict));
  beforeEach(() => {
    verdicts.length = 0;
  });
  const cause = { kind: 'timeout', code: 'timeout' };
  const rest = { kind: 'look', afterMs: 0 } as const;

  it('is decided on by the look as any other, once', () => {
    const change = tracker();
    change.tried({ kind: 'timeout', nothingSent: false });
    change.looked('cancel', { kind: 'unseen', cause }, rest);
    change.looked('cancel', { kind: 'unseen', cause }, rest);
    expect(verdicts).toEqual(['failure']);
  });

  it.each([
    ['nothing was sent', { kind: 'timeout', nothingSent: true }],
    ['the circuit has counted it', { kind: 'connection_lost' }],
    ['the circuit has counted it', { kind: 'server_error', httpStatus: 503 }],
  ] as const)('is not decided on where %s', (_, tried) => {
    const change = tracker();
    change.tried(tried);
    change.looked('reschedule', { kind: 'unseen', cause }, rest);
    expect(verdicts).toEqual([]);
  });
});
