// The session lock that makes one runner of all instances.
import type { ClientBase } from 'pg';

const lockKey = 7_264_665_002;

/** Takes it for the session, where it is free or this session's. */
export async function takeRunnerLock(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [lockKey]);
  return rows[0]?.held === true;
}

/** Whether another session holds it. */
export const isRunnerThere = (client: ClientBase): Promise<boolean> => isHeldElsewhere(client, lockKey);

/** Whether another session holds this lock for itself alone. */
export async function isHeldElsewhere(client: ClientBase, key: number): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `select exists (
       select 1 from pg_locks join pg_database d on d.oid = database
       where d.datname = current_database() and locktype = 'advisory' and granted and pid <> pg_backend_pid()
         and (classid::bigint << 32) + objid::bigint = $1 and objsubid = 1) as there`,
    [key],
  );
  return rows[0]?.there === true;
}

/** Keeps it free for the rest of the transaction: nobody becomes the runner meanwhile. False where somebody is. */
export async function keepRunnerAway(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_xact_lock($1) as held', [lockKey]);
  return rows[0]?.held === true;
}
