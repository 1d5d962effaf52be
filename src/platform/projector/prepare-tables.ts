// Prepares the tables before anybody reads: they are this program's, made from this event store.
import type { Client } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../../domain/clock.ts';
import { Fault } from '../../domain/fault.ts';
import type { EventStore } from '../eventstore/store.ts';
import { type Checkpoint, createCheckpoint, readCheckpoints, verifyStore } from './checkpoints.ts';
import type { Projection } from './projection.ts';
import { isRebuildRunning } from './rebuild/shadow-tables.ts';
import { createTable, emptyTable } from './tables.ts';

export interface StartUpOptions {
  store: EventStore;
  projections: readonly Projection[];
  /** Rebuilds these beside the live ones and swaps them; left out, that is left to `rebook rebuild`. */
  rebuild?: ((names: readonly string[]) => Promise<unknown>) | undefined;
  clock: Clock;
  log: Logger;
}

type Known = ReadonlyMap<string, Checkpoint>;

const pauseMs = 1_000;
/** Another instance of this program may be about to rebuild the missing ones. */
const looksForAnother = 3;

/**
 * Resolves with this program's checkpoints once every table is of its version, whichever instance runs the projections: tables of
 * an earlier version are rebuilt beside that version's runner, which is thereby superseded. `lead` says whether this instance is
 * the runner. Throws `event_store_replaced`, `event_store_lost_tail`, `read_models_newer`, `read_models_outdated`.
 */
export async function untilCurrent(
  client: Client,
  options: StartUpOptions,
  lead: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<{ leading: boolean; checkpoints: Checkpoint[] }> {
  const { store, projections, rebuild, clock, log } = options;
  const storeId = await store.storeId();
  for (let look = 1; ; look += 1) {
    const leading = await lead();
    const known = await readCheckpoints(client);
    const checkpoints = projections.flatMap(({ name }) => known.get(name) ?? []);
    await verifyStore(store, checkpoints, storeId);
    refuseNewer(projections, known);
    const missing = projections.filter(({ name }) => !known.has(name));
    const older = projections.filter(({ name, version }) => (known.get(name)?.version ?? version) < version);
    if (missing.length + older.length === 0) return { leading, checkpoints };
    // Beside others that have come far, a new one would hold them up.
    const aside = known.size > 0 && rebuild !== undefined;
    if (!aside && older.length > 0) throw outdated(older);
    if (!aside && leading) {
      await makeTables(client, missing, storeId);
    } else if (aside && (await remake([...older, ...missing]))) {
      log.info({ projections: [...older, ...missing].map(({ name }) => name) }, 'read models were rebuilt');
    } else {
      if (!aside && known.size > 0 && look > looksForAnother) throw outdated(missing);
      if (look === 1) log.info({ code: 'read_models_awaited' }, 'another instance is rebuilding read models; this one waits');
      await clock.sleep(pauseMs, signal);
    }
  }

  /** False where another instance does it. */
  async function remake(wanted: readonly Projection[]): Promise<boolean> {
    if (await isRebuildRunning(client)) return false;
    try {
      await rebuild?.(wanted.map(({ name }) => name));
      return true;
    } catch (error) {
      if (error instanceof Fault && error.code === 'rebuild_running') return false;
      throw error;
    }
  }
}

/** Those that a later program has made. */
export const newerOf = (projections: readonly Projection[], known: Known): Projection[] =>
  projections.filter(({ name, version }) => (known.get(name)?.version ?? version) > version);

function refuseNewer(projections: readonly Projection[], known: Known): void {
  const newer = newerOf(projections, known);
  if (newer.length === 0) return;
  const remedy = `run that one, or end it and run \`rebook rebuild ${namesOf(newer, ' ')}\` of this one`;
  throw new Fault('read_models_newer', `a later program has made the read models ${namesOf(newer)}; ${remedy}`);
}

function outdated(projections: readonly Projection[]): Fault {
  const remedy = `run \`rebook rebuild ${namesOf(projections, ' ')}\`, or set REBUILD_AT_START=true`;
  return new Fault(
    'read_models_outdated',
    `the read models ${namesOf(projections)} are not there, or as an earlier program made them; ${remedy}`,
  );
}

const namesOf = (projections: readonly Projection[], between = ', '): string => projections.map(({ name }) => name).join(between);

/**
 * In one transaction: a reader that sees one of them sees them all. A table whose checkpoint is missing is emptied, since it is
 * filled from the first event on.
 */
async function makeTables(client: Client, projections: readonly Projection[], storeId: string): Promise<void> {
  await client.query('begin');
  for (const { name, version, tables } of projections) {
    for (const table of tables) {
      await createTable(client, table);
      await emptyTable(client, table);
    }
    await client.query('delete from parked_event where projection = $1', [name]);
    await createCheckpoint(client, { projection: name, storeId, version });
  }
  await client.query('commit');
}
