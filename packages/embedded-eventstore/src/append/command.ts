// What the writer is asked to do, and what comes of it.
import type { Expected, NewEvent } from '../log/event.ts';

export type Command =
  | { kind: 'append'; stream: string; expected: Expected; events: readonly NewEvent[] }
  | { kind: 'delete'; stream: string; expected: Expected }
  | { kind: 'tombstone'; stream: string; expected: Expected };

export type Outcome =
  /** `revision` is the stream's last (-1: none); no position where nothing was ever written. */
  | { kind: 'done'; revision: bigint; position: bigint | undefined }
  | { kind: 'wrong_expected_version'; current: bigint }
  | { kind: 'stream_deleted' }
  /** Not answered within its deadline; it may still be written. */
  | { kind: 'timed_out' }
  /** The database refused the write: nothing was written. */
  | { kind: 'failed' }
  /** The server stops; whether it was written is not known. */
  | { kind: 'closed' };
