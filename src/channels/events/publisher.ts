// Publishes what happened to the message broker: one process at a time, each event once, in order, however long it was away.
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import { Fault } from '../../domain/fault.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';
import { openBroker } from './broker.ts';
import { type PublicationDatabase, withPublicationLease } from './lease.ts';
import { type Publication, publish } from './publication.ts';

export interface PublisherOptions {
  store: EventStore;
  db: PublicationDatabase;
  natsUrl: string;
  clock: Clock;
  log: Logger;
  metrics?: PublisherMetrics;
  /** The JetStream stream; `REBOOK` unless told otherwise. */
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
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let state: PublisherState = { status: 'stopped', position: null, published: 0, code: null };

  async function run(): Promise<void> {
    let pauseMs = firstPauseMs;
    while (!stopping.signal.aborted) {
      try {
        const led = await withPublicationLease(db, lead);
        pauseMs = firstPauseMs;
        if (!led) state = { ...state, status: 'standby', code: null };
        await pause(led ? firstPauseMs : standbyPauseMs);
      } catch (error) {
        const code = error instanceof Fault ? error.code : 'unexpected';
        // One line per outage, not one per try.
        if (state.code !== code) log.warn({ code, ...(code === 'unexpected' && { err: error }) }, 'publication interrupted');
        metrics?.interrupted(code);
        state = { ...state, status: 'waiting', code };
        await pause(pauseMs);
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      }
    }
    state = { ...state, status: 'stopped' };
  }

  /** Publishes until stopped, or until the broker's connection is gone. */
  async function lead(lease: PublicationDatabase): Promise<void> {
    if (state.status !== 'waiting') state = { ...state, status: 'connecting' };
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
      signal: AbortSignal.any([stopping.signal, disconnected.signal]),
      onProgress(position, type) {
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
    if (!stopping.signal.aborted) throw new Fault('broker_unavailable', 'the connection to the message broker was lost');
  }

  const pause = (milliseconds: number) => clock.sleep(milliseconds, stopping.signal).catch(() => undefined);

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      await running;
    },
    state: () => state,
  };
}
