// An allowance is given back when nothing came of the change, and only then.
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimAllowance } from '../../commands/customer/claim-allowance.ts';
import { createAllowanceSweeper } from '../../src/calendar/worker/allowance-sweeper.ts';
import { customer } from '../../src/domain/customer/customer.ts';
import { Fault } from '../../src/domain/fault.ts';
import { customerStream, derivedId } from '../../src/domain/ids.ts';
import { createExecutor, type Executor } from '../../src/platform/eventstore/execute.ts';
import { companyId, openWorld, type World } from './support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const stream = customerStream(companyId, '340');
const minutes = (count: number) => count * 60_000;

async function claims(modificationId: string, aheadMs = 0) {
  const now = () => new Date(world.clock.now().getTime() + aheadMs);
  const executor = createExecutor(world.store, { ...world.clock, now });
  await executor.execute({
    aggregate: customer,
    stream,
    commandId: derivedId('test-claim', modificationId),
    context: { correlationId: 'call-1', companyId, subject: '340', actor: { kind: 'caller', id: 'call-1' }, channel: 'phone' },
    decide: state =>
      claimAllowance(
        state,
        {
          claimId: randomUUID(),
          modificationId,
          appointmentId: '640',
          kind: 'cancel',
          month: '2026-10',
          limit: 9,
          override: false,
          forCustomerId: '340',
        },
        { customerId: '340', recordIds: ['340'], states: new Map() },
      ),
  });
}

/** `fails` says which of the sweeper's requests to the event store fail: reading the end of its log, or a command by its id. */
function openSweeper(fails: (request: string) => boolean = () => false) {
  const unless = (request: string) => {
    if (fails(request)) throw new Fault('event_store_unavailable', 'away');
  };
  const { executor: own } = world.startProcess();
  const executor: Executor = {
    ...own,
    async execute(command) {
      unless(command.commandId);
      return own.execute(command);
    },
  };
  const store = {
    ...world.store,
    async newest() {
      unless('newest');
      return [...world.store.all()];
    },
  };
  const sweeper = createAllowanceSweeper({ executor, store, clock: world.clock, log: pino({ level: 'silent' }) });
  world.store.onAppended(sweeper.observe);
  sweeper.start();
  return sweeper;
}

const open = async () => (await world.startProcess().executor.load(customer, stream)).state.claims;

describe('an allowance', () => {
  it('is given back when its modification is reverted', async () => {
    const sweeper = openSweeper();
    await world.sandbox.goDown();
    const process = world.startProcess();
    const work = await world.decide(undefined, process.executor);
    await claims(work.modificationId);
    process.worker.handOver(work);
    await world.clock.until(() => world.typesAfterDecision().includes('AppointmentCancellationReverted'));
    await world.clock.pass(1_000);
    expect(await open()).toEqual([]);
    await sweeper.stop();
  });

  it('is given back when its modification never appeared, after some minutes', async () => {
    const sweeper = openSweeper();
    await claims(derivedId('never-decided'));
    await world.clock.pass(minutes(4));
    expect(await open()).toHaveLength(1);
    await world.clock.pass(minutes(3));
    expect(await open()).toEqual([]);
    await sweeper.stop();
  });

  it('stays claimed when its modification stands', async () => {
    const process = world.startProcess();
    const { modificationId } = await world.decide(undefined, process.executor);
    const sweeper = openSweeper();
    await claims(modificationId);
    await world.clock.pass(minutes(10));
    expect(await open()).toHaveLength(1);
    await sweeper.stop();
  });

  it('claimed before the start, by a process that died over it, is given back after the start', async () => {
    await claims(derivedId('died-over-it'));
    await world.clock.pass(minutes(3));
    const sweeper = openSweeper();
    await world.clock.pass(minutes(3));
    expect(await open()).toEqual([]);
    await sweeper.stop();
  });

  it('claimed before a start at which the event store was away is given back once it is there', async () => {
    await claims(derivedId('died-over-it'));
    let away = true;
    const sweeper = openSweeper(() => away);
    await world.clock.pass(minutes(7));
    expect(await open()).toHaveLength(1);
    away = false;
    await world.clock.pass(minutes(2));
    expect(await open()).toEqual([]);
    await sweeper.stop();
  });

  it('that cannot be given back keeps no other from it, and is given back once that works', async () => {
    const [stuck, other] = [derivedId('stuck'), derivedId('other')];
    let broken = true;
    const sweeper = openSweeper(id => broken && id === derivedId(derivedId('sweep-allowance', stuck), '340'));
    await claims(stuck);
    await claims(other);
    await world.clock.pass(minutes(7));
    expect(await open()).toMatchObject([{ modificationId: stuck }]);
    broken = false;
    await world.clock.pass(minutes(2));
    expect(await open()).toEqual([]);
    await sweeper.stop();
  });

  it('of a revert that could not be given back at once is given back later', async () => {
    const process = world.startProcess();
    const work = await world.decide(undefined, process.executor);
    let broken = true;
    const sweeper = openSweeper(id => broken && id === derivedId(derivedId('sweep-allowance', work.modificationId), '340'));
    await world.sandbox.goDown();
    await claims(work.modificationId);
    process.worker.handOver(work);
    await world.clock.until(() => world.typesAfterDecision().includes('AppointmentCancellationReverted'));
    await world.clock.pass(1_000);
    expect(await open()).toHaveLength(1);
    broken = false;
    await world.clock.pass(minutes(2));
    expect(await open()).toEqual([]);
    await sweeper.stop();
  });

  it('claimed by a clock that was an hour ahead is given back minutes after, not an hour later', async () => {
    const sweeper = openSweeper();
    await claims(derivedId('claimed-ahead'), minutes(60));
    await world.clock.pass(minutes(7));
    expect(await open()).toEqual([]);
    await sweeper.stop();
  });

  it('that was given back is claimed once more by the resumed request, and given back once more', async () => {
    const sweeper = openSweeper();
    const modificationId = derivedId('resumed-late');
    await claims(modificationId);
    await world.clock.pass(minutes(7));
    expect(await open()).toEqual([]);
    await claims(modificationId);
    expect(await open()).toHaveLength(1);
    await world.clock.pass(minutes(7));
    expect(await open()).toEqual([]);
    const ids = world.store.all().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    await sweeper.stop();
  });
});
