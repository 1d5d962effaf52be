// The parts of a running store which calls work with.
import type { Heads } from './heads.ts';
import type { Reader } from './reader.ts';
import type { Tail } from './tail.ts';
import type { Writer } from './writer.ts';

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
