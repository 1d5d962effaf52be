// Programs that tests run as processes of their own.
import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The arguments Node runs the source with: built where `BUILT_SOURCES` names a build, which loads in half the time. */
export function programOf(source: string): [file: string, execArgv: string[]] {
  const { BUILT_SOURCES } = process.env;
  const path = relative(root, source);
  // What stands in another checkout is not in the build.
  if (!BUILT_SOURCES || path.startsWith('..')) return [source, ['--import', 'tsx', '--conditions', '@rebook/source']];
  return [join(resolve(root, BUILT_SOURCES), path).replace(/\.ts$/, '.js'), []];
}

export function forkProgram(source: string, args: string[], options: ForkOptions = {}): ChildProcess {
  const [file, execArgv] = programOf(source);
  return fork(file, args, { ...options, execArgv });
}
