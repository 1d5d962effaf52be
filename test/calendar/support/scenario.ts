// A seeded scenario: callers, staff and operators change appointments while Cal.com fails in every way, webhooks come late,
// twice or never, and processes die.
import type { CalcomAccounts } from '../../../src/calcom/accounts.ts';
import { reconcile } from '../../../src/calendar/reconcile.ts';
import { createRecorder } from '../../../src/calendar/record.ts';
import { resolveByOperator } from '../../../src/calendar/resolve.ts';
import type { ReceivedWebhook } from '../../../src/calendar/webhook-work.ts';
import { pendingOf } from '../../../src/domain/appointment.ts';
import { createCallers } from './callers.ts';
import { historyOf } from './history.ts';
import { hostStep } from './host-steps.ts';
import { judgeAgreement, judgeTruth } from './judge.ts';
import { judgeFees } from './judge-fees.ts';
import { judgeRequests } from './judge-requests.ts';
import { randomOf } from './random.ts';
import { faultAtRandom, lateAtRandom, lateMs } from './random-faults.ts';
import { receiveWebhooks } from './webhooks.ts';
import { companyId, furtherAppointment, openWorld, uid } from './world.ts';

const hour = 3_600_000;
/** Times of the days from the Friday on, all different and far from each other. */
const timeNumber = (index: number) => new Date(Date.parse('2026-10-09T20:00:00.000Z') + index * 24 * hour).toISOString();

/** What is wrong at the end; `running` is a fault of the scenario or of the code under it. */
export interface Violation {
  of: 'agreement' | 'truth' | 'requests' | 'fees' | 'running';
  what: string;
}

export interface Ending {
  seed: number;
  steps: string[];
  violations: Violation[];
}

export interface Playing {
  /** Stands between the workers and Cal.com. */
  accountsOf?: (real: CalcomAccounts) => Pick<CalcomAccounts, 'clientFor'>;
}

/** Plays one scenario to its end and tells what is wrong then. */
export async function play(seed: number, { accountsOf }: Playing = {}): Promise<Ending> {
  const random = randomOf(seed);
  const world = await openWorld({ further: seed % 3 });
  /** Every move of a caller's waits for the host. Cal.com holds none of these against its twin, so no request may be late. */
  const confirms = seed % 7 === 3;
  if (confirms) world.sandbox.seedEventType({ id: 1, lengthInMinutes: 60, openingHours: null, requiresConfirmation: true });
  const callers = createCallers(world);
  let processes: [ReturnType<typeof start>, ReturnType<typeof start>] = [start(), start()];
  const inbox = await receiveWebhooks(world, work => processes[seed % 2 === 0 ? 0 : 1].worker.handOver(work));
  const recorder = createRecorder(inbox.process.executor, inbox.process.hub);
  const uids = world.ids.map((_, index) => (index === 0 ? uid : furtherAppointment(index).uid));
  for (const [index, id] of world.ids.entries())
    await recorder.claimBooking({ companyId, appointmentId: id }, uids[index] ?? uid);
  /** What is asked of Cal.com in between takes simulated time. */
  const settles = <T>(promise: Promise<T>): Promise<T | undefined> =>
    world.clock.settled(
      promise.catch(() => undefined),
      10 * 60_000,
    );
  const steps: string[] = [];
  let waiting: ReceivedWebhook[] = [];
  /** Whatever a webhook that was dropped told is left to reconciliation. */
  const drops = seed % 4 !== 0;
  for (const { worker } of processes) worker.start();
  let times = 0;

  async function takeWebhooks() {
    const due = [...waiting, ...inbox.received.splice(0)];
    waiting = [];
    for (const webhook of due) {
      if (random.below(6) === 0) waiting.push(webhook);
      else if (!drops || random.below(8) > 0) {
        const twice = random.below(6) === 0;
        const first = await settles(inbox.begin(webhook));
        const last = twice ? await settles(inbox.begin(webhook)) : first;
        if (last === 'later') waiting.push(webhook);
      }
    }
    if (random.below(3) === 0) waiting.reverse();
  }

  async function operatorDecides(appointmentId: string): Promise<string> {
    const pending = pendingOf(await world.state(appointmentId));
    if (!pending) return 'an operator finds nothing to decide';
    const decision = random.pick(['keep', 'revert', 'take_calendar', 'take_calendar'] as const);
    const { executor, accounts } = inbox.process;
    /** His own booking by its name, or mistaken for another's. */
    const named = random.pick([undefined, undefined, undefined, appointmentId, ...world.ids]);
    const bookingUid = named && world.sandbox.latest(uids[world.ids.indexOf(named)] ?? uid)?.uid;
    const request = {
      companyId,
      appointmentId,
      modificationId: pending.modificationId,
      ...(bookingUid !== undefined && { bookingUid }),
      decision,
      by: 'anna',
      reasonCode: 'x',
      context: { correlationId: 'r', companyId, actor: { kind: 'staff' as const, id: 'anna' }, channel: 'operator' as const },
    };
    const deps = { executor, accounts, leases: world.leases, recorder, clock: world.clock };
    const done = await settles(resolveByOperator(request, deps));
    return `an operator decides ${decision} of ${appointmentId}${named ? ` by the booking of ${named}` : ''}: ${done?.kind}`;
  }

  /** Cal.com holds nobody's change against one that it has already checked: what comes of both has no right answer. */
  const lateUnderWay = () => {
    const since = world.clock.now().getTime() - Math.max(...lateMs);
    return world.sandbox.requests().some(({ fault, at }) => fault === 'late' && Date.parse(at) >= since);
  };

  /** Moved, deferred, on its way once more, and meanwhile he wants something else. */
  async function changesHisMind(appointmentId: string, first: string, other: string): Promise<string> {
    const back = (await world.state(appointmentId)).period.startsAt;
    const second = random.pick([other, other, other, undefined, undefined, back]);
    world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'status', status: 503, times: 2 });
    const slow = { kind: 'status' as const, status: 503, delayMs: 5_000 };
    const next = confirms || random.below(3) === 0 ? slow : lateAtRandom(random);
    world.sandbox.fault({ match: { operation: 'reschedule' }, times: 1, ...next });
    const moved = await callers.change(random.pick(processes), appointmentId, first, false);
    await world.clock.pass(1_500 + random.below(10_000));
    return `${moved}; then ${await callers.change(random.pick(processes), appointmentId, second, false)}`;
  }

  async function step(): Promise<string> {
    const index = random.below(world.ids.length);
    const appointmentId = world.ids[index] ?? '';
    const live = world.sandbox.latest(uids[index] ?? uid);
    switch (random.below(24)) {
      case 0:
      case 1:
      case 2:
      case 3:
        times += 1;
        return callers.change(
          random.pick(processes),
          appointmentId,
          random.below(3) > 0 ? timeNumber(times) : undefined,
          random.below(5) === 0,
        );
      case 4:
        times += 2;
        return changesHisMind(appointmentId, timeNumber(times - 1), timeNumber(times));
      case 5:
      case 14:
        if (!live || lateUnderWay()) return 'staff does nothing';
        if (live.status === 'pending') {
          await settles(random.below(4) > 0 ? world.sandbox.staffConfirm(live.uid) : world.sandbox.staffReject(live.uid));
          return `the host decides on ${appointmentId}`;
        }
        times += 1;
        await settles(world.sandbox.staffReschedule(live.uid, timeNumber(times)));
        return `staff moves ${appointmentId} to ${timeNumber(times)}`;
      case 6:
        if (!live || random.below(2) > 0 || lateUnderWay()) return 'staff does nothing';
        await settles(world.sandbox.staffCancel(live.uid, 'krank'));
        return `staff cancels ${appointmentId}`;
      case 21:
      case 22: {
        if (lateUnderWay()) return 'staff does nothing';
        times += 1;
        const firstUid = uids[index] ?? uid;
        return hostStep({ world, random, appointmentId, firstUid, freshTime: timeNumber(times), settles });
      }
      case 23:
        await reconcileOnce();
        return 'the hourly reconciliation';
      case 7:
        return random.below(2) > 0 ? 'an operator does nothing' : operatorDecides(appointmentId);
      case 8:
      case 9:
      case 10:
      case 11: {
        const fault = faultAtRandom(random, seed % 2 > 0);
        if (confirms && fault.kind === 'late') return 'no fault';
        world.sandbox.fault(fault);
        return `fault ${JSON.stringify(fault)}`;
      }
      case 12:
      case 13: {
        const dying = random.below(2);
        const [one, two] = processes;
        const fresh = start();
        fresh.worker.start();
        (dying === 0 ? one : two).kill();
        processes = dying === 0 ? [fresh, two] : [one, fresh];
        return 'a process dies and another starts';
      }
      default: {
        const pause = random.pick([50, 1_000, 6_000, 30_000, 180_000] as const);
        await world.clock.pass(pause);
        return `${pause} ms pass`;
      }
    }
  }

  /** What no webhook told is found; a second run finds nothing to repair. */
  async function reconciled(): Promise<string[]> {
    const run = reconcileOnce;
    await run();
    const count = world.store.all().length;
    const again = await run();
    const repaired = again?.findings.filter(({ action }) => action === 'repaired') ?? [];
    if (!again) throw new Error('reconciliation failed');
    return repaired.length > 0 || world.store.all().length !== count ? ['a second reconciliation changed something'] : [];
  }

  function reconcileOnce() {
    const { executor, accounts } = inbox.process;
    return settles(
      reconcile(companyId, undefined, {
        executor,
        accounts,
        recorder,
        clock: world.clock,
        worker: { handOver: work => processes[0].worker.handOver(work) },
        lookup: { byContact: async () => [] },
        wantingNewTime: async () => [],
        appointmentOf: async () => undefined,
        sharesAccount: async () => false,
        expected: async function* () {
          for (const id of world.ids) {
            const state = await world.state(id);
            if (state.status === 'scheduled' && state.booking?.uid) yield { appointmentId: id, bookingUid: state.booking.uid };
          }
        },
      }),
    );
  }

  const violations: Violation[] = [];
  const violated = (of: Violation['of'], found: readonly string[]) => violations.push(...found.map(what => ({ of, what })));
  try {
    const count = 8 + random.below(14);
    for (let index = 0; index < count; index += 1) {
      steps.push(await step());
      await world.clock.pass(random.below(400));
      await takeWebhooks();
    }
    world.sandbox.clearFaults();
    for (let round = 0; round < 30; round += 1) {
      await world.clock.pass(2 * 60_000);
      await takeWebhooks();
    }
    for (let round = 0; round < 50 && waiting.length + inbox.received.length > 0; round += 1) {
      await takeWebhooks();
      await world.clock.pass(1_000);
    }
    if (waiting.length > 0) violated('running', [`${waiting.length} webhooks not worked off`]);
    if (!drops) violated('agreement', await judgeAgreement(world));
    violated('agreement', await reconciled());
    violated('agreement', await judgeAgreement(world));
    violated('truth', judgeTruth(world, callers.told));
    violated('requests', judgeRequests(world));
    violated('fees', judgeFees(world));
  } catch (error) {
    violated('running', [error instanceof Error ? error.message : 'failed']);
  }
  if (violations.length > 0) steps.push(...historyOf(world), ...callers.told.map(one => JSON.stringify(one)));
  for (const process of processes) process.kill();
  await inbox.close();
  await world.close();
  return { seed, steps, violations };

  function start() {
    return world.startProcess(accountsOf ? { accountsOf } : {});
  }
}
