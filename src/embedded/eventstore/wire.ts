// Answers of Streams.Read as protobuf bytes, written by hand: an event goes to many readers, and the generated code takes
// longer than everything else together. Field numbers are those of streams.proto and shared.proto.
import type { StoredEvent } from './event.ts';
import { createWriter, fieldBytes, numberBytes, textBytes, varintBytes, type Writer } from './protobuf.ts';

/** `ReadResp.event`; both `event` and `link` where a link was resolved, `link` alone where its target is gone. */
export function eventAnswer(event: StoredEvent | undefined, link?: StoredEvent): Buffer {
  if (!event || link) return encodeAnswer(event, link);
  event.wire ??= encodeAnswer(event, undefined);
  return event.wire;
}

function encodeAnswer(event: StoredEvent | undefined, link: StoredEvent | undefined): Buffer {
  const eventBytes = event ? recordedBytes(event) : undefined;
  const linkBytes = link ? recordedBytes(link) : undefined;
  const position = (link ?? event)?.position ?? 0n;
  const length = fieldBytes(eventBytes) + fieldBytes(linkBytes) + numberBytes(position);
  const out = createWriter(1 + varintBytes(length) + length);
  out.open(1, length);
  if (event) writeRecorded(out, 1, event, eventBytes ?? 0);
  if (link) writeRecorded(out, 2, link, linkBytes ?? 0);
  out.number(3, position);
  return out.bytes;
}

const jsonType = 'application/json';
const otherType = 'application/octet-stream';
const contentType = (event: StoredEvent): string => (event.isJson ? jsonType : otherType);

/** Length of `RecordedEvent`. */
function recordedBytes(event: StoredEvent): number {
  const { data, metadata, position, revision } = event;
  return (
    fieldBytes(fieldBytes(36)) +
    fieldBytes(textBytes(event.stream)) +
    numberBytes(revision) +
    2 * numberBytes(position) +
    entryBytes('type', event.type) +
    entryBytes('created', String(event.created)) +
    entryBytes('content-type', contentType(event)) +
    (metadata.length > 0 ? fieldBytes(metadata.length) : 0) +
    (data.length > 0 ? fieldBytes(data.length) : 0)
  );
}

function writeRecorded(out: Writer, id: number, event: StoredEvent, length: number): void {
  const { data, metadata, position, revision, stream } = event;
  out.open(id, length);
  out.open(1, fieldBytes(36));
  out.text(2, event.id);
  out.open(2, textBytes(stream));
  out.text(3, stream);
  out.number(3, revision);
  out.number(4, position);
  out.number(5, position);
  writeEntry(out, 'type', event.type);
  writeEntry(out, 'created', String(event.created));
  writeEntry(out, 'content-type', contentType(event));
  if (metadata.length > 0) out.content(7, metadata);
  if (data.length > 0) out.content(8, data);
}

function writeEntry(out: Writer, key: string, value: string): void {
  out.open(6, textBytes(key) + textBytes(value));
  out.text(1, key);
  out.text(2, value);
}

const entryBytes = (key: string, value: string): number => fieldBytes(textBytes(key) + textBytes(value));

export const confirmationAnswer = (subscriptionId: string): Buffer =>
  wrapped(2, textBytes(subscriptionId), out => out.text(1, subscriptionId));

export const checkpointAnswer = (position: bigint): Buffer =>
  wrapped(3, 2 * numberBytes(position), out => {
    out.number(1, position);
    out.number(2, position);
  });

export const notFoundAnswer = (stream: string): Buffer =>
  wrapped(4, fieldBytes(textBytes(stream)), out => {
    out.open(1, textBytes(stream));
    out.text(3, stream);
  });

export const caughtUpAnswer = (): Buffer => wrapped(8, 0, () => undefined);

export const fellBehindAnswer = (): Buffer => wrapped(9, 0, () => undefined);

function wrapped(id: number, length: number, write: (out: Writer) => void): Buffer {
  const out = createWriter(fieldBytes(length));
  out.open(id, length);
  write(out);
  return out.bytes;
}
