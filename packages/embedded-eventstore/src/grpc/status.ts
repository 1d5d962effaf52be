// How a call fails: gRPC code, sentence, and the trailers from which the client makes its typed errors.
import { Metadata, type StatusObject, status } from '@grpc/grpc-js';
import type { Logger } from 'pino';
import type { Expected } from '../log/event.ts';

export class CallError extends Error implements StatusObject {
  readonly code: status;
  readonly details: string;
  readonly metadata: Metadata;
  constructor(code: status, details: string, trailers: Record<string, string> = {}) {
    super(details);
    this.name = 'CallError';
    this.code = code;
    this.details = details;
    this.metadata = new Metadata();
    for (const [name, value] of Object.entries(trailers)) this.metadata.set(name, headerText(value));
  }
}

export const invalidArgument = (details: string): CallError => new CallError(status.INVALID_ARGUMENT, details);

/** An event the original fails at: a plain append ends with its code UNKNOWN, a batched one is answered as a bad request. */
export const badEvent = (details: string): CallError => new CallError(status.UNKNOWN, details);

/** How the original fails where a read forwards begins at the end of a stream. */
export const unexpectedRead = (details: string): CallError => new CallError(status.UNKNOWN, details);

export const streamDeleted = (stream: string): CallError =>
  new CallError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const wrongExpectedVersion = (stream: string, expected: Expected, current: bigint): CallError =>
  new CallError(
    status.FAILED_PRECONDITION,
    `Append failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expectedNumber(expected)}, Actual version: ${current}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': String(expectedNumber(expected)),
      'actual-version': String(current),
    },
  );

export const maximumAppendSizeExceeded = (limit: number): CallError =>
  new CallError(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });

export const missingMetadata = (property: string): CallError =>
  new CallError(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });

/** What the client maps to its TimeoutError. */
export const timedOut = (): CallError => new CallError(status.ABORTED, 'Operation timed out');

/** What the client maps to its AccessDeniedError. */
export const accessDenied = (): CallError =>
  new CallError(
    status.PERMISSION_DENIED,
    'This event store asks for its secret: give it as connectionName in the connection string, as `rebook eventstore` prints it.',
    { exception: 'access-denied' },
  );

export const unavailable = (details: string): CallError => new CallError(status.UNAVAILABLE, details);

/** What is no failure of ours is the database's: the client may try again. */
export function toStatus(error: unknown, log: Logger): StatusObject {
  if (error instanceof CallError) return error;
  log.warn({ err: error }, 'a call failed');
  const internal = error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
  return internal
    ? new CallError(status.INTERNAL, 'the server failed to answer')
    : unavailable('the event store cannot reach its database');
}

function expectedNumber(expected: Expected): bigint {
  if (expected.kind === 'revision') return expected.revision;
  return { no_stream: -1n, any: -2n, stream_exists: -4n }[expected.kind];
}

/** Header values are printable ASCII; a stream's name may be anything. */
const headerText = (value: string): string => (/^[\x20-\x7e]*$/.test(value) ? value : encodeURIComponent(value.toWellFormed()));
