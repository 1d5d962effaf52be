// A loop passes when its time has come or when it is woken, backs off after faults, says each fault once, and stops within a bound.
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Fault } from '../../../src/domain/fault.ts';
import { createPollLoop, type Pass, type PollLoop, type PollLoopOptions } from '../../../src/platform/jobs/poll-loop.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';

let clock: ManualClock;
let began: number;
/** When each pass began, in milliseconds from the start. */
let passes: number[];
let lines: { level: number; code?: string; loop: string; msg: string; faults?: number }[];
let loop: PollLoop | undefined;
beforeEach(() => {
  clock = createManualClock('2026-11-23T10:00:00.000Z');
  began = clock.now().getTime();
  passes = [];
  lines = [];
});
afterEach(() => loop?.stop());

const log = pino({ level: 'info' }, { write: line => lines.push(JSON.parse(line)) });
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(resolve => setImmediate(resolve));
};
/** The pass gives what `next` gives, or throws it. */
function started(next: (run: Pass) => number | Error | Promise<number>, options: Partial<PollLoopOptions> = {}): PollLoop {
  loop = createPollLoop({
    name: 'tested',
    async pass(run) {
      passes.push(clock.now().getTime() - began);
      const result = next(run);
      if (result instanceof Error) throw result;
      return result;
    },
    afterFault: { firstMs: 1_000, mostMs: 10_000 },
    failed: 'it failed',
    clock,
    log,
    random: () => 0,
    ...options,
  });
  loop.start();
  return loop;
}
/** Time passes in steps, so that each pass comes to its end in between. */
async function timePasses(milliseconds: number, step = 50): Promise<void> {
  await settle();
  for (let passed = 0; passed < milliseconds; passed += step) {
    await clock.advance(step);
    await settle();
  }
}
const away = () => new Fault('database_unavailable', 'away');

test('it passes at the start and then whenever the time has come that the last pass named', async () => {
  const pauses = [500, 2_000];
  started(() => pauses.shift() ?? Infinity);
  await timePasses(5_000);
  expect(passes).toEqual([0, 500, 2_500]);
});

test('a pass that says there is more is followed by another at once', async () => {
  started(() => (passes.length < 3 ? 0 : 1_000));
  await timePasses(1_000);
  expect(passes).toEqual([0, 0, 0, 1_000]);
});

test('the first pass waits where it is asked to', async () => {
  started(() => Infinity, { firstAfterMs: 60_000 });
  await timePasses(59_000, 1_000);
  expect(passes).toEqual([]);
  await timePasses(1_000);
  expect(passes).toEqual([60_000]);
});

test('being woken ends a pause, whether it has an end or not', async () => {
  const pauses = [Infinity, 60_000];
  started(() => pauses.shift() ?? Infinity);
  await timePasses(300);
  loop?.wake();
  await timePasses(200);
  loop?.wake();
  await timePasses(100);
  expect(passes).toEqual([0, 300, 500]);
});

test('woken during a pass, it passes once more however often it was woken; woken before, the pass itself serves it', async () => {
  let end: (nextInMs: number) => void = () => undefined;
  started(() => new Promise<number>(resolve => (end = resolve)));
  await settle();
  for (let time = 0; time < 3; time += 1) loop?.wake();
  await clock.advance(200);
  end(Infinity);
  await settle();
  expect(passes).toEqual([0, 200]);
  end(Infinity);
  await timePasses(5_000);
  expect(passes).toEqual([0, 200]);
});

test('what wakes it within the time it gathers is one pass', async () => {
  started(() => Infinity, { gather: signal => clock.sleep(40, signal).catch(() => undefined) });
  await settle();
  loop?.wake();
  await timePasses(20, 10);
  loop?.wake();
  loop?.wake();
  await timePasses(500, 10);
  expect(passes).toEqual([0, 40]);
});

test('after faults the pauses double up to a bound, and a pass that works makes them short again', async () => {
  started(() => (passes.length === 7 ? 500 : away()));
  await timePasses(46_000, 500);
  expect(passes).toEqual([0, 1_000, 3_000, 7_000, 15_000, 25_000, 35_000, 35_500, 36_500, 38_500, 42_500]);
});

test('each pause after a fault is up to a quarter shorter, never longer', async () => {
  const draws = [0, 0.5, 0.96];
  started(away, { afterFault: { firstMs: 1_000, mostMs: 1_000 }, random: () => draws.shift() ?? 0 });
  await timePasses(2_700, 1);
  expect(passes).toEqual([0, 1_000, 1_875, 2_635]);
});

test('being woken ends the pause after a fault, too', async () => {
  started(() => (passes.length === 1 ? away() : Infinity), { afterFault: { firstMs: 60_000, mostMs: 60_000 } });
  await timePasses(100);
  loop?.wake();
  await settle();
  expect(passes).toEqual([0, 100]);
});

test('a fault that lasts is one log line, another fault one more, and its end says how often it failed', async () => {
  const faults: string[] = [];
  started(
    () => {
      if (passes.length <= 20) return away();
      return passes.length <= 22 ? new Error('words that nobody may read: Anna Muster') : 1_000;
    },
    { onFault: ({ code }) => faults.push(code) },
  );
  await timePasses(300_000, 500);
  expect(lines.map(({ level, code, loop: name, msg, faults: count }) => ({ level, code, name, msg, count }))).toEqual([
    { level: 40, code: 'database_unavailable', name: 'tested', msg: 'it failed' },
    { level: 40, code: 'internal_fault', name: 'tested', msg: 'it failed' },
    { level: 30, code: 'internal_fault', name: 'tested', msg: 'it works again', count: 22 },
  ]);
  expect(JSON.stringify(lines)).not.toContain('Anna');
  expect(faults).toHaveLength(22);
});

test('a pass that lasts says that it works again: the next fault is a new one, with a short pause and a line of its own', async () => {
  started(({ working }) => {
    if (passes.length === 5) working();
    return away();
  });
  await timePasses(17_000, 500);
  expect(passes).toEqual([0, 1_000, 3_000, 7_000, 15_000, 16_000]);
  expect(lines.map(({ msg }) => msg)).toEqual(['it failed', 'it works again', 'it failed']);
});

test('stopped in a pause it ends at once, and neither time nor being woken begins another pass', async () => {
  started(() => 1_000);
  await settle();
  await loop?.stop();
  loop?.wake();
  loop?.start();
  await timePasses(10_000, 500);
  expect(passes).toEqual([0]);
  expect(clock.sleepers()).toBe(0);
});

test('stopped in a pass it ends that pass’s requests and waits until it has recorded what they came to', async () => {
  let recorded = false;
  started(async ({ signal }) => {
    await clock.sleep(60_000, signal).catch(() => undefined);
    await clock.sleep(500);
    recorded = true;
    return 0;
  });
  await settle();
  let stopped = false;
  const stopping = loop?.stop().then(() => (stopped = true));
  await timePasses(400);
  expect([recorded, stopped]).toEqual([false, false]);
  await timePasses(200);
  await stopping;
  expect([recorded, stopped, passes]).toEqual([true, true, [0]]);
});

test('what a stopped pass throws is no fault', async () => {
  started(async ({ signal }) => {
    await clock.sleep(60_000, signal);
    return 0;
  });
  await settle();
  await loop?.stop();
  expect(lines).toEqual([]);
});

test('a pass that never ends keeps nobody from stopping for longer than the bound', async () => {
  started(() => new Promise(() => undefined), { stopWithinMs: 3_000 });
  await settle();
  let stopped = false;
  void loop?.stop().then(() => (stopped = true));
  await timePasses(2_900, 100);
  expect(stopped).toBe(false);
  await timePasses(200);
  expect(stopped).toBe(true);
  expect(lines).toMatchObject([{ level: 40, code: 'stop_timed_out', loop: 'tested' }]);
  loop = undefined;
});
