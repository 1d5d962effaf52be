// Parts of requests in our own words: stream names, ids, expected revisions, proposed events.
import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { Expected, NewEvent } from './event.ts';
import { type CallError, invalidArgument, maximumAppendSizeExceeded, missingMetadata } from './status.ts';

/** Bytes of data, and of metadata, one event may have; what EventStoreDB 23.10 takes. */
export const maximumEventBytes = 1024 * 1024;
/** Bytes of one append in all: what a client that reads them back one by one can take in one message. */
export const maximumAppendBytes = 16 * 1024 * 1024;
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
const zeroUuid = '00000000-0000-0000-0000-000000000000';

/** Canonical text of either form of an id; empty where there is none. */
export function uuidText(uuid: UUID | undefined): string {
  if (!uuid) return '';
  const structured = uuid.getStructured();
  if (!structured) return uuid.getString().toLowerCase();
  return structuredUuid(BigInt(structured.getMostSignificantBits()), BigInt(structured.getLeastSignificantBits()));
}

/** The id that two 64-bit halves make. */
export function structuredUuid(most: bigint, least: bigint): string {
  const half = (bits: bigint) => BigInt.asUintN(64, bits).toString(16).padStart(16, '0');
  const hex = half(most) + half(least);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

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
export function checkedEvent({ id, type, contentType, data, metadata }: Proposed): NewEvent | CallError {
  if (!uuidPattern.test(id) || id === zeroUuid) return invalidArgument('an event id must be a UUID other than zero');
  if (type === undefined) return missingMetadata('type');
  if (contentType === undefined) return missingMetadata('content-type');
  if (type === '') return invalidArgument('an event type must not be empty');
  if (type.includes('\0')) return invalidArgument('an event type must not contain a null character');
  if (data.length > maximumEventBytes || metadata.length > maximumEventBytes) return maximumAppendSizeExceeded(maximumEventBytes);
  return { id, type: type.toWellFormed(), isJson: contentType === 'application/json', data, metadata };
}
