// Writes small files so that they are there after a power cut, and are whole.
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Windows opens no folder, and keeps names without it. */
const isNoFolder = (error: unknown): boolean =>
  process.platform === 'win32' && ['EPERM', 'EISDIR', 'EACCES'].includes(codeOf(error));

/** Puts the content in the place of the file, for its owner alone. */
export async function replaceFile(path: string, content: string): Promise<void> {
  await writeFile(`${path}.new`, content, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
  try {
    const folder = await open(dirname(path), 'r');
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    if (!isNoFolder(error)) throw error;
  }
}

/**
 * Makes a file that is not there, for its owner alone. Of several processes that do so at the same moment one makes it, with all of its
 * content; to the others it gives false.
 */
export function makeFile(path: string, content: string): boolean {
  const made = `${path}.${randomUUID()}`;
  try {
    writeFileSync(made, content, { mode: 0o600, flush: true });
    nameOnce(made, path, content);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(made, { force: true });
  }
  syncFolder(dirname(path));
  return true;
}

/** Where a file system knows no links the name comes before the content. Throws `EEXIST`. */
function nameOnce(made: string, path: string, content: string): void {
  try {
    linkSync(made, path);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(error))) throw error;
    writeFileSync(path, content, { mode: 0o600, flush: true, flag: 'wx' });
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

function syncFolder(folder: string): void {
  try {
    const opened = openSync(folder, 'r');
    try {
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    if (!isNoFolder(error)) throw error;
  }
}
