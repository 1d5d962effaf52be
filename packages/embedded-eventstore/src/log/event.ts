// What the store keeps: events with their place in their stream and in the whole log.

/** Revision of a tombstone, and the `$tb` of a soft-deleted stream: the largest signed 64-bit number. */
export const deletedRevision = 9223372036854775807n;

export interface NewEvent {
  /** UUID, lower case. */
  id: string;
  type: string;
  isJson: boolean;
  data: Uint8Array;
  metadata: Uint8Array;
}

export interface StoredEvent extends NewEvent {
  /** Place in the log, strictly increasing, with gaps. */
  position: bigint;
  stream: string;
  revision: bigint;
  /** 100-nanosecond ticks since 1970. */
  created: bigint;
  /** The event as a read answers it, encoded once for all subscribers. */
  wire?: Buffer | undefined;
}

/** What a client expects a stream to be before its append. */
export type Expected =
  | { kind: 'any' }
  | { kind: 'no_stream' }
  | { kind: 'stream_exists' }
  | { kind: 'revision'; revision: bigint };

/** Streams of metadata are named for the stream they describe. */
export const metastreamOf = (stream: string): string => `$$${stream}`;
export const isMetastream = (stream: string): boolean => stream.startsWith('$$');
export const originalOf = (metastream: string): string => metastream.slice(2);

const overhead = 64;

/**
 * Bytes the event takes in the log. A position is the log's length once the event is in it, so that a page of the log can be
 * bounded in bytes by bounding positions.
 */
export const logSize = (stream: string, event: NewEvent): bigint =>
  BigInt(overhead + stream.length + event.type.length + event.data.length + event.metadata.length);
