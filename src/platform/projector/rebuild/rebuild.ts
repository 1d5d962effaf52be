// Rebuilds read models beside the live ones, which stay in use, and swaps them when they have caught up.
import { type Client, DatabaseError } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../../../domain/clock.ts';
import { Fault } from '../../../domain/fault.ts';
import type { EventStore } from '../../eventstore/store.ts';
import type { AllItem } from '../../eventstore/subscription.ts';
import { connect } from '../../postgres/own-connection.ts';
import { type Applier, createApplier } from '../applier.ts';
import { createCheckpoint, readCheckpoints } from '../checkpoints.ts';
import { createParking, type LeftOut, readLeftOut } from '../parked-streams.ts';
import type { Projection } from '../projection.ts';
import { createShadowTables, dropShadowTables, finishShadowTables, lockRebuild } from './shadow-tables.ts';
import { createTableSwap, type HeldUpBy, mostIdleMs } from './swap-tables.ts';
import { createThrottle } from './throttle.ts';
import { withHeartbeat } from './with-heartbeat.ts';

export interface RebuildProgress {
  /** Events folded so far. */
  events: number;
  position: bigint;
  /** Where the store ended when the rebuild began. */
  head: bigint;
  /** All is filled; what the swap waits for. */
  heldUpBy: HeldUpBy;
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

/** How often a swap is considered where no event comes. */
const tickMs = 50;

/**
 * It changes nothing but the tables: no publication, no notification, no request to the calendar. Cancelled by `signal` or killed, it
 * leaves the live tables as they are. Tables of a later program are replaced once no instance of that one runs the projections. Throws `rebuild_running`, `rebuild_cancelled`, `read_model_has_dependents`.
 */
export async function rebuildProjections(options: RebuildOptions): Promise<RebuildProgress> {
  const { databaseUrl, log, signal } = options;
  const live = await connect(databaseUrl, 'rebook rebuild', log);
  const filler = await connect(databaseUrl, 'rebook rebuild, filling', log);
  const { rows } = await filler.query<{ pid: number }>('select pg_backend_pid() as pid');
  // A step may take minutes, an index for instance.
  const interrupt = () => void live.query('select pg_cancel_backend($1)', [rows[0]?.pid]).catch(() => undefined);
  try {
    await live.query(`set idle_in_transaction_session_timeout = ${mostIdleMs}`);
    if (!(await lockRebuild(live))) throw new Fault('rebuild_running', 'another rebuild is running');
    signal.addEventListener('abort', interrupt, { once: true });
    try {
      await createShadowTables(filler, options.projections);
      return await fillAndTakeOver(options, live, filler);
    } catch (error) {
      throw signal.aborted ? cancelled(error) : error;
    } finally {
      // What the filler still does holds locks on them; after that it does nothing more.
      await Promise.all([live, filler].map(client => client.query('rollback').catch(() => undefined)));
      await dropShadowTables(live).catch(error => {
        const code = error instanceof DatabaseError ? error.code : undefined;
        log.warn({ code: 'rebuild_leftovers_kept', sqlState: code }, 'tables of a cancelled rebuild are dropped later');
      });
    }
  } finally {
    signal.removeEventListener('abort', interrupt);
    await Promise.all([filler.end().catch(() => undefined), live.end().catch(() => undefined)]);
  }
}

const cancelled = (cause?: unknown): Fault =>
  new Fault('rebuild_cancelled', 'the rebuild was cancelled; the read models are as they were', { cause });

async function fillAndTakeOver(options: RebuildOptions, live: Client, filler: Client): Promise<RebuildProgress> {
  const { store, projections, clock, signal, onProgress } = options;
  const applier = await prepare(options, filler, await readLeftOut(live));
  const pace = createThrottle(filler, clock, signal);
  const exchange = createTableSwap(options, live, applier);
  const progress: RebuildProgress = { events: 0, position: -1n, head: await store.head(), heldUpBy: 'nothing' };
  const ended = new AbortController();
  const batches = store.subscribe({ from: 'start', signal: AbortSignal.any([signal, ended.signal]), clock });
  let caughtUp = false;
  for await (const items of withHeartbeat(batches, tickMs, clock, ended)) {
    if (signal.aborted) break;
    await pace.forEachStep(items, async step => {
      await applier.apply(step);
      advance(progress, step);
    });
    onProgress({ ...progress });
    if (signal.aborted) break;
    if (!caughtUp && items.some(({ kind }) => kind === 'caught_up')) {
      // Meanwhile new events come; the subscription holds them back.
      await finishShadowTables(filler, projections, { sparing: pace.isShared() });
      caughtUp = true;
    }
    if (caughtUp && (await exchange.trySwap(progress.position))) return { ...progress, heldUpBy: 'nothing' };
    progress.heldUpBy = exchange.heldUpBy();
  }
  throw cancelled();
}

async function prepare({ store, projections, log }: RebuildOptions, filler: Client, leftOut: LeftOut): Promise<Applier> {
  const storeId = await store.storeId();
  for (const { name, version } of projections) await createCheckpoint(filler, { projection: name, storeId, version });
  const checkpoints = [...(await readCheckpoints(filler)).values()];
  const parking = await createParking(filler);
  return createApplier({ client: filler, projections, checkpoints, parking, leftOut, log, writerLock: 'none' });
}

function advance(progress: RebuildProgress, items: readonly AllItem[]): void {
  for (const item of items) {
    if (item.kind === 'event') progress.events += 1;
    if (item.kind !== 'caught_up' && item.position > progress.position) progress.position = item.position;
  }
}
