// Goes through all keys of a vault. It wraps each with another master key, or checks that each can be unwrapped.
import type { Kysely } from 'kysely';
import type { Database } from '../postgres/schema.ts';
import type { KeyProvider, WrappedKey } from './key-provider.ts';
import { keysAfter, replaceKeys } from './key-table.ts';
import type { Unwrapping } from './unwrapping.ts';

const keysAtOnce = 500;

/** What was wrapped anew, and the keys that could not be, since they are damaged. */
export interface Rotated {
  rotated: number;
  damaged: string[];
}

/** All with the current master key. What another process wraps with an older one meanwhile is found by the next pass. */
export async function rotateKeys(
  db: Kysely<Database>,
  provider: KeyProvider,
  unwrapping: Unwrapping,
  onProgress?: (keys: number) => void,
): Promise<Rotated> {
  const current = await provider.current();
  const damaged = new Set<string>();
  let rotated = 0;
  for (;;) {
    const before = rotated;
    for await (const keys of pages(db, current)) {
      const bytes = await unwrapping.unwrap(keys);
      const whole = keys.flatMap((wrapped, index) => {
        const key = bytes[index];
        if (!key) damaged.add(wrapped.subject);
        return key ? [{ wrapped, key }] : [];
      });
      const after = await provider.wrap(whole.map(({ wrapped: { subject }, key }) => ({ subject, key })));
      await replaceKeys(
        db,
        whole.map(({ wrapped }) => wrapped),
        after,
      );
      rotated += whole.length;
      onProgress?.(rotated);
    }
    if (rotated === before) return { rotated, damaged: [...damaged].sort() };
  }
}

/** What a vault holds: how many keys, and the names of those nobody can open. */
export interface CheckedKeys {
  keys: number;
  damaged: string[];
  masterUnknown: string[];
}

export async function checkKeys(db: Kysely<Database>, unwrapping: Unwrapping): Promise<CheckedKeys> {
  const checked: CheckedKeys = { keys: 0, damaged: [], masterUnknown: [] };
  for await (const keys of pages(db)) {
    checked.keys += keys.length;
    const found = await unwrapping.look(keys);
    for (const [index, { subject }] of keys.entries()) {
      if (found[index] === 'damaged') checked.damaged.push(subject);
      if (found[index] === 'master_unknown') checked.masterUnknown.push(subject);
    }
  }
  return checked;
}

async function* pages(db: Kysely<Database>, notOf?: string): AsyncGenerator<WrappedKey[]> {
  for (let after = ''; ; ) {
    const keys = await keysAfter(db, after, keysAtOnce, notOf);
    const last = keys.at(-1);
    if (!last) return;
    yield keys;
    after = last.subject;
  }
}
