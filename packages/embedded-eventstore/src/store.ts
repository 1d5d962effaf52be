// The parts of a running store which calls work with.

import type { Writer } from './append/writer.ts';
import type { Heads } from './log/heads.ts';
import type { Reader } from './log/reader.ts';
import type { Tail } from './log/tail.ts';

export interface Store {
  heads: Heads;
  reader: Reader;
  tail: Tail;
  writer: Writer;
  /** Bytes of data one append may have. */
  maxAppendSize: number;
  /** Milliseconds since 1970. */
  now: () => number;
}
