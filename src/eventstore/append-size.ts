// How much one append may hold, asked before anything is begun.
import { Fault } from '../domain/fault.ts';

/** Bytes of data, summed over the events of one append; metadata does not count. What EventStoreDB takes unless told otherwise. */
export const maxAppendBytes = 1_048_576;

/** Throws `append_too_large` for what the store would refuse. */
export function checkAppendSize(bytes: number): void {
  if (bytes <= maxAppendBytes) return;
  throw new Fault('append_too_large', `${bytes} bytes of data in one append; the event store takes ${maxAppendBytes}`);
}
