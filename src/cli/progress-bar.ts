// A bar for long work, drawn on a terminal only.
import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';

/** `what` stands before it; `update` takes what is done of `total`. */
export function progressBar(terminal: Terminal, what: string, total: number): { update(done: number): void; stop(): void } {
  if (!terminal.interactive) return { update: () => undefined, stop: () => undefined };
  const format = `${what} {bar} {percentage} %, {eta_formatted} left`;
  const bar = new SingleBar({ format, clearOnComplete: true, stream: process.stderr });
  bar.start(total, 0);
  return { update: done => bar.update(Math.min(done, total)), stop: () => bar.stop() };
}
