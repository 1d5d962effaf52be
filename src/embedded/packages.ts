// The embedded servers' packages, and their faults.
import { Fault } from '../domain/fault.ts';

/** The fault of a package as one of the program's own, with its code; anything else as it is. */
export function ownFault(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Fault || error.name !== 'Fault') return error;
  return 'code' in error && typeof error.code === 'string' ? new Fault(error.code, error.message, { cause: error }) : error;
}
