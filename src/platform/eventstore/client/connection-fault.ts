// Says which errors are the event store's final answer. Every other error is a fault of the connection: the outcome of the request
// is unknown, and it is repeated.
import {
  AccessDeniedError,
  InvalidArgumentError,
  InvalidTransactionError,
  MaxAppendSizeExceededError,
  NoStreamError,
  RequiredMetadataPropertyMissingError,
  StreamDeletedError,
  StreamNotFoundError,
  UnsupportedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { Fault } from '../../../domain/fault.ts';

const finalErrors = [
  AccessDeniedError,
  InvalidArgumentError,
  InvalidTransactionError,
  MaxAppendSizeExceededError,
  NoStreamError,
  RequiredMetadataPropertyMissingError,
  StreamDeletedError,
  StreamNotFoundError,
  UnsupportedError,
  WrongExpectedVersionError,
  Fault,
];

const finalCodes: readonly unknown[] = [
  status.INVALID_ARGUMENT,
  status.ALREADY_EXISTS,
  status.PERMISSION_DENIED,
  status.UNAUTHENTICATED,
  status.FAILED_PRECONDITION,
  status.OUT_OF_RANGE,
  status.UNIMPLEMENTED,
];

/**
 * False where the same request would get the same answer again. Whatever is not known to be final is a fault of the connection:
 * a store that stops ends its calls with codes that say nothing (13 INTERNAL, "Received RST_STREAM with code 0"), and so do proxies.
 */
export function isConnectionFault(error: unknown): boolean {
  if (finalErrors.some(known => error instanceof known)) return false;
  return !(error instanceof Error && 'code' in error && finalCodes.includes(error.code));
}

/**
 * True for the answer to a read of the whole log from a position at which this store has no record: its log ends before, or the
 * position is another store's. The original has no code of its own for it; `Expired` says that it is busy.
 */
export const saysNoRecord = (error: unknown): boolean =>
  error instanceof Error && /Unexpected ReadAllResult(?!: (?:Expired|AccessDenied))/.test(error.message);

/** A log that has no record at the position, because it ends before, has nothing from there on. */
export async function orNone<T>(read: Promise<T[]>): Promise<T[]> {
  try {
    return await read;
  } catch (error) {
    if (saysNoRecord(error)) return [];
    throw error;
  }
}
