// A part of a given event store that looks like a store of one's own: streams have a prefix there, `$all` shows these streams alone.
// Two services with databases of their own on one log would do each other's work, so each world gets such a view.
// Everything else (revisions, positions, repeats, refusals, time-outs) is the given server's.
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import serverFeaturesPb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { type StreamsClient, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb, {
  type AppendReq,
  type AppendResp,
  type BatchAppendReq,
  type BatchAppendResp,
  type DeleteReq,
  type DeleteResp,
  type ReadReq,
  type ReadResp,
  type TombstoneReq,
  type TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceError,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { createNames, identifierOf, type Names } from './names.ts';
import { narrowed } from './narrowed.ts';
import { relay } from './relay.ts';
import { connectUpstream } from './upstream.ts';

export interface View {
  /** For the official client. */
  url: string;
  close(): void;
}

/** Opens a new, empty one. It begins with an event that names it, as an embedded store does. */
export async function openView(given: string): Promise<View> {
  const names = createNames(`view${randomUUID().slice(0, 13)}.`);
  const upstream = connectUpstream(given);
  const start = await begin(upstream, names);
  const server = new Server({ 'grpc.max_receive_message_length': messageBytes, 'grpc.max_send_message_length': messageBytes });
  const failure = failuresOf(names);

  server.addService(StreamsService, {
    read(call: ServerWritableStream<ReadReq, ReadResp>) {
      const asked = narrowed(call.request, names, start);
      const answers = upstream.read(asked.request);
      relay(answers, call, failure, answer => {
        if (answer.hasCheckpoint() && !asked.wantsCheckpoints) return undefined;
        names.received(answer.getEvent()?.getEvent()?.getStreamIdentifier());
        names.received(answer.getEvent()?.getLink()?.getStreamIdentifier());
        names.received(answer.getStreamNotFound()?.getStreamIdentifier());
        return answer;
      });
    },
    batchAppend(call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) {
      const appends = upstream.batchAppend();
      relay(appends, call, failure, answer => {
        names.received(answer.getStreamIdentifier());
        return answer;
      });
      call.on('data', (request: BatchAppendReq) => {
        names.sent(request.getOptions()?.getStreamIdentifier());
        appends.write(request);
      });
      call.on('end', () => appends.end());
    },
    append(call: ServerReadableStream<AppendReq, AppendResp>, callback: sendUnaryData<AppendResp>) {
      const append = upstream.append(new Metadata(), { deadline: call.getDeadline() }, answered(callback));
      call.on('data', (request: AppendReq) => {
        names.sent(request.getOptions()?.getStreamIdentifier());
        append.write(request);
      });
      call.on('end', () => append.end());
      call.on('cancelled', () => append.cancel());
    },
    delete(call: ServerUnaryCall<DeleteReq, DeleteResp>, callback: sendUnaryData<DeleteResp>) {
      names.sent(call.request.getOptions()?.getStreamIdentifier());
      upstream.delete(call.request, new Metadata(), { deadline: call.getDeadline() }, answered(callback));
    },
    tombstone(call: ServerUnaryCall<TombstoneReq, TombstoneResp>, callback: sendUnaryData<TombstoneResp>) {
      names.sent(call.request.getOptions()?.getStreamIdentifier());
      upstream.tombstone(call.request, new Metadata(), { deadline: call.getDeadline() }, answered(callback));
    },
  });
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_: unknown, callback: sendUnaryData<unknown>) => callback(null, supportedMethods()),
  });

  function answered<T>(callback: sendUnaryData<T>): (error: ServiceError | null, answer: T) => void {
    return (error, answer) => (error ? callback(failure(error)) : callback(null, answer));
  }
  const port = await promisify(server.bindAsync.bind(server))('127.0.0.1:0', ServerCredentials.createInsecure());
  return {
    url: `esdb://127.0.0.1:${port}?tls=false`,
    close() {
      server.forceShutdown();
      upstream.close();
    },
  };
}

const messageBytes = 20 * 1024 * 1024;

/** Writes the first event and gives its position. */
function begin(upstream: StreamsClient, names: Names): Promise<bigint> {
  const options = new streamsPb.AppendReq.Options()
    .setStreamIdentifier(identifierOf(names.toServer('$rebook-store')))
    .setNoStream(new sharedPb.Empty());
  const data = JSON.stringify({ storeId: randomUUID() });
  const event = new streamsPb.AppendReq.ProposedMessage()
    .setId(new sharedPb.UUID().setString(randomUUID()))
    .setData(Buffer.from(data).toString('base64'));
  event.getMetadataMap().set('type', '$StoreCreated').set('content-type', 'application/json');
  return new Promise((resolve, reject) => {
    const append = upstream.append((error, answer) => {
      if (error) reject(error);
      else resolve(BigInt(answer.getSuccess()?.getPosition()?.getCommitPosition() ?? 0));
    });
    append.write(new streamsPb.AppendReq().setOptions(options));
    append.write(new streamsPb.AppendReq().setProposedMessage(event));
    append.end();
  });
}

/** A failure with the names of the world. */
const failuresOf =
  (names: Names) =>
  ({ code, details, metadata }: ServiceError): Partial<ServiceError> => {
    const trailers = new Metadata();
    for (const [name, value] of Object.entries(metadata.getMap())) {
      if (name.startsWith(':') || httpHeaders.has(name)) continue;
      trailers.set(name, name === 'stream-name' ? names.toWorld(String(value)) : value);
    }
    return { code, details: details.replaceAll(names.prefixes[0] ?? '', ''), metadata: trailers };
  };

const httpHeaders = new Set(['content-type', 'date', 'server']);

/** Of Streams everything, as every server in question has it. */
function supportedMethods(): unknown {
  const methods = Object.values(StreamsService).map(({ path }) => {
    const [, service = '', method = ''] = path.split('/');
    const features = method === 'Read' ? ['position', 'events'] : [];
    return new serverFeaturesPb.SupportedMethod()
      .setServiceName(service)
      .setMethodName(method.toLowerCase())
      .setFeaturesList(features);
  });
  return new serverFeaturesPb.SupportedMethods().setMethodsList(methods).setEventStoreServerVersion('23.10.4');
}
