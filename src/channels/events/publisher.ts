// Publishes what happened to the message broker: one process at a time, each event once, in order, however long it was away.
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import { Fault } from '../../domain/fault.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';
import { createPollLoop, type Pass } from '../../platform/jobs/poll-loop.ts';
import { type PublicationDatabase, withPublicationLease } from './lease.ts';
import { type Publication, publish } from './publication.ts';

export interface PublisherOptions {
  store: EventStore;
  db: PublicationDatabase;
  natsUrl: string;
  clock: Clock;
  log: Logger;
  metrics?: PublisherMetrics;
  /** The JetStream stream; `REBOOK` unless given. */
  streamName?: string;
}

export interface PublisherMetrics {
  published(type: string): void;
  interrupted(code: string): void;
}

export interface PublisherState {
  /** `standby`: another process publishes. `waiting`: broker, database or event store are away and tried again. */
  status: 'stopped' | 'connecting' | 'publishing' | 'standby' | 'waiting';
  /** The last position considered, as a decimal string. */
  position: string | null;
  /** Messages published by this process. */
  published: number;
  /** Why it is waiting. */
  code: string | null;
}

export interface Publisher {
  /** Returns at once; whatever is away delays publication and nothing else. */
  start(): void;
  /** Resolves when the message in flight is acknowledged, the checkpoint written and the lease given back. */
  stop(): Promise<void>;
  state(): PublisherState;
}

const standbyPauseMs = 2_000;
const firstPauseMs = 250;
const longestPauseMs = 5_000;

export function createPublisher(options: PublisherOptions): Publisher {
  const { store, db, natsUrl, clock, log, metrics, streamName = 'REBOOK' } = options;
  let state: PublisherState = { status: 'stopped', position: null, published: 0, code: null };

  const loop = createPollLoop({
    name: 'publisher',
    async pass(run) {
      const led = await withPublicationLease(db, lease => lead(lease, run));
      if (!led) state = { ...state, status: 'standby', code: null };
      return led ? firstPauseMs : standbyPauseMs;
    },
    afterFault: { firstMs: firstPauseMs, mostMs: longestPauseMs },
    failed: 'publication interrupted',
    describe: error => (error instanceof Fault ? { code: error.code } : { code: 'unexpected', err: error }),
    onFault({ code }) {
      metrics?.interrupted(code);
      state = { ...state, status: 'waiting', code };
    },
    clock,
    log,
  });

  /** Publishes until stopped, or until the broker's connection is gone. */
  async function lead(lease: PublicationDatabase, { signal, working }: Pass): Promise<void> {
    if (state.status !== 'waiting') state = { ...state, status: 'connecting' };
    // Few services publish: the client is loaded by those that do.
    const { openBroker } = await import('./broker.ts');
    const broker = await openBroker(natsUrl, streamName);
    const disconnected = new AbortController();
    void broker.closed.then(() => disconnected.abort());
    const publication: Publication = {
      store,
      lease,
      streamName,
      broker,
      clock,
      log,
      signal: AbortSignal.any([signal, disconnected.signal]),
      onProgress(position, type) {
        working();
        state = {
          status: 'publishing',
          position: position.toString(),
          published: state.published + (type === undefined ? 0 : 1),
          code: null,
        };
        if (type !== undefined) metrics?.published(type);
      },
    };
    try {
      await publish(publication);
    } finally {
      await broker.close().catch(() => undefined);
    }
    if (!signal.aborted) throw new Fault('broker_unavailable', 'the connection to the message broker was lost');
  }

  return {
    start: loop.start,
    async stop() {
      await loop.stop();
      state = { ...state, status: 'stopped' };
    },
    state: () => state,
  };
}
