// Follows the events of all instances as they are appended: for caches and for those who wait.
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import type { Recorded } from '../../domain/event-catalogue.ts';
import { Fault } from '../../domain/fault.ts';
import { createPollLoop, type Pass } from '../jobs/poll-loop.ts';
import type { EventPlace } from './codec.ts';
import type { EventStore } from './store.ts';
import { subscribeToAll } from './subscription.ts';

export interface LiveObserver {
  observe(event: Recorded): void;
  /** Its stream has gone on, by an event that this program cannot read. */
  unreadable(place: EventPlace): void;
  /** False from an interruption on, until every event appended meanwhile has been observed. */
  following(isFollowing: boolean): void;
}

export interface LiveEvents {
  /** False while events may have been appended that were not observed yet. */
  isFollowing(): boolean;
  stop(): Promise<void>;
}

/** A subscription that has ended for good is started again all the same: an administrator may have repaired the store. */
const restartPauseMs = 1_000;

/**
 * Follows the live events of all instances from now on, each once and in order, however often the subscription is interrupted.
 * Resolves when it knows where "now" is: what is appended after that will be observed. Throws `event_store_unavailable`.
 */
export async function followLive(store: EventStore, clock: Clock, log: Logger, observer: LiveObserver): Promise<LiveEvents> {
  const head = await store.head();
  let place: bigint | 'start' = head > 0n ? head : 'start';
  let isFollowing = false;

  function tell(now: boolean, signal?: AbortSignal): void {
    if (isFollowing === now) return;
    isFollowing = now;
    observer.following(now);
    if (!now && !signal?.aborted)
      log.warn({ code: 'event_store_connection_lost' }, 'the live subscription was interrupted; it resumes by itself');
  }

  async function follow({ signal, working }: Pass): Promise<void> {
    const onInterrupted = () => tell(false, signal);
    for await (const item of subscribeToAll(store, { from: place, signal, clock, onInterrupted })) {
      working();
      if (item.kind === 'caught_up') tell(true);
      else place = item.position;
      if (item.kind === 'event') observer.observe(item.event);
      if (item.kind !== 'unreadable') continue;
      observer.unreadable(item.place);
      log.error({ code: item.fault.code, stream: item.place.stream }, 'an event cannot be read');
    }
  }

  const loop = createPollLoop({
    name: 'live-events',
    async pass(run) {
      await follow(run);
      return restartPauseMs;
    },
    afterFault: { firstMs: restartPauseMs, mostMs: restartPauseMs },
    failed: 'the live subscription ended; it starts again',
    describe: error => ({ code: error instanceof Fault ? error.code : 'internal_fault' }),
    onFault: () => tell(false),
    level: 'error',
    clock,
    log,
  });
  loop.start();
  return { isFollowing: () => isFollowing, stop: loop.stop };
}
