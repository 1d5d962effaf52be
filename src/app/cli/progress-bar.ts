// A bar for long work, drawn on a terminal only.
import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';

export interface ProgressBar {
  /** `done` of `total`, with a note beside it. */
  update(done: number, total: number, beside?: string): void;
  stop(): void;
}

/** `what` stands before it; it is drawn from the first update on. */
export function progressBar(terminal: Terminal, what: string): ProgressBar {
  if (!terminal.interactive) return { update: () => undefined, stop: () => undefined };
  const format = `${what} {bar} {percentage} %, {eta_formatted} left {beside}`;
  const bar = new SingleBar({ format, clearOnComplete: true, stream: process.stderr });
  return {
    update(done, total, beside = '') {
      if (!bar.isActive) bar.start(total, 0, { beside });
      bar.setTotal(total);
      bar.update(Math.min(done, total), { beside });
    },
    stop: () => bar.stop(),
  };
}
