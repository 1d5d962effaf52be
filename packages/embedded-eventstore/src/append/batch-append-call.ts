// Streams.BatchAppend: one long-lived call that carries many appends, each answered once under its correlation id.
import { type ServerDuplexStream, status } from '@grpc/grpc-js';
import { checkedEvent, nameOf } from '../grpc/requests.ts';
import { CallError, invalidArgument, unavailable } from '../grpc/status.ts';
import type { Store } from '../store.ts';
import { type BatchOptions, type BatchRequest, doneAnswer } from './batch-messages.ts';
import { refusalAnswer } from './batch-refusals.ts';
import { createProposals, type Proposals } from './proposals.ts';
import type { Writer } from './writer.ts';

export type BatchCall = ServerDuplexStream<BatchRequest, Buffer>;

/** An append whose parts are still coming in. */
interface Incoming {
  correlation: Buffer;
  options: BatchOptions | undefined;
  proposals: Proposals;
}

/** Bytes of unanswered appends from which on a call is read no further until some are answered. */
const highWater = 32 * 1024 * 1024;

export function handleBatchAppend(call: BatchCall, { writer, maxAppendSize }: Pick<Store, 'writer' | 'maxAppendSize'>): void {
  const incoming = new Map<string, Incoming>();
  let unanswered = 0;
  let open = 0;
  let ended = false;

  call.on('data', (request: BatchRequest) => {
    const { id } = request.correlation;
    const append = incoming.get(id) ?? begin(request, maxAppendSize);
    unanswered += takeEvents(append, request);
    if (unanswered > highWater) call.pause();
    if (!request.isFinal) {
      incoming.set(id, append);
      return;
    }
    incoming.delete(id);
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
    unanswered -= append.proposals.bytes;
    if (call.isPaused() && unanswered <= highWater / 2) call.resume();
    if (!call.cancelled && !call.destroyed) call.write(answer);
    open -= 1;
    finish();
  }
  function finish(): void {
    if (ended && open === 0) call.end();
  }
}

const begin = (request: BatchRequest, maxAppendSize: number): Incoming => ({
  correlation: request.correlation.bytes,
  options: request.options,
  proposals: createProposals(maxAppendSize),
});

/** Gives the bytes added; fewer than none where what was kept is dropped. */
function takeEvents({ proposals }: Incoming, request: BatchRequest): number {
  const before = proposals.bytes;
  for (const proposed of request.proposed) {
    if (proposals.failure) break;
    proposals.take(checkedEvent(proposed));
  }
  return proposals.bytes - before;
}

/** Gives an answer, since the client waits for one for ever; none only where the server stops. */
async function submit({ correlation, options, proposals }: Incoming, writer: Writer): Promise<Buffer | undefined> {
  try {
    const { events, failure } = proposals;
    if (failure) throw failure;
    if (!options) throw invalidArgument('options are required');
    const stream = nameOf(options.stream);
    const outcome = await writer.submit({ kind: 'append', stream, expected: options.expected, events }, options.deadline);
    if (outcome.kind === 'closed') return undefined;
    if (outcome.kind === 'done') return doneAnswer(correlation, options, outcome);
    return refusalAnswer(correlation, options, outcome);
  } catch (error) {
    const refusal = error instanceof CallError ? error : new CallError(status.INTERNAL, 'the server failed to answer');
    return refusalAnswer(correlation, options, refusal);
  }
}
