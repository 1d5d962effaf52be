// Runs the projections: one runner among all instances, one subscription, one transaction for each batch and its checkpoints.
import { Client } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { EventStore } from '../eventstore/store.ts';
import { type AllItem, subscribeInBatches } from '../eventstore/subscription.ts';
import { type Applier, createApplier, errorCode } from './applier.ts';
import { createCheckpoint, readCheckpoints, verifyStore } from './checkpoints.ts';
import { createParking } from './parking.ts';
import type { Projection } from './projection.ts';
import { createTable, dropTable } from './tables.ts';

export interface ProjectionState {
  name: string;
  position: bigint;
  parked: number;
}

export interface Projector {
  /** Makes the tables and begins. Throws `event_store_exchanged`, `event_store_lost_tail`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** True once all projections have passed the position, false after `timeoutMs`. */
  waitFor(position: bigint, timeoutMs: number): Promise<boolean>;
  /** Whether this instance runs them, and how far each has come. */
  state(): { running: boolean; caughtUp: boolean; projections: ProjectionState[] };
}

export interface ProjectorOptions {
  databaseUrl: string;
  store: EventStore;
  projections: readonly Projection[];
  /** Names of those to be filled anew at the start, as after a change of their version. */
  rebuild?: readonly string[];
  clock: Clock;
  log: Logger;
  /** Resolves when nobody waits for an answer, at the latest after `mostMs`. */
  quiet?(mostMs: number): Promise<void>;
  /** After each batch. */
  onProgress?(state: ProjectionState): void;
}

/** The session lock that makes one runner; the same session writes, so a runner that lost it can write nothing. */
const lockKey = 7_264_665_002;
const takeoverMs = 1_000;
const pollMs = 15;
/** Longer than most calls take. */
const lingerMs = 25;

export function createProjector(options: ProjectorOptions): Projector {
  const { databaseUrl, store, projections, clock, log } = options;
  let rebuild = options.rebuild ?? [];
  const stopping = new AbortController();
  const waiters = new Set<{ position: bigint; done(): void }>();
  /** Position up to which everything was considered, written or not. */
  let considered = -1n;
  let applier: Applier | undefined;
  let running = false;
  let caughtUp = false;
  let loop: Promise<void> | undefined;

  const connect = async (): Promise<Client> => {
    const client = new Client({ connectionString: databaseUrl, application_name: 'rebook projector' });
    client.on('error', error =>
      log.warn({ code: 'database_connection_lost', err: { name: error.name } }, 'the projector lost its connection'),
    );
    await client.connect();
    // What a crash of the database forgets here is applied again: rows and checkpoint go together.
    await client.query('set synchronous_commit = off');
    return client;
  };

  async function prepare(client: Client): Promise<Applier> {
    const storeId = await store.storeId();
    const known = await readCheckpoints(client);
    for (const projection of projections) {
      const checkpoint = known.get(projection.name);
      if (checkpoint?.version === projection.version && !rebuild.includes(projection.name)) {
        await verifyStore(store, checkpoint, storeId);
        continue;
      }
      await client.query('begin');
      for (const table of projection.tables) {
        if (checkpoint) await dropTable(client, table);
        await createTable(client, table);
      }
      const fresh = {
        projection: projection.name,
        position: -1n,
        eventPosition: undefined,
        eventId: undefined,
        storeId,
        version: projection.version,
      };
      await createCheckpoint(client, fresh);
      await client.query('delete from parked_event where projection = $1', [projection.name]);
      await client.query('commit');
    }
    rebuild = [];
    const current = await readCheckpoints(client);
    const checkpoints = projections.flatMap(({ name }) => current.get(name) ?? []);
    applier = createApplier({ client, projections, checkpoints, parking: await createParking(client), log });
    return applier;
  }

  /** Who waits for an answer comes before who reads, unless somebody waits for what he wrote. */
  const linger = async (): Promise<void> => {
    if (waiters.size === 0) await options.quiet?.(lingerMs);
  };

  /** Runs until stopped; gives the lock up only with its connection. */
  async function lead(client: Client, applier: Applier): Promise<void> {
    running = true;
    const lost = new AbortController();
    client.on('end', () => lost.abort());
    const first =
      applier
        .checkpoints()
        .map(({ position }) => position)
        .sort((a, b) => (a < b ? -1 : 1))[0] ?? -1n;
    considered = first;
    const signal = AbortSignal.any([stopping.signal, lost.signal]);
    try {
      for await (const items of subscribeInBatches(store, { from: first < 0n ? 'start' : first, signal, clock, linger })) {
        await applier.apply(items);
        advance(items);
      }
    } finally {
      running = false;
      caughtUp = false;
    }
  }

  /** Positions that concerned nobody move on in memory; they are written with the next batch. */
  function advance(items: readonly AllItem[]): void {
    for (const item of items) {
      if (item.kind === 'caught_up') caughtUp = true;
      else if (item.position > considered) considered = item.position;
    }
    for (const state of states()) options.onProgress?.(state);
    for (const waiter of waiters) if (considered >= waiter.position) waiter.done();
  }

  const states = (): ProjectionState[] =>
    (applier?.checkpoints() ?? []).map(({ projection: name, position }) => ({
      name,
      position: position > considered ? position : considered,
      parked: applier?.parked(name) ?? 0,
    }));

  async function runForever(first: Client | undefined): Promise<void> {
    let client = first;
    while (!stopping.signal.aborted) {
      try {
        client ??= await connect();
        if (await tryLock(client)) {
          await lead(client, await prepare(client));
        }
      } catch (error) {
        log.error(
          { code: errorCode(error), err: { name: error instanceof Error ? error.name : 'unknown' } },
          'the projector stopped; it tries again',
        );
        await client?.end().catch(() => undefined);
        client = undefined;
      }
      await clock.sleep(takeoverMs, stopping.signal).catch(() => undefined);
    }
    await client?.end().catch(() => undefined);
  }

  return {
    async start() {
      const client = await connect();
      // Faults of the first preparation are the operator's to see, not to be tried again and again.
      const mine = (await tryLock(client)) ? await prepare(client) : undefined;
      loop = mine
        ? lead(client, mine)
            .catch(logFault)
            .then(() => runForever(client))
        : runForever(client);
    },
    async stop() {
      stopping.abort();
      await loop;
    },
    waitFor,
    state: () => ({ running, caughtUp, projections: states() }),
  };

  function logFault(error: unknown): void {
    log.error({ code: errorCode(error) }, 'the projector stopped; it tries again');
  }

  async function waitFor(position: bigint, timeoutMs: number): Promise<boolean> {
    if (running && considered >= position) return true;
    return running ? waitHere(position, timeoutMs) : waitElsewhere(position, timeoutMs);
  }

  function waitHere(position: bigint, timeoutMs: number): Promise<boolean> {
    const over = new AbortController();
    return new Promise(resolve => {
      const waiter = { position, done: () => end(true) };
      const end = (passed: boolean) => {
        waiters.delete(waiter);
        over.abort();
        resolve(passed);
      };
      waiters.add(waiter);
      clock.sleep(timeoutMs, over.signal).then(
        () => end(false),
        () => undefined,
      );
    });
  }

  /** Another instance runs the projections: its checkpoints tell. */
  async function waitElsewhere(position: bigint, timeoutMs: number): Promise<boolean> {
    const until = clock.now().getTime() + timeoutMs;
    const client = await connect();
    try {
      for (;;) {
        const stored = await readCheckpoints(client);
        if (stored.size > 0 && [...stored.values()].every(checkpoint => checkpoint.position >= position)) return true;
        if (clock.now().getTime() >= until) return false;
        await clock.sleep(pollMs);
      }
    } finally {
      await client.end();
    }
  }
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [lockKey]);
  return rows[0]?.held === true;
}
