// Extends the transparency log by what the event store has got since, and signs how far it is.
import type { Clock } from '../../domain/clock.ts';
import { Fault } from '../../domain/fault.ts';
import { openCheckpoint, signCheckpoint } from '../../proof/checkpoint.ts';
import { leafHash } from '../../proof/leaf.ts';
import { hashBytes } from '../../proof/merkle.ts';
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
import { isLeaf } from './own-events.ts';
import { createCopyReader } from './place-in-copy.ts';

export interface ExtendOptions {
  db: ProofDatabase;
  store: Pick<ConnectedEventStore, 'raw' | 'storeId'>;
  key: SigningKey;
  clock: Clock;
  /** What is kept elsewhere: nothing is signed that contradicts it, and nothing where it is not known. */
  givenOut?: (() => Promise<CopyAnswer[]>) | undefined;
  /** A checkpoint is signed where the last is as old as this, in milliseconds, and leaves have come since. */
  checkpointAfterMs: number;
  /** Leaves in one transaction. */
  atOnce?: number;
}

/** What a place for copies says it was given last. */
export interface CopyAnswer {
  place: string;
  /** A checkpoint; undefined where there is none. */
  note?: string | undefined;
  /** It could not be asked. */
  isSilent?: boolean;
}

export interface Extended {
  /** Leaves now. */
  size: number;
  /** True where the store had no more. */
  caughtUp: boolean;
  /** The checkpoint that was signed. */
  signed: string | undefined;
  /** Places for copies that could not be asked, so that a checkpoint which is due was not signed. */
  silent: readonly string[];
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
/** No place for copies is called so. */
const here = 'this process';

/** A checkpoint that is signed now, or the places because of which it is not. */
interface Due {
  signed?: string;
  silent?: readonly string[];
}

export function createLogExtender(options: ExtendOptions): LogExtender {
  const { db, store, key, clock, givenOut, checkpointAfterMs, atOnce = usualAtOnce } = options;
  /** The tree as this process left it, and how far it has read beyond the last leaf. */
  let kept: { tree: TileTree; considered: bigint } | undefined;
  /**
   * What each place for copies answered last while this process alone made the log grow: nothing else can have come to them meanwhile. And
   * what was signed here last, whatever becomes of the tables.
   */
  const heard = new Map<string, string | undefined>();
  const copy = createCopyReader(db, store, clock, atOnce);

  async function extend(): Promise<Extended> {
    const log = await openLog(db, key, clock.now());
    const storeId = await store.storeId();
    if (kept?.tree.size !== log.size) for (const place of heard.keys()) if (place !== here) heard.delete(place);
    const last = log.last && (await sameStore(log, log.last, storeId));
    if (log.last && !last) return { size: log.size, caughtUp: false, signed: undefined, silent: [] };
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
    const { signed, silent = [] } = await checkpointDue(log, size, caughtUp, tree);
    const newest = leaves.at(-1);
    const reached = newest ? placeOf(newest, storeId) : last;
    const isWritten = await write(
      log,
      tree,
      leaves.length > 0 || reached?.storeId !== log.last?.storeId ? reached : undefined,
      signed,
    );
    if (!isWritten) return { size: log.size, caughtUp: false, signed: undefined, silent: [] };
    kept = { tree, considered: fresh.at(-1)?.position ?? considered };
    if (signed !== undefined) heard.set(here, signed);
    return { size, caughtUp, signed, silent };
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
  async function checkpointDue(log: ProofLog, size: number, caughtUp: boolean, tree: TileTree): Promise<Due> {
    const newest = await lastCheckpoint(db, log.logId);
    if (size === (newest?.size ?? 0)) return {};
    const age = newest ? clock.now().getTime() - newest.signedAt.getTime() : Number.POSITIVE_INFINITY;
    if (age < checkpointAfterMs) return {};
    const silent = await ask();
    if (await contradicts(log, size, caughtUp)) return {};
    return silent.length > 0 ? { silent } : { signed: signCheckpoint({ size, root: tree.root() }, key) };
  }

  /** Gives the places of which it is not known what they were given. */
  async function ask(): Promise<string[]> {
    const answers = (await givenOut?.()) ?? [];
    for (const { place, note, isSilent } of answers) if (isSilent !== true) heard.set(place, note);
    return answers.flatMap(({ place }) => (heard.has(place) ? [] : [place]));
  }

  /** True where a checkpoint that was given out is larger than the log, which may still come to it. */
  async function contradicts(log: ProofLog, size: number, caughtUp: boolean): Promise<boolean> {
    const verifier = parseVerifierKey(key.verifierKey);
    let isBehind = false;
    for (const note of heard.values()) {
      if (note === undefined) continue;
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

  /** The place of the last leaf, where the store still holds it; undefined while a copy of the store is being read up to there. */
  async function sameStore(log: ProofLog, last: LastLeaf, storeId: string): Promise<LastLeaf | undefined> {
    if (storeId !== last.storeId) return copy.step(log, storeId);
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

  return { extend };
}

const placeOf = ({ position, id }: RawEvent, storeId: string): LastLeaf => ({ storeId, position, eventId: id });
const forked = (message: string): Fault => new Fault('proof_log_forked', message);

/** Nothing was signed, since what these places were given is not known: a checkpoint of another history could be there. */
export const notAsked = (places: readonly string[]): Fault =>
  new Fault(
    'proof_copy_silent',
    `nothing is signed before ${places.join(' and ')} can be asked which checkpoint was given out last`,
  );
