// The leaf of the transparency log: an event as its store keeps it, byte for byte. Positions and the time of writing are no part of
// it, since a copy of the store has others.
import { hash } from 'node:crypto';

/** An event with the bytes its store keeps. */
export interface StoredBytes {
  stream: string;
  revision: bigint;
  /** A UUID in lower case, with dashes. */
  id: string;
  type: string;
  isJson: boolean;
  metadata: Uint8Array;
  data: Uint8Array;
}

/** Changes with the encoding, so that no leaf of one is a leaf of another. */
const version = 'rebook-event-1';
const lengthBytes = 4;
/** RFC 6962, section 2.1: what is hashed of a leaf begins with 0. */
const leafMark = 0;

const textsOf = ({ stream, revision, id, type, isJson }: StoredBytes): string[] => [
  version,
  stream,
  revision.toString(),
  id,
  type,
  isJson ? 'application/json' : 'application/octet-stream',
];

/** Version, stream, revision, id, type, content type, metadata and data: of each its length in four bytes, the highest first, then its bytes. */
export const leafOf = (event: StoredBytes): Buffer => encoded(event, 0);

/** RFC 6962: SHA-256 of 0 and the leaf. */
export function leafHash(event: StoredBytes): Buffer {
  const marked = encoded(event, 1);
  marked[0] = leafMark;
  return hash('sha256', marked, 'buffer');
}

/** With `before` bytes of room at the front. */
function encoded(event: StoredBytes, before: number): Buffer {
  const { metadata, data } = event;
  const texts = textsOf(event);
  let length = before + 2 * lengthBytes + metadata.length + data.length;
  const lengths = texts.map(text => Buffer.byteLength(text));
  for (const bytes of lengths) length += lengthBytes + bytes;
  const leaf = Buffer.allocUnsafe(length);
  let at = before;
  texts.forEach((text, index) => {
    at = leaf.writeUInt32BE(lengths[index] ?? 0, at);
    at += leaf.write(text, at);
  });
  for (const bytes of [metadata, data]) {
    at = leaf.writeUInt32BE(bytes.length, at);
    leaf.set(bytes, at);
    at += bytes.length;
  }
  return leaf;
}
