// Answers of Streams.BatchAppend that say no: `google.rpc.Status` with the details from which the client makes its errors.
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { Message } from 'google-protobuf';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import type { CallError } from '../grpc/status.ts';
import type { Expected } from '../log/event.ts';
import type { BatchOptions } from './batch-messages.ts';
import type { Outcome } from './command.ts';

type Refused = Exclude<Outcome, { kind: 'done' | 'closed' }>;
type Status = InstanceType<typeof statusPb.Status>;
const empty = new emptyPb.Empty();

/** `options` undefined: the request had none. */
export function refusalAnswer(correlation: Buffer, options: BatchOptions | undefined, refusal: Refused | CallError): Buffer {
  const answer = new streamsPb.BatchAppendResp();
  answer.setCorrelationId(sharedPb.UUID.deserializeBinary(correlation));
  // The client looks at it whenever an append fails.
  answer.setStreamIdentifier(sharedPb.StreamIdentifier.deserializeBinary(options?.identifier ?? Buffer.alloc(0)));
  if (options) repeatExpected(answer, options.expected);
  answer.setError(
    'kind' in refusal ? statusOf(refusal, answer.getStreamIdentifier(), options?.expected) : statusOfFailure(refusal),
  );
  return Buffer.from(answer.serializeBinary());
}

function repeatExpected(answer: InstanceType<typeof streamsPb.BatchAppendResp>, expected: Expected): void {
  if (expected.kind === 'revision') answer.setStreamPosition(unsigned(expected.revision));
  else if (expected.kind === 'no_stream') answer.setNoStream(empty);
  else if (expected.kind === 'stream_exists') answer.setStreamExists(empty);
  else answer.setAny(empty);
}

function statusOf(
  refusal: Refused,
  stream: InstanceType<typeof sharedPb.StreamIdentifier> | undefined,
  expected: Expected | undefined,
): Status {
  switch (refusal.kind) {
    case 'wrong_expected_version': {
      const wrong = new sharedPb.WrongExpectedVersion();
      if (refusal.current < 0n) wrong.setCurrentNoStream(empty);
      else wrong.setCurrentStreamRevision(String(refusal.current));
      if (expected?.kind === 'revision') wrong.setExpectedStreamPosition(unsigned(expected.revision));
      else if (expected?.kind === 'no_stream') wrong.setExpectedNoStream(empty);
      else if (expected?.kind === 'stream_exists') wrong.setExpectedStreamExists(empty);
      else wrong.setExpectedAny(empty);
      return errorStatus(6, 'Wrong expected version', 'WrongExpectedVersion', wrong);
    }
    case 'stream_deleted':
      return errorStatus(5, 'Stream is deleted', 'StreamDeleted', new sharedPb.StreamDeleted().setStreamIdentifier(stream));
    case 'timed_out':
      return errorStatus(4, 'Timeout', 'Timeout', new sharedPb.Timeout());
    case 'failed':
      return errorStatus(2, 'the events were not stored', 'Unknown', new sharedPb.Unknown());
    default:
      return refusal satisfies never;
  }
}

function statusOfFailure(failure: CallError): Status {
  const [limit] = failure.metadata.get('maximum-append-size');
  if (limit !== undefined) {
    const exceeded = new sharedPb.MaximumAppendSizeExceeded().setMaxappendsize(Number(limit));
    return errorStatus(3, failure.details, 'MaximumAppendSizeExceeded', exceeded);
  }
  return errorStatus(3, failure.details, 'BadRequest', new sharedPb.BadRequest().setMessage(failure.details));
}

const unsigned = (revision: bigint): string => String(BigInt.asUintN(64, revision));

/** Codes are those of google.rpc which the original sends. */
function errorStatus(code: 2 | 3 | 4 | 5 | 6, message: string, name: string, details: Message): Status {
  const any = new anyPb.Any();
  any.pack(details.serializeBinary(), `event_store.client.${name}`);
  return new statusPb.Status().setCode(code).setMessage(message).setDetails(any);
}
