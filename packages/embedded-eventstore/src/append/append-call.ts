// Streams.Append, Delete and Tombstone: one command a call.

import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type {
  AppendReq,
  AppendResp,
  DeleteReq,
  DeleteResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import { type handleClientStreamingCall, type handleUnaryCall, type sendUnaryData, status } from '@grpc/grpc-js';
import type { Logger } from 'pino';
import { expectedRevision, proposedEvent, streamName } from '../grpc/requests.ts';
import {
  CallError,
  invalidArgument,
  streamDeleted,
  timedOut,
  toStatus,
  unavailable,
  wrongExpectedVersion,
} from '../grpc/status.ts';
import type { Expected } from '../log/event.ts';
import type { Store } from '../store.ts';
import type { Command, Outcome } from './command.ts';
import { createProposals } from './proposals.ts';
import type { Writer } from './writer.ts';

const empty = new sharedPb.Empty();

export function appendHandler(store: Store, log: Logger): handleClientStreamingCall<AppendReq, AppendResp> {
  return (call, callback) => {
    let options: AppendReq.Options | undefined;
    const proposals = createProposals(store.maxAppendSize);
    call.on('data', (request: AppendReq) => {
      options ??= request.getOptions();
      const proposed = request.getProposedMessage();
      if (proposed && !proposals.failure) proposals.take(proposedEvent(proposed));
    });
    call.on('error', () => undefined);
    call.on('end', () => {
      answer(callback, log, async () => {
        const { events, failure } = proposals;
        if (failure) throw failure;
        if (!options) throw invalidArgument('options are required');
        const stream = streamName(options.getStreamIdentifier());
        const expected = expectedRevision(options, options.hasRevision() ? options.getRevision() : undefined);
        const outcome = await store.writer.submit({ kind: 'append', stream, expected, events }, deadlineOf(call.getDeadline()));
        return appendAnswer(stream, expected, outcome);
      });
    });
  };
}

function appendAnswer(stream: string, expected: Expected, outcome: Outcome): AppendResp {
  const response = new streamsPb.AppendResp();
  if (outcome.kind === 'wrong_expected_version') {
    const wrong = new streamsPb.AppendResp.WrongExpectedVersion();
    if (outcome.current < 0n) wrong.setCurrentNoStream(empty);
    else wrong.setCurrentRevision(String(outcome.current));
    if (expected.kind === 'revision') wrong.setExpectedRevision(String(BigInt.asUintN(64, expected.revision)));
    else if (expected.kind === 'no_stream') wrong.setExpectedNoStream(empty);
    else if (expected.kind === 'stream_exists') wrong.setExpectedStreamExists(empty);
    else wrong.setExpectedAny(empty);
    return response.setWrongExpectedVersion(wrong);
  }
  if (outcome.kind !== 'done') throw failureOf(stream, expected, outcome);
  const success = new streamsPb.AppendResp.Success();
  if (outcome.revision < 0n) success.setNoStream(empty);
  else success.setCurrentRevision(String(outcome.revision));
  if (outcome.position === undefined) success.setNoPosition(empty);
  else success.setPosition(place(new streamsPb.AppendResp.Position(), outcome.position));
  return response.setSuccess(success);
}

export function deleteHandler(writer: Writer, log: Logger): handleUnaryCall<DeleteReq, DeleteResp> {
  return (call, callback) => {
    answer(callback, log, async () => {
      const position = await remove('delete', call.request.getOptions(), writer, call.getDeadline());
      const response = new streamsPb.DeleteResp();
      if (position === undefined) return response.setNoPosition(empty);
      return response.setPosition(place(new streamsPb.DeleteResp.Position(), position));
    });
  };
}

export function tombstoneHandler(writer: Writer, log: Logger): handleUnaryCall<TombstoneReq, TombstoneResp> {
  return (call, callback) => {
    answer(callback, log, async () => {
      const position = await remove('tombstone', call.request.getOptions(), writer, call.getDeadline());
      const response = new streamsPb.TombstoneResp();
      if (position === undefined) return response.setNoPosition(empty);
      return response.setPosition(place(new streamsPb.TombstoneResp.Position(), position));
    });
  };
}

async function remove(
  kind: 'delete' | 'tombstone',
  options: DeleteReq.Options | TombstoneReq.Options | undefined,
  writer: Writer,
  deadline: Date | number,
): Promise<bigint | undefined> {
  if (!options) throw invalidArgument('options are required');
  const stream = streamName(options.getStreamIdentifier());
  const expected = expectedRevision(options, options.hasRevision() ? options.getRevision() : undefined);
  const command: Command = { kind, stream, expected };
  const outcome = await writer.submit(command, deadlineOf(deadline));
  if (outcome.kind === 'done') return outcome.position;
  throw failureOf(stream, expected, outcome);
}

function failureOf(stream: string, expected: Expected, outcome: Exclude<Outcome, { kind: 'done' }>): CallError {
  switch (outcome.kind) {
    case 'wrong_expected_version':
      return wrongExpectedVersion(stream, expected, outcome.current);
    case 'stream_deleted':
      return streamDeleted(stream);
    case 'timed_out':
      return timedOut();
    case 'failed':
      return new CallError(status.INTERNAL, 'the events were not stored');
    case 'closed':
      return unavailable('the event store stops');
    default:
      return outcome satisfies never;
  }
}

function answer<T>(callback: sendUnaryData<T>, log: Logger, work: () => Promise<T>): void {
  work().then(
    response => callback(null, response),
    error => {
      const failure = toStatus(error, log);
      callback({ code: failure.code ?? status.UNKNOWN, details: failure.details, metadata: failure.metadata });
    },
  );
}

function place<T extends { setCommitPosition(value: string): unknown; setPreparePosition(value: string): unknown }>(
  target: T,
  position: bigint,
): T {
  target.setCommitPosition(String(position));
  target.setPreparePosition(String(position));
  return target;
}

const deadlineOf = (deadline: Date | number): number => (typeof deadline === 'number' ? deadline : deadline.getTime());
