// Finds the end of the transparency log in another event store: a copy of the one it was made from begins with the same events, in the
// same order. It reads in steps and goes on where it was, so that a large store delays nothing and is not read again and again.
import type { Clock } from '../../domain/clock.ts';
import { Fault } from '../../domain/fault.ts';
import { leafHash } from '../../proof/leaf.ts';
import { hashesOf, tileWidth, widthOf } from '../../proof/tiles.ts';
import type { RawEvent } from '../eventstore/client/raw-read.ts';
import type { ConnectedEventStore } from '../eventstore/store.ts';
import { type LastLeaf, type ProofDatabase, type ProofLog, tileReader } from './log-tables.ts';
import { isLeaf } from './own-events.ts';

export interface CopyReader {
  /**
   * Reads one page more; the place of the log's last leaf, or undefined while that has not been reached. Throws `proof_log_shrunk` where
   * the store ends before, and `proof_log_forked` where it holds other events.
   */
  step(log: ProofLog, storeId: string): Promise<LastLeaf | undefined>;
}

interface Reading {
  storeId: string;
  logId: number;
  /** Leaves that were found to be the same. */
  equal: number;
  /** Of the last event that was read. */
  position: bigint;
  /** Another event stands there; the store is read anew at this moment of the clock. */
  forkedUntil: number | undefined;
}

/** Events do not change: a store that was found to be another one is looked at again after so long. */
const lookAgainMs = 3_600_000;

export function createCopyReader(
  db: ProofDatabase,
  store: Pick<ConnectedEventStore, 'raw'>,
  clock: Clock,
  atOnce: number,
): CopyReader {
  let reading: Reading | undefined;

  function readingOf({ logId }: ProofLog, storeId: string): Reading {
    const isOver = reading?.forkedUntil !== undefined && clock.elapsed() >= reading.forkedUntil;
    if (!reading || isOver || reading.storeId !== storeId || reading.logId !== logId)
      reading = { storeId, logId, equal: 0, position: -1n, forkedUntil: undefined };
    return reading;
  }

  /** The event that is the log's last leaf, where it is among these. */
  async function compare(now: Reading, events: readonly RawEvent[], log: ProofLog): Promise<RawEvent | undefined> {
    const read = tileReader(db, log.logId);
    let tile: { index: number; hashes: Buffer[] } | undefined;
    for (const event of events) {
      if (isLeaf(event)) {
        const index = Math.floor(now.equal / tileWidth);
        if (tile?.index !== index)
          tile = { index, hashes: hashesOf(await read({ level: 0, index }, widthOf({ level: 0, index }, log.size))) };
        if (!tile.hashes[now.equal % tileWidth]?.equals(leafHash(event))) {
          now.forkedUntil = clock.elapsed() + lookAgainMs;
          throw forked();
        }
        now.equal += 1;
      }
      now.position = event.position;
      if (now.equal === log.size) return event;
    }
    return undefined;
  }

  return {
    async step(log, storeId) {
      const now = readingOf(log, storeId);
      if (now.forkedUntil !== undefined) throw forked();
      const page = await store.raw({ from: now.position, maxCount: atOnce + 1 });
      const fresh = page.filter(({ position }) => position > now.position);
      const last = await compare(now, fresh, log);
      if (last) {
        reading = undefined;
        return { storeId, position: last.position, eventId: last.id };
      }
      if (fresh.length < atOnce)
        throw new Fault('proof_log_shrunk', `this is another event store, and it has ${now.equal} of ${log.size} events`);
      return undefined;
    },
  };
}

const forked = (): Fault =>
  new Fault('proof_log_forked', 'this is another event store, and no copy of the one the transparency log was made from');
