// How far behind the store each projection is.
import { type EventStoreDBClient, FORWARDS, START } from '@eventstore/db-client';
import type { Clock } from '../domain/clock.ts';
import type { EventStore } from '../eventstore/store.ts';
import { isOurs } from '../eventstore/subscription.ts';

export interface ProjectionLag {
  projection: string;
  version: number;
  position: bigint;
  /** Events of ours after that, up to `mostCounted`. */
  events: number;
  /** Age of the oldest of them; zero where there is none. */
  seconds: number;
  parked: number;
}

/** Who is further behind than this is told to be this far behind: counting costs as much as reading. */
export const mostCounted = 10_000;

type Behind = Pick<ProjectionLag, 'events' | 'seconds'>;

/** Of each position, once: projections mostly stand at the same. */
export async function lagBehind(store: EventStore, clock: Clock, positions: readonly bigint[]): Promise<Map<bigint, Behind>> {
  const head = await store.head();
  const behind = new Map<bigint, Behind>();
  for (const position of new Set(positions)) {
    behind.set(position, position >= head ? { events: 0, seconds: 0 } : await count(store.client, clock, position));
  }
  return behind;
}

async function count(client: EventStoreDBClient, clock: Clock, after: bigint): Promise<Behind> {
  const fromPosition = after < 0n ? START : { commit: after, prepare: after };
  let events = 0;
  let oldest: Date | undefined;
  for await (const { event } of client.readAll({ direction: FORWARDS, fromPosition, maxCount: mostCounted })) {
    if (!event || !isOurs(event.streamId) || (event.position?.commit ?? 0n) <= after) continue;
    events += 1;
    oldest ??= event.created;
  }
  return { events, seconds: oldest ? Math.max(0, (clock.now().getTime() - oldest.getTime()) / 1_000) : 0 };
}
