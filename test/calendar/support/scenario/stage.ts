// Where a scenario is played: the world, two processes that may die, callers, webhooks that come in any order, a reconciliation.
import pino from 'pino';
import type { CalcomAccounts } from '../../../../src/calendar/providers/calcom/accounts.ts';
import { createRecorder } from '../../../../src/calendar/record/recorder.ts';
import { reconcile } from '../../../../src/calendar/sync/reconcile.ts';
import type { ReceivedWebhook } from '../../../../src/calendar/sync/webhooks/process-webhook.ts';
import { createAllowanceSweeper } from '../../../../src/calendar/worker/allowance-sweeper.ts';
import { pendingOf } from '../../../../src/domain/appointment/appointment-state.ts';
import { reconcileDependencies } from '../reconciled.ts';
import { type Shape, seriesUid } from '../shapes.ts';
import { receiveWebhooks } from '../webhooks.ts';
import { companyId, furtherAppointment, openWorld, uid } from '../world.ts';
import { createCallers } from './callers.ts';
import { randomOf } from './random.ts';
import { lateMs } from './random-faults.ts';

const day = 24 * 3_600_000;
/** Times of the days from the Friday on, all different and far from each other. */
const timeNumber = (index: number) => new Date(Date.parse('2026-10-09T20:00:00.000Z') + index * day).toISOString();

export interface Playing {
  /** Stands between the workers and Cal.com. */
  accountsOf?: (real: CalcomAccounts) => Pick<CalcomAccounts, 'clientFor'>;
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** Each fifth scenario has bookings of a series or of several people beside the first. */
function shapesOf(seed: number): Shape[] {
  if (seed % 5 !== 2) return [];
  const random = randomOf(seed * 31);
  const shapes: readonly [Shape, ...Shape[]] = ['of_series', 'by_series', 'seat', 'known_seat'];
  return [random.pick(shapes), random.pick(shapes)];
}

export async function openStage(seed: number, { accountsOf }: Playing = {}) {
  const random = randomOf(seed);
  const shapes = shapesOf(seed);
  const world = await openWorld({ further: Math.max(shapes.length, seed % 3), shapes });
  /** Every move of a caller's waits for the host. Cal.com holds none of these against its twin, so no request may be late. */
  const confirms = seed % 7 === 3;
  if (confirms) world.sandbox.seedEventType({ id: 1, lengthInMinutes: 60, openingHours: null, requiresConfirmation: true });
  const callers = createCallers(world);
  const start = () => world.startProcess(accountsOf ? { accountsOf } : {});
  let processes: [ReturnType<typeof start>, ReturnType<typeof start>] = [start(), start()];
  const inbox = await receiveWebhooks(world, work => processes[seed % 2 === 0 ? 0 : 1].worker.handOver(work));
  const recorder = createRecorder(inbox.process.executor, inbox.process.hub);
  const sweeper = createAllowanceSweeper({
    executor: inbox.process.executor,
    store: world.store,
    clock: world.clock,
    log: pino({ level: 'silent' }),
  });
  world.store.onAppended(sweeper.observe);
  sweeper.start();
  /** The uid each appointment's booking began with at Cal.com. */
  const uids = world.ids.map((_, index) => (index === 0 ? uid : furtherAppointment(index).uid));
  const shapeOf = (index: number): Shape => (index === 0 ? 'own' : (shapes[index - 1] ?? 'own'));
  for (const [index, appointmentId] of world.ids.entries()) {
    const known = uids[index] ?? uid;
    await recorder.claimBooking({ companyId, appointmentId }, shapeOf(index) === 'by_series' ? seriesUid(known) : known);
  }
  for (const { worker } of processes) worker.start();
  let waiting: ReceivedWebhook[] = [];
  /** Whatever a webhook that was dropped reported is left to reconciliation. */
  const drops = seed % 4 !== 0;
  let times = 0;
  const confirmed = new Set<string>();

  /** What is asked of Cal.com in between takes simulated time. */
  const settles = <T>(promise: Promise<T>): Promise<T | undefined> =>
    world.clock.settled(
      promise.catch(() => undefined),
      10 * 60_000,
    );

  async function takeWebhooks() {
    const due = [...waiting, ...inbox.received.splice(0)];
    waiting = [];
    for (const webhook of due) {
      if (random.below(6) === 0) waiting.push(webhook);
      else if (!drops || random.below(8) > 0) {
        const twice = random.below(6) === 0;
        const first = await settles(inbox.begin(webhook));
        const last = twice ? await settles(inbox.begin(webhook)) : first;
        if (last === 'later') waiting.push({ ...webhook, waitedMs: world.clock.now().getTime() - webhook.receivedAt.getTime() });
      }
    }
    if (random.below(3) === 0) waiting.reverse();
  }

  function reconcileOnce() {
    const dependencies = {
      ...reconcileDependencies(world, inbox.process, { expecting: world.ids }),
      worker: {
        handOver: (work: Parameters<(typeof processes)[0]['worker']['handOver']>[0]) => processes[0].worker.handOver(work),
      },
    };
    return settles(reconcile(companyId, undefined, dependencies));
  }

  async function anythingOpen(): Promise<boolean> {
    const states = await Promise.all(world.ids.map(id => world.state(id)));
    const owed = world.ids.some(appointmentId => world.leases.row({ companyId, appointmentId }) !== undefined);
    return owed || waiting.length + inbox.received.length > 0 || states.some(state => pendingOf(state) !== undefined);
  }

  return {
    seed,
    random,
    world,
    confirms,
    drops,
    callers,
    inbox,
    recorder,
    uids,
    shapeOf,
    settles,
    takeWebhooks,
    reconcileOnce,
    anythingOpen,
    async hostConfirms(bookingUid: string) {
      confirmed.add(bookingUid);
      await settles(world.sandbox.staffConfirm(bookingUid));
    },
    unconfirmed: (bookingUid: string) => confirms && !confirmed.has(bookingUid),
    processes: () => processes,
    waiting: () => waiting.length + inbox.received.length,
    /** A time that nothing else is moved to. */
    freshTime() {
      times += 1;
      return timeNumber(times);
    },
    /** Cal.com holds nobody's change against one that it has already checked: what comes of both has no right answer. */
    lateUnderWay() {
      const since = world.clock.now().getTime() - Math.max(...lateMs);
      return world.sandbox.requests().some(({ fault, at }) => fault === 'late' && Date.parse(at) >= since);
    },
    processDies() {
      const dying = random.below(2);
      const [one, two] = processes;
      const fresh = start();
      fresh.worker.start();
      (dying === 0 ? one : two).kill();
      processes = dying === 0 ? [fresh, two] : [one, fresh];
    },
    async close() {
      for (const process of processes) process.kill();
      await sweeper.stop();
      await inbox.close();
      await world.close();
    },
  };
}
