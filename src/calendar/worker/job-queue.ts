// Runs of different bookings side by side, those of one booking one after another, and callers before the background.
import PQueue from 'p-queue';
import { inThisTrace } from '../../platform/tracing/trace.ts';

export interface JobQueue {
  /**
   * Background work for a key that is at work or waiting is dropped: it comes again by itself. Of callers' work the
   * latest waits its turn, and what it takes the place of is told so.
   */
  add(key: string, priority: 'caller' | 'background', run: () => Promise<void>, replaced?: () => void): void;
  /** At work and waiting. */
  size(): number;
  /** At work, and waiting by priority. */
  load(): { active: number; caller: number; background: number };
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
}

interface Run {
  run(): Promise<void>;
  replaced?: (() => void) | undefined;
}

/** Part of the places that the background leaves to callers, however long its own runs take. */
const keptForCallers = 0.25;

/** `run` must not reject. It runs in the trace it was added in, whoever frees its place. */
export function createJobQueue(parallel: number): JobQueue {
  const places = new PQueue({ concurrency: parallel });
  /** What the background may have of the places: its work takes one of these first. */
  const backgroundPlaces = new PQueue({ concurrency: parallel - Math.floor(parallel * keptForCallers) });
  const active = new Set<string>();
  /** Not begun yet, by key. */
  const callers = new Map<string, Run>();
  const background = new Map<string, Run>();

  /** Takes the key's turn, unless it has had it, or one of the same key runs: then that one gives the next turn. */
  async function begin(key: string, waiting: Map<string, Run>): Promise<void> {
    const next = waiting.get(key);
    if (!next || active.has(key)) return;
    waiting.delete(key);
    active.add(key);
    await next.run();
    active.delete(key);
    if (callers.has(key)) queueCaller(key);
    if (background.has(key)) queueBackground(key);
  }
  const queueCaller = (key: string) => void places.add(() => begin(key, callers), { priority: 1 });
  const queueBackground = (key: string) => void backgroundPlaces.add(() => places.add(() => begin(key, background)));
  const size = () => active.size + callers.size + background.size;

  return {
    add(key, priority, job, replaced) {
      const run = inThisTrace(job);
      if (priority === 'caller') {
        callers.get(key)?.replaced?.();
        callers.set(key, { run, replaced });
        queueCaller(key);
      } else if (!active.has(key) && !callers.has(key) && !background.has(key)) {
        background.set(key, { run });
        queueBackground(key);
      }
    },
    load: () => ({ active: active.size, caller: callers.size, background: background.size }),
    size,
    async idle() {
      while (size() > 0) await Promise.all([places.onIdle(), backgroundPlaces.onIdle()]);
    },
  };
}
