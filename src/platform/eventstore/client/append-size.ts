// Checks the size of an append before anything is begun.
import { Fault } from '../../../domain/fault.ts';

/** Bytes of data, summed over the events of one append; metadata does not count. The default of EventStoreDB. */
export const usualAppendBytes = 1_048_576;

/** Throws `append_too_large` for what the store would refuse, which takes `mostBytes`. */
export function checkAppendSize(bytes: number, mostBytes: number): void {
  if (bytes <= mostBytes) return;
  throw new Fault('append_too_large', `${bytes} bytes of data in one append; the event store takes ${mostBytes}`);
}
