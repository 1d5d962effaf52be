// What the worker does first: what a caller on the phone waits for, before anything it was asked to look at.
import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CalendarDatabase, Lease, Leases } from '../../../src/calendar/lease/lease.ts';
import type { CallPriority } from '../../../src/calendar/provider.ts';
import type { CalcomAccounts } from '../../../src/calendar/providers/calcom/accounts.ts';
import { createCalendarWorker } from '../../../src/calendar/worker/worker.ts';
import { derivedId } from '../../../src/domain/ids.ts';
import { companyId, friday14, openWorld, replyBudgetMs, uid, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const noDatabase: CalendarDatabase = {
  getExecutor() {
    throw new Error('no database here');
  },
};

it('a notification makes it look at once what is due, once for all that come within a moment, and none does once it has stopped', async () => {
  const { clock } = world;
  const began = clock.now().getTime();
  const polls: number[] = [];
  const listeners = new Map<string, () => void>();
  const worker = createCalendarWorker({
    ...world.startProcess(),
    ...{ db: noDatabase, leases: world.leases, clock, log: pino({ level: 'silent' }), replyBudgetMs, pollMs: 60_000 },
    async dueJobs() {
      polls.push(clock.now().getTime() - began);
      return [];
    },
    async listen(channel, notified) {
      listeners.set(channel, notified);
      return async () => {
        listeners.delete(channel);
      };
    },
  });
  worker.start();
  await clock.pass(1_000);
  for (const notified of [...listeners.values()]) for (let time = 0; time < 3; time += 1) notified();
  await clock.pass(70_000);
  expect(polls).toEqual([0, 1_040, 61_040]);
  const notify = listeners.get('calendar_jobs');
  expect(notify).toBeDefined();
  await worker.stop();
  expect(listeners.size).toBe(0);
  notify?.();
  await clock.pass(70_000);
  expect(polls).toHaveLength(3);
});

it('what is due is worked on, but for what this process knows to be settled', async () => {
  const taken: string[] = [];
  const { clock } = world;
  const jobOf = (id: string) => ({ companyId, appointmentId: id, modificationId: derivedId('test', id) });
  const options = world.startProcess();
  const worker = createCalendarWorker({
    ...options,
    ...{ db: noDatabase, clock, log: pino({ level: 'silent' }), replyBudgetMs, pollMs: 60_000 },
    hub: { ...options.hub, isOver: id => id === jobOf('settled').modificationId },
    leases: {
      ...world.leases,
      async take({ appointmentId }) {
        taken.push(appointmentId);
        return undefined;
      },
    },
    dueJobs: async () => [jobOf('settled'), jobOf('open')],
  });
  worker.start();
  await clock.pass(1_000);
  await worker.stop();
  expect(taken).toEqual(['open']);
});

it('a caller does not wait for the looks that webhooks and reconciliation have asked for, however many and slow', () => {
  const began: string[] = [];
  const slow: Leases = {
    ...world.leases,
    take: ({ appointmentId }) => {
      began.push(appointmentId);
      return new Promise<Lease>(() => undefined);
    },
  };
  const { clock } = world;
  const options = { ...world.startProcess(), db: noDatabase, clock, log: pino({ level: 'silent' }), replyBudgetMs };
  const worker = createCalendarWorker({ ...options, leases: slow });
  const workOn = (id: string) => ({ companyId, appointmentId: id, modificationId: derivedId('test', id) });
  for (let index = 0; index < 250; index += 1) worker.handOver({ ...workOn(String(index)), look: true });
  worker.handOver(workOn('on the phone'));
  expect(began).toContain('on the phone');
  expect(worker.load()).toMatchObject({ caller: 0, background: 100 });
});

it('a look asks Cal.com in the background, and does not wait for the time of the next try', async () => {
  const priorities: (CallPriority | undefined)[] = [];
  const accountsOf = (real: CalcomAccounts): Pick<CalcomAccounts, 'clientFor'> => ({
    clientFor: id => {
      const client = real.clientFor(id);
      return {
        ...client,
        getBooking: (bookingUid, options) => {
          priorities.push(options?.priority);
          return client.getBooking(bookingUid, options);
        },
      };
    },
  });
  const { executor, worker } = world.startProcess({ accountsOf });
  const work = await world.decide(undefined, executor);
  const lease = await world.leases.take(work, { ms: 60_000, urgent: true });
  await lease?.release({ kind: 'free', notBefore: new Date(world.clock.now().getTime() + 600_000) });
  await world.sandbox.staffReschedule(uid, friday14.startsAt);
  worker.handOver({ ...work, look: true });
  await world.clock.until(() => world.typesAfterDecision().length > 0, 5_000);
  expect(world.typesAfterDecision()[0]).toBe('AppointmentCancellationReverted');
  expect(new Set(priorities)).toEqual(new Set(['background']));
});
