// Programs that tests run as processes of their own.
import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What Node runs a source with. */
export type Program = [file: string, execArgv: string[]];

/** Built where `BUILT_SOURCES` names a build, which loads in half the time. */
export function programOf(source: string): Program {
  const { BUILT_SOURCES } = process.env;
  if (!BUILT_SOURCES) return fromSource(source);
  return [join(resolve(root, BUILT_SOURCES), relative(root, source)).replace(/\.ts$/, '.js'), []];
}

/** As it stands, for a process that compiles what it loads. */
export const fromSource = (source: string): Program => [source, ['--import', 'tsx', '--conditions', '@rebook/source']];

export function forkProgram(source: string | Program, args: string[], options: ForkOptions = {}): ChildProcess {
  const [file, execArgv] = typeof source === 'string' ? programOf(source) : source;
  return fork(file, args, { ...options, execArgv });
}
