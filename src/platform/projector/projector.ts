// Runs the projections: one runner among all instances, one subscription, one transaction for each batch and its checkpoints.
import type { Client } from 'pg';
import type { Recorded } from '../../domain/event-catalogue.ts';
import { Fault } from '../../domain/fault.ts';
import type { AllItem } from '../eventstore/subscription.ts';
import { createPollLoop, type Pass } from '../jobs/poll-loop.ts';
import { connect } from '../postgres/own-connection.ts';
import type { StoreCounts } from '../store-counts.ts';
import { spanOfMany } from '../tracing/trace.ts';
import { type Applier, createApplier } from './applier.ts';
import { errorCode } from './event-fault.ts';
import { takeRunnerLock } from './instances/runner-lock.ts';
import { canRead, createStandBy } from './instances/stand-by.ts';
import { createParking } from './parked-streams.ts';
import { type StartUpOptions, untilCurrent } from './prepare-tables.ts';
import { dropLeftoverShadowTables } from './rebuild/shadow-tables.ts';
import { createPositionWaiters } from './wait-for-position.ts';

export interface ProjectionState {
  name: string;
  position: bigint;
  parked: number;
}

export interface Projector {
  /**
   * Makes the tables and begins. Where a later program has made them, it reads those and stands by, and resolves once its own are filled
   * beside them. Throws `event_store_replaced`, `event_store_lost_tail`, `read_models_outdated` where a version was raised and nothing
   * rebuilds at the start, `read_models_newer` where columns it reads are not there any more.
   */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** True once all projections have passed the position, false after `timeoutMs`. */
  waitFor(position: bigint, timeoutMs: number): Promise<boolean>;
  state(): {
    /** This instance is the runner. */
    running: boolean;
    caughtUp: boolean;
    /** A later program has rebuilt them; this one reads them, and stands by. */
    superseded: boolean;
    /** The error that stops this instance from running them; it keeps trying. */
    failing: string | null;
    projections: ProjectionState[];
  };
}

export interface ProjectorOptions extends StartUpOptions {
  databaseUrl: string;
  /** Resolves when no request waits for an answer, at the latest after `mostMs`. */
  whenIdle?(mostMs: number): Promise<void>;
  counts?: StoreCounts;
}

const takeoverMs = 1_000;
/** Longer than most calls take: the events of one are one batch. */
const lingerMs = 50;
/** The last events of a call come after its answer. */
const lastEventsMs = 15;
/** Batches that come one after the other are so far apart while nobody waits: a batch costs nearly the same for one call as for many. */
const batchEveryMs = 200;

export function createProjector(options: ProjectorOptions): Projector {
  const { databaseUrl, store, projections, clock, log, counts } = options;
  const stopping = new AbortController();
  /** Position up to which everything was considered, written or not. */
  let considered = -1n;
  let lastBatchAt = Number.NEGATIVE_INFINITY;
  let applier: Applier | undefined;
  let running = false;
  let caughtUp = false;
  let failing: string | null = null;
  let started = false;
  let current: Client | undefined;
  /** The first preparation, while it waits for the first pass. */
  let prepared: Applier | undefined;
  const waiting = createPositionWaiters({
    databaseUrl,
    names: projections.map(({ name }) => name),
    isRunner: () => running,
    clock,
    log,
    ...(counts && { counts }),
  });

  const standBy = createStandBy(options, stopping.signal);
  /** The session that holds the runner's lock writes, so a runner that lost it can write nothing. */
  async function connected(): Promise<Client> {
    const client = await connect(databaseUrl, 'rebook projector', log, counts && { counts });
    // Writes that a crash of the database loses are applied again: rows and checkpoint are lost together.
    await client.query('set synchronous_commit = off');
    return client;
  }

  /** Undefined where another instance is the runner. */
  async function prepare(client: Client): Promise<Applier | undefined> {
    if (await takeRunnerLock(client)) await dropLeftoverShadowTables(client, log);
    const { leading, checkpoints } = await untilCurrent(client, options, () => takeRunnerLock(client), stopping.signal);
    if (!leading) return undefined;
    applier = createApplier({
      client,
      projections,
      checkpoints,
      parking: await createParking(client),
      log,
      notifiedTable: 'calendar_jobs',
    });
    return applier;
  }

  /** Requests come before read models, unless someone waits to read their own write. */
  async function linger(): Promise<void> {
    if (!options.whenIdle) return;
    // What is behind comes in large batches anyway.
    const over = new AbortController();
    const quiet = caughtUp ? untilDue(AbortSignal.any([stopping.signal, over.signal])) : options.whenIdle(lingerMs);
    await Promise.race([waiting.whenWaited(batchEveryMs), quiet.catch(() => undefined)]);
    over.abort();
  }

  /** The call whose event has come is over, and the last batch is long enough ago. */
  async function untilDue(signal: AbortSignal): Promise<void> {
    const dueInMs = lastBatchAt + batchEveryMs - clock.elapsed();
    await options.whenIdle?.(lingerMs);
    await clock.sleep(Math.max(lastEventsMs, dueInMs), signal);
  }

  /** Runs until stopped; gives the lock up only with its connection. */
  async function lead(client: Client, applier: Applier, working: () => void): Promise<void> {
    const lost = new AbortController();
    const onEnd = () => lost.abort();
    client.once('end', onEnd);
    const signal = AbortSignal.any([stopping.signal, lost.signal]);
    const [first, ...others] = applier.checkpoints().map(({ position }) => position);
    considered = others.reduce((least, position) => (position < least ? position : least), first ?? -1n);
    running = true;
    waiting.passed(considered);
    const from = considered < 0n ? 'start' : considered;
    const onInterrupted = () => {
      caughtUp = false;
    };
    try {
      for await (const items of store.subscribe({ from, signal, clock, linger, onInterrupted })) {
        await spanOfMany('projection.batch', {}, eventsIn(items), () => applier.apply(items));
        lastBatchAt = clock.elapsed();
        advance(items);
        working();
      }
    } finally {
      client.off('end', onEnd);
      running = false;
      caughtUp = false;
      waiting.pollCheckpoints();
    }
  }

  /** Positions of events that changed nothing move on in memory; they are written with the next batch. */
  function advance(items: readonly AllItem[]): void {
    for (const item of items) {
      if (item.kind === 'caught_up') caughtUp = true;
      else if (item.position > considered) considered = item.position;
    }
    waiting.passed(considered);
  }

  const states = (): ProjectionState[] =>
    (applier?.checkpoints() ?? []).map(({ projection: name, position }) => ({
      name,
      position: position > considered ? position : considered,
      parked: applier?.parked(name) ?? 0,
    }));

  /** On the connection it was left with, or a new one; the one that holds the lock leads, the others try again for it. */
  async function pass({ working }: Pass): Promise<number> {
    try {
      current ??= await connected();
      if (!(await standBy.isOver(current))) {
        failing = null;
        return takeoverMs;
      }
      const leading = prepared ?? ((await takeRunnerLock(current)) ? await prepare(current) : undefined);
      prepared = undefined;
      failing = null;
      if (leading) await lead(current, leading, working);
      return takeoverMs;
    } catch (error) {
      prepared = undefined;
      if (isCode(error, 'projection_fenced')) {
        log.info({ code: 'projection_fenced' }, 'the tables were changed by another process; the projector continues from there');
        return 0;
      }
      await disconnect();
      if (stopping.signal.aborted || !isCode(error, 'read_models_newer')) {
        failing = errorCode(error);
        throw error;
      }
      failing = null;
      standBy.begin('beside');
      return takeoverMs;
    }
  }

  async function disconnect(): Promise<void> {
    await current?.end().catch(() => undefined);
    current = undefined;
  }

  const loop = createPollLoop({
    name: 'projector',
    pass,
    afterFault: { firstMs: takeoverMs, mostMs: takeoverMs },
    failed: 'the projector stopped; it tries again',
    describe: error => ({ code: errorCode(error) }),
    level: 'error',
    clock,
    log,
  });

  return {
    async start() {
      current = await connected();
      try {
        // Faults of the first preparation are reported to the operator, not retried again and again.
        prepared = await prepare(current);
      } catch (error) {
        const canStandBy = isCode(error, 'read_models_newer') && (await canRead(current, projections));
        await disconnect();
        if (!canStandBy) throw error;
        standBy.begin('before');
      }
      started = true;
      loop.start();
      if (stopping.signal.aborted) await disconnect();
      if (standBy.isOn()) await standBy.untilFilled();
    },
    async stop() {
      stopping.abort();
      await loop.stop();
      // A preparation that has begun ends by itself, and its connection with it.
      if (started) await disconnect();
      await standBy.stop();
      await waiting.close();
    },
    waitFor: async (position, timeoutMs) => (running && considered >= position) || waiting.waitFor(position, timeoutMs),
    state: () => ({ running, caughtUp, superseded: standBy.isOn(), failing, projections: states() }),
  };
}

const eventsIn = (items: readonly AllItem[]): Recorded[] => items.flatMap(item => (item.kind === 'event' ? [item.event] : []));

const isCode = (error: unknown, code: string): boolean => error instanceof Fault && error.code === code;
