// Exports a stream with what proves that its events stand in the transparency log.
import { Fault } from '../../domain/fault.ts';
import type { ExportedEvent, StreamExport } from '../../proof/check-export.ts';
import { leafHash } from '../../proof/leaf.ts';
import { treeOfTiles } from '../../proof/proofs.ts';
import { hashesOf, tileWidth, widthOf } from '../../proof/tiles.ts';
import type { RawEvent } from '../eventstore/client/raw-read.ts';
import type { ConnectedEventStore } from '../eventstore/store.ts';
import { lastCheckpoint, type ProofDatabase, type ProofLog, readSuccessions, tileReader } from './log-tables.ts';
import { isLeaf } from './own-events.ts';

export interface ExportStream {
  db: ProofDatabase;
  store: Pick<ConnectedEventStore, 'raw'>;
  log: ProofLog;
  stream: string;
  /** Whether an event belongs into it. */
  isWanted(revision: bigint): boolean;
  /** Sizes of older trees from which growth is to be proved. */
  since: readonly number[];
}

/**
 * Under the last checkpoint. Throws `proof_not_signed_yet` where an event is in none, and `proof_event_unknown` where an event is not
 * the one that was recorded.
 */
export async function exportStream({ db, store, log, stream, isWanted, since }: ExportStream): Promise<StreamExport> {
  const checkpoint = await lastCheckpoint(db, log.logId);
  if (!checkpoint) throw notSigned();
  const raw = await store.raw({ stream, from: -1n, maxCount: Number.MAX_SAFE_INTEGER });
  const events = raw.filter(event => isLeaf(event) && isWanted(event.revision));
  const { size } = checkpoint;
  const tree = treeOfTiles(size, tileReader(db, log.logId));
  const indexes = await indexesOf(events, db, log);
  const exported: ExportedEvent[] = [];
  for (const [at, { position: _, ...event }] of events.entries()) {
    const index = indexes[at];
    if (index === undefined)
      throw new Fault(
        'proof_event_unknown',
        `${stream}@${event.revision} is not in the transparency log as it stands in the store`,
      );
    if (index >= size) throw notSigned();
    exported.push({ ...event, index, inclusion: await tree.inclusion(index) });
  }
  const growth = await Promise.all(
    since.filter(older => older <= size).map(async older => ({ size: older, hashes: await tree.consistencyFrom(older) })),
  );
  return { stream, checkpoint: checkpoint.note, events: exported, growth, successions: await readSuccessions(db) };
}

/** Reads all leaves once. What is not found is undefined. */
async function indexesOf(events: readonly RawEvent[], db: ProofDatabase, log: ProofLog): Promise<(number | undefined)[]> {
  const wanted = new Map(events.map((event, at) => [leafHash(event).toString('latin1'), at]));
  const found: (number | undefined)[] = events.map(() => undefined);
  const read = tileReader(db, log.logId);
  for (let index = 0; wanted.size > 0; index += 1) {
    const width = widthOf({ level: 0, index }, log.size);
    if (width === 0) break;
    hashesOf(await read({ level: 0, index }, width)).forEach((hash, offset) => {
      const key = hash.toString('latin1');
      const at = wanted.get(key);
      if (at === undefined) return;
      found[at] = index * tileWidth + offset;
      wanted.delete(key);
    });
  }
  return found;
}

const notSigned = (): Fault =>
  new Fault('proof_not_signed_yet', 'not every event of the stream is under a checkpoint yet; one is signed within a minute');
