// All keys that are valid now, configured ones and those of the table, and the one that somebody presents.
import { timingSafeEqual } from 'node:crypto';
import { digestOfKey } from './key-table.ts';
import type { ApiKey, KeyAccess } from './keys.ts';
import type { MadeKeys } from './made-keys.ts';

/** A valid key: its digest and what it may do, never the key itself. */
export interface ValidKey {
  digest: Buffer;
  access: KeyAccess;
  /** Notes that it was used. */
  used(): void;
}

export interface KeyRing {
  valid(): ValidKey[];
  /** The key of this digest. Compares with every key, so that the time taken tells nothing. */
  find(digest: Buffer): ValidKey | undefined;
}

export interface KeyRingOptions {
  /** The configured keys as they are now. */
  keys: () => readonly ApiKey[];
  /** Those of the table. */
  madeKeys: MadeKeys;
}

export function createKeyRing({ keys, madeKeys }: KeyRingOptions): KeyRing {
  const valid = (): ValidKey[] => [
    ...digestsOf(keys()).map(one => ({ ...one, used: () => undefined })),
    ...madeKeys.valid().map(made => ({ digest: made.digest, access: made.access, used: () => madeKeys.used(made) })),
  ];
  return {
    valid,
    find(digest) {
      const [found] = valid().filter(one => timingSafeEqual(one.digest, digest));
      return found;
    },
  };
}

/** Worked out once for each list: another one comes only when keys are exchanged. */
const digests = new WeakMap<readonly ApiKey[], { digest: Buffer; access: KeyAccess }[]>();

function digestsOf(keys: readonly ApiKey[]): { digest: Buffer; access: KeyAccess }[] {
  const made = digests.get(keys) ?? keys.map(({ key, ...access }) => ({ digest: digestOfKey(key), access }));
  digests.set(keys, made);
  return made;
}
