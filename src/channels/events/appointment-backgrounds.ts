// What went before in an appointment's stream, from memory while the events come in order, else read again.
import { LRUCache } from 'lru-cache';
import { type DecisionEvent, isDecision } from '../../domain/appointment/modification-kinds.ts';
import type { DataOf, Recorded } from '../../domain/event-catalogue.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';
import type { AppointmentBackground } from './public-event.ts';

interface Known {
  revision: bigint;
  scheduled: DataOf<'AppointmentScheduled'> | undefined;
  decisions: Map<string, DecisionEvent>;
}

const rememberedStreams = 5_000;

/** Gives the background of an event of an appointment's stream, the event itself included. */
export function createAppointmentBackgrounds(store: Pick<EventStore, 'read'>) {
  const cache = new LRUCache<string, Known>({ max: rememberedStreams });

  return async (event: Recorded): Promise<AppointmentBackground> => {
    const known = cache.get(event.stream) ?? { revision: -1n, scheduled: undefined, decisions: new Map() };
    if (event.revision === known.revision + 1n) add(known, event);
    else if (event.revision > known.revision) {
      for (const earlier of await store.read(event.stream, known.revision + 1n)) add(known, earlier);
    }
    cache.set(event.stream, known);
    return { scheduled: known.scheduled, decisionOf: id => known.decisions.get(id) };
  };
}

function add(known: Known, event: Recorded): void {
  known.revision = event.revision;
  if (event.type === 'AppointmentScheduled') known.scheduled = event.data;
  if (isDecision(event)) known.decisions.set(event.id, event);
}
