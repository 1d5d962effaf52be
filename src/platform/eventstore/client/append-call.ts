// Sends appends over the client's connection, many on one call of the store (Streams.BatchAppend). The client's own version keeps
// one map of open appends for the whole process and lets them wait without limit: docs/decisions/event-store-client.md.
import { randomUUID } from 'node:crypto';
import { AccessDeniedError, type EventStoreDBClient, StreamDeletedError } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import { Fault } from '../../../domain/fault.ts';
import type { AppendRequest } from './append-request.ts';
import { type TimeLimit, withTimeLimit } from './time-limit.ts';

export type AppendResult = { kind: 'appended'; revision: bigint; position: bigint } | { kind: 'conflict' };

export interface AppendCalls {
  /**
   * Sends an append once. It rejects with the store's error where the store refused it, and with a connection fault where its
   * outcome is unknown, at the latest when the limit is over.
   */
  append(request: AppendRequest, limit: Pick<TimeLimit, 'stillMs' | 'mostMs'>): Promise<AppendResult>;
}

interface OpenAppend {
  stream: string;
  resolve(result: AppendResult): void;
  reject(reason: unknown): void;
}

/** One call of the store and the appends that are open on it: what comes late, or twice, finds nothing here and is dropped. */
interface OpenCall {
  call: ClientDuplexStream<BatchAppendReq, BatchAppendResp>;
  /** In the order they were sent, which is about that of the answers. */
  waiting: Map<string, OpenAppend>;
  /** When the last answer came (`performance.now()`). */
  heardAt: number;
}

export function appendCalls(client: EventStoreDBClient): AppendCalls {
  let current: Promise<OpenCall> | undefined;

  /** Opened by the first append, and again by the first one after it has ended. */
  function opened(): Promise<OpenCall> {
    if (current) return current;
    const opening = openCall
      .call(client)
      .then(call => {
        const open: OpenCall = { call, waiting: new Map(), heardAt: Number.NEGATIVE_INFINITY };
        const end = (reason: unknown) => {
          if (current === opening) current = undefined;
          for (const append of open.waiting.values()) append.reject(reason);
          open.waiting.clear();
          call.destroy();
        };
        call.on('data', (answer: BatchAppendResp) => {
          open.heardAt = performance.now();
          settle(open.waiting, answer);
        });
        call.on('error', end);
        call.on('close', () => end(new Error('the call for appends ended')));
        call.on('end', () => end(new Error('the event store ended the call for appends')));
        return open;
      })
      .catch(error => {
        if (current === opening) current = undefined;
        throw error;
      });
    current = opening;
    return opening;
  }

  return {
    append(request, { stillMs, mostMs }) {
      const id = randomUUID();
      let open: OpenCall | undefined;
      /** Those before it are being answered. Where it is the oldest, its own answer is what is missing. */
      const isMoving = () =>
        open !== undefined && performance.now() - open.heardAt < stillMs && open.waiting.keys().next().value !== id;
      return withTimeLimit({ stillMs, mostMs, isMoving }, async over => {
        open = await opened();
        if (over.aborted) throw over.reason;
        const { call, waiting } = open;
        over.addEventListener('abort', () => waiting.delete(id), { once: true });
        return new Promise<AppendResult>((resolve, reject) => {
          waiting.set(id, { stream: request.stream, resolve, reject });
          call.write(request.message(id));
        });
      });
    },
  };
}

/**
 * The client opens it like its own calls: on the channel it has discovered, with its credentials, and it reconnects after a
 * failure.
 */
function openCall(this: EventStoreDBClient): Promise<OpenCall['call']> {
  const options = { deadline: Number.POSITIVE_INFINITY };
  return this.GRPCStreamCreator(StreamsClient, 'append', grpc => grpc.batchAppend(...this.callArguments({}, options)))();
}

function settle(waiting: Map<string, OpenAppend>, answer: BatchAppendResp): void {
  const id = answer.getCorrelationId()?.getString() ?? '';
  const append = waiting.get(id);
  if (!append) return;
  waiting.delete(id);
  const success = answer.getSuccess();
  if (success) {
    const position = BigInt(success.getPosition()?.getCommitPosition() ?? 0);
    append.resolve({ kind: 'appended', revision: BigInt(success.getCurrentRevision()), position });
    return;
  }
  const refusal = answer.getError();
  const type = refusal?.getDetails()?.getTypeName();
  if (type === 'event_store.client.WrongExpectedVersion') append.resolve({ kind: 'conflict' });
  else append.reject(refusalError(type, refusal?.getMessage() ?? '', append.stream));
}

/** A refusal without one of these reasons, for example a time-out, leaves the outcome unknown. */
function refusalError(type: string | undefined, message: string, stream: string): Error {
  switch (type) {
    case 'event_store.client.MaximumAppendSizeExceeded':
      return new Fault('append_too_large', 'the event store takes no append of this size');
    case 'event_store.client.StreamDeleted':
      return StreamDeletedError.fromStreamName(stream);
    case 'event_store.client.AccessDenied':
      return new AccessDeniedError();
    case 'event_store.client.BadRequest':
      return new Fault('append_refused', `the event store refuses the append: ${message}`);
    default:
      return new Error(`the event store did not say what became of the append: ${message}`);
  }
}
