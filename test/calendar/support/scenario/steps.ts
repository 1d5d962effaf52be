// What may happen next in a scenario, drawn from its seed.
import { resolveModificationByOperator } from '../../../../src/calendar/operator/resolve-by-operator.ts';
import { pendingOf } from '../../../../src/domain/appointment/appointment-state.ts';
import { apiKey, companyId, uid } from '../world.ts';
import { hostStep } from './host-steps.ts';
import { othersFirst } from './others-first.ts';
import { anotherBookingAtRandom, faultAtRandom, lateAtRandom, refusalAtRandom } from './random-faults.ts';
import type { Stage } from './stage.ts';

/** What the step was, in words. */
export async function nextStep(stage: Stage): Promise<string> {
  const { world, random, callers, settles, uids, seed, confirms, freshTime } = stage;
  const index = random.below(world.ids.length);
  const appointmentId = world.ids[index] ?? '';
  const firstUid = uids[index] ?? uid;
  const live = world.sandbox.latest(firstUid);
  switch (random.below(30)) {
    case 0:
    case 1:
    case 2:
    case 3: {
      const wanted = random.below(3) > 0 ? freshTime() : undefined;
      return callers.change(random.pick(stage.processes()), appointmentId, wanted, { lost: random.below(5) === 0 });
    }
    case 4:
      return changesTheirMind(stage, appointmentId, freshTime(), freshTime());
    case 5:
    case 14: {
      if (!live || stage.lateUnderWay()) return 'staff does nothing';
      if (live.status === 'pending') {
        await (random.below(4) > 0 ? stage.hostConfirms(live.uid) : settles(world.sandbox.staffReject(live.uid)));
        return `the host decides on ${appointmentId}`;
      }
      const to = freshTime();
      await settles(world.sandbox.staffReschedule(live.uid, to));
      return `staff moves ${appointmentId} to ${to}`;
    }
    case 6:
      if (!live || random.below(2) > 0 || stage.lateUnderWay()) return 'staff does nothing';
      await settles(world.sandbox.staffCancel(live.uid, 'krank'));
      return `staff cancels ${appointmentId}`;
    case 21:
    case 22:
      if (stage.lateUnderWay()) return 'staff does nothing';
      return hostStep({ world, random, appointmentId, firstUid, freshTime: freshTime(), settles });
    case 23:
      await stage.reconcileOnce();
      return 'the hourly reconciliation';
    case 7:
      return random.below(2) > 0 ? 'an operator does nothing' : operatorDecides(stage, appointmentId);
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
    case 13:
      stage.processDies();
      return 'a process dies and another starts';
    case 24:
    case 25: {
      const fault = refusalAtRandom(random);
      world.sandbox.fault(fault);
      return `fault ${JSON.stringify(fault)}`;
    }
    case 26: {
      const fault = anotherBookingAtRandom(random);
      world.sandbox.fault(fault);
      return `fault ${JSON.stringify(fault)}`;
    }
    case 27:
    case 28:
      return othersFirst(stage, appointmentId, firstUid);
    case 29: {
      const taken = random.below(3) > 0;
      world.sandbox.setKeyTaken(apiKey, taken);
      return `Cal.com ${taken ? 'takes' : 'turns away'} the key`;
    }
    default: {
      const pause = random.pick([50, 1_000, 6_000, 30_000, 180_000] as const);
      await world.clock.pass(pause);
      return `${pause} ms pass`;
    }
  }
}

/** Moved, deferred, on its way once more, and meanwhile they want something else. */
async function changesTheirMind(stage: Stage, appointmentId: string, first: string, other: string): Promise<string> {
  const { world, random, callers, confirms } = stage;
  const back = (await world.state(appointmentId)).period.startsAt;
  const second = random.pick([other, other, other, undefined, undefined, back]);
  world.sandbox.fault({ match: { operation: 'reschedule' }, kind: 'status', status: 503, times: 2 });
  const slow = { kind: 'status' as const, status: 503, delayMs: 5_000 };
  const next = confirms || random.below(3) === 0 ? slow : lateAtRandom(random);
  world.sandbox.fault({ match: { operation: 'reschedule' }, times: 1, ...next });
  const moved = await callers.change(random.pick(stage.processes()), appointmentId, first);
  await world.clock.pass(1_500 + random.below(10_000));
  return `${moved}; then ${await callers.change(random.pick(stage.processes()), appointmentId, second)}`;
}

async function operatorDecides({ world, random, uids, inbox, recorder, settles }: Stage, appointmentId: string): Promise<string> {
  const pending = pendingOf(await world.state(appointmentId));
  if (!pending) return 'an operator finds nothing to decide';
  const resolution = random.pick(['keep', 'revert', 'take_calendar', 'take_calendar'] as const);
  const { executor, calendar } = inbox.process;
  const { appointmentOf } = inbox;
  /** Their own booking by its name, or mistaken for another's. */
  const named = random.pick([undefined, undefined, undefined, appointmentId, ...world.ids]);
  const bookingUid = named && world.sandbox.latest(uids[world.ids.indexOf(named)] ?? uid)?.uid;
  const request = {
    companyId,
    appointmentId,
    modificationId: pending.modificationId,
    ...(bookingUid !== undefined && { bookingUid }),
    resolution,
    by: 'anna',
    reasonCode: 'x',
    context: { correlationId: 'r', companyId, actor: { kind: 'staff' as const, id: 'anna' }, channel: 'operator' as const },
  };
  const deps = { executor, calendar, leases: world.leases, recorder, clock: world.clock, appointmentOf };
  const done = await settles(resolveModificationByOperator(request, deps));
  return `an operator decides ${resolution} of ${appointmentId}${named ? ` by the booking of ${named}` : ''}: ${done?.kind}`;
}
