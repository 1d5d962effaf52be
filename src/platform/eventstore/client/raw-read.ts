// Reads events with the bytes the store keeps: the client gives what it has parsed of them.
import type { EventStoreDBClient } from '@eventstore/db-client';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientReadableStream } from '@grpc/grpc-js';
import type { StoredBytes } from '../../../proof/leaf.ts';
import { readToEnd } from './read-to-end.ts';
import { type TimeLimit, withTimeLimit } from './time-limit.ts';

/** An event as it lies in the store, byte for byte. */
export interface RawEvent extends StoredBytes {
  position: bigint;
}

/** `from`: that one included; -1: from the beginning. */
export type RawRange = { from: bigint; maxCount: number } & ({ stream: string } | { stream?: never });

type ReadResponse = InstanceType<typeof streamsPb.ReadResp>;
type ReadRequest = InstanceType<typeof streamsPb.ReadReq>;

const empty = new sharedPb.Empty();

/** The events of a stream, or of the whole log, in order. */
export async function readRaw(client: EventStoreDBClient, range: RawRange, limit: TimeLimit): Promise<RawEvent[]> {
  const request = requestFor(range);
  const call = await withTimeLimit(limit, () => openRead.call(client, request));
  return readToEnd<ReadResponse, RawEvent>(call, limit, rawEventOf);
}

function requestFor({ stream, from, maxCount }: RawRange): ReadRequest {
  const options = new streamsPb.ReadReq.Options();
  if (stream === undefined) {
    const all = new streamsPb.ReadReq.Options.AllOptions();
    const position = new streamsPb.ReadReq.Options.Position();
    if (from < 0n) all.setStart(empty);
    else all.setPosition(position.setCommitPosition(from.toString()).setPreparePosition(from.toString()));
    options.setAll(all);
  } else {
    const one = new streamsPb.ReadReq.Options.StreamOptions();
    one.setStreamIdentifier(new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream)));
    if (from < 0n) one.setStart(empty);
    else one.setRevision(from.toString());
    options.setStream(one);
  }
  options.setCount(maxCount.toString());
  options.setUuidOption(new streamsPb.ReadReq.Options.UUIDOption().setString(empty));
  options.setNoFilter(empty);
  options.setReadDirection(streamsPb.ReadReq.Options.ReadDirection.FORWARDS);
  return new streamsPb.ReadReq().setOptions(options);
}

/** The client opens it like its own calls: on the channel it has discovered, with its credentials. */
function openRead(this: EventStoreDBClient, request: ReadRequest): Promise<ClientReadableStream<ReadResponse>> {
  const options = { deadline: Number.POSITIVE_INFINITY };
  return this.GRPCStreamCreator(StreamsClient, 'readRaw', grpc => grpc.read(request, ...this.callArguments({}, options)))();
}

/** Undefined for a message that carries no event, as where the stream does not exist. */
function rawEventOf(response: ReadResponse): RawEvent | undefined {
  const read = response.getEvent();
  const event = read?.getEvent();
  if (!read || !event) return undefined;
  const system = event.getMetadataMap();
  return {
    stream: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8'),
    revision: BigInt(event.getStreamRevision()),
    id: event.getId()?.getString().toLowerCase() ?? '',
    type: system.get('type') ?? '',
    isJson: system.get('content-type') === 'application/json',
    metadata: event.getCustomMetadata_asU8(),
    data: event.getData_asU8(),
    position: BigInt(read.hasCommitPosition() ? read.getCommitPosition() : event.getCommitPosition()),
  };
}
