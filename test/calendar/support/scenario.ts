// A seeded scenario: callers and staff change one appointment while Cal.com fails in every way and processes die.

import { createRecorder } from '../../../src/calendar/record.ts';
import type { ReceivedWebhook } from '../../../src/calendar/webhook-work.ts';
import { pendingOf } from '../../../src/domain/appointment.ts';
import type { Fault } from '../../../src/embedded/calcom/faults.ts';
import { receiveWebhooks } from './webhooks.ts';
import { appointmentId, companyId, openWorld, uid } from './world.ts';

/** mulberry32: small, seeded, the same everywhere. */
function randomOf(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    below: (limit: number) => Math.floor(next() * limit),
    pick: <T>(items: readonly [T, ...T[]]): T => items[Math.floor(next() * items.length)] ?? items[0],
  };
}

const hour = 3_600_000;
/** Half hours of the Friday and the week after, all different. */
const timeNumber = (index: number) => new Date(Date.parse('2026-10-09T06:00:00.000Z') + index * 24 * hour).toISOString();

export interface Ending {
  seed: number;
  steps: string[];
  violations: string[];
}

/** Plays one scenario to its end and tells what is wrong then. */
export async function play(seed: number): Promise<Ending> {
  const random = randomOf(seed);
  const world = await openWorld();
  const inbox = await receiveWebhooks(world);
  const recorder = createRecorder(inbox.process.executor, inbox.process.hub);
  await recorder.claimBooking({ companyId, appointmentId }, uid);
  const steps: string[] = [];
  let waiting: ReceivedWebhook[] = [];
  let processes = [world.startProcess(), world.startProcess()];
  for (const { worker } of processes) worker.start();
  let times = 0;

  // Where no answer is later than the looks before a revert, a revert must be true; later ones become notifications.
  const delays: readonly [number, ...number[]] = seed % 2 === 0 ? [200, 1_000, 3_000] : [200, 3_000, 7_000, 40_000, 200_000];

  async function takeWebhooks() {
    const due = [...waiting, ...inbox.received.splice(0)];
    waiting = [];
    for (const webhook of due) {
      if (random.below(6) === 0) waiting.push(webhook);
      else {
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
    const operation = random.pick(['reschedule', 'cancel', 'get', '*'] as const);
    const kind = random.pick(['status', 'status', 'delay', 'lost_answer', 'reset', 'unusable_body'] as const);
    return {
      match: { operation },
      kind,
      times: 1 + random.below(4),
      afterEffect: random.below(2) === 0,
      ...(kind === 'status' && { status: random.pick([500, 502, 503, 409, 429] as const) }),
      ...((kind === 'delay' || random.below(3) === 0) && { delayMs: random.pick(delays) }),
    };
  }

  async function step(): Promise<string> {
    const process = random.pick([processes[0], processes[1]] as [(typeof processes)[0], (typeof processes)[0]]);
    const live = world.sandbox.latest(uid);
    switch (random.below(9)) {
      case 0:
      case 1: {
        const move = random.below(3) > 0;
        times += 1;
        const work = await world.decide(move ? timeNumber(times) : undefined, process.executor);
        if (random.below(5) > 0) process.worker.handOver(work);
        return move ? `caller moves to ${timeNumber(times)}` : 'caller cancels';
      }
      case 2:
        if (!live) return 'nothing left to move';
        times += 1;
        await settles(world.sandbox.staffReschedule(live.uid, timeNumber(times)));
        return `staff moves to ${timeNumber(times)}`;
      case 3:
        if (!live || random.below(3) > 0) return 'staff does nothing';
        await settles(world.sandbox.staffCancel(live.uid, 'krank'));
        return 'staff cancels';
      case 4:
      case 5: {
        const fault = faultAtRandom();
        world.sandbox.fault(fault);
        return `fault ${JSON.stringify(fault)}`;
      }
      case 6: {
        const index = random.below(2);
        processes[index]?.kill();
        const fresh = world.startProcess();
        fresh.worker.start();
        processes = processes.map((known, place) => (place === index ? fresh : known));
        return 'a process dies and another starts';
      }
      default: {
        const pause = random.pick([50, 1_000, 6_000, 30_000, 180_000] as const);
        await world.clock.pass(pause);
        return `${pause} ms pass`;
      }
    }
  }

  /** Changes that callers were told had not been made, and that Cal.com has made for us all the same. */
  function untrueReverts(): string[] {
    const events = world.events();
    const bookings = world.sandbox.bookings();
    const untrue: string[] = [];
    for (const event of events) {
      if (event.type !== 'AppointmentRescheduleReverted') continue;
      const decision = events.find(({ id }) => id === event.data.modificationId);
      const wanted = decision?.type === 'AppointmentRescheduled' ? decision.data.to.startsAt : '';
      if (bookings.some(({ start }) => start === wanted)) untrue.push(`told no (${event.data.code}), yet moved to ${wanted}`);
    }
    const byUs = bookings.filter(({ cancellationReason }) => cancellationReason === 'Vom Kunden storniert').length;
    const told = events.filter(
      ({ type, metadata }) => type === 'AppointmentCancelled' && metadata.actor.kind === 'caller',
    ).length;
    const reverted = events.filter(({ type }) => type === 'AppointmentCancellationReverted').length;
    if (byUs > told - reverted) untrue.push('told no, yet cancelled');
    return untrue;
  }

  const violations: string[] = [];
  try {
    const count = 6 + random.below(10);
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

    const state = await world.state();
    const live = world.sandbox.latest(uid);
    if (pendingOf(state)) violations.push('still pending');
    if (waiting.length > 0) violations.push(`${waiting.length} webhooks not worked off`);
    if ((state.status === 'scheduled') !== (live !== undefined))
      violations.push(`stream ${state.status}, Cal.com ${live?.status ?? 'ended'}`);
    if (live && state.status === 'scheduled') {
      if (state.booking?.uid !== live.uid) violations.push('another uid');
      if (state.period.startsAt !== live.start) violations.push(`stream at ${state.period.startsAt}, Cal.com at ${live.start}`);
    }
    const origins = world.sandbox.bookings().map(({ rescheduledFromUid }) => rescheduledFromUid);
    const moved = origins.filter(origin => origin !== null);
    if (new Set(moved).size !== moved.length) violations.push('a booking was moved twice');
    if (seed % 2 === 0) violations.push(...untrueReverts());
  } catch (error) {
    violations.push(error instanceof Error ? error.message : 'failed');
  }
  if (violations.length > 0)
    steps.push(...world.events().map(event => `${event.metadata.occurredAt} ${event.type} ${codeOf(event.data)}`));
  if (violations.length > 0)
    steps.push(
      ...world.sandbox.requests().map(({ at, operation, path, httpStatus }) => `${at} ${operation} ${path} ${httpStatus}`),
    );
  for (const process of processes) process.kill();
  await inbox.close();
  await world.close();
  return { seed, steps, violations };
}

const codeOf = (data: object): string => ('code' in data ? String(data.code) : 'to' in data ? JSON.stringify(data.to) : '');
