// Runs the projections: one runner among all instances, one subscription, one transaction for each batch and its checkpoints.
import { Client } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import { Fault } from '../domain/fault.ts';
import type { EventStore } from '../eventstore/store.ts';
import { type AllItem, subscribeInBatches } from '../eventstore/subscription.ts';
import { type Applier, createApplier, errorCode } from './applier.ts';
import { type Checkpoint, createCheckpoint, readCheckpoints, verifyStore } from './checkpoints.ts';
import { createParking } from './parking.ts';
import type { Projection } from './projection.ts';
import { createTable } from './tables.ts';

export interface ProjectionState {
  name: string;
  position: bigint;
  parked: number;
}

export interface Projector {
  /**
   * Makes the tables and begins. Throws `event_store_exchanged`, `event_store_lost_tail`, `read_models_outdated` where a version
   * was raised and nothing rebuilds at the start, `read_models_newer` where a later program made them.
   */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** True once all projections have passed the position, false after `timeoutMs`. */
  waitFor(position: bigint, timeoutMs: number): Promise<boolean>;
  /** Whether this instance runs them, how far each has come, and whether a later program has made them anew. */
  state(): { running: boolean; caughtUp: boolean; superseded: boolean; projections: ProjectionState[] };
}

export interface ProjectorOptions {
  databaseUrl: string;
  store: EventStore;
  projections: readonly Projection[];
  /** Makes these anew beside the live ones and puts them in their place; left out, that is left to `rebook rebuild`. */
  rebuild?: ((names: readonly string[]) => Promise<unknown>) | undefined;
  clock: Clock;
  log: Logger;
  /** Resolves when nobody waits for an answer, at the latest after `mostMs`. */
  quiet?(mostMs: number): Promise<void>;
}

/** The session lock that makes one runner; the same session writes, so a runner that lost it can write nothing. */
const lockKey = 7_264_665_002;
const takeoverMs = 1_000;
const pollMs = 15;
/** Longer than most calls take. */
const lingerMs = 25;

export function createProjector(options: ProjectorOptions): Projector {
  const { databaseUrl, store, projections, clock, log } = options;
  const stopping = new AbortController();
  const waiters = new Set<{ position: bigint; done(): void }>();
  /** Position up to which everything was considered, written or not. */
  let considered = -1n;
  let applier: Applier | undefined;
  let running = false;
  let caughtUp = false;
  let superseded = false;
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
    await makeCurrent(client, storeId);
    const current = await readCheckpoints(client);
    const checkpoints = projections.flatMap(({ name }) => current.get(name) ?? []);
    for (const checkpoint of checkpoints) await verifyStore(store, checkpoint, storeId);
    applier = createApplier({ client, projections, checkpoints, parking: await createParking(client), log });
    return applier;
  }

  function refuseNewer(known: ReadonlyMap<string, Checkpoint>): void {
    const newer = projections.filter(({ name, version }) => (known.get(name)?.version ?? version) > version);
    if (newer.length === 0) return;
    const names = newer.map(({ name }) => name).join(', ');
    throw new Fault('read_models_newer', `a later program has made the read models ${names}; run that one`);
  }

  /** Tables of another version are made anew, and new ones filled, before anybody reads them. */
  async function makeCurrent(client: Client, storeId: string): Promise<void> {
    const known = await readCheckpoints(client);
    refuseNewer(known);
    const missing = projections.filter(({ name }) => !known.has(name));
    // Beside others that have come far, a new one would hold them up.
    const aside = known.size > 0 && options.rebuild ? missing.map(({ name }) => name) : [];
    for (const projection of missing.filter(({ name }) => !aside.includes(name))) {
      await client.query('begin');
      for (const table of projection.tables) await createTable(client, table);
      await createCheckpoint(client, { projection: projection.name, storeId, version: projection.version });
      await client.query('commit');
    }
    const older = projections.filter(({ name, version }) => (known.get(name)?.version ?? version) < version);
    const outdated = [...older.map(({ name }) => name), ...aside];
    if (outdated.length === 0) return;
    if (!options.rebuild) {
      const remedy = `run \`rebook rebuild ${outdated.join(' ')}\`, or set REBUILD_AT_START=true`;
      throw new Fault(
        'read_models_outdated',
        `the read models ${outdated.join(', ')} were made by an earlier program; ${remedy}`,
      );
    }
    log.info({ projections: outdated }, 'read models are made anew');
    await options.rebuild(outdated);
  }

  /** Who waits for an answer comes before who reads, unless somebody waits for what he wrote. */
  const linger = async (): Promise<void> => {
    if (waiters.size === 0) await options.quiet?.(lingerMs);
  };

  /** Runs until stopped; gives the lock up only with its connection. */
  async function lead(client: Client, applier: Applier): Promise<void> {
    running = true;
    const lost = new AbortController();
    const onEnd = () => lost.abort();
    client.once('end', onEnd);
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
      client.off('end', onEnd);
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
    for (const waiter of waiters) if (considered >= waiter.position) waiter.done();
  }

  const states = (): ProjectionState[] =>
    (applier?.checkpoints() ?? []).map(({ projection: name, position }) => ({
      name,
      position: position > considered ? position : considered,
      parked: applier?.parked(name) ?? 0,
    }));

  async function runForever(client: Client): Promise<void> {
    let current: Client | undefined = client;
    while (!stopping.signal.aborted) {
      try {
        current ??= await connect();
        if (await tryLock(current)) await leadOn(current);
      } catch (error) {
        logFault(error);
        await current?.end().catch(() => undefined);
        current = undefined;
        superseded = error instanceof Fault && error.code === 'read_models_newer';
        if (superseded) return;
      }
      await clock.sleep(takeoverMs, stopping.signal).catch(() => undefined);
    }
    await current?.end().catch(() => undefined);
  }

  /** Where the tables were exchanged or mended beside it, it goes on from what stands there now. */
  async function leadOn(client: Client, prepared?: Applier): Promise<void> {
    let next = prepared;
    for (;;) {
      try {
        return await lead(client, next ?? (await prepare(client)));
      } catch (error) {
        if (!(error instanceof Fault && error.code === 'projection_fenced')) throw error;
        log.info({ code: error.code }, 'the tables were changed beside the projector, which goes on from there');
        next = undefined;
      }
    }
  }

  /** Not the runner: waits until whoever is has made the tables what this program reads. */
  async function untilCurrent(client: Client): Promise<void> {
    for (;;) {
      const known = await readCheckpoints(client);
      refuseNewer(known);
      if (projections.every(({ name, version }) => (known.get(name)?.version ?? 0) >= version)) return;
      if (await tryLock(client)) return;
      await clock.sleep(takeoverMs, stopping.signal);
    }
  }

  return {
    async start() {
      const client = await connect();
      try {
        await untilCurrent(client);
        // Faults of the first preparation are the operator's to see, not to be tried again and again.
        const mine = (await tryLock(client)) ? await prepare(client) : undefined;
        loop = (mine ? leadOn(client, mine).catch(logFault) : Promise.resolve()).then(() => runForever(client));
      } catch (error) {
        await client.end().catch(() => undefined);
        throw error;
      }
    },
    async stop() {
      stopping.abort();
      await loop;
    },
    waitFor,
    state: () => ({ running, caughtUp, superseded, projections: states() }),
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
