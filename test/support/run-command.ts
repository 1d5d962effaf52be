// A command of the program as somebody types it, and what it prints.
import { runProgram } from '../../src/app/cli/program.ts';
import { adminKey, type World } from './world.ts';

/** Against a running service; `key` is for commands that take one. */
export async function runCommand(world: World, args: string[], { key = true } = {}): Promise<{ exitCode: number; out: string }> {
  const out: string[] = [];
  const exitCode = await runProgram([...args, '--url', world.rebook.address, ...(key ? ['--key', adminKey] : [])], {
    out: text => out.push(text),
    err: text => out.push(text),
    env: {},
    clock: world.clock,
    interactive: false,
  });
  return { exitCode, out: out.join('\n') };
}
