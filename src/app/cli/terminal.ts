// What a command has of the outside world: its outputs, its environment, its clock.
import { createInterface } from 'node:readline/promises';
import { type Clock, systemClock } from '../../domain/clock.ts';

export interface Terminal {
  /** Data and answers. */
  out(text: string): void;
  /** Progress, warnings and errors. */
  err(text: string): void;
  env: NodeJS.ProcessEnv;
  clock: Clock;
  /** False in a pipe or a log: then no progress bar is drawn. */
  interactive: boolean;
  /** Asks and gives the answer; left out where nobody can answer. */
  ask?: ((question: string) => Promise<string>) | undefined;
}

export const systemTerminal: Terminal = {
  out: text => process.stdout.write(`${text}\n`),
  err: text => process.stderr.write(`${text}\n`),
  env: process.env,
  clock: systemClock,
  interactive: process.stderr.isTTY === true,
  ask: process.stdin.isTTY === true && process.stderr.isTTY === true ? askOnTerminal : undefined,
};

async function askOnTerminal(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/** Exit codes: done; tried and failed; not tried, because the command or the configuration was wrong. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** JSON for people and programs: two spaces, bigints as decimal strings. */
export const printable = (value: unknown): string =>
  JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? item.toString() : item), 2);
