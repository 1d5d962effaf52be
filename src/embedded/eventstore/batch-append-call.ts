// Streams.BatchAppend: one long-lived call that carries many appends, each answered once under its correlation id.

import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import { type ServerDuplexStream, status } from '@grpc/grpc-js';
import type { Message } from 'google-protobuf';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Outcome } from './command.ts';
import type { Expected, NewEvent } from './event.ts';
import { expectedRevision, maximumAppendBytes, proposedEvent, streamName, uuidText } from './requests.ts';
import { CallError, invalidArgument, maximumAppendSizeExceeded, unavailable } from './status.ts';
import type { Writer } from './writer.ts';

type BatchCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/** An append whose parts are still coming in. */
interface Incoming {
  correlationId: UUID | undefined;
  options: BatchAppendReq.Options | undefined;
  events: NewEvent[];
  bytes: number;
  failure: CallError | undefined;
}

/** Bytes of unanswered appends from which on a call is read no further until some are answered. */
const highWater = 32 * 1024 * 1024;
const empty = new emptyPb.Empty();

export function handleBatchAppend(call: BatchCall, writer: Writer): void {
  const incoming = new Map<string, Incoming>();
  let unanswered = 0;
  let open = 0;
  let ended = false;

  call.on('data', (request: BatchAppendReq) => {
    const key = uuidText(request.getCorrelationId());
    const append = incoming.get(key) ?? begin(request);
    incoming.set(key, append);
    unanswered += takeEvents(append, request);
    if (unanswered > highWater) call.pause();
    if (!request.getIsFinal()) return;
    incoming.delete(key);
    open += 1;
    run(append);
  });
  call.on('error', () => undefined);
  call.on('end', () => {
    ended = true;
    finish();
  });

  async function run(append: Incoming): Promise<void> {
    const answer = await submit(append, writer);
    if (!answer) {
      // All that is open on the call fails at once, as it does when a connection is lost: the client may try again.
      call.emit('error', unavailable('the event store stops'));
      return;
    }
    unanswered -= append.bytes;
    if (call.isPaused() && unanswered <= highWater / 2) call.resume();
    if (!call.cancelled && !call.destroyed) call.write(answer);
    open -= 1;
    finish();
  }
  function finish(): void {
    if (ended && open === 0) call.end();
  }
}

const begin = (request: BatchAppendReq): Incoming => ({
  correlationId: request.getCorrelationId(),
  options: request.getOptions(),
  events: [],
  bytes: 0,
  failure: undefined,
});

/** Gives the bytes added. */
function takeEvents(append: Incoming, request: BatchAppendReq): number {
  const before = append.bytes;
  for (const message of request.getProposedMessagesList()) {
    if (append.failure) break;
    const event = proposedEvent(message);
    if (event instanceof CallError) {
      append.failure = event;
      break;
    }
    append.bytes += event.data.length + event.metadata.length;
    if (append.bytes > maximumAppendBytes) append.failure = maximumAppendSizeExceeded(maximumAppendBytes);
    append.events.push(event);
  }
  return append.bytes - before;
}

/** Gives an answer, since the client waits for one for ever; none only where the server stops. */
async function submit(append: Incoming, writer: Writer): Promise<BatchAppendResp | undefined> {
  const { options, events } = append;
  const answer = new streamsPb.BatchAppendResp();
  answer.setCorrelationId(append.correlationId);
  // The client looks at it whenever an append fails.
  answer.setStreamIdentifier(options?.getStreamIdentifier() ?? new sharedPb.StreamIdentifier());
  try {
    if (append.failure) throw append.failure;
    if (!options) throw invalidArgument('options are required');
    const stream = streamName(options.getStreamIdentifier());
    const expected = expectedRevision(options, options.hasStreamPosition() ? options.getStreamPosition() : undefined);
    repeatExpected(answer, options);
    const deadline = options.getDeadline();
    const time = deadline && deadline.getSeconds() * 1000 + deadline.getNanos() / 1e6;
    const outcome = await writer.submit({ kind: 'append', stream, expected, events }, time);
    return outcome.kind === 'closed' ? undefined : describe(answer, options, expected, outcome);
  } catch (error) {
    const failure = error instanceof CallError ? error : new CallError(status.INTERNAL, 'the server failed to answer');
    return answer.setError(refusal(failure));
  }
}

function repeatExpected(answer: BatchAppendResp, options: BatchAppendReq.Options): void {
  if (options.hasStreamPosition()) answer.setStreamPosition(options.getStreamPosition());
  else if (options.hasNoStream()) answer.setNoStream(empty);
  else if (options.hasStreamExists()) answer.setStreamExists(empty);
  else answer.setAny(empty);
}

function describe(
  answer: BatchAppendResp,
  options: BatchAppendReq.Options,
  expected: Expected,
  outcome: Exclude<Outcome, { kind: 'closed' }>,
): BatchAppendResp {
  switch (outcome.kind) {
    case 'done': {
      const success = new streamsPb.BatchAppendResp.Success();
      if (outcome.revision < 0n) success.setNoStream(empty);
      else success.setCurrentRevision(String(outcome.revision));
      if (outcome.position === undefined) return answer.setSuccess(success.setNoPosition(empty));
      const position = new sharedPb.AllStreamPosition();
      position.setCommitPosition(String(outcome.position)).setPreparePosition(String(outcome.position));
      return answer.setSuccess(success.setPosition(position));
    }
    case 'wrong_expected_version': {
      const wrong = new sharedPb.WrongExpectedVersion();
      if (outcome.current < 0n) wrong.setCurrentNoStream(empty);
      else wrong.setCurrentStreamRevision(String(outcome.current));
      if (expected.kind === 'revision') wrong.setExpectedStreamPosition(options.getStreamPosition());
      else if (expected.kind === 'no_stream') wrong.setExpectedNoStream(empty);
      else if (expected.kind === 'stream_exists') wrong.setExpectedStreamExists(empty);
      else wrong.setExpectedAny(empty);
      return answer.setError(errorStatus(6, 'Wrong expected version', 'WrongExpectedVersion', wrong));
    }
    case 'stream_deleted': {
      const deleted = new sharedPb.StreamDeleted().setStreamIdentifier(options.getStreamIdentifier());
      return answer.setError(errorStatus(5, 'Stream is deleted', 'StreamDeleted', deleted));
    }
    case 'timed_out':
      return answer.setError(errorStatus(4, 'Timeout', 'Timeout', new sharedPb.Timeout()));
    case 'failed':
      return answer.setError(errorStatus(2, 'the events were not stored', 'Unknown', new sharedPb.Unknown()));
    default:
      return outcome satisfies never;
  }
}

function refusal(failure: CallError): InstanceType<typeof statusPb.Status> {
  const [limit] = failure.metadata.get('maximum-append-size');
  if (limit !== undefined) {
    const exceeded = new sharedPb.MaximumAppendSizeExceeded().setMaxappendsize(Number(limit));
    return errorStatus(3, failure.details, 'MaximumAppendSizeExceeded', exceeded);
  }
  return errorStatus(3, failure.details, 'BadRequest', new sharedPb.BadRequest().setMessage(failure.details));
}

/** Codes are those of google.rpc which the original sends. */
function errorStatus(
  code: 2 | 3 | 4 | 5 | 6,
  message: string,
  name: string,
  details: Message,
): InstanceType<typeof statusPb.Status> {
  const any = new anyPb.Any();
  any.pack(details.serializeBinary(), `event_store.client.${name}`);
  return new statusPb.Status().setCode(code).setMessage(message).setDetails(any);
}
