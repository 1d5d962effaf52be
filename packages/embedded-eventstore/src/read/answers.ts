// A reader's end of a call: writing waits while the reader is slow, and stops when the reader is gone.
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';

export type ReadCall = ServerWritableStream<ReadReq, Buffer>;

/** False when the reader is gone. */
export async function send(call: ReadCall, ...answers: readonly Buffer[]): Promise<boolean> {
  for (const answer of answers) {
    if (isGone(call)) return false;
    if (!call.write(answer)) await drained(call);
  }
  return !isGone(call);
}

const isGone = (call: ReadCall): boolean => call.cancelled || call.destroyed;

const drained = (call: ReadCall): Promise<void> =>
  new Promise(resolve => {
    const done = () => {
      call.off('drain', done);
      call.off('cancelled', done);
      call.off('close', done);
      resolve();
    };
    call.on('drain', done);
    call.on('cancelled', done);
    call.on('close', done);
  });
