// A server whose answers are written by the test: to appends late, twice, never, or with the end of the call; to reads with an error.
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import { Server, ServerCredentials, type ServerDuplexStream, type ServerWritableStream, type status } from '@grpc/grpc-js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';

type Call = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

export interface ReceivedAppend {
  /** What was sent, without its correlation id. */
  bytes: string;
  done(revision: bigint): void;
  /** As the original answers what it gave up: code 4. */
  timedOut(): void;
  /** What the original says of a request that cannot be one. */
  refused(): void;
  /** Ends the call: with a status, or without one as a server does that stops. */
  end(code?: status): void;
}

/** What a read ends with. */
export interface ReadError {
  code: status;
  details: string;
}

/** `answer` is asked for each append, in order; `readError` for each read, which is never answered unless it is given. */
export async function scriptedStreams(answer: (append: ReceivedAppend, index: number) => void, readError?: () => ReadError) {
  let received = 0;
  const server = new Server();
  server.addService(StreamsService, {
    read(call: ServerWritableStream<unknown, unknown>) {
      if (readError) call.emit('error', readError());
    },
    append: () => undefined,
    delete: () => undefined,
    tombstone: () => undefined,
    batchAppend(call: Call) {
      call.on('error', () => undefined);
      call.on('data', (request: BatchAppendReq) => answer(receivedAppend(call, request), received++));
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { url: `esdb://127.0.0.1:${port}?tls=false`, received: () => received, close: () => server.forceShutdown() };
}

function receivedAppend(call: Call, request: BatchAppendReq): ReceivedAppend {
  const id = request.getCorrelationId();
  const identifier = request.getOptions()?.getStreamIdentifier();
  const without = request.clone();
  without.clearCorrelationId();
  const refuse = (code: 3 | 4, name: string, details: { serializeBinary(): Uint8Array }) => {
    const any = new anyPb.Any();
    any.pack(details.serializeBinary(), `event_store.client.${name}`);
    const error = new statusPb.Status().setCode(code).setMessage(name).setDetails(any);
    call.write(new streamsPb.BatchAppendResp().setCorrelationId(id).setStreamIdentifier(identifier).setError(error));
  };
  return {
    bytes: Buffer.from(without.serializeBinary()).toString('hex'),
    done(revision) {
      const success = new streamsPb.BatchAppendResp.Success().setCurrentRevision(revision.toString());
      call.write(new streamsPb.BatchAppendResp().setCorrelationId(id).setStreamIdentifier(identifier).setSuccess(success));
    },
    timedOut: () => refuse(4, 'Timeout', new sharedPb.Timeout()),
    refused: () => refuse(3, 'BadRequest', new sharedPb.BadRequest().setMessage('no such id')),
    end(code) {
      if (code === undefined) call.end();
      else call.emit('error', { code, details: 'Received RST_STREAM with code 0' });
    },
  };
}
