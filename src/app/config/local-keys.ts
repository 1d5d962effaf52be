// Makes keys for a fresh machine and keeps them in the data folder, where only their owner reads them.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiKey } from '../../channels/api/access/keys.ts';
import { newMasterKey } from '../../platform/vault/master-keys.ts';
import { makeFile } from './durable-file.ts';
import { isMissing, othersMay, reasonOf } from './file-fault.ts';

/** A fault of the data folder, in words. */
export class LocalKeyFault extends Error {}

/** The admin key of the data folder; with `make` one is made where there is none. Throws `LocalKeyFault`. */
export function localAdminKey(dataDir: string, make: boolean): { key: ApiKey; made: boolean } | undefined {
  const kept = keptSecret(dataDir, 'admin-key', make, () => randomSecret('rebook'));
  return kept && { key: { name: 'admin', role: 'admin', companies: '*', personal: true, key: kept.secret }, made: kept.made };
}

/**
 * A secret for the sandbox, for signing local calls, or one of the kind that `newSecret` gives; with `make` one is made where there is
 * none. Throws `LocalKeyFault`.
 */
export function localSecret(
  dataDir: string,
  name: string,
  make: boolean,
  newSecret = () => randomSecret('local'),
): string | undefined {
  return keptSecret(dataDir, name, make, newSecret)?.secret;
}

/** Where the master keys of a data folder are. */
export const masterKeyFile = (dataDir: string): string => join(dataDir, 'master-key');

/** Sees to it that the data folder has a master key: one is made where there is none. Throws `LocalKeyFault`. */
export function keepMasterKey(dataDir: string): void {
  keptSecret(dataDir, 'master-key', true, newMasterKey);
}

function keptSecret(dataDir: string, name: string, make: boolean, newSecret: () => string) {
  const path = join(dataDir, name);
  const existing = readIfThere(path);
  if (existing !== undefined) return { secret: existing, made: false };
  if (!make) return undefined;
  const secret = newSecret();
  try {
    mkdirSync(dataDir, { recursive: true });
    if (isEmptyFile(path)) rmSync(path);
    if (makeFile(path, `${secret}\n`)) return { secret, made: true };
  } catch (error) {
    throw new LocalKeyFault(`DATA_DIR: ${reasonOf(path, error)}`);
  }
  // Another process that starts on the folder was faster.
  const theirs = readIfThere(path);
  if (theirs === undefined) throw new LocalKeyFault(`DATA_DIR: ${path} is empty`);
  return { secret: theirs, made: false };
}

/** Such a file may have a mode of its own, and holds no secret. */
function isEmptyFile(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true && readFileSync(path, 'utf8').trim() === '';
}

const randomSecret = (prefix: string): string => `${prefix}_${randomBytes(24).toString('base64url')}`;

/**
 * Refuses a file that others may read: Rebook made it for its owner alone, so its mode was changed, and everyone who has read it
 * has the key to everything.
 */
function readIfThere(path: string): string | undefined {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (secret === '') return undefined;
    const { read, write } = othersMay(path);
    if (!read && !write) return secret;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new LocalKeyFault(`DATA_DIR: ${reasonOf(path, error)}`);
  }
  throw new LocalKeyFault(
    `DATA_DIR: ${path} may be read or written by others than its owner. Remove it and a new key is made, or, if nobody has read it: chmod 600 ${path}`,
  );
}
