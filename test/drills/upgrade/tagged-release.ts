// The program of the last tag, built in a folder of its own.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Release } from './rolling.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const run = async (command: string, args: string[], cwd = root): Promise<string> =>
  (await promisify(execFile)(command, args, { cwd, maxBuffer: 64 * 1024 * 1024 })).stdout.trim();

export interface TaggedRelease extends Release {
  remove(): Promise<void>;
}

/** Undefined where no tag can be reached from what is checked out. */
export async function buildTag(): Promise<TaggedRelease | undefined> {
  const [tag] = (await run('git', ['tag', '--merged', 'HEAD', '--sort=-creatordate'])).split('\n');
  if (!tag) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'rebook-tag-'));
  const place = join(folder, 'release');
  const remove = async () => {
    await run('git', ['worktree', 'remove', '--force', place]).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await run('git', ['worktree', 'add', '--detach', place, tag]);
    // It builds as it installs.
    await run('npm', ['ci', '--no-audit', '--no-fund'], place);
    return { name: tag, command: [join(place, 'bin', 'rebook.js')], remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
