// Whose turn it is to write the live tables: the runner takes it for each batch, whoever mends or exchanges them beside it alone.
import type { ClientBase } from 'pg';
import { Fault } from '../../domain/fault.ts';

const turnKey = 7_264_665_004;
/** No longer than this do readers and the runner stand behind one who waits for a lock. */
const lockTimeoutMs = 500;

/** Begins a batch of the runner; with the statement that begins the transaction, so that it costs no round trip. */
export const beginBatch = `begin; select pg_advisory_xact_lock_shared(${turnKey})`;

/** Begins a transaction in which no runner writes. Throws what `isLockTimeout` knows where that cannot be had at once. */
export async function beginAlone(client: ClientBase): Promise<void> {
  await client.query(`begin; set local lock_timeout = ${lockTimeoutMs}; select pg_advisory_xact_lock(${turnKey})`);
}

/** A lock was not to be had in time, or two waited for each other: to be tried again. */
export const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '55P03' || error.code === '40P01');

const attempts = 60;

/** Does `work` alone, again and again where locks are not to be had. Throws `read_models_busy` after a minute or so. */
export async function alone<T>(
  client: ClientBase,
  work: () => Promise<T>,
  pause: (attempt: number) => Promise<void>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await beginAlone(client);
      const result = await work();
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      if (!isLockTimeout(error)) throw error;
      if (attempt === attempts) throw new Fault('read_models_busy', 'the read models are held by other transactions');
      await pause(attempt);
    }
  }
}
