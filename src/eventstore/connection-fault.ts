// Which errors of the client mean "the connection is gone, the outcome is unknown".
import { CancelledError, DeadlineExceededError, TimeoutError, UnavailableError } from '@eventstore/db-client';

/** True for lost connections and time-outs; also for the plain `Error` with gRPC code 14 the client throws while a server is down. */
export function isConnectionFault(error: unknown): boolean {
  if (error instanceof UnavailableError || error instanceof CancelledError) return true;
  if (error instanceof DeadlineExceededError || error instanceof TimeoutError) return true;
  return error instanceof Error && 'code' in error && error.code === 14;
}
