// Gives the lag of each projection: how far it is behind the store.
import type { Clock } from '../../../domain/clock.ts';
import { isOurs } from '../../eventstore/own-streams.ts';
import type { EventStore } from '../../eventstore/store.ts';

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

/** A projection further behind than this is reported as this far behind: counting costs as much as reading. */
export const mostCounted = 10_000;

const readAtOnce = 1_000;

type Behind = Pick<ProjectionLag, 'events' | 'seconds'>;

/** Of each position, once: projections mostly stand at the same. */
export async function lagBehind(store: EventStore, clock: Clock, positions: readonly bigint[]): Promise<Map<bigint, Behind>> {
  const head = await store.head();
  const behind = new Map<bigint, Behind>();
  for (const position of new Set(positions)) {
    behind.set(position, position >= head ? { events: 0, seconds: 0 } : await count(store, clock, position));
  }
  return behind;
}

/** However many events of others lie between: only our events count as lag. */
async function count(store: EventStore, clock: Clock, after: bigint): Promise<Behind> {
  let from = after;
  let events = 0;
  let oldest: Date | undefined;
  for (let read = readAtOnce; read === readAtOnce && events < mostCounted; ) {
    const page = await store.readAll(from, readAtOnce);
    read = page.length;
    // A read from a position includes the event there.
    const own = page.filter(event => event.position > from && isOurs(event.stream));
    events += own.length;
    oldest ??= own[0]?.created;
    from = page.at(-1)?.position ?? from;
  }
  const seconds = oldest ? Math.max(0, (clock.now().getTime() - oldest.getTime()) / 1_000) : 0;
  return { events: Math.min(events, mostCounted), seconds };
}
