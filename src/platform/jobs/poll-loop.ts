// Runs a pass again and again: after a pause or when woken, and after a fault with growing pauses.
import type { Logger } from 'pino';
import { type Clock, waitOver } from '../../domain/clock.ts';

/**
 * Much of the service looks for what is due, does it, and waits. This is the one place that decides how such a loop is woken, backs
 * off, logs and stops, so that each of them behaves the same when a store is away, and a pass is all there is to write.
 *
 * @example
 * const loop = createPollLoop({
 *   name: 'notifier',
 *   pass: async ({ signal }) => ((await postDue(batch, signal)) === batch ? 0 : 2_000),
 *   afterFault: { firstMs: 2_000, mostMs: 10_000 },
 *   failed: 'notifications could not be processed',
 *   clock,
 *   log,
 * });
 * loop.start();
 * const stopListening = await listen('notification_due', loop.wake);
 * // …
 * await loop.stop();
 */
export interface PollLoop {
  /** Begins the first pass. A second call does nothing, and so does one after `stop`. */
  start(): void;
  /** Something may be due: the pause ends now. During a pass it is remembered, and no pause follows. */
  wake(): void;
  /** Begins no pass any more, aborts the signal of the one in flight and waits for its end, at the latest until `stopWithinMs`. */
  stop(): Promise<void>;
}

export interface Pass {
  /** Aborted when the loop stops. */
  signal: AbortSignal;
  /** For a pass that lasts: what failed before works again, so the next fault is a new one. A pass that ends says so by itself. */
  working(): void;
}

/** What a log line tells of a fault; the code says whether it is the same as before. */
export interface FaultDescription {
  code: string;
  [field: string]: unknown;
}

export interface PollLoopOptions {
  /** Names the loop in the log. */
  name: string;
  /**
   * Does what is due and says in how many milliseconds it wants to run again: 0 at once, `Infinity` only when woken. A fault that it
   * throws is logged and followed by a pause of `afterFault`.
   */
  pass(run: Pass): Promise<number>;
  /** The pause after a first fault, and the longest; each is up to a quarter shorter, so that instances do not try in step. */
  afterFault: { firstMs: number; mostMs: number };
  /** The sentence of the log line that a fault begins with. */
  failed: string;
  clock: Clock;
  /** Left out where faults are noticed elsewhere. */
  log?: Logger | undefined;
  level?: 'warn' | 'error';
  /** The code of the error, unless given; never its words, which may be personal. */
  describe?(error: unknown): FaultDescription;
  /** Each fault, also those that are not logged because they are the same as before. */
  onFault?(fault: FaultDescription): void;
  /** Between being woken and the pass, so that what comes within a moment is one pass. */
  gather?(signal: AbortSignal): Promise<unknown>;
  /** Before the first pass. */
  firstAfterMs?: number;
  /** Longer than any query takes, unless given. */
  stopWithinMs?: number;
  /** At least 0, less than 1. */
  random?(): number;
}

const defaultStopWithinMs = 40_000;
const jitter = 0.25;

export function createPollLoop(options: PollLoopOptions): PollLoop {
  const { name, afterFault, clock, log, level = 'warn', describe = codeOf, random = Math.random } = options;
  const stopping = new AbortController();
  let waking = new AbortController();
  let running: Promise<void> | undefined;
  /** Since the last pass that worked. */
  let faults = 0;
  let lastCode: string | undefined;

  function working(): void {
    if (lastCode !== undefined) log?.info({ loop: name, code: lastCode, faults }, 'it works again');
    faults = 0;
    lastCode = undefined;
  }

  /** Logs the first of several that are the same, and gives the pause that follows. */
  function faulted(error: unknown): number {
    const fault = describe(error);
    if (fault.code !== lastCode) log?.[level]({ loop: name, ...fault }, options.failed);
    faults += 1;
    lastCode = fault.code;
    options.onFault?.(fault);
    return Math.min(afterFault.firstMs * 2 ** (faults - 1), afterFault.mostMs) * (1 - jitter * random());
  }

  async function runPass(): Promise<number> {
    // This pass serves all who woke the loop until now.
    waking = new AbortController();
    try {
      const nextInMs = await options.pass({ signal: stopping.signal, working });
      working();
      return nextInMs;
    } catch (error) {
      return stopping.signal.aborted ? 0 : faulted(error);
    }
  }

  async function pause(milliseconds: number): Promise<void> {
    const { signal } = waking;
    if (signal.aborted) return;
    if (milliseconds === Infinity) await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
    else if (milliseconds > 0) await clock.sleep(milliseconds, signal).catch(() => undefined);
  }

  async function run(): Promise<void> {
    for (let pauseMs = options.firstAfterMs ?? 0; ; pauseMs = await runPass()) {
      if (stopping.signal.aborted) return;
      await pause(pauseMs);
      if (waking.signal.aborted && !stopping.signal.aborted) await options.gather?.(stopping.signal);
      if (stopping.signal.aborted) return;
    }
  }

  return {
    start() {
      running ??= run();
    },
    wake: () => waking.abort(waitOver),
    async stop() {
      stopping.abort();
      waking.abort(waitOver);
      if (!running) return;
      const over = new AbortController();
      const late = clock.sleep(options.stopWithinMs ?? defaultStopWithinMs, over.signal).then(
        () => 'late' as const,
        () => 'over' as const,
      );
      const first = await Promise.race([running, late]);
      over.abort(waitOver);
      if (first === 'late') log?.warn({ loop: name, code: 'stop_timed_out' }, 'a pass did not end in time and is left behind');
    },
  };
}

function codeOf(error: unknown): FaultDescription {
  return { code: error instanceof Error && 'code' in error ? String(error.code) : 'internal_fault' };
}
