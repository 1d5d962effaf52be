// An event store that keeps everything in memory, checks nothing and answers as little as the client needs. What the client reaches
// with it is the most that client and gRPC allow.
import { promisify } from 'node:util';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import serverFeaturesPb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb, {
  type BatchAppendReq,
  type BatchAppendResp,
  type ReadReq,
} from '@eventstore/db-client/generated/streams_pb.js';
import { Server, ServerCredentials, type ServerDuplexStream, type ServerWritableStream } from '@grpc/grpc-js';
import { caughtUpAnswer, confirmationAnswer, eventAnswer } from '../../packages/embedded-eventstore/src/read/wire.ts';
import { ready } from '../ready.ts';

/** Encoded answers, in the order in which they came; a position is an index plus one. */
const log: Buffer[] = [];
const streams = new Map<string, Buffer[]>();
let waiting: (() => void)[] = [];

function batchAppend(call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void {
  const names = new Map<string, string>();
  call.on('data', (request: BatchAppendReq) => {
    const correlation = request.getCorrelationId();
    const key = correlation?.getString() ?? '';
    const options = request.getOptions();
    const name = names.get(key) ?? Buffer.from(options?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
    const stream = streams.get(name) ?? [];
    streams.set(name, stream);
    for (const message of request.getProposedMessagesList()) {
      const answer = eventAnswer({
        id: message.getId()?.getString() ?? '',
        type: message.getMetadataMap().get('type') ?? '',
        isJson: true,
        data: message.getData_asU8(),
        metadata: message.getCustomMetadata_asU8(),
        stream: name,
        revision: BigInt(stream.length),
        position: BigInt(log.length + 1),
        created: 0n,
      });
      stream.push(answer);
      log.push(answer);
    }
    if (!request.getIsFinal()) {
      names.set(key, name);
      return;
    }
    names.delete(key);
    const position = new sharedPb.AllStreamPosition()
      .setCommitPosition(String(log.length))
      .setPreparePosition(String(log.length));
    const success = new streamsPb.BatchAppendResp.Success().setCurrentRevision(String(stream.length - 1)).setPosition(position);
    call.write(new streamsPb.BatchAppendResp().setCorrelationId(correlation).setSuccess(success));
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  });
  call.on('end', () => call.end());
  call.on('error', () => undefined);
}

async function read(call: ServerWritableStream<ReadReq, Buffer>): Promise<void> {
  const options = call.request.getOptions();
  const all = options?.getAll();
  const name = Buffer.from(options?.getStream()?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
  const source = all ? log : (streams.get(name) ?? []);
  const live = options?.hasSubscription() ?? false;
  let next = all?.hasEnd() ? log.length : 0;
  if (live) call.write(confirmationAnswer('ceiling'));
  while (!call.cancelled) {
    for (const end = source.length; next < end; next += 1) {
      const answer = source[next];
      if (answer && !call.write(answer)) await new Promise(resolve => call.once('drain', resolve));
    }
    if (!live) break;
    if (next < source.length) continue;
    call.write(caughtUpAnswer());
    await new Promise<void>(resolve => {
      waiting.push(resolve);
      call.once('cancelled', resolve);
    });
  }
  call.end();
}

function getSupportedMethods(_: unknown, callback: (error: null, answer: unknown) => void): void {
  const method = new serverFeaturesPb.SupportedMethod()
    .setServiceName('event_store.client.streams.streams')
    .setMethodName('batchappend');
  callback(null, new serverFeaturesPb.SupportedMethods().setMethodsList([method]).setEventStoreServerVersion('23.10.4'));
}

const unused = (): never => {
  throw new Error('not part of the ceiling');
};
const server = new Server({ 'grpc.max_receive_message_length': 20 * 1024 * 1024 });
const reading = { ...StreamsService.read, responseSerialize: (answer: Buffer) => answer };
server.addService({ ...StreamsService, read: reading }, { read, batchAppend, append: unused, delete: unused, tombstone: unused });
server.addService(ServerFeaturesService, { getSupportedMethods });
const port = await promisify(server.bindAsync.bind(server))('127.0.0.1:0', ServerCredentials.createInsecure());
ready({ address: `esdb://127.0.0.1:${port}?tls=false` });
