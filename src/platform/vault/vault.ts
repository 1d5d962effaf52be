// The data keys of all persons: made when something personal is first stored, cached, and destroyed when the person is erased.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { Fault } from '../../domain/fault.ts';
import { connectDatabase } from '../postgres/database.ts';
import type { Database } from '../postgres/schema.ts';
import { type StoreCounts, uncounted } from '../store-counts.ts';
import type { KeyProvider, WrappedKey } from './key-provider.ts';
import {
  aKeyOfMaster,
  destroyKeys,
  type ErasureEntry,
  enterErasure,
  insertKeys,
  type KeyRow,
  keysOfOtherMasters,
  mastersInUse,
  migrateVault,
  readErasures,
  readKeys,
  replaceKeys,
} from './key-table.ts';
import { localProvider } from './local-provider.ts';
import type { MasterKeySource } from './master-keys.ts';
import type { DataKey } from './seal.ts';

/** `destroyed`: the person was erased. */
export type KnownKey = DataKey | 'destroyed';
/** Keys by their subjects; one that is not in it was never made. */
export type Keys = ReadonlyMap<string, KnownKey>;

/** What sealing and opening events needs of a vault. */
export interface KeySource {
  /** The keys of these subjects, made where there are none: durable when it resolves. */
  toSeal(subjects: Iterable<string>): Promise<Keys>;
  /** Those there are, by at most one statement. */
  toOpen(subjects: Iterable<string>): Promise<Keys>;
  /**
   * Forgets what is cached: what is asked for from now on is as it is in the table now. Once for each reason, where one is named: the
   * id of an event before which keys were destroyed.
   */
  forget(because?: string): void;
}

export interface Vault extends KeySource {
  /** From then on nothing that was sealed for these subjects can be opened, and nothing is sealed for them. */
  destroy(subjects: readonly string[], at: Date): Promise<void>;
  /** Wraps all keys anew with the current master key; gives how many were wrapped with another one. */
  rotate(onProgress?: (keys: number) => void): Promise<number>;
  /** Ids of the master keys that are needed. */
  masters(): Promise<string[]>;
  /** The register of erasures: ids and times only. */
  register: { enter(entry: ErasureEntry): Promise<ErasureEntry>; entries(): Promise<ErasureEntry[]> };
  /** Brings the tables up to date and makes sure that every master key in use is known. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}

/** Where a vault is, in a form another thread can be given. */
export interface VaultPlace {
  databaseUrl: string;
  masterKey: MasterKeySource;
}

const cachedKeys = 50_000;
const dataKeyBytes = 32;
const rotatedAtOnce = 500;
/** One that another is inserting at the same moment is there the next time. */
const mostTries = 5;

/** Connects to a vault that another has opened before, on tables that are there. */
export function connectVault({ databaseUrl, masterKey }: VaultPlace, log?: Logger, counts: StoreCounts = uncounted): Vault {
  return createVault(connectDatabase(databaseUrl, log, 'vault', counts), localProvider(masterKey));
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

const isDamage = (error: unknown): boolean => error instanceof Fault && error.code === 'data_key_damaged';
function unlessDamage(error: unknown): undefined {
  if (!isDamage(error)) throw error;
}

/** On tables that are there. */
export function createVault(db: Kysely<Database>, provider: KeyProvider): Vault {
  const cache = new LRUCache<string, KnownKey>({ max: cachedKeys });
  const heardOf = new LRUCache<string, true>({ max: cachedKeys });
  /** Counts what was forgotten: an answer that was asked for before is not cached after. */
  let forgotten = 0;

  async function keysOf(rows: readonly KeyRow[]): Promise<Map<string, KnownKey>> {
    const wrapped: WrappedKey[] = [];
    const keys = new Map<string, KnownKey>();
    for (const row of rows) {
      if (row.wrapped === null) keys.set(row.subject, 'destroyed');
      else wrapped.push(row);
    }
    const unwrapped = await provider.unwrap(wrapped).catch(error => {
      if (!isDamage(error)) throw error;
      // One that is damaged keeps nobody from the others: it counts as missing.
      return Promise.all(wrapped.map(key => provider.unwrap([key]).then(([bytes]) => bytes, unlessDamage)));
    });
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
    return insertKeys(db, made);
  }

  return {
    async toSeal(subjects) {
      const wanted = [...new Set(subjects)];
      for (let tries = 0; tries < mostTries; tries += 1) {
        const keys = await withCached(wanted, insert);
        if (wanted.every(subject => keys.has(subject))) return keys;
      }
      throw new Fault('data_key_missing', 'a data key could not be made among many at once');
    },
    toOpen: subjects => withCached(subjects, missing => readKeys(db, missing)),
    forget(because) {
      if (because !== undefined && heardOf.has(because)) return;
      if (because !== undefined) heardOf.set(because, true);
      forgotten += 1;
      cache.clear();
    },
    async destroy(subjects, at) {
      await destroyKeys(db, subjects, at);
      forgotten += 1;
      for (const subject of subjects) cache.delete(subject);
    },
    async rotate(onProgress) {
      const current = await provider.current();
      let rotated = 0;
      for (;;) {
        const before = await keysOfOtherMasters(db, current, rotatedAtOnce);
        if (before.length === 0) return rotated;
        const keys = await provider.unwrap(before);
        const after = await provider.wrap(keys.map((key, index) => ({ subject: before[index]?.subject ?? '', key })));
        await replaceKeys(db, before, after);
        rotated += before.length;
        onProgress?.(rotated);
      }
    },
    masters: () => mastersInUse(db),
    async prepare() {
      await migrateVault(db);
      const probe = await mastersInUse(db);
      const rows = await Promise.all(probe.map(master => aKeyOfMaster(db, master)));
      await provider.unwrap(rows.flat());
      await provider.current();
    },
    register: { enter: entry => enterErasure(db, entry), entries: () => readErasures(db) },
    close: () => db.destroy(),
  };
}
