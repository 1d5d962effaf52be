// Says in words what is wrong with a file or folder of the configuration; never its contents.
import { statSync } from 'node:fs';

const reasons: Record<string, string> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read or written by this user',
  EPERM: 'may not be read or written by this user',
  EISDIR: 'is a folder, not a file',
  ENOTDIR: 'lies in something that is a file, not a folder',
  EEXIST: 'is a file, not a folder',
  EROFS: 'lies on a disk that cannot be written',
  ENOSPC: 'lies on a disk that is full',
  ELOOP: 'is a link that leads to itself',
};

/** Why a file could not be used: `PATH does not exist`. */
export function reasonOf(path: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return `${path} ${reasons[code] ?? `cannot be used${code && ` (${code})`}`}`;
}

export const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const readableByOthers = 0o044;
const writableByOthers = 0o022;

/** Which users besides its owner may read or write an existing file. Windows keeps no such bits: nobody. */
export function othersMay(path: string): { read: boolean; write: boolean } {
  if (process.platform === 'win32') return { read: false, write: false };
  const { mode } = statSync(path);
  return { read: (mode & readableByOthers) !== 0, write: (mode & writableByOthers) !== 0 };
}
