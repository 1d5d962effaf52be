// Measures how far the transparency log is behind the events, whichever instance builds it.
import type { EventStore } from '../eventstore/store.ts';
import { lastCheckpoint, type ProofDatabase, readLogs } from './log-tables.ts';

export interface ProofLag {
  leaves: number;
  /** Since the last checkpoint was signed, or the log begun, while there are events that are in none; else 0. */
  unsignedSeconds: number;
}

export async function proofLag(db: ProofDatabase, store: Pick<EventStore, 'head'>, now: Date): Promise<ProofLag> {
  const log = (await readLogs(db)).at(-1);
  if (!log) return { leaves: 0, unsignedSeconds: 0 };
  const checkpoint = await lastCheckpoint(db, log.logId);
  const isSigned = log.size === (checkpoint?.size ?? 0) && (await store.head()) <= (log.last?.position ?? 0n);
  const since = checkpoint?.signedAt ?? log.begunAt;
  return { leaves: log.size, unsignedSeconds: isSigned ? 0 : Math.max(0, (now.getTime() - since.getTime()) / 1_000) };
}
