// `rebook start` as a process of its own, as it is run in production.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { systemClock } from '../../src/domain/clock.ts';
import { clientOf } from '../promises/service-client.ts';
import { adminKey, masterKey, retellKey } from '../support/world.ts';

const program = fileURLToPath(new URL('../../bin/rebook.js', import.meta.url));
const lineSchema = z.object({ msg: z.string(), level: z.number(), address: z.string().optional() });
const fatal = 60;

/** `environment` says where its servers are and where it keeps its data; `command` is what Node runs. */
export async function startProgram(environment: Record<string, string>, command: string[] = [program]) {
  const child = spawn(process.execPath, [...command, 'start'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...{ PORT: '0', LOG_LEVEL: 'info', RECONCILE_MINUTES: '0', RETELL_API_KEY: retellKey, MASTER_KEY: masterKey },
      API_KEYS: JSON.stringify([{ name: 'admin', role: 'admin', companies: '*', personal: true, key: adminKey }]),
      ...environment,
    },
  });
  /** What it has died of, in its own words. */
  const complaints: string[] = [];
  const ended = once(child, 'exit').then(([code, signal]) => [code ?? signal, ...complaints].join(' '));
  const listening = new Promise<string>(resolve => {
    createInterface(child.stdout).on('line', line => {
      const { address, level } = lineSchema.parse(JSON.parse(line));
      if (address !== undefined) resolve(address);
      if (level === fatal) complaints.push(line);
    });
  });
  const address = await Promise.race([
    listening,
    ended.then(how => {
      throw new Error(`the service did not start: ${how}`);
    }),
  ]);
  return {
    address,
    pid: child.pid ?? 0,
    /** Resolves with how it ended. */
    ended,
    ...clientOf(address, systemClock),
    async stop(): Promise<void> {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
