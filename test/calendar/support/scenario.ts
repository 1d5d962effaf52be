// A seeded scenario: callers, staff and operators change appointments while Cal.com fails in every way, webhooks come late,
// twice or never, and processes die.
import type { CalcomAccounts } from '../../../src/calcom/accounts.ts';
import { reconcile } from '../../../src/calendar/reconcile.ts';
import { createRecorder } from '../../../src/calendar/record.ts';
import { resolveByOperator } from '../../../src/calendar/resolve.ts';
import type { ReceivedWebhook } from '../../../src/calendar/webhook-work.ts';
import { pendingOf } from '../../../src/domain/appointment.ts';
import { derivedId } from '../../../src/domain/ids.ts';
import { metadataOf } from '../../../src/domain/metadata.ts';
import type { Fault } from '../../../src/embedded/calcom/faults.ts';
import { encode } from '../../../src/eventstore/codec.ts';
import { judge, type Told } from './judge.ts';
import { randomOf } from './random.ts';
import { receiveWebhooks } from './webhooks.ts';
import { companyId, furtherAppointment, openWorld, replyBudgetMs, uid } from './world.ts';

const hour = 3_600_000;
/** Times of the days from the Friday on, all different and far from each other. */
const timeNumber = (index: number) => new Date(Date.parse('2026-10-09T20:00:00.000Z') + index * 24 * hour).toISOString();

export interface Ending {
  seed: number;
  steps: string[];
  violations: string[];
}

export interface Playing {
  /** Stands between the workers and Cal.com. */
  accountsOf?: (real: CalcomAccounts) => Pick<CalcomAccounts, 'clientFor'>;
}

/** Plays one scenario to its end and tells what is wrong then. */
export async function play(seed: number, { accountsOf }: Playing = {}): Promise<Ending> {
  const random = randomOf(seed);
  const world = await openWorld({ further: seed % 3 });
  const inbox = await receiveWebhooks(world);
  const recorder = createRecorder(inbox.process.executor, inbox.process.hub);
  const uids = world.ids.map((_, index) => (index === 0 ? uid : furtherAppointment(index).uid));
  for (const [index, id] of world.ids.entries())
    await recorder.claimBooking({ companyId, appointmentId: id }, uids[index] ?? uid);
  const start = () => world.startProcess(accountsOf ? { accountsOf } : {});
  const steps: string[] = [];
  const told: Told[] = [];
  let waiting: ReceivedWebhook[] = [];
  let processes = [start(), start()];
  for (const { worker } of processes) worker.start();
  let times = 0;

  async function takeWebhooks() {
    const due = [...waiting, ...inbox.received.splice(0)];
    waiting = [];
    for (const webhook of due) {
      if (random.below(6) === 0) waiting.push(webhook);
      // Dropped: whatever it told is left to reconciliation.
      else if (random.below(8) > 0) {
        const twice = random.below(6) === 0 ? 2 : 1;
        for (let time = 0; time < twice; time += 1)
          if ((await settles(inbox.workOff(webhook))) === 'later') waiting.push(webhook);
      }
    }
    if (random.below(3) === 0) waiting.reverse();
  }

  /** What is asked of Cal.com in between takes simulated time. */
  async function settles<T>(promise: Promise<T>): Promise<T | undefined> {
    let result: { value: T | undefined } | undefined;
    promise.then(
      value => {
        result = { value };
      },
      () => {
        result = { value: undefined };
      },
    );
    await world.clock.until(() => result !== undefined, 10 * 60_000);
    return result?.value;
  }

  function faultAtRandom(): Fault {
    const operation = random.pick(['reschedule', 'cancel', 'get', 'list', '*'] as const);
    const kind = random.pick(['status', 'status', 'delay', 'lost_answer', 'reset', 'unusable_body'] as const);
    const delays: readonly [number, ...number[]] = seed % 2 === 0 ? [200, 1_000, 3_000] : [200, 3_000, 7_000, 40_000, 200_000];
    const status = random.pick([500, 502, 503, 409, 429] as const);
    const afterEffect = random.below(2) === 0;
    return {
      match: { operation },
      kind,
      times: 1 + random.below(4),
      // Cal.com's throttle stands before everything else.
      afterEffect: afterEffect && !(kind === 'status' && status === 429),
      ...(kind === 'status' && { status }),
      ...((kind === 'delay' || random.below(3) === 0) && { delayMs: random.pick(delays) }),
    };
  }

  /** Decides, hands over, and hears what becomes of it within the reply budget, as reception does. */
  async function callerChanges(appointmentId: string, wanted: string | undefined): Promise<string> {
    const process = random.pick([processes[0], processes[1]] as [(typeof processes)[0], (typeof processes)[0]]);
    const work = await world.decide(wanted, process.executor, appointmentId);
    const what = `caller ${wanted === undefined ? 'cancels' : `moves to ${wanted}`} ${appointmentId}`;
    if (!work.decided) return `${what}, refused`;
    // Otherwise the process died over it: the caller heard nothing, and another finds it.
    if (random.below(5) > 0) process.worker.handOver(work);
    const { modificationId } = work;
    process.hub.outcomeOf(modificationId, replyBudgetMs).then(async outcome => {
      const said = outcome?.kind === 'confirmed' ? 'done' : outcome?.kind === 'reverted' ? 'no' : 'pending';
      await answered(appointmentId, modificationId, said);
      told.push({ modificationId, appointmentId, said, wanted });
    });
    return what;
  }

  /** The answer stands in the call's stream before it is spoken. */
  async function answered(appointmentId: string, modificationId: string, said: Told['said']): Promise<void> {
    const requestKey = derivedId('test', 'answer', modificationId);
    const status = { done: 'cancelled', pending: 'pending', no: 'refused' }[said];
    const metadata = metadataOf(
      { correlationId: requestKey, companyId, actor: { kind: 'caller', id: 'call-1' }, channel: 'phone' },
      requestKey,
      world.clock.now(),
    );
    const data = {
      requestKey,
      n: 1,
      function: 'cancel_appointment',
      status,
      code: status,
      parameters: {},
      language: 'de' as const,
      appointmentId,
      modificationId,
    };
    const event = encode({ type: 'FunctionAnswered', data }, derivedId('test', 'answered', modificationId), metadata);
    await world.store.append(`call-${requestKey}`, [event], -1n);
  }

  async function operatorDecides(appointmentId: string): Promise<string> {
    const pending = pendingOf(await world.state(appointmentId));
    if (!pending) return 'an operator finds nothing to decide';
    const decision = random.pick(['keep', 'revert', 'take_calendar', 'take_calendar'] as const);
    const { executor, accounts } = inbox.process;
    const request = {
      companyId,
      appointmentId,
      modificationId: pending.modificationId,
      decision,
      by: 'anna',
      reasonCode: 'x',
      context: { correlationId: 'r', companyId, actor: { kind: 'staff' as const, id: 'anna' }, channel: 'operator' as const },
    };
    const deps = { executor, accounts, leases: world.leases, recorder, clock: world.clock };
    const done = await settles(resolveByOperator(request, deps));
    return `an operator decides ${decision} of ${appointmentId}: ${done?.kind}`;
  }

  async function step(): Promise<string> {
    const index = random.below(world.ids.length);
    const appointmentId = world.ids[index] ?? '';
    const live = world.sandbox.latest(uids[index] ?? uid);
    switch (random.below(20)) {
      case 0:
      case 1:
      case 2:
      case 3:
        times += 1;
        return callerChanges(appointmentId, random.below(3) > 0 ? timeNumber(times) : undefined);
      case 4:
      case 5:
        if (!live) return 'nothing left to move';
        times += 1;
        await settles(world.sandbox.staffReschedule(live.uid, timeNumber(times)));
        return `staff moves ${appointmentId} to ${timeNumber(times)}`;
      case 6:
        if (!live || random.below(2) > 0) return 'staff does nothing';
        await settles(world.sandbox.staffCancel(live.uid, 'krank'));
        return `staff cancels ${appointmentId}`;
      case 7:
        return random.below(2) > 0 ? 'an operator does nothing' : operatorDecides(appointmentId);
      case 8:
      case 9:
      case 10:
      case 11: {
        const fault = faultAtRandom();
        world.sandbox.fault(fault);
        return `fault ${JSON.stringify(fault)}`;
      }
      case 12:
      case 13: {
        const dying = random.below(2);
        processes[dying]?.kill();
        const fresh = start();
        fresh.worker.start();
        processes = processes.map((known, place) => (place === dying ? fresh : known));
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
    const { executor, accounts } = inbox.process;
    const run = () =>
      settles(
        reconcile(companyId, undefined, {
          executor,
          accounts,
          recorder,
          clock: world.clock,
          worker: { handOver: work => processes[0]?.worker.handOver(work) },
          lookup: { byContact: async () => [] },
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
    await run();
    const count = world.store.all().length;
    const again = await run();
    const repaired = again?.findings.filter(({ action }) => action === 'repaired') ?? [];
    if (!again) return ['reconciliation failed'];
    return repaired.length > 0 || world.store.all().length !== count ? ['a second reconciliation changed something'] : [];
  }

  const violations: string[] = [];
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
    if (waiting.length > 0) violations.push(`${waiting.length} webhooks not worked off`);
    violations.push(...(await reconciled()));
    violations.push(...(await judge(world, told)));
  } catch (error) {
    violations.push(error instanceof Error ? error.message : 'failed');
  }
  if (violations.length > 0) steps.push(...whatHappened());
  for (const process of processes) process.kill();
  await inbox.close();
  await world.close();
  return { seed, steps, violations };

  function whatHappened(): string[] {
    const events = world.store
      .all()
      .filter(({ stream }) => stream.startsWith('appointment-') || stream.startsWith('call-'))
      .map(event => `${event.metadata.occurredAt} ${event.stream} ${event.type} ${event.id} ${detailOf(event.data)}`);
    const requests = world.sandbox
      .requests()
      .map(({ at, operation, path, httpStatus }) => `${at} ${operation} ${path} ${httpStatus}`);
    return [...events, ...requests, ...told.map(one => JSON.stringify(one))];
  }
}

function detailOf(data: object): string {
  const { code, status, to, modificationId } = data as Record<string, unknown>;
  return JSON.stringify({ code, status, to, modificationId });
}
