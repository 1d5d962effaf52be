// The lock on writing the live tables: the runner shares it for each batch; a retry or a swap takes it alone.
import type { ClientBase } from 'pg';
import { Fault } from '../../domain/fault.ts';

const writerLockKey = 7_264_665_004;
/** Readers and the runner queue behind a waiting lock for no longer than this. */
const lockTimeoutMs = 500;

/** The runner's, for the rest of its transaction. */
export const sharedWriterLock = `pg_advisory_xact_lock_shared(${writerLockKey})`;

/** Begins a batch of the runner; with the statement that begins the transaction, so that it costs no round trip. */
export const beginBatch = `begin; select ${sharedWriterLock}`;

/**
 * Begins a transaction in which no runner writes. Throws an error that `isLockTimeout` recognises where the lock is not free at
 * once.
 */
export async function beginExclusive(client: ClientBase): Promise<void> {
  await client.query(`begin; set local lock_timeout = ${lockTimeoutMs}; select pg_advisory_xact_lock(${writerLockKey})`);
}

/** A lock was not free in time, or two sessions waited for each other: try again. */
export const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '55P03' || error.code === '40P01');

const attempts = 60;

/** Runs `work` with the lock, and retries where locks are not free. Throws `read_models_busy` after about a minute. */
export async function exclusively<T>(
  client: ClientBase,
  work: () => Promise<T>,
  pause: (attempt: number) => Promise<void>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await beginExclusive(client);
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
