// Extends the transparency log by what the event store has got since, and signs how far it is.
import type { Clock } from '../../domain/clock.ts';
import { Fault } from '../../domain/fault.ts';
import { openCheckpoint, signCheckpoint } from '../../proof/checkpoint.ts';
import { leafHash } from '../../proof/leaf.ts';
import { growingTree, hashBytes } from '../../proof/merkle.ts';
import { parseVerifierKey, type SigningKey } from '../../proof/note.ts';
import { treeOfTiles } from '../../proof/proofs.ts';
import { type TileTree, tileWidth, widthOf } from '../../proof/tiles.ts';
import type { RawEvent } from '../eventstore/client/raw-read.ts';
import type { ConnectedEventStore } from '../eventstore/store.ts';
import {
  type LastLeaf,
  lastCheckpoint,
  openLog,
  type ProofDatabase,
  type ProofLog,
  tileReader,
  treeOfLog,
  writeCheckpoint,
  writeGrowth,
} from './log-tables.ts';
import { isLeaf, wholeLog } from './own-events.ts';

export interface ExtendOptions {
  db: ProofDatabase;
  store: Pick<ConnectedEventStore, 'raw' | 'storeId'>;
  key: SigningKey;
  clock: Clock;
  /** Checkpoints of this log that are kept elsewhere: nothing is signed that contradicts one of them. */
  givenOut?: (() => Promise<string[]>) | undefined;
  /** A checkpoint is signed where the last is as old as this, in milliseconds, and leaves have come since. */
  checkpointAfterMs: number;
  /** Leaves in one transaction. */
  atOnce?: number;
}

export interface Extended {
  /** Leaves now. */
  size: number;
  /** True where the store had no more. */
  caughtUp: boolean;
  /** The checkpoint that was signed. */
  signed: string | undefined;
}

export interface LogExtender {
  /**
   * Reads one page of events and adds those of ours, in one transaction. Several processes may do so at once: each leaf is added
   * once. Throws `proof_log_shrunk` and `proof_log_forked` where the store does not hold what the log was made from, and what
   * `openLog` throws; nothing is signed then.
   */
  extend(): Promise<Extended>;
}

const usualAtOnce = 500;

export function createLogExtender(options: ExtendOptions): LogExtender {
  const { db, store, key, clock, givenOut, checkpointAfterMs, atOnce = usualAtOnce } = options;
  /** The tree as this process left it, and how far it has read beyond the last leaf. */
  let kept: { tree: TileTree; considered: bigint } | undefined;

  async function extend(): Promise<Extended> {
    const log = await openLog(db, key, clock.now());
    const storeId = await store.storeId();
    const last = log.last && (await sameStore(log, log.last, storeId));
    // In a copy positions are others: what was considered of the store before says nothing of it.
    if (kept?.tree.size !== log.size || last !== log.last)
      kept = { tree: await treeOfLog(db, log), considered: last?.position ?? -1n };
    const { tree, considered } = kept;
    // Only what was added and written is kept.
    kept = undefined;
    const events = await store.raw({ from: considered, maxCount: atOnce + 1 });
    const fresh = events.filter(({ position }) => position > considered);
    const leaves = fresh.filter(isLeaf);
    for (const event of leaves) tree.add(leafHash(event));
    const size = tree.size;
    const caughtUp = fresh.length < atOnce;
    const signed = await checkpointDue(log, size, caughtUp, tree);
    const newest = leaves.at(-1);
    const reached = newest ? placeOf(newest, storeId) : last;
    const isWritten = await write(
      log,
      tree,
      leaves.length > 0 || reached?.storeId !== log.last?.storeId ? reached : undefined,
      signed,
    );
    if (!isWritten) return { size: log.size, caughtUp: false, signed: undefined };
    kept = { tree, considered: fresh.at(-1)?.position ?? considered };
    return { size, caughtUp, signed };
  }

  async function write(log: ProofLog, tree: TileTree, last: LastLeaf | undefined, signed: string | undefined): Promise<boolean> {
    if (!last && signed === undefined) return true;
    const { size } = tree;
    return db.transaction().execute(async transaction => {
      if (last && !(await writeGrowth(transaction, { log, size, last, tiles: tree.changed() }))) return false;
      if (signed !== undefined) await writeCheckpoint(transaction, log.logId, { size, note: signed, signedAt: clock.now() });
      return true;
    });
  }

  /** A log that still catches up with years signs now and then as well. */
  async function checkpointDue(log: ProofLog, size: number, caughtUp: boolean, tree: TileTree): Promise<string | undefined> {
    const newest = await lastCheckpoint(db, log.logId);
    if (size === (newest?.size ?? 0)) return undefined;
    const age = newest ? clock.now().getTime() - newest.signedAt.getTime() : Number.POSITIVE_INFINITY;
    if (age < checkpointAfterMs) return undefined;
    return (await contradicts(log, size, caughtUp)) ? undefined : signCheckpoint({ size, root: tree.root() }, key);
  }

  /** True where a checkpoint that was given out is larger than the log, which may still come to it. */
  async function contradicts(log: ProofLog, size: number, caughtUp: boolean): Promise<boolean> {
    const verifier = parseVerifierKey(key.verifierKey);
    let isBehind = false;
    for (const note of (await givenOut?.()) ?? []) {
      const given = openCheckpoint(note, verifier ? [verifier] : []);
      // Of another log, or nobody's.
      if ('problem' in given) continue;
      if (given.size <= log.size) {
        const root = await treeOfTiles(given.size, tileReader(db, log.logId)).root();
        if (Buffer.compare(root, given.root) !== 0)
          throw forked(`a checkpoint of ${given.size} leaves was given out, and the events make another one`);
      } else if (given.size > size && caughtUp) {
        throw new Fault('proof_log_shrunk', `a checkpoint of ${given.size} leaves was given out, and there are ${size}`);
      } else isBehind = true;
    }
    return isBehind;
  }

  /** The place of the last leaf, where the store still holds it. */
  async function sameStore(log: ProofLog, last: LastLeaf, storeId: string): Promise<LastLeaf> {
    if (storeId !== last.storeId) return placeInCopy(log, storeId);
    const [event] = await store.raw({ from: last.position, maxCount: 1 });
    if (event?.position === last.position && event.id === last.eventId && (await isLastLeaf(log, event))) return last;
    if (!event) throw new Fault('proof_log_shrunk', 'the event store ends before the last event of the transparency log');
    throw forked('the event store holds another event where the last one of the transparency log was');
  }

  async function isLastLeaf({ logId, size }: ProofLog, event: RawEvent): Promise<boolean> {
    const place = { level: 0, index: Math.floor((size - 1) / tileWidth) };
    const tile = await tileReader(db, logId)(place, widthOf(place, size));
    return leafHash(event).equals(tile.subarray(-hashBytes));
  }

  /** Another store may be the copy of the one the log was made from: then it begins with the same events, in the same order. */
  async function placeInCopy(log: ProofLog, storeId: string): Promise<LastLeaf> {
    const tree = growingTree();
    for await (const events of wholeLog(store)) {
      for (const event of events.filter(isLeaf)) {
        tree.add(leafHash(event));
        if (tree.head().size < log.size) continue;
        const root = await treeOfTiles(log.size, tileReader(db, log.logId)).root();
        if (Buffer.compare(root, tree.head().root) === 0) return placeOf(event, storeId);
        throw forked('this is another event store, and no copy of the one the transparency log was made from');
      }
    }
    throw new Fault('proof_log_shrunk', `this is another event store, and it has ${tree.head().size} of ${log.size} events`);
  }

  return { extend };
}

const placeOf = ({ position, id }: RawEvent, storeId: string): LastLeaf => ({ storeId, position, eventId: id });
const forked = (message: string): Fault => new Fault('proof_log_forked', message);
