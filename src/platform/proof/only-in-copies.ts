// Of the checkpoints in places for copies, those that the log's own tables do not have as they stand there: the others are compared anyway.
import type { LogState } from './log-state.ts';
import type { ProofDatabase } from './log-tables.ts';
import type { KeptCheckpoint } from './verify-checkpoints.ts';

const page = 500;

/** Memory grows with what the tables lack, which is nothing as a rule. Of logs of these names: others may use the same places. */
export async function onlyInCopies(
  db: ProofDatabase,
  logs: readonly LogState[],
  origins: ReadonlySet<string>,
  copies: AsyncIterable<KeptCheckpoint>,
): Promise<KeptCheckpoint[]> {
  const missing = new Map<string, KeptCheckpoint>();
  let batch: KeptCheckpoint[] = [];
  const sift = async (): Promise<void> => {
    const known = await knownAmong(
      db,
      logs,
      batch.map(({ note }) => note),
    );
    // Several places have the same ones.
    for (const one of batch) if (!known.has(one.note) && !missing.has(one.note)) missing.set(one.note, one);
    batch = [];
  };
  for await (const one of copies)
    if (origins.has(one.note.slice(0, one.note.indexOf('\n'))) && batch.push(one) >= page) await sift();
  await sift();
  return [...missing.values()];
}

async function knownAmong(db: ProofDatabase, logs: readonly LogState[], notes: readonly string[]): Promise<Set<string>> {
  const sizes = [...new Set(notes.map(note => /^[^\n]*\n(\d{1,15})\n/.exec(note)?.[1] ?? '0'))];
  if (sizes.length === 0 || logs.length === 0) return new Set();
  const rows = await db
    .selectFrom('proof_checkpoint')
    .select('note')
    .where(
      'log_id',
      'in',
      logs.map(({ logId }) => logId),
    )
    .where('size', 'in', sizes)
    .execute();
  return new Set(rows.map(({ note }) => note));
}
