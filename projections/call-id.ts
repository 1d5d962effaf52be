// The call an event of a ledger belongs to; null for the ledger of a staff request.
import type { Recorded } from '../src/domain/event-catalogue.ts';

export const callIdOf = (event: Recorded): string | null =>
  event.stream.startsWith('call-') ? event.stream.slice('call-'.length) : null;
