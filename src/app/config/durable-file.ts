// Writes small files so that they are there after a power cut, and are whole.
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import { open, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Windows opens no folder, and keeps names without it. */
const isNoFolder = (error: unknown): boolean =>
  process.platform === 'win32' &&
  error instanceof Error &&
  'code' in error &&
  ['EPERM', 'EISDIR', 'EACCES'].includes(String(error.code));

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
  writeFileSync(made, content, { mode: 0o600, flush: true });
  try {
    linkSync(made, path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(made);
  }
  syncFolder(dirname(path));
  return true;
}

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
