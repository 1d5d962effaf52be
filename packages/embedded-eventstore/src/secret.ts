// The embedded event store's secret: a client that does not know it gets nothing from the port, as PostgreSQL asks for a password.
import { randomBytes } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from './fault.ts';

const fileName = 'eventstore-secret';

/** Letters that need no escape in a connection string. */
export const newSecret = (): string => randomBytes(24).toString('base64url');

/**
 * The secret kept in the data folder, made where there is none, so that a connection string outlives a restart.
 * Throws `event_store_secret_readable_by_others` where others can read the file.
 */
export async function keptSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, fileName);
  const made = newSecret();
  try {
    await writeFile(path, `${made}\n`, { mode: 0o600, flag: 'wx' });
    return made;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new Fault(
      'event_store_secret_readable_by_others',
      `others can read ${path}: make it yours alone (chmod 600), or remove it and a new secret is made`,
    );
  const kept = (await readFile(path, 'utf8')).trim();
  if (kept.length < shortest)
    throw new Fault('event_store_secret_readable_by_others', `${path} holds no secret: remove it and a new secret is made`);
  return kept;
}

const shortest = 16;

/**
 * For the official client. Without TLS it sends no password, but it tells the name of its connection with every call, so the
 * secret is given as that name.
 */
export const connectionStringOf = (host: string, port: number, secret: string): string =>
  `esdb://${host}:${port}?tls=false&connectionName=${encodeURIComponent(secret)}`;
