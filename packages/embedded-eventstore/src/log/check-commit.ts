// Whether an append may be written: the store's rules on expected revisions and on repeats of what is already there.
import { deletedRevision, type Expected } from './event.ts';

/** What a decision needs to know of a stream. */
export interface StreamState {
  /** -1 where there is none, `deletedRevision` for a tombstone. */
  last: bigint;
  softDeleted: boolean;
  /** A stream with metadata alone exists. */
  hasMetadata: boolean;
}

export interface Occurrence {
  revision: bigint;
  position: bigint;
}

export type Decision =
  | { kind: 'write' }
  /** Written before: the answer of then is given again. */
  | { kind: 'already'; revision: bigint; position: bigint }
  | { kind: 'wrong_expected_version' }
  | { kind: 'stream_deleted' };

const write: Decision = { kind: 'write' };
const wrong: Decision = { kind: 'wrong_expected_version' };
const deleted: Decision = { kind: 'stream_deleted' };

/**
 * The check of EventStoreDB 23.10 before a commit. `occurrences` gives where an id is in this stream; only the ids of this append
 * are asked for. The original looks for repeats of "any" in a memory of recent ids, here the whole stream counts.
 */
export function checkCommit(
  expected: Expected,
  ids: readonly string[],
  stream: StreamState,
  occurrences: (id: string) => readonly Occurrence[],
): Decision {
  if (stream.last === deletedRevision) return deleted;
  if (expected.kind === 'stream_exists') {
    if (stream.softDeleted) return deleted;
    if (stream.last < 0n && !stream.hasMetadata) return wrong;
  }
  if (expected.kind === 'any' || expected.kind === 'stream_exists') return checkAnywhere(ids, occurrences);
  const after = expected.kind === 'no_stream' ? -1n : expected.revision;
  if (after > stream.last) return wrong;
  if (after === stream.last) return write;
  return checkAt(after, ids, stream, occurrences);
}

/** All there: a repeat. The first missing: new. Some of them there: neither. */
function checkAnywhere(ids: readonly string[], occurrences: (id: string) => readonly Occurrence[]): Decision {
  let last: Occurrence | undefined;
  for (const [index, id] of ids.entries()) {
    const found = occurrences(id).at(-1);
    if (!found) return index === 0 ? write : wrong;
    last = found;
  }
  return last ? { kind: 'already', ...last } : write;
}

/** A repeat has the same ids at the very revisions it asked for. */
function checkAt(
  after: bigint,
  ids: readonly string[],
  stream: StreamState,
  occurrences: (id: string) => readonly Occurrence[],
): Decision {
  let last: Occurrence | undefined;
  let revision = after;
  for (const [index, id] of ids.entries()) {
    revision += 1n;
    const wanted = revision;
    const found = occurrences(id).find(one => one.revision === wanted);
    if (!found) return index === 0 && after === -1n && stream.softDeleted ? write : wrong;
    last = found;
  }
  return last ? { kind: 'already', ...last } : wrong;
}
