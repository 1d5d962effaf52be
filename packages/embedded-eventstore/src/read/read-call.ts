// Streams.Read: reads and subscriptions are one method, and differ in their options.
import type { Logger } from 'pino';
import { invalidArgument, toStatus } from '../grpc/status.ts';
import type { Store } from '../store.ts';
import type { ReadCall } from './answers.ts';
import { readFilter } from './filter.ts';
import { readAll } from './read-all.ts';
import { readStream } from './read-stream.ts';
import { subscribeToAll, subscribeToStream } from './subscribe.ts';

const backwards = 1;

/** Answers one call to its end; ends it with a status where it fails. */
export async function handleRead(call: ReadCall, store: Store, log: Logger): Promise<void> {
  try {
    await read(call, store);
    if (!call.cancelled) call.end();
  } catch (error) {
    call.emit('error', toStatus(error, log));
  }
}

async function read(call: ReadCall, store: Store): Promise<void> {
  const options = call.request.getOptions();
  if (!options) throw invalidArgument('options are required');
  const stream = options.getStream();
  const all = options.getAll();
  const isBackwards = options.getReadDirection() === backwards;
  if (options.hasSubscription()) {
    if (isBackwards) throw invalidArgument('a subscription goes forwards');
    if (stream) return subscribeToStream(call, store, options, stream);
    if (all) return subscribeToAll(call, store, options, all, readFilter(options));
  }
  const count = BigInt(options.getCount());
  if (stream) return readStream(call, store, options, stream, isBackwards, count);
  if (all) return readAll(call, store, options, all, readFilter(options), isBackwards, count);
  throw invalidArgument('a stream or $all is required');
}
