// Parts of requests in our own words: stream names, ids, expected revisions, proposed events.
import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { Expected, NewEvent } from '../log/event.ts';
import { badEvent, type CallError, invalidArgument, missingMetadata } from './status.ts';

/** What an index of PostgreSQL can hold. */
const maximumNameBytes = 2_000;

export const streamName = (identifier: StreamIdentifier | undefined): string => nameOf(identifier?.getStreamName_asU8());

/** The stream's name. Throws `CallError` for what is none. */
export function nameOf(bytes: Uint8Array | undefined): string {
  if (!bytes?.length) throw invalidArgument('a stream name is required');
  const name = Buffer.from(bytes).toString('utf8');
  if (bytes.length > maximumNameBytes) throw invalidArgument(`a stream name has at most ${maximumNameBytes} bytes`);
  if (name.includes('\0')) throw invalidArgument('a stream name must not contain a null character');
  return name;
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const digits = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** The other forms the original takes: 32 digits, or with dashes in braces or parentheses, in either case. */
const otherForms = new RegExp(`^(?:[0-9a-f]{32}|${digits}|\\{${digits}\\}|\\(${digits}\\))$`, 'i');
const zeroUuid = '00000000-0000-0000-0000-000000000000';

/** An id with dashes in lower case, from any form the original takes; undefined for what is none. */
function canonicalUuid(text: string): string | undefined {
  if (uuidPattern.test(text)) return text;
  const trimmed = text.trim();
  return otherForms.test(trimmed) ? dashed(trimmed.replace(/[^0-9a-f]/gi, '').toLowerCase()) : undefined;
}

/** Text of either form of an id, as it came; empty where there is none. */
function uuidText(uuid: UUID | undefined): string {
  if (!uuid) return '';
  const structured = uuid.getStructured();
  if (!structured) return uuid.getString();
  return structuredUuid(BigInt(structured.getMostSignificantBits()), BigInt(structured.getLeastSignificantBits()));
}

/** The id that two 64-bit halves make. */
export function structuredUuid(most: bigint, least: bigint): string {
  const half = (bits: bigint) => BigInt.asUintN(64, bits).toString(16).padStart(16, '0');
  return dashed(half(most) + half(least));
}

/** `hex`: 32 digits. */
const dashed = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;

interface ExpectedFields {
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
}

/** `revision` is that of the request, undefined where it names none. */
export function expectedRevision(fields: ExpectedFields, revision: string | undefined): Expected {
  if (fields.hasNoStream()) return { kind: 'no_stream' };
  if (fields.hasStreamExists()) return { kind: 'stream_exists' };
  if (fields.hasAny() || revision === undefined) return { kind: 'any' };
  return { kind: 'revision', revision: BigInt.asIntN(64, BigInt(revision)) };
}

interface ProposedMessage {
  getId(): UUID | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

export function proposedEvent(message: ProposedMessage): NewEvent | CallError {
  const properties = message.getMetadataMap();
  return checkedEvent({
    id: uuidText(message.getId()),
    type: properties.get('type'),
    contentType: properties.get('content-type'),
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  });
}

export interface Proposed {
  id: string;
  type: string | undefined;
  contentType: string | undefined;
  data: Uint8Array;
  metadata: Uint8Array;
}

/** The event, or why it is refused. */
export function checkedEvent({ id: given, type, contentType, data, metadata }: Proposed): NewEvent | CallError {
  const id = canonicalUuid(given);
  if (id === undefined || id === zeroUuid) return badEvent('an event id must be a UUID other than zero');
  if (type === undefined) return missingMetadata('type');
  if (contentType === undefined) return missingMetadata('content-type');
  if (type === '') return badEvent('an event type must not be empty');
  if (type.includes('\0')) return badEvent('an event type must not contain a null character');
  return { id, type: type.toWellFormed(), isJson: contentType === 'application/json', data, metadata };
}
