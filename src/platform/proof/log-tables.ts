// The transparency log's tables. Full tiles and checkpoints are never changed once written.
import { type Kysely, sql } from 'kysely';
import { Fault } from '../../domain/fault.ts';
import { hashBytes } from '../../proof/merkle.ts';
import type { ReadTile } from '../../proof/proofs.ts';
import { partialTiles, type Tile, type TileTree, tileTree, tileWidth } from '../../proof/tiles.ts';
import type { Database } from '../postgres/schema.ts';

export type ProofDatabase = Kysely<Database>;

/** The last leaf in the store that was read. */
export interface LastLeaf {
  storeId: string;
  position: bigint;
  eventId: string;
}

export interface ProofLog {
  logId: number;
  /** The name of the key that signs it. */
  origin: string;
  verifierKey: string;
  /** Number of leaves. */
  size: number;
  last: LastLeaf | undefined;
  begunAt: Date;
}

export interface SignedCheckpoint {
  size: number;
  /** As it was given out. */
  note: string;
  signedAt: Date;
}

/** Any fixed number that nobody else locks in this database. */
const beginLockKey = 7_264_665_020;

/** All logs, the newest last. A log follows another where its events or its key were lost: docs/proof.md. */
export async function readLogs(db: ProofDatabase): Promise<ProofLog[]> {
  const rows = await db.selectFrom('proof_log').selectAll().orderBy('log_id').execute();
  return rows.map(row => ({
    logId: row.log_id,
    origin: row.origin,
    verifierKey: row.verifier_key,
    size: Number(row.size),
    begunAt: row.begun_at,
    last:
      row.store_id === null || row.position === null || row.event_id === null
        ? undefined
        : { storeId: row.store_id, position: BigInt(row.position), eventId: row.event_id },
  }));
}

/**
 * The log of this key, begun where the key is a new one. Throws `proof_key_superseded` for a key whose log another one has
 * followed, and `proof_key_changed` where the log of this name has been signed with another key.
 */
export async function openLog(db: ProofDatabase, key: { name: string; verifierKey: string }, now: Date): Promise<ProofLog> {
  const own = ownLog(await readLogs(db), key);
  if (own) return own;
  return db.transaction().execute(async transaction => {
    await sql`select pg_advisory_xact_lock(${beginLockKey})`.execute(transaction);
    const logs = await readLogs(transaction);
    const begun = ownLog(logs, key);
    if (begun) return begun;
    const logId = (logs.at(-1)?.logId ?? 0) + 1;
    const { name: origin, verifierKey } = key;
    await transaction
      .insertInto('proof_log')
      .values({ log_id: logId, origin, verifier_key: verifierKey, store_id: null, position: null, event_id: null, begun_at: now })
      .execute();
    return { logId, origin, verifierKey, size: 0, last: undefined, begunAt: now };
  });
}

function ownLog(logs: readonly ProofLog[], { name, verifierKey }: { name: string; verifierKey: string }): ProofLog | undefined {
  const own = logs.find(({ origin }) => origin === name);
  if (!own) return undefined;
  if (own.verifierKey !== verifierKey)
    throw new Fault('proof_key_changed', `the log ${name} was signed with another key: give a new key a name of its own`);
  if (own !== logs.at(-1))
    throw new Fault(
      'proof_key_superseded',
      `the log ${name} was followed by ${logs.at(-1)?.origin}: nothing is signed for it any more`,
    );
  return own;
}

/** Reads tiles of a log. Throws `proof_tile_missing` where one is not there or has fewer hashes. */
export const tileReader =
  (db: ProofDatabase, logId: number): ReadTile =>
  async ({ level, index }, width) => {
    const row = await db
      .selectFrom('proof_tile')
      .select('hashes')
      .where('log_id', '=', logId)
      .where('level', '=', level)
      .where('index', '=', String(index))
      .executeTakeFirst();
    const wanted = width * hashBytes;
    if (!row || row.hashes.length < wanted || width === 0)
      throw new Fault('proof_tile_missing', `tile ${index} of level ${level} does not have ${width} hashes`);
    return row.hashes.subarray(0, wanted);
  };

/** The tree as it grows from here. */
export async function treeOfLog(db: ProofDatabase, { logId, size }: Pick<ProofLog, 'logId' | 'size'>): Promise<TileTree> {
  const read = tileReader(db, logId);
  return tileTree(size, await Promise.all(partialTiles(size).map(place => read(place, place.width))));
}

export interface Growth {
  log: ProofLog;
  size: number;
  last: LastLeaf;
  tiles: readonly Tile[];
}

/** Adds leaves; false, and nothing, where another process has done so since `log` was read. In the caller's transaction. */
export async function writeGrowth(transaction: ProofDatabase, { log, size, last, tiles }: Growth): Promise<boolean> {
  const moved = await transaction
    .updateTable('proof_log')
    .set({ size: String(size), store_id: last.storeId, position: last.position.toString(), event_id: last.eventId })
    .where('log_id', '=', log.logId)
    .where('size', '=', String(log.size))
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return false;
  if (tiles.length === 0) return true;
  const rows = tiles.map(({ level, index, hashes }) => ({ log_id: log.logId, level, index: String(index), hashes }));
  const written = await transaction
    .insertInto('proof_tile')
    .values(rows)
    .onConflict(conflict =>
      conflict
        .columns(['log_id', 'level', 'index'])
        .doUpdateSet(({ ref }) => ({ hashes: ref('excluded.hashes') }))
        .where(sql`length(proof_tile.hashes)`, '<', tileWidth * hashBytes),
    )
    .executeTakeFirst();
  if (written.numInsertedOrUpdatedRows !== BigInt(rows.length))
    throw new Fault('proof_tile_full', 'a full tile of the transparency log would have been changed');
  return true;
}

/** Writes it, and that there is one more: checkpoints that are removed later are missed by that. In the caller's transaction. */
export async function writeCheckpoint(
  transaction: ProofDatabase,
  logId: number,
  { size, note, signedAt }: SignedCheckpoint,
): Promise<void> {
  const { numInsertedOrUpdatedRows: isNew = 0n } = await transaction
    .insertInto('proof_checkpoint')
    .values({ log_id: logId, size: String(size), note, signed_at: signedAt })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (isNew === 0n) return;
  await transaction
    .updateTable('proof_log')
    .set(({ eb, fn, val }) => ({
      signed: eb('signed', '+', '1'),
      signed_size: fn<string>('greatest', ['signed_size', val(String(size))]),
    }))
    .where('log_id', '=', logId)
    .execute();
}

export async function lastCheckpoint(db: ProofDatabase, logId: number): Promise<SignedCheckpoint | undefined> {
  const [last] = await readCheckpoints(db, logId, { order: 'desc', limit: 1 });
  return last;
}

export async function readCheckpoints(
  db: ProofDatabase,
  logId: number,
  {
    above = -1,
    upTo = Number.MAX_SAFE_INTEGER,
    order = 'asc',
    limit,
  }: { above?: number; upTo?: number; order?: 'asc' | 'desc'; limit: number },
): Promise<SignedCheckpoint[]> {
  const rows = await db
    .selectFrom('proof_checkpoint')
    .selectAll()
    .where('log_id', '=', logId)
    .where('size', '>', String(above))
    .where('size', '<=', String(upTo))
    .orderBy('size', order)
    .limit(limit)
    .execute();
  return rows.map(({ size, note, signed_at: signedAt }) => ({ size: Number(size), note, signedAt }));
}

/** The notes by which a key has named its successor: `src/proof/succession.ts`. */
export async function readSuccessions(db: ProofDatabase): Promise<string[]> {
  const rows = await db.selectFrom('proof_succession').select('note').orderBy('from_key').orderBy('to_key').execute();
  return rows.map(({ note }) => note);
}

export async function writeSuccession(db: ProofDatabase, from: string, to: string, note: string): Promise<void> {
  await db
    .insertInto('proof_succession')
    .values({ from_key: from, to_key: to, note })
    .onConflict(conflict => conflict.doNothing())
    .execute();
}
