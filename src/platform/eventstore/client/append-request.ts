// Makes an append in the store's protocol: once, and sent as often as needed, byte for byte the same.
import type { EventData } from '@eventstore/db-client';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';

/** An event whose bytes are appended as they are. */
export interface RawEventData {
  id: string;
  type: string;
  contentType: EventData['contentType'];
  data: Uint8Array;
  metadata: Uint8Array;
}

export interface AppendRequest {
  stream: string;
  /** Revision of the stream's last event; -1: the stream must not exist; `any`: wherever it ends. */
  expected: bigint | 'any';
  /** Bytes of data in all, which is what the store's limit counts. */
  bytes: number;
  /**
   * The message under a correlation id of its own. It carries no deadline: the protocol wants an instant there, and a wrong clock
   * would let every append expire.
   */
  message(correlationId: string): InstanceType<typeof streamsPb.BatchAppendReq>;
}

const empty = new emptyPb.Empty();

export function appendRequest(
  stream: string,
  events: readonly (EventData | RawEventData)[],
  expected: bigint | 'any',
): AppendRequest {
  const options = new streamsPb.BatchAppendReq.Options();
  options.setStreamIdentifier(new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream)));
  if (expected === 'any') options.setAny(empty);
  else if (expected < 0n) options.setNoStream(empty);
  else options.setStreamPosition(expected.toString());
  let bytes = 0;
  const proposed = events.map(event => {
    const data = dataBytes(event);
    bytes += data.length;
    return proposedMessage(event, data);
  });
  return {
    stream,
    expected,
    bytes,
    message: correlationId =>
      new streamsPb.BatchAppendReq()
        .setCorrelationId(new sharedPb.UUID().setString(correlationId))
        .setOptions(options)
        .setProposedMessagesList(proposed)
        .setIsFinal(true),
  };
}

/** The event's data as the store keeps it. */
const dataBytes = ({ data }: EventData | RawEventData): Uint8Array => (data instanceof Uint8Array ? data : jsonBytes(data));

const jsonBytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

function proposedMessage(
  event: EventData | RawEventData,
  data: Uint8Array,
): InstanceType<typeof streamsPb.BatchAppendReq.ProposedMessage> {
  const message = new streamsPb.BatchAppendReq.ProposedMessage();
  message.setId(new sharedPb.UUID().setString(event.id));
  message.getMetadataMap().set('type', event.type).set('content-type', event.contentType);
  message.setData(data);
  const { metadata } = event;
  if (metadata) message.setCustomMetadata(metadata instanceof Uint8Array ? metadata : jsonBytes(metadata));
  return message;
}
