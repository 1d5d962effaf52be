// The checkpoints a tree is compared with, in the order of their sizes: those of every log, since each is over the same events from the
// first on, and those that others kept.
import { type OpenedCheckpoint, openCheckpoint } from '../../proof/checkpoint.ts';
import type { TreeHead } from '../../proof/merkle.ts';
import type { VerifierKey } from '../../proof/note.ts';
import type { LogState } from './log-state.ts';
import { type ProofDatabase, readCheckpoints } from './log-tables.ts';

/** A checkpoint that is not what it should be. */
export interface BadCheckpoint {
  kind: 'checkpoint';
  /** Where it was found: `log` for the newest log's own, the name of an earlier log, else the name its holder gave it. */
  from: string;
  size: number;
  problem: /** The signature is good, and the events make another tree. */
    | 'contradicted'
    /** It promises more events than there are. */
    | 'too_large'
    | Extract<OpenedCheckpoint, { problem: unknown }>['problem'];
}

export interface KeptCheckpoint {
  from: string;
  note: string;
}

export interface CheckpointSources {
  db: ProofDatabase;
  /** The newest last. Their checkpoints are compared as they were then. */
  logs: readonly LogState[];
  /** Whose signature counts. */
  keys: readonly VerifierKey[];
  /** Keys that only the database names: what they have signed may contradict the events, and vouches for nothing. */
  doubtful: readonly VerifierKey[];
  kept: readonly KeptCheckpoint[];
  find(finding: BadCheckpoint): void;
}

interface ToCompare extends TreeHead {
  from: string;
  vouches: boolean;
}

/** In the order of their sizes. */
interface Queue {
  waiting: ToCompare[];
  /** Reads some more; false after the last. */
  more(): Promise<boolean>;
}

const page = 500;

/** They are read as they are needed. */
export async function openCheckpoints({ db, logs, keys, doubtful, kept, find }: CheckpointSources) {
  let compared = 0;
  let newest = 0;

  /** `size`: what the log's table says it is of. */
  function opened({ from, note }: KeptCheckpoint, size?: number): ToCompare[] {
    const known = openCheckpoint(note, keys);
    const vouches = !('problem' in known && known.problem === 'signature_unknown');
    const checkpoint = vouches ? known : openCheckpoint(note, doubtful);
    if ('problem' in checkpoint) {
      find({ kind: 'checkpoint', from, size: size ?? 0, problem: checkpoint.problem });
      return [];
    }
    if (size !== undefined && size !== checkpoint.size) {
      find({ kind: 'checkpoint', from, size, problem: 'checkpoint_malformed' });
      return [];
    }
    return [{ size: checkpoint.size, root: checkpoint.root, from, vouches }];
  }

  function queueOf({ logId, origin, checkpoints: { largest } }: LogState): Queue {
    const from = logId === logs.at(-1)?.logId ? 'log' : origin;
    let readUpTo = -1;
    const waiting: ToCompare[] = [];
    return {
      waiting,
      async more() {
        const read = await readCheckpoints(db, logId, { above: readUpTo, upTo: largest, limit: page });
        readUpTo = read.at(-1)?.size ?? readUpTo;
        waiting.push(...read.flatMap(({ size, note }) => opened({ from, note }, size)));
        return read.length > 0;
      },
    };
  }

  const others = kept.flatMap(one => opened(one)).sort((one, other) => one.size - other.size);
  const queues: Queue[] = [...logs.map(queueOf), { waiting: others, more: async () => false }];
  await fill();

  async function fill(): Promise<void> {
    for (const queue of queues) while (queue.waiting.length === 0 && (await queue.more()));
  }

  function compare({ size, root, from, vouches }: ToCompare, head: TreeHead): void {
    if (vouches) compared += 1;
    if (size > head.size) find({ kind: 'checkpoint', from, size, problem: 'too_large' });
    else if (Buffer.compare(root, head.root) !== 0) find({ kind: 'checkpoint', from, size, problem: 'contradicted' });
    else if (vouches) newest = Math.max(newest, size);
  }

  /** Asked for each event. */
  function nextSize(): number {
    let least = Number.POSITIVE_INFINITY;
    for (const { waiting } of queues) if (waiting[0] && waiting[0].size < least) least = waiting[0].size;
    return least;
  }

  return {
    /** Of the next checkpoint; infinity where there is none. */
    nextSize,
    async at(head: TreeHead): Promise<void> {
      while (nextSize() === head.size) {
        for (const { waiting } of queues) {
          const other = waiting.findIndex(({ size }) => size !== head.size);
          for (const checkpoint of waiting.splice(0, other < 0 ? waiting.length : other)) compare(checkpoint, head);
        }
        await fill();
      }
    },
    /** Those that are left are of more events than there are. */
    async end(head: TreeHead): Promise<void> {
      while (nextSize() < Number.POSITIVE_INFINITY) {
        for (const { waiting } of queues) for (const checkpoint of waiting.splice(0)) compare(checkpoint, head);
        await fill();
      }
    },
    result: () => ({ compared, newest }),
  };
}
