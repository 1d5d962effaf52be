// The checkpoints a tree is compared with, in the order of their sizes: those of the log, and those that others kept.
import { type OpenedCheckpoint, openCheckpoint } from '../../proof/checkpoint.ts';
import type { TreeHead } from '../../proof/merkle.ts';
import type { VerifierKey } from '../../proof/note.ts';
import { type ProofDatabase, type ProofLog, readCheckpoints } from './log-tables.ts';

/** A checkpoint that is not what it should be. */
export interface BadCheckpoint {
  kind: 'checkpoint';
  /** Where it was found: `log` for the log's own, else the name its holder gave it. */
  from: string;
  size: number;
  problem: /** The signature is good, and the events make another tree. */
    | 'contradicted'
    /** It promises more events than there are. */
    | 'too_large'
    | Extract<OpenedCheckpoint, { problem: unknown }>['problem'];
}

export interface CheckpointSources {
  db: ProofDatabase;
  log: ProofLog;
  /** Whose signature counts. */
  keys: readonly VerifierKey[];
  kept: readonly { from: string; note: string }[];
  find(finding: BadCheckpoint): void;
}

interface ToCompare extends TreeHead {
  from: string;
}

const page = 500;

/** They are read as they are needed. */
export async function openCheckpoints({ db, log, keys, kept, find }: CheckpointSources) {
  const others = kept
    .flatMap(({ from, note }) => opened(note, from, undefined) ?? [])
    .sort((one, other) => one.size - other.size);
  let own: ToCompare[] = [];
  let readUpTo = -1;
  let compared = 0;
  let newest = 0;
  await readMore();

  /** `size`: what the log's table says it is of. */
  function opened(note: string, from: string, size: number | undefined): ToCompare | undefined {
    const checkpoint = openCheckpoint(note, keys);
    if ('problem' in checkpoint) {
      find({ kind: 'checkpoint', from, size: size ?? 0, problem: checkpoint.problem });
      return undefined;
    }
    if (size !== undefined && size !== checkpoint.size) {
      find({ kind: 'checkpoint', from, size, problem: 'checkpoint_malformed' });
      return undefined;
    }
    return { size: checkpoint.size, root: checkpoint.root, from };
  }

  async function readMore(): Promise<void> {
    while (own.length === 0) {
      const read = await readCheckpoints(db, log.logId, { above: readUpTo, limit: page });
      const last = read.at(-1);
      if (!last) return;
      readUpTo = last.size;
      own = read.flatMap(({ size, note }) => opened(note, 'log', size) ?? []);
    }
  }

  function compare(checkpoint: ToCompare, head: TreeHead): void {
    compared += 1;
    if (checkpoint.size > head.size)
      find({ kind: 'checkpoint', from: checkpoint.from, size: checkpoint.size, problem: 'too_large' });
    else if (Buffer.compare(checkpoint.root, head.root) !== 0)
      find({ kind: 'checkpoint', from: checkpoint.from, size: checkpoint.size, problem: 'contradicted' });
    else newest = Math.max(newest, checkpoint.size);
  }

  /** Asked for each event. */
  const nextSize = (): number => Math.min(own[0]?.size ?? Number.POSITIVE_INFINITY, others[0]?.size ?? Number.POSITIVE_INFINITY);
  return {
    /** Of the next checkpoint; infinity where there is none. */
    nextSize,
    async at(head: TreeHead): Promise<void> {
      while (nextSize() === head.size) {
        for (const list of [own, others])
          while (list[0]?.size === head.size) {
            const checkpoint = list.shift();
            if (checkpoint) compare(checkpoint, head);
          }
        await readMore();
      }
    },
    /** Those that are left are of more events than there are. */
    async end(head: TreeHead): Promise<void> {
      for (;;) {
        const left = [...own.splice(0), ...others.splice(0)];
        if (left.length === 0) return;
        for (const checkpoint of left) compare(checkpoint, head);
        await readMore();
      }
    },
    result: () => ({ compared, newest }),
  };
}
