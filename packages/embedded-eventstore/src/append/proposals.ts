// The events of one append as they come in, held to the limits on it.

import { CallError, invalidArgument, maximumAppendSizeExceeded } from '../grpc/status.ts';
import type { NewEvent } from '../log/event.ts';

/** Bytes of data one append may have, summed over its events; its metadata does not count. As in EventStoreDB 23.10. */
export const defaultMaxAppendSize = 1024 * 1024;
/** Bytes of one append with its metadata: a client takes no larger message when it reads an event back. No limit may be set higher. */
export const largestAppend = 16 * 1024 * 1024;

export interface Proposals {
  readonly events: readonly NewEvent[];
  /** Bytes that are kept. */
  readonly bytes: number;
  /** Why the append is refused; undefined as long as it is not. */
  readonly failure: CallError | undefined;
  /** After a failure nothing is kept. */
  take(event: NewEvent | CallError): void;
}

/** `maxAppendSize`: bytes of data. */
export function createProposals(maxAppendSize: number): Proposals {
  let events: NewEvent[] = [];
  let failure: CallError | undefined;
  let dataBytes = 0;
  let bytes = 0;
  function fail(reason: CallError): void {
    failure = reason;
    events = [];
    bytes = 0;
  }
  return {
    get events() {
      return events;
    },
    get bytes() {
      return bytes;
    },
    get failure() {
      return failure;
    },
    take(event) {
      if (failure) return;
      if (event instanceof CallError) {
        fail(event);
        return;
      }
      dataBytes += event.data.length;
      bytes += event.data.length + event.metadata.length;
      events.push(event);
      if (dataBytes > maxAppendSize) fail(maximumAppendSizeExceeded(maxAppendSize));
      else if (bytes > largestAppend) fail(invalidArgument(`an append has at most ${largestAppend} bytes with its metadata`));
    },
  };
}
