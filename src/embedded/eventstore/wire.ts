// Answers of Streams.Read as protobuf bytes, written by hand: an event goes to many readers and the generated code takes
// longer than everything else together. Field numbers are those of streams.proto and shared.proto.
import type { StoredEvent } from './event.ts';

/** `ReadResp.event`; both `event` and `link` where a link was resolved, `link` alone where its target is gone. */
export function eventAnswer(event: StoredEvent | undefined, link?: StoredEvent): Buffer {
  if (event && !link) {
    event.wire ??= encodeAnswer(event, undefined);
    return event.wire;
  }
  return encodeAnswer(event, link);
}

function encodeAnswer(event: StoredEvent | undefined, link: StoredEvent | undefined): Buffer {
  const place = link ?? event;
  const parts: Buffer[] = [];
  if (event) parts.push(field(1, recorded(event)));
  if (link) parts.push(field(2, recorded(link)));
  if (place) parts.push(number(3, place.position));
  return field(1, Buffer.concat(parts));
}

function recorded(event: StoredEvent): Buffer {
  const parts = [
    field(1, text(2, event.id)),
    field(2, text(3, event.stream)),
    number(3, event.revision),
    number(4, event.position),
    number(5, event.position),
    entry('type', event.type),
    entry('created', String(event.created)),
    entry('content-type', event.isJson ? 'application/json' : 'application/octet-stream'),
  ];
  if (event.metadata.length > 0) parts.push(field(7, event.metadata));
  if (event.data.length > 0) parts.push(field(8, event.data));
  return Buffer.concat(parts);
}

const entry = (key: string, value: string): Buffer => field(6, Buffer.concat([text(1, key), text(2, value)]));

export const confirmationAnswer = (subscriptionId: string): Buffer => field(2, text(1, subscriptionId));

export const checkpointAnswer = (position: bigint): Buffer => field(3, Buffer.concat([number(1, position), number(2, position)]));

export const notFoundAnswer = (stream: string): Buffer => field(4, field(1, text(3, stream)));

export const caughtUpAnswer = (): Buffer => field(8, Buffer.alloc(0));

export const fellBehindAnswer = (): Buffer => field(9, Buffer.alloc(0));

function field(id: number, content: Uint8Array): Buffer {
  return Buffer.concat([varint((id << 3) | 2), varint(content.length), content]);
}

const text = (id: number, value: string): Buffer => field(id, Buffer.from(value));

const number = (id: number, value: bigint): Buffer => Buffer.concat([varint(id << 3), varint(value)]);

function varint(value: bigint | number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value);
  while (rest >= 128n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}
