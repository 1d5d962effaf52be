// What all instances append, as it happens: for caches and for those who wait.
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { Recorded } from '../domain/events/catalogue.ts';
import { Fault } from '../domain/fault.ts';
import type { EventStore } from './store.ts';
import { subscribeToAll } from './subscription.ts';

/** Follows the live events of all instances until the returned function is called. */
export function followLive(
  store: EventStore,
  clock: Clock,
  log: Logger,
  observe: (event: Recorded) => void,
): () => Promise<void> {
  const stopping = new AbortController();
  const onInterrupted = () =>
    log.warn({ code: 'eventstore_connection_lost' }, 'the live events are interrupted; they resume by themselves');
  const following = (async () => {
    for await (const item of subscribeToAll(store, { from: 'end', signal: stopping.signal, clock, onInterrupted })) {
      if (item.kind === 'event') observe(item.event);
      if (item.kind === 'unreadable') log.error({ code: item.fault.code, stream: item.place.stream }, 'an event cannot be read');
    }
  })().catch(error =>
    log.fatal({ code: error instanceof Fault ? error.code : 'internal_fault' }, 'the live events cannot be followed'),
  );
  return async () => {
    stopping.abort();
    await following;
  };
}
