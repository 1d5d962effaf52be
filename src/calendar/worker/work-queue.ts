// Runs of different bookings side by side, those of one booking one after another, and callers before the background.

export interface WorkQueue {
  /**
   * Background work for a key that is at work or waiting is dropped: it comes again by itself. Of callers' work the
   * latest waits its turn.
   */
  add(key: string, priority: 'caller' | 'background', run: () => Promise<void>): void;
  /** At work and waiting. */
  size(): number;
  /** At work, and waiting by priority. */
  load(): { active: number; caller: number; background: number };
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
}

interface Waiting {
  key: string;
  run: () => Promise<void>;
}

/** Part of the places that the background leaves to callers, however long its own runs take. */
const keptForCallers = 0.25;

/** `run` must not reject. */
export function createWorkQueue(parallel: number): WorkQueue {
  const mostBackground = parallel - Math.floor(parallel * keptForCallers);
  const active = new Set<string>();
  let inBackground = 0;
  const callers: Waiting[] = [];
  const background: Waiting[] = [];
  let whenIdle: (() => void)[] = [];

  const isWaiting = (key: string) => [...callers, ...background].some(item => item.key === key);

  function next(from: Waiting[]): Waiting | undefined {
    const index = from.findIndex(item => !active.has(item.key));
    return index < 0 ? undefined : from.splice(index, 1)[0];
  }

  function pump(): void {
    while (active.size < parallel) {
      const caller = next(callers);
      const item = caller ?? (inBackground < mostBackground ? next(background) : undefined);
      if (!item) break;
      active.add(item.key);
      if (!caller) inBackground += 1;
      item.run().finally(() => {
        active.delete(item.key);
        if (!caller) inBackground -= 1;
        pump();
      });
    }
    if (active.size > 0 || callers.length > 0 || background.length > 0) return;
    for (const resolve of whenIdle) resolve();
    whenIdle = [];
  }

  return {
    add(key, priority, run) {
      if (priority === 'background' && (active.has(key) || isWaiting(key))) return;
      if (priority === 'background') background.push({ key, run });
      else {
        const waiting = callers.findIndex(item => item.key === key);
        if (waiting >= 0) callers.splice(waiting, 1);
        callers.push({ key, run });
      }
      pump();
    },
    load: () => ({ active: active.size, caller: callers.length, background: background.length }),
    size: () => active.size + callers.length + background.length,
    idle: () =>
      active.size === 0 && callers.length === 0 && background.length === 0
        ? Promise.resolve()
        : new Promise(resolve => {
            whenIdle.push(resolve);
          }),
  };
}
