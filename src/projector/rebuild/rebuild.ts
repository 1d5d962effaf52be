// Read models made anew beside the live ones, which go on meanwhile, and put in their place when they have caught up.
import { Client } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import { Fault } from '../../domain/fault.ts';
import type { EventStore } from '../../eventstore/store.ts';
import { type AllItem, subscribeInBatches } from '../../eventstore/subscription.ts';
import { type Applier, createApplier } from '../applier.ts';
import { createCheckpoint, readCheckpoints } from '../checkpoints.ts';
import { createParking } from '../parking.ts';
import type { Projection } from '../projection.ts';
import { beginAlone, isLockTimeout } from '../turn.ts';
import { createAside, dropAside, finishAside, lockRebuild, takeOver } from './aside.ts';

export interface RebuildProgress {
  /** Events folded so far. */
  events: number;
  position: bigint;
  /** Where the store ended when the rebuild began. */
  head: bigint;
}

export interface RebuildOptions {
  databaseUrl: string;
  store: EventStore;
  projections: readonly Projection[];
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
  onProgress(progress: RebuildProgress): void;
}

/** Readers' transactions hold up the exchange for so long at most before it lets go and tries again. */
const patienceMs = 1_000;
const pauseMs = 200;
const mostTries = 100;

/**
 * Nothing but the tables comes of it: no publication, no notification, no work at Cal.com. Ended by `signal` or killed, it
 * leaves the live tables as they are. Throws `rebuild_running`, `rebuild_cancelled`, `read_model_depended_on`,
 * `read_models_busy`.
 */
export async function rebuildBeside(options: RebuildOptions): Promise<RebuildProgress> {
  const live = await connect(options, 'rebook rebuild');
  const filler = await connect(options, 'rebook rebuild, filling');
  try {
    if (!(await lockRebuild(live))) throw new Fault('rebuild_running', 'another rebuild is under way');
    await createAside(filler, options.projections);
    try {
      return await fillAndTakeOver(options, live, filler);
    } finally {
      await live.query('rollback').catch(() => undefined);
      await dropAside(live).catch(() => undefined);
    }
  } finally {
    await Promise.all([filler.end().catch(() => undefined), live.end().catch(() => undefined)]);
  }
}

async function connect({ databaseUrl, log }: RebuildOptions, name: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl, application_name: name });
  client.on('error', error =>
    log.warn({ code: 'database_connection_lost', err: { name: error.name } }, 'the rebuild lost a connection'),
  );
  await client.connect();
  return client;
}

async function fillAndTakeOver(options: RebuildOptions, live: Client, filler: Client): Promise<RebuildProgress> {
  const { store, projections, clock, signal, onProgress } = options;
  const applier = await prepare(options, filler);
  const exchange = createExchange(options, live, applier);
  const progress: RebuildProgress = { events: 0, position: -1n, head: await store.head() };
  let caughtUp = false;
  for await (const items of subscribeInBatches(store, { from: 'start', signal, clock })) {
    await applier.apply(items);
    advance(progress, items);
    onProgress({ ...progress });
    if (!caughtUp && items.some(({ kind }) => kind === 'caught_up')) {
      // Meanwhile new events come; the subscription holds them back.
      await finishAside(filler, projections);
      caughtUp = true;
    }
    if (caughtUp && (await exchange(progress.position))) return progress;
  }
  throw new Fault('rebuild_cancelled', 'the rebuild was cancelled; the read models are as they were');
}

async function prepare({ store, projections, log }: RebuildOptions, filler: Client): Promise<Applier> {
  const storeId = await store.storeId();
  for (const { name, version } of projections) await createCheckpoint(filler, { projection: name, storeId, version });
  const checkpoints = [...(await readCheckpoints(filler)).values()];
  return createApplier({ client: filler, projections, checkpoints, parking: await createParking(filler), log, turn: 'none' });
}

function advance(progress: RebuildProgress, items: readonly AllItem[]): void {
  for (const item of items) {
    if (item.kind === 'event') progress.events += 1;
    if (item.kind !== 'caught_up' && item.position > progress.position) progress.position = item.position;
  }
}

/**
 * Gives a function that puts the new tables in place once they are where the live ones are: first the runner's turn is taken,
 * so that the live ones stand still, and kept while the last events are folded. False: not yet, go on.
 */
function createExchange({ store, projections, clock, signal }: RebuildOptions, live: Client, applier: Applier) {
  const names = projections.map(({ name }) => name);
  let standing: { position: bigint; until: number } | undefined;
  let tries = 0;

  async function stop(): Promise<{ position: bigint; until: number }> {
    await beginAlone(live);
    const { rows } = await live.query<{ position: string }>(
      'select coalesce(max(position), -1) as position from projection_checkpoint where projection = any($1)',
      [names],
    );
    const position = BigInt(rows[0]?.position ?? -1);
    // Beyond the store's end they were made from another store, or from what this one has lost.
    const comparable = position <= (await store.head());
    return { position: comparable ? position : -1n, until: clock.now().getTime() + patienceMs };
  }

  return async function exchange(reached: bigint): Promise<boolean> {
    for (;;) {
      if (signal.aborted) return false;
      try {
        standing ??= await stop();
        if (reached < standing.position) {
          if (clock.now().getTime() <= standing.until) return false;
          standing = undefined;
          await live.query('rollback');
          return false;
        }
        await takeOver(live, projections, applier.checkpoints());
        await live.query('commit');
        return true;
      } catch (error) {
        standing = undefined;
        await live.query('rollback');
        if (!isLockTimeout(error)) throw error;
        tries += 1;
        if (tries === mostTries)
          throw new Fault('read_models_busy', 'the read models are held by other transactions; try again later');
        await clock.sleep(pauseMs, signal).catch(() => undefined);
      }
    }
  };
}
