// A process that runs the projections, to be killed at a moment of one's choice.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { forkProgram, type Program } from '../../../support/program.ts';

const ours = fileURLToPath(new URL('./projecting-process.ts', import.meta.url));

export interface KillableRunner {
  /** Batches it has begun to write. */
  batches(): number;
  /** Resolves when it has begun its `count`th batch from now, or has ended. */
  afterBatches(count: number): Promise<void>;
  /** kill -9, awaited. */
  kill(): Promise<void>;
}

/** Resolves when it has taken its place: as the runner, or waiting to be it. `program` may be that of another build. */
export async function startRunner(
  databaseUrl: string,
  eventStoreUrl: string,
  program: string | Program = ours,
): Promise<KillableRunner> {
  const child: ChildProcess = forkProgram(program, [databaseUrl, eventStoreUrl]);
  const exited = once(child, 'exit');
  let begun = 0;
  const waiting = new Set<() => void>();
  const started = new Promise<void>((resolve, reject) => {
    child.on('message', message => {
      if (message === 'started') resolve();
      if (message !== 'batch') return;
      begun += 1;
      for (const look of waiting) look();
    });
    child.once('exit', code => {
      for (const look of waiting) look();
      reject(new Error(`the runner ended with ${code} before it had started`));
    });
  });
  await started;
  return {
    batches: () => begun,
    afterBatches(count) {
      const wanted = begun + count;
      return new Promise(resolve => {
        const look = () => {
          if (begun < wanted && child.exitCode === null && child.signalCode === null) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
