// The work of the one who publishes: from where it was left off, event by event, message then checkpoint.
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import { appointmentStream, categoryOf } from '../../domain/ids.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';
import { subscribeToAll } from '../../platform/eventstore/subscription.ts';
import { spanOfMany } from '../../platform/tracing/trace.ts';
import { createAppointmentBackgrounds } from './appointment-backgrounds.ts';
import type { Broker, LastPublished, StorePosition } from './broker.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import type { PublicationDatabase } from './lease.ts';
import { isPublished, publicEventOf } from './public-event.ts';

export interface Publication {
  store: EventStore;
  /** The connection that holds the lease: if it is lost, the checkpoint cannot be written any more. */
  lease: PublicationDatabase;
  streamName: string;
  broker: Broker;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
  /** After each position considered; with the type where a message was published. */
  onProgress(position: bigint, publishedType?: string): void;
}

/** Positions that concern nobody are written down only now and then. */
const checkpointEvery = 500;

/**
 * Publishes until the signal aborts. A message is published before its checkpoint: killed in between, the next one
 * finds the message's position in the stream and goes on after it.
 */
export async function publish(publication: Publication): Promise<void> {
  const { store, lease, streamName, broker, clock, log, signal, onProgress } = publication;
  const backgroundOf = createAppointmentBackgrounds(store);
  let storeId = await store.storeId();
  let from = await resumeAfter(publication, storeId);
  let unwritten = 0;
  if (from !== undefined) onProgress(from);

  const checkpoint = async (position: bigint) => {
    await writeCheckpoint(lease, streamName, { storeId, position });
    unwritten = 0;
  };

  for await (const item of subscribeToAll(store, { from: from ?? 'start', signal, clock })) {
    if (item.kind === 'caught_up') {
      onProgress(from ?? 0n);
      continue;
    }
    // Left out it would never be published: publication waits until a program that can read it runs.
    if (item.kind === 'unreadable') throw item.fault;
    from = item.position;
    unwritten += 1;
    if (item.kind === 'event' && isPublished(item.event.type) && categoryOf(item.event.stream) === 'appointment') {
      // A store that was empty at the start has got its first event, and with it its id.
      if (storeId === 'empty') storeId = await store.storeId();
      const message = publicEventOf(item.event, await backgroundOf(item.event));
      if (message) {
        const place = { storeId, position: item.position };
        await spanOfMany('publish', {}, [item.event], () => broker.publish(message, place));
        onProgress(item.position, message.type);
        await checkpoint(item.position);
        continue;
      }
      log.error({ code: 'publication_without_decision', eventId: item.event.id }, 'an event could not be published');
    }
    if (unwritten >= checkpointEvery && storeId !== 'empty') await checkpoint(item.position);
    onProgress(item.position);
  }
  if (from !== undefined && unwritten > 0 && storeId !== 'empty') await checkpoint(from);
}

/**
 * After the greater of checkpoint and last message; what another event store left behind does not count, unless this one is its
 * copy and holds the last event that was published.
 */
async function resumeAfter({ store, lease, streamName, broker }: Publication, storeId: string): Promise<bigint | undefined> {
  const last = await broker.lastPublished();
  const left: (StorePosition | undefined)[] = [await readCheckpoint(lease, streamName), last];
  const positions = left.flatMap(place => (place?.storeId === storeId ? [place.position] : []));
  if (positions.length === 0 && last) return placeInCopy(store, last);
  return positions.reduce<bigint | undefined>((most, each) => (most === undefined || each > most ? each : most), undefined);
}

async function placeInCopy(store: EventStore, { companyId, appointmentId, eventId }: LastPublished): Promise<bigint | undefined> {
  const events = await store.read(appointmentStream(companyId, appointmentId));
  return events.find(({ id }) => id === eventId)?.position;
}
