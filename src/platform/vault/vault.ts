// The data keys of all persons: made when something personal is first stored, cached, and destroyed when the person is erased.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { Fault } from '../../domain/fault.ts';
import { connectDatabase } from '../postgres/database.ts';
import type { Database } from '../postgres/schema.ts';
import { type StoreCounts, uncounted } from '../store-counts.ts';
import { destroyKeys, type EndedSubjects, giveUpKeys } from './end-keys.ts';
import { isLaterKey, nextKey } from './generations.ts';
import type { KeyProvider, WrappedKey } from './key-provider.ts';
import {
  aKeyOfMaster,
  type ErasureEntry,
  enterErasure,
  hasNoKey,
  insertKeys,
  insertLaterKeys,
  type KeyRow,
  mastersInUse,
  readErasures,
  readKeys,
} from './key-table.ts';
import { localProvider } from './local-provider.ts';
import type { MasterKeySource } from './master-keys.ts';
import { type CheckedKeys, checkKeys, type Rotated, rotateKeys } from './rewrap.ts';
import type { DataKey } from './seal.ts';
import { createUnwrapping } from './unwrapping.ts';
import { migrateVault } from './vault-tables.ts';

/** `destroyed`: the person was erased. `lost`: the key was given up, and the next one seals what is said of the person again. */
export type KnownKey = DataKey | 'destroyed' | 'lost';
/** Keys by their subjects; one that is not in it was never made. */
export type Keys = ReadonlyMap<string, KnownKey>;

/** What sealing and opening events needs of a vault. */
export interface KeySource {
  /**
   * By subject the keys that seal for them now, made where there are none: durable when it resolves. Of a subject whose key was given up it
   * is the next one, of one who was erased it is `destroyed`. Throws `data_key_damaged`.
   */
  toSeal(subjects: Iterable<string>): Promise<ReadonlyMap<string, DataKey | 'destroyed'>>;
  /** The keys of these names, as far as there are any, by at most one statement. */
  toOpen(keys: Iterable<string>): Promise<Keys>;
  /**
   * Forgets what is cached: what is asked for from now on is as it is in the table now. Once for each reason, where one is named: the
   * id of an event before which keys were destroyed.
   */
  forget(because?: string): void;
}

export interface Vault extends KeySource {
  /**
   * From then on nothing that was sealed for these subjects can be opened, and nothing is sealed for them. Gives the names of the keys that
   * had been there.
   */
  destroy(subjects: readonly string[], at: Date): Promise<string[]>;
  destroyAll(ended: readonly EndedSubjects[]): Promise<string[]>;
  /** What was sealed with these keys counts as lost; the next thing that is sealed for their subjects gets a new key. */
  giveUp(keys: readonly string[], at: Date): Promise<void>;
  /** Wraps all keys anew with the current master key. */
  rotate(onProgress?: (keys: number) => void): Promise<Rotated>;
  /** Nothing was ever sealed with it, or it is not the one it was. */
  isEmpty(): Promise<boolean>;
  /** Looks whether each key can be unwrapped. */
  check(): Promise<CheckedKeys>;
  /** Names of the keys that were asked for and are damaged. */
  damaged(): string[];
  /** Ids of the master keys that are needed. */
  masters(): Promise<string[]>;
  /** The register of erasures: ids and times only. */
  register: { enter(entry: ErasureEntry): Promise<ErasureEntry>; entries(): Promise<ErasureEntry[]> };
  /** Brings the tables up to date and, unless told otherwise, makes sure that every master key in use is known. */
  prepare(options?: { everyMaster: boolean }): Promise<void>;
  close(): Promise<void>;
}

/** Where a vault is, in a form another thread can be given. */
export interface VaultPlace {
  databaseUrl: string;
  masterKey: MasterKeySource;
}

const cachedKeys = 50_000;
const dataKeyBytes = 32;
/** One that another is inserting at the same moment is there the next time. */
const mostTries = 5;

/** Connects to a vault that another has opened before, on tables that are there. */
export function connectVault({ databaseUrl, masterKey }: VaultPlace, log?: Logger, counts: StoreCounts = uncounted): Vault {
  return createVault(connectDatabase(databaseUrl, log, 'vault', counts), localProvider(masterKey), log);
}

/**
 * The same, and makes its tables. Throws `master_key_unknown` where keys were wrapped with a master key that is not given: the
 * service must not start with half of what it knows.
 */
export async function openVault(place: VaultPlace, log?: Logger, counts?: StoreCounts): Promise<Vault> {
  const vault = connectVault(place, log, counts);
  try {
    await vault.prepare();
    return vault;
  } catch (error) {
    await vault.close();
    throw error;
  }
}

/** On tables that are there. */
export function createVault(db: Kysely<Database>, provider: KeyProvider, log?: Logger): Vault {
  const unwrapping = createUnwrapping(provider, log);
  const cache = new LRUCache<string, KnownKey>({ max: cachedKeys });
  const heardOf = new LRUCache<string, true>({ max: cachedKeys });
  /** Counts what was forgotten: an answer that was asked for before is not cached after. */
  let forgotten = 0;

  async function keysOf(rows: readonly KeyRow[]): Promise<Map<string, KnownKey>> {
    const wrapped: WrappedKey[] = [];
    const keys = new Map<string, KnownKey>();
    for (const row of rows) {
      if (row.wrapped === null) keys.set(row.subject, row.lost ? 'lost' : 'destroyed');
      else wrapped.push(row);
    }
    // One that is damaged counts as missing.
    const unwrapped = await unwrapping.unwrap(wrapped);
    for (const [index, { subject }] of wrapped.entries()) {
      const bytes = unwrapped[index];
      if (bytes) keys.set(subject, { subject, bytes });
    }
    return keys;
  }

  /** What is cached, and the rest as `load` gives it. */
  async function withCached(
    subjects: Iterable<string>,
    load: (missing: string[]) => Promise<KeyRow[]>,
  ): Promise<Map<string, KnownKey>> {
    const keys = new Map<string, KnownKey>();
    const missing: string[] = [];
    for (const subject of new Set(subjects)) {
      const known = cache.get(subject);
      if (known === undefined) missing.push(subject);
      else keys.set(subject, known);
    }
    if (missing.length === 0) return keys;
    const asked = forgotten;
    for (const [subject, key] of await keysOf(await load(missing))) {
      keys.set(subject, key);
      if (asked === forgotten) cache.set(subject, key);
    }
    return keys;
  }

  async function insert(subjects: readonly string[]): Promise<KeyRow[]> {
    const made = await provider.wrap(subjects.map(subject => ({ subject, key: randomBytes(dataKeyBytes) })));
    const [first, later] = [made.filter(key => !isLaterKey(key.subject)), made.filter(key => isLaterKey(key.subject))];
    const rows = first.length > 0 ? await insertKeys(db, first) : [];
    return later.length > 0 ? [...rows, ...(await insertLaterKeys(db, later))] : rows;
  }

  async function ending(keys: readonly string[], end: () => Promise<string[]>): Promise<string[]> {
    const ended = await end();
    forgotten += 1;
    for (const key of [...keys, ...ended]) cache.delete(key);
    unwrapping.ended([...keys, ...ended]);
    return ended;
  }

  return {
    async toSeal(subjects) {
      /** Of each subject the name of the key that is looked for. */
      const names = new Map([...subjects].map(subject => [subject, subject]));
      for (let tries = 0; tries < mostTries; ) {
        const keys = await withCached(names.values(), insert);
        const found = new Map<string, DataKey | 'destroyed'>();
        let isFurther = false;
        for (const [subject, name] of names) {
          const key = keys.get(name);
          if (key === 'lost') {
            names.set(subject, nextKey(name));
            isFurther = true;
          } else if (key !== undefined) found.set(subject, key);
          else if (isLaterKey(name)) {
            // Erased meanwhile: then the first key says so.
            cache.delete(subject);
            names.set(subject, subject);
          }
        }
        if (found.size === names.size) return found;
        if (isFurther) continue;
        const damaged = unwrapping.damaged().find(name => [...names.values()].includes(name));
        if (damaged !== undefined) throw new Fault('data_key_damaged', `the data key ${damaged} is not what was stored`);
        tries += 1;
      }
      throw new Fault('data_key_missing', 'a data key could not be made among many at once');
    },
    toOpen: keys => withCached(keys, missing => readKeys(db, missing)),
    forget(because) {
      if (because !== undefined && heardOf.has(because)) return;
      if (because !== undefined) heardOf.set(because, true);
      forgotten += 1;
      cache.clear();
    },
    destroy: (subjects, at) => ending(subjects, () => destroyKeys(db, [{ subjects, at }])),
    destroyAll: ended =>
      ending(
        ended.flatMap(({ subjects }) => subjects),
        () => destroyKeys(db, ended),
      ),
    async giveUp(keys, at) {
      await ending(keys, async () => {
        await giveUpKeys(db, keys, at);
        return [];
      });
    },
    rotate: onProgress => rotateKeys(db, provider, unwrapping, onProgress),
    isEmpty: () => hasNoKey(db),
    check: () => checkKeys(db, unwrapping),
    damaged: unwrapping.damaged,
    masters: () => mastersInUse(db),
    async prepare({ everyMaster } = { everyMaster: true }) {
      await migrateVault(db);
      if (!everyMaster) return;
      const probe = await mastersInUse(db);
      const rows = await Promise.all(probe.map(master => aKeyOfMaster(db, master)));
      await unwrapping.unwrap(rows.flat());
      await provider.current();
    },
    register: { enter: entry => enterErasure(db, entry), entries: () => readErasures(db) },
    close: () => db.destroy(),
  };
}
