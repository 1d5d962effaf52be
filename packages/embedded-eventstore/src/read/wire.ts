// Answers of Streams.Read as protobuf bytes, written by hand: an event goes to many readers, and the generated code takes
// longer than everything else together. Field numbers are those of streams.proto and shared.proto.
import { LRUCache } from 'lru-cache';
import {
  createOutput,
  fieldBytes,
  numberBytes,
  type Output,
  putAscii,
  putContent,
  putNumber,
  putOpen,
  putRaw,
  putText,
  varintBytes,
} from '../grpc/protobuf.ts';
import type { StoredEvent } from '../log/event.ts';

/** `ReadResp.event`; both `event` and `link` where a link was resolved, `link` alone where its target is gone. */
export function eventAnswer(event: StoredEvent | undefined, link?: StoredEvent): Buffer {
  if (!event || link) return encodeAnswer(event, link);
  event.wire ??= encodeAnswer(event, undefined);
  return event.wire;
}

function encodeAnswer(event: StoredEvent | undefined, link: StoredEvent | undefined): Buffer {
  const position = small((link ?? event)?.position ?? 0n);
  const eventParts = event && partsOf(event);
  const linkParts = link && partsOf(link);
  const length = fieldBytes(eventParts?.length) + fieldBytes(linkParts?.length) + numberBytes(position);
  const out = createOutput(1 + varintBytes(length) + length);
  putOpen(out, 1, length);
  if (eventParts) writeRecorded(out, 1, eventParts);
  if (linkParts) writeRecorded(out, 2, linkParts);
  putNumber(out, 3, position);
  return out.bytes;
}

/** What a `RecordedEvent` is made of, and how long it becomes. */
interface Parts {
  event: StoredEvent;
  streamBytes: number;
  revision: number | bigint;
  position: number | bigint;
  created: string;
  kind: Buffer;
  length: number;
}

const idBytes = 36;

/** As a number where that is exact: bigints are slow. A tombstone's revision is the largest there is. */
const small = (value: bigint): number | bigint => (value > Number.MAX_SAFE_INTEGER ? value : Number(value));

function partsOf(event: StoredEvent): Parts {
  const { data, metadata, type, isJson, stream } = event;
  const streamBytes = Buffer.byteLength(stream);
  const revision = small(event.revision);
  const position = small(event.position);
  const created = String(event.created);
  const kind = kindEntries(type, isJson);
  const length =
    fieldBytes(fieldBytes(idBytes)) +
    fieldBytes(fieldBytes(streamBytes)) +
    numberBytes(revision) +
    2 * numberBytes(position) +
    kind.length +
    entryBytes(createdKey.length, created.length) +
    (metadata.length > 0 ? fieldBytes(metadata.length) : 0) +
    (data.length > 0 ? fieldBytes(data.length) : 0);
  return { event, streamBytes, revision, position, created, kind, length };
}

function writeRecorded(out: Output, id: number, { event, streamBytes, revision, position, created, kind, length }: Parts): void {
  putOpen(out, id, length);
  putOpen(out, 1, fieldBytes(idBytes));
  putAscii(out, 2, event.id);
  putOpen(out, 2, fieldBytes(streamBytes));
  putText(out, 3, event.stream, streamBytes);
  putNumber(out, 3, revision);
  putNumber(out, 4, position);
  putNumber(out, 5, position);
  putRaw(out, kind);
  putOpen(out, 6, fieldBytes(createdKey.length) + fieldBytes(created.length));
  putAscii(out, 1, createdKey);
  putAscii(out, 2, created);
  if (event.metadata.length > 0) putContent(out, 7, event.metadata);
  if (event.data.length > 0) putContent(out, 8, event.data);
}

const createdKey = 'created';
const jsonType = 'application/json';
const otherType = 'application/octet-stream';
/** A store has few types of events; a client that writes others all the time does not fill the memory with them. */
const kinds = new LRUCache<string, Buffer>({ max: 1_000 });

/** The map entries of type and content type, which are the same for all events of a type. */
function kindEntries(type: string, isJson: boolean): Buffer {
  const key = `${isJson ? 'j' : 'o'}${type}`;
  const known = kinds.get(key);
  if (known) return known;
  const entries = [
    ['type', type],
    ['content-type', isJson ? jsonType : otherType],
  ] as const;
  const length = entries.reduce((sum, [name, value]) => sum + entryBytes(name.length, Buffer.byteLength(value)), 0);
  const out = createOutput(length);
  for (const [name, value] of entries) {
    const valueBytes = Buffer.byteLength(value);
    putOpen(out, 6, fieldBytes(name.length) + fieldBytes(valueBytes));
    putAscii(out, 1, name);
    putText(out, 2, value, valueBytes);
  }
  kinds.set(key, out.bytes);
  return out.bytes;
}

const entryBytes = (keyBytes: number, valueBytes: number): number => fieldBytes(fieldBytes(keyBytes) + fieldBytes(valueBytes));

export const confirmationAnswer = (subscriptionId: string): Buffer =>
  wrapped(2, fieldBytes(subscriptionId.length), out => putAscii(out, 1, subscriptionId));

export const checkpointAnswer = (position: bigint): Buffer =>
  wrapped(3, 2 * numberBytes(position), out => {
    putNumber(out, 1, position);
    putNumber(out, 2, position);
  });

export const notFoundAnswer = (stream: string): Buffer =>
  wrapped(4, fieldBytes(fieldBytes(Buffer.byteLength(stream))), out => {
    const streamBytes = Buffer.byteLength(stream);
    putOpen(out, 1, fieldBytes(streamBytes));
    putText(out, 3, stream, streamBytes);
  });

export const caughtUpAnswer = (): Buffer => wrapped(8, 0, () => undefined);

export const fellBehindAnswer = (): Buffer => wrapped(9, 0, () => undefined);

function wrapped(id: number, length: number, write: (out: Output) => void): Buffer {
  const out = createOutput(fieldBytes(length));
  putOpen(out, id, length);
  write(out);
  return out.bytes;
}
