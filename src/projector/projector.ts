// Runs the projections: one runner among all instances, one subscription, one transaction for each batch and its checkpoints.
import { Client } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { Recorded } from '../domain/events/catalogue.ts';
import { Fault } from '../domain/fault.ts';
import type { EventStore } from '../eventstore/store.ts';
import { type AllItem, subscribeInBatches } from '../eventstore/subscription.ts';
import { type Checkpoint, createCheckpoint, readCheckpoints, verifyStore, writeCheckpoints } from './checkpoints.ts';
import { foldBatch } from './fold-batch.ts';
import { createParking, type Parking } from './parking.ts';
import type { Projection } from './projection.ts';
import { createRowCache } from './row-cache.ts';
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
  clock: Clock;
  log: Logger;
  /** After each batch. */
  onProgress?(state: ProjectionState): void;
}

/** The session lock that makes one runner; the same session writes, so a runner that lost it can write nothing. */
const lockKey = 7_264_665_002;
const takeoverMs = 1_000;
const pollMs = 15;
const gatherMs = 5;

export function createProjector(options: ProjectorOptions): Projector {
  const { databaseUrl, store, projections, clock, log } = options;
  const stopping = new AbortController();
  const cache = createRowCache();
  const waiters = new Set<{ position: bigint; done(): void }>();
  /** As they stand in the database. */
  let checkpoints: Checkpoint[] = [];
  /** Position up to which everything was considered, written or not. */
  let considered = -1n;
  let parking: Parking | undefined;
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

  async function prepare(client: Client): Promise<void> {
    const storeId = await store.storeId();
    const known = await readCheckpoints(client);
    for (const projection of projections) {
      const checkpoint = known.get(projection.name);
      if (checkpoint?.version === projection.version) {
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
    const current = await readCheckpoints(client);
    checkpoints = projections.flatMap(({ name }) => current.get(name) ?? []);
    parking = await createParking(client);
  }

  /** Runs until stopped; gives the lock up only with its connection. */
  async function lead(client: Client): Promise<void> {
    running = true;
    cache.clear();
    const lost = new AbortController();
    client.on('end', () => lost.abort());
    const first = checkpoints.map(({ position }) => position).sort((a, b) => (a < b ? -1 : 1))[0] ?? -1n;
    considered = first;
    const signal = AbortSignal.any([stopping.signal, lost.signal]);
    try {
      for await (const items of subscribeInBatches(store, { from: first < 0n ? 'start' : first, signal, clock })) {
        await applyBatch(client, items);
        // What follows at once goes together: a call's events come within milliseconds of each other.
        await clock.sleep(gatherMs, signal).catch(() => undefined);
      }
    } finally {
      running = false;
      caughtUp = false;
    }
  }

  async function applyBatch(client: Client, items: AllItem[]): Promise<void> {
    const events = items.flatMap(item => (item.kind === 'event' ? [item.event] : []));
    const position = items.reduce(
      (last, item) => (item.kind !== 'caught_up' && item.position > last ? item.position : last),
      -1n,
    );
    if (events.length > 0) await applyEvents(client, events);
    if (position >= 0n) advance(position);
    if (items.some(({ kind }) => kind === 'caught_up')) caughtUp = true;
  }

  /** One transaction for all; a batch that fails is halved until the event that does it is alone, which is then parked. */
  async function applyEvents(client: Client, events: Recorded[]): Promise<void> {
    try {
      await transact(client, events, async projection => foldBatch(client, cache, projection, wanted(projection, events)));
    } catch (error) {
      if (isConnectionGone(error) || error instanceof Fault) throw error;
      const [event] = events;
      if (events.length > 1) {
        const middle = Math.ceil(events.length / 2);
        await applyEvents(client, events.slice(0, middle));
        await applyEvents(client, events.slice(middle));
      } else if (event) {
        await transact(client, events, projection => foldOrPark(client, projection, event));
      }
    }
  }

  async function transact(
    client: Client,
    events: Recorded[],
    fold: (projection: Projection) => Promise<Set<string>>,
  ): Promise<void> {
    const last = events.at(-1);
    if (!last) return;
    await client.query('begin');
    try {
      const touched = new Set<string>();
      for (const projection of projections) for (const table of await fold(projection)) touched.add(table);
      const next = checkpoints.map(checkpoint =>
        last.position > checkpoint.position
          ? { ...checkpoint, position: last.position, eventPosition: last.position, eventId: last.id }
          : checkpoint,
      );
      await writeCheckpoints(client, checkpoints, next);
      if (touched.has('calendar_work')) await client.query("select pg_notify('calendar_work', '')");
      await client.query('commit');
      checkpoints = next;
    } catch (error) {
      cache.clear();
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  async function foldOrPark(client: Client, projection: Projection, event: Recorded): Promise<Set<string>> {
    const [mine] = wanted(projection, [event]);
    if (!mine) return new Set();
    await client.query('savepoint one');
    try {
      return await foldBatch(client, cache, projection, [mine]);
    } catch (error) {
      if (isConnectionGone(error)) throw error;
      cache.clear();
      await client.query('rollback to savepoint one');
      const code = errorCode(error);
      log.error(
        {
          code: 'projection_event_parked',
          projection: projection.name,
          stream: event.stream,
          revision: event.revision.toString(),
          reason: code,
        },
        'an event was parked',
      );
      await parking?.park(client, projection.name, event, code);
      return new Set();
    }
  }

  /** Events this projection has not seen; of a parked stream none, they are parked behind the first. */
  function wanted(projection: Projection, events: Recorded[]): Recorded[] {
    const checkpoint = checkpoints.find(({ projection: name }) => name === projection.name);
    return events.filter(
      event => event.position > (checkpoint?.position ?? -1n) && !parking?.holds(projection.name, event.stream),
    );
  }

  /** Positions that concerned nobody move on in memory; they are written with the next batch. */
  function advance(position: bigint): void {
    considered = position;
    for (const state of states()) options.onProgress?.(state);
    for (const waiter of waiters) if (position >= waiter.position) waiter.done();
  }

  const states = (): ProjectionState[] =>
    checkpoints.map(({ projection: name, position }) => ({
      name,
      position: position > considered ? position : considered,
      parked: parking?.count(name) ?? 0,
    }));

  async function runForever(first: Client | undefined): Promise<void> {
    let client = first;
    while (!stopping.signal.aborted) {
      try {
        client ??= await connect();
        if (await tryLock(client)) {
          await prepare(client);
          await lead(client);
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
      const leading = await tryLock(client);
      if (leading) await prepare(client);
      loop = leading
        ? lead(client)
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

/** Faults of the connection or the server, which no single event can have caused. */
function isConnectionGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return /^(08|53|57|ECONN|EPIPE)/.test(code) || /^(Connection terminated|Client has encountered)/.test(error.message);
}

const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'projection_failed';
