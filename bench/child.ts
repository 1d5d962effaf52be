// Starts a server of the benchmark as a process of its own, as it would run beside its callers.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const readySchema = z.object({ address: z.string(), databaseUrl: z.string().optional(), eventStoreUrl: z.string().optional() });

export interface Child extends z.infer<typeof readySchema> {
  pid: number;
  /** What it replies to a message. */
  tell(message: object): Promise<unknown>;
  stop(): Promise<void>;
}

/** Runs a file of this folder and waits until it prints its address. It ends with this process. */
export async function startChild(file: string, env: Record<string, string>): Promise<Child> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    env: { ...process.env, ...env },
    execArgv: ['--import', 'tsx'],
  });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with ${code}`);
  });
  const [message] = await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => undefined);
  return {
    ...readySchema.parse(message),
    pid: child.pid ?? 0,
    async tell(message) {
      const replied = once(child, 'message');
      child.send(message);
      return (await replied)[0];
    },
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
