// Makes the shadow tables of a rebuild: the same names in a schema of their own, swapped with the live ones in one transaction.
import { type ClientBase, escapeIdentifier as name } from 'pg';
import type { Logger } from 'pino';
import { Fault } from '../../../domain/fault.ts';
import type { Checkpoint } from '../checkpoints.ts';
import { errorCode } from '../event-fault.ts';
import { isHeldElsewhere } from '../instances/runner-lock.ts';
import type { Projection, Table } from '../projection.ts';
import { createIndexes, createTable } from '../tables.ts';

const shadowSchema = 'rebook_rebuild';
/** Held by the rebuilding session: one at a time. */
const lockKey = 7_264_665_005;

/** False where another session rebuilds. */
export async function lockRebuild(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [lockKey]);
  return rows[0]?.held === true;
}

export async function isRebuildRunning(client: ClientBase): Promise<boolean> {
  // Released with the statement.
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_xact_lock($1) as free', [lockKey]);
  return rows[0]?.free !== true;
}

/** Held by the rebuilding session while its tables are filled, follow, and are held up by a later program. */
const filledKey = 7_264_665_006;

/** Tells other sessions that nothing but the swap is left. Until the session ends. */
export async function markFilled(live: ClientBase): Promise<void> {
  await live.query('select pg_try_advisory_lock($1)', [filledKey]);
}

/** Whether another session has tables of these projections filled, as this program makes them, and waits to swap them. */
export async function areFilled(client: ClientBase, projections: readonly Projection[]): Promise<boolean> {
  if (!(await isHeldElsewhere(client, filledKey))) return false;
  const { rows: schemas } = await client.query('select 1 from pg_namespace where nspname = $1', [shadowSchema]);
  if (schemas.length === 0) return false;
  const { rows } = await client.query<{ projection: string; version: number }>(
    `select projection, version from ${shadowSchema}.projection_checkpoint`,
  );
  return projections.every(({ name: wanted, version }) =>
    rows.some(made => made.projection === wanted && made.version === version),
  );
}

/** Creates the schema, dropping one that an earlier rebuild left, and makes it the only schema `filler` works in. */
export async function createShadowTables(filler: ClientBase, projections: readonly Projection[]): Promise<void> {
  await filler.query(`drop schema if exists ${shadowSchema} cascade; create schema ${shadowSchema}`);
  for (const table of ['projection_checkpoint', 'parked_event']) {
    await filler.query(`create table ${shadowSchema}.${table} (like ${table} including all)`);
  }
  await filler.query(`set search_path = ${shadowSchema}; set synchronous_commit = off`);
  // Unique ones from the beginning: an event that breaks one is parked as it would be live.
  for (const table of tablesOf(projections)) await createTable(filler, table, 'unique indexes');
}

/**
 * Creates the other indexes once all rows are in: that is faster than updating them row by row. `sparing` uses one process for
 * it.
 */
export async function finishShadowTables(
  filler: ClientBase,
  projections: readonly Projection[],
  { sparing }: { sparing: boolean },
): Promise<void> {
  if (sparing) await filler.query('set max_parallel_maintenance_workers = 0');
  for (const table of tablesOf(projections)) {
    await createIndexes(filler, table);
    await filler.query(`analyze ${name(table.name)}`);
  }
}

/** A dump of the whole database locks these tables as well. */
const clearTimeoutMs = 2_000;

/** For the session that holds the rebuild's lock. Throws where another transaction locks the tables for long. */
export async function dropShadowTables(client: ClientBase): Promise<void> {
  await client.query(`begin; set local lock_timeout = ${clearTimeoutMs}; drop schema if exists ${shadowSchema} cascade; commit`);
}

/** Drops what a killed rebuild has left; only where no rebuild runs. */
export async function dropLeftoverShadowTables(client: ClientBase, log: Logger): Promise<void> {
  const { rows } = await client.query('select 1 from pg_namespace where nspname = $1', [shadowSchema]);
  if (rows.length === 0) return;
  try {
    await client.query('begin');
    const { rows: tried } = await client.query<{ free: boolean }>('select pg_try_advisory_xact_lock($1) as free', [lockKey]);
    if (tried[0]?.free) {
      await client.query(`set local lock_timeout = ${clearTimeoutMs}; drop schema if exists ${shadowSchema} cascade`);
      log.info({ code: 'rebuild_leftovers_dropped' }, 'tables left by an ended rebuild were dropped');
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    log.warn({ code: errorCode(error) }, 'tables left by an ended rebuild cannot be dropped now');
  }
}

const relations = `select c.oid, n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and (n.nspname = '${shadowSchema}' or n.nspname = current_schema() and c.relname = any($1))`;

/**
 * Locks the live tables, and those that replace them, all or none, for the rest of the transaction of `live`; waits for each no
 * longer than this. Throws errors that `isLockTimeout` recognises.
 */
export async function lockTables(live: ClientBase, projections: readonly Projection[], timeoutMs: number): Promise<void> {
  // The live ones last: then nobody queues behind the locks of the others.
  const { rows } = await live.query<{ nspname: string; relname: string }>(
    `${relations} order by nspname <> '${shadowSchema}', relname`,
    [tablesOf(projections).map(table => table.name)],
  );
  const all = rows.map(({ nspname, relname }) => `${name(nspname)}.${name(relname)}`).join(', ');
  await live.query(`set local lock_timeout = ${timeoutMs}; lock table ${all} in access exclusive mode`);
}

/**
 * The sessions with open transactions on the tables: their application names and their processes, which an administrator may end.
 */
export async function holdersOf(live: ClientBase, projections: readonly Projection[]): Promise<string[]> {
  const { rows } = await live.query<{ holder: string }>(
    `select distinct a.pid || ' ' || a.application_name as holder
     from pg_locks l join pg_stat_activity a using (pid) join (${relations}) r on r.oid = l.relation
     where l.granted and a.pid <> pg_backend_pid()`,
    [tablesOf(projections).map(table => table.name)],
  );
  return rows.map(({ holder }) => holder);
}

/**
 * Swaps the filled tables with the live ones, with their checkpoints and parked events; within the transaction of `live`, which
 * must hold the writer lock and the tables. Roles that may read the old ones may read the new. Throws `read_model_has_dependents`
 * where a view depends on a table: it would be lost.
 */
export async function swapTables(
  live: ClientBase,
  projections: readonly Projection[],
  reached: readonly Checkpoint[],
): Promise<void> {
  const { rows } = await live.query<{ schema: string }>('select current_schema() as schema');
  const schema = name(rows[0]?.schema ?? 'public');
  for (const table of tablesOf(projections)) {
    const grants = await grantsOn(live, table);
    await drop(live, table);
    await live.query(`alter table ${shadowSchema}.${name(table.name)} set schema ${schema}`);
    for (const grant of grants) await live.query(grant);
  }
  for (const { projection, position, eventPosition, eventId, storeId, version } of reached) {
    await live.query(
      `insert into projection_checkpoint as c (projection, position, event_position, event_id, store_id, version)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (projection) do update
         set position = excluded.position, event_position = excluded.event_position, event_id = excluded.event_id,
             store_id = excluded.store_id, version = excluded.version, generation = c.generation + 1, updated_at = now()`,
      [projection, position.toString(), eventPosition?.toString() ?? null, eventId ?? null, storeId, version],
    );
  }
  await live.query('delete from parked_event where projection = any($1)', [projections.map(projection => projection.name)]);
  await live.query(`insert into parked_event select * from ${shadowSchema}.parked_event`);
  await live.query(`drop schema ${shadowSchema} cascade`);
}

const tablesOf = (projections: readonly Projection[]): Table[] => projections.flatMap(({ tables }) => tables);

async function drop(live: ClientBase, table: Table): Promise<void> {
  try {
    await live.query(`drop table if exists ${name(table.name)}`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '2BP01')) throw error;
    throw new Fault(
      'read_model_has_dependents',
      `a view or key of your own stands on table ${table.name}; drop it, rebuild, make it again`,
    );
  }
}

async function grantsOn(live: ClientBase, table: Table): Promise<string[]> {
  const { rows } = await live.query<{ grantee: string; privilege: string }>(
    `select grantee, privilege_type as privilege from information_schema.role_table_grants
     where table_schema = current_schema() and table_name = $1 and grantee <> current_user`,
    [table.name],
  );
  return rows.map(
    ({ grantee, privilege }) => `grant ${privilege} on ${name(table.name)} to ${grantee === 'PUBLIC' ? 'public' : name(grantee)}`,
  );
}
