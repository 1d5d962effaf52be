// Writes a stream with its proofs into a file: `rebook replay STREAM --proof FILE`.
import { readFile, writeFile } from 'node:fs/promises';
import { Fault } from '../../../domain/fault.ts';
import type { ConnectedEventStore } from '../../../platform/eventstore/store.ts';
import { parseCheckpoint } from '../../../proof/checkpoint.ts';
import type { Config } from '../../config/config.ts';
import type { Terminal } from '../terminal.ts';

export interface ProofExport {
  stream: string;
  file: string;
  /** Files of checkpoints that somebody has kept. */
  since: readonly string[];
  isWanted(revision: bigint): boolean;
}

/** Signs a checkpoint first where the key is at hand. Throws what `exportStream` throws; the file is not written then. */
export async function writeProof(
  { stream, file, since, isWanted }: ProofExport,
  {
    store,
    databaseUrl,
    config,
    terminal,
  }: { store: ConnectedEventStore; databaseUrl: string; config: Config; terminal: Terminal },
): Promise<void> {
  const { connectDatabase } = await import('../../../platform/postgres/database.ts');
  const { migrate } = await import('../../../platform/postgres/migrate.ts');
  const { exportStream } = await import('../../../platform/proof/export-stream.ts');
  const { exportText } = await import('./export-file.ts');
  const { newestLog, signNow } = await import('./signed-log.ts');
  const sizes = await Promise.all(since.map(sizeOf));
  const db = connectDatabase(databaseUrl, undefined, 'upkeep');
  try {
    await migrate(db);
    if (config.proofKey) await signNow({ db, store, config, terminal }, config.proofKey);
    const exported = await exportStream({ db, store, log: await newestLog(db), stream, isWanted, since: sizes });
    // The events are in it as they are stored, with whatever is personal in them.
    await writeFile(file, exportText(exported), { mode: 0o600 });
  } finally {
    await db.destroy();
  }
}

async function sizeOf(file: string): Promise<number> {
  const checkpoint = parseCheckpoint(await readFile(file, 'utf8'));
  if (!checkpoint) throw new Fault('usage', `${file} is no checkpoint`);
  return checkpoint.size;
}
