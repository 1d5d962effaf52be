// Checks a whole event store against its transparency log: every event against its leaf, and the tree of them against every
// checkpoint that was signed.
import { Fault } from '../../domain/fault.ts';
import { leafHash } from '../../proof/leaf.ts';
import { growingTree, type TreeHead } from '../../proof/merkle.ts';
import type { VerifierKey } from '../../proof/note.ts';
import type { ReadTile } from '../../proof/proofs.ts';
import { hashesOf, subtreeRoot, type TilePlace, tileWidth, widthOf } from '../../proof/tiles.ts';
import type { ConnectedEventStore } from '../eventstore/store.ts';
import { compareLeaves, type FoundLeaf, type LeafDifference } from './compare-leaves.ts';
import { type LogState, readLogStates } from './log-state.ts';
import { type ProofDatabase, type ProofLog, tileReader } from './log-tables.ts';
import { onlyInCopies } from './only-in-copies.ts';
import { isLeaf, truncatedStream, wholeLog } from './own-events.ts';
import { type BadCheckpoint, type KeptCheckpoint, openCheckpoints } from './verify-checkpoints.ts';

export type VerifyFinding =
  | LeafDifference
  | BadCheckpoint
  /** A hash of the tree above the leaves was changed. */
  | { kind: 'tile'; level: number; index: number }
  /** The store shows less of it than was written. */
  | { kind: 'truncated'; stream: string }
  /** The log says it has so many leaves and no checkpoint says so. */
  | { kind: 'no_checkpoint'; size: number }
  /** More checkpoints were signed than are there, or the largest one that was signed is not there. */
  | { kind: 'checkpoints_missing'; log: string; signed: LogState['signed']; there: LogState['checkpoints'] }
  /** The log says that it is shorter than its tiles are. */
  | { kind: 'log_cut'; log: string; size: number; inTiles: number }
  /** A log that was begun is not there, or that of a key which counts. */
  | { kind: 'log_missing'; log: string };

export interface VerifyOptions {
  db: ProofDatabase;
  store: Pick<ConnectedEventStore, 'raw' | 'head'>;
  /** Whose signature counts. */
  keys: readonly VerifierKey[];
  /** Keys that only the database names: what they have signed may contradict the events, and vouches for nothing. */
  doubtful?: readonly VerifierKey[];
  /** Keys whose logs must be there. */
  expected?: readonly VerifierKey[];
  /** Checkpoints that somebody else kept, by the name of where they are. */
  kept?: readonly KeptCheckpoint[];
  /** All checkpoints of the places for copies. */
  copies?: AsyncIterable<KeptCheckpoint>;
  signal?: AbortSignal;
  onProgress?(progress: { events: number; position: bigint; head: bigint }): void;
}

export interface Verified {
  /** The name of the newest log. */
  log: string;
  /** Events of our streams that were read. */
  events: number;
  /** The tree they make. */
  head: TreeHead;
  /** Checkpoints that were compared with it, the kept ones included. */
  checkpoints: number;
  /** Of these, how many only places for copies have: the log's tables have lost them. */
  onlyInCopies: number;
  /** Events after the last checkpoint: nothing vouches for them yet. */
  unsigned: number;
  findings: readonly VerifyFinding[];
}

const mostFindings = 50;

/**
 * Reads the whole store once, up to where it is then; the log may go on growing. Memory does not grow with it. Throws `verify_cancelled`,
 * and `proof_log_missing` where no log was begun.
 */
export async function verifyStore(options: VerifyOptions): Promise<Verified> {
  const { db, store, keys, doubtful = [], signal, onProgress } = options;
  // First of all: every event of what is signed now is there when the store is read after that.
  const logs = await readLogStates(db);
  const log = logs.at(-1);
  if (!log) throw new Fault('proof_log_missing', 'there is no transparency log yet');
  const findings: VerifyFinding[] = [];
  const find: Find = finding => {
    if (findings.length < mostFindings) findings.push(finding);
  };
  const truncated = new Set<string>();
  const tree = growingTree();
  const comparison = compareLeaves(recordedLeaves(db, log, find));
  const origins = new Set([...logs.map(({ origin }) => origin), ...keys.map(({ name }) => name)]);
  const copied = options.copies ? await onlyInCopies(db, logs, origins, options.copies) : [];
  const kept = [...(options.kept ?? []), ...copied];
  const checkpoints = await openCheckpoints({ db, logs, keys, doubtful, kept, find });
  await checkpoints.at(tree.head());
  const until = await store.head();
  let events = 0;
  for await (const batch of wholeLog(store, signal)) {
    const leaves: FoundLeaf[] = [];
    for (const event of batch) {
      const cut = truncatedStream(event);
      if (cut !== undefined && truncated.size < mostFindings) truncated.add(cut);
      if (!isLeaf(event)) continue;
      const { stream, revision, position } = event;
      const hash = leafHash(event);
      tree.add(hash);
      events += 1;
      leaves.push({ hash, stream, revision, position });
      if (checkpoints.nextSize() === events) await checkpoints.at(tree.head());
    }
    await comparison.found(leaves);
    onProgress?.({ events, position: batch.at(-1)?.position ?? 0n, head: until });
  }
  if (signal?.aborted) throw new Fault('verify_cancelled', 'interrupted: not all events were checked');
  await comparison.end();
  await checkpoints.end(tree.head());
  const { compared, newest } = checkpoints.result();
  for (const difference of comparison.differences()) find(difference.index < newest ? changedTile(difference) : difference);
  for (const stream of truncated) find({ kind: 'truncated', stream });
  await compareTiles(db, log, find);
  for (const finding of missingOf(logs, options.expected ?? [])) find(finding);
  if (log.size > 0 && compared === 0) find({ kind: 'no_checkpoint', size: log.size });
  const unsigned = Math.max(0, events - newest);
  return {
    log: log.origin,
    ...{ events, head: tree.head(), checkpoints: compared, onlyInCopies: copied.length, unsigned, findings },
  };
}

/** What the logs say of themselves, and is not there. */
function missingOf(logs: readonly LogState[], expected: readonly VerifierKey[]): VerifyFinding[] {
  const findings: VerifyFinding[] = [];
  for (const { origin, size, inTiles, signed, checkpoints: there } of logs) {
    if (there.there < signed.count || there.largest < signed.largest)
      findings.push({ kind: 'checkpoints_missing', log: origin, signed, there });
    if (inTiles > size) findings.push({ kind: 'log_cut', log: origin, size, inTiles });
  }
  // They are numbered from 1 on.
  const numbers = new Set(logs.map(({ logId }) => logId));
  for (let number = 1; number < (logs.at(-1)?.logId ?? 0); number += 1)
    if (!numbers.has(number)) findings.push({ kind: 'log_missing', log: `number ${number}` });
  for (const { name, text } of expected)
    if (!logs.some(({ verifierKey }) => verifierKey === text)) findings.push({ kind: 'log_missing', log: name });
  return findings;
}

/** A signed checkpoint vouches for the event as it is: then it is the record of it that was changed. */
const changedTile = ({ index }: LeafDifference): VerifyFinding => ({
  kind: 'tile',
  level: 0,
  index: Math.floor(index / tileWidth),
});

/** The leaves as they were recorded, tile by tile, up to the first that is missing. */
function recordedLeaves(db: ProofDatabase, log: ProofLog, find: Find): () => Promise<readonly Buffer[] | undefined> {
  const read = tileReader(db, log.logId);
  let index = 0;
  let isBroken = false;
  return async () => {
    const place = { level: 0, index };
    const width = isBroken ? 0 : widthOf(place, log.size);
    if (width === 0) return undefined;
    const tile = await orMissing(read(place, width));
    if (!tile) {
      isBroken = true;
      find({ kind: 'tile', ...place });
      return undefined;
    }
    index += 1;
    return hashesOf(tile);
  };
}

type Find = (finding: VerifyFinding) => void;

async function orMissing(tile: Promise<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    return await tile;
  } catch (error) {
    if (error instanceof Fault && error.code === 'proof_tile_missing') return undefined;
    throw error;
  }
}

/** Each hash above the leaves must be the root of the full tile below it. */
async function compareTiles(db: ProofDatabase, log: ProofLog, find: Find): Promise<void> {
  const read = tileReader(db, log.logId);
  for (let level = 1; widthOf({ level, index: 0 }, log.size) > 0; level += 1) {
    for (let index = 0; widthOf({ level, index }, log.size) > 0; index += 1) {
      const tile = await orMissing(read({ level, index }, widthOf({ level, index }, log.size)));
      if (!tile || !(await fitsBelow(read, { level, index }, tile))) find({ kind: 'tile', level, index });
    }
  }
}

async function fitsBelow(read: ReadTile, { level, index }: TilePlace, tile: Uint8Array): Promise<boolean> {
  for (const [at, hash] of hashesOf(tile).entries()) {
    const below = await orMissing(read({ level: level - 1, index: index * tileWidth + at }, tileWidth));
    if (!below || !subtreeRoot(hashesOf(below)).equals(hash)) return false;
  }
  return true;
}
