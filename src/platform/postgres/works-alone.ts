// Whether an instance may work on a database beside others: one whose keys are its own must be the only one.
import type { Logger } from 'pino';
import { Fault } from '../../domain/fault.ts';
import { connect } from './own-connection.ts';

const instancesLockKey = 7_264_665_011;
/** The lock of an instance that was killed a moment ago is still there until the server has noticed. */
const lockTimeoutMs = 3_000;

export interface InstanceOptions {
  databaseUrl: string;
  log: Logger;
  /** It made its keys itself, so that no other instance knows them. */
  ownKeys: boolean;
}

const toShare = 'set API_KEYS (or API_KEYS_FILE) and MASTER_KEY to the same keys for every instance';

/**
 * Holds a lock for as long as the instance runs: shared by those with given keys, alone by one with keys of its own. Gives what ends it. Throws
 * `keys_not_shared` where another instance is there and the two would not take the same keys.
 */
export async function joinInstances({ databaseUrl, log, ownKeys }: InstanceOptions): Promise<() => Promise<void>> {
  const client = await connect(databaseUrl, 'rebook instance', log);
  const end = () => client.end().catch(() => undefined);
  try {
    await client.query(`set lock_timeout = ${lockTimeoutMs}`);
    await client.query(`select ${ownKeys ? 'pg_advisory_lock' : 'pg_advisory_lock_shared'}(${instancesLockKey})`);
    return end;
  } catch (error) {
    await end();
    if (!(error instanceof Error && 'code' in error && error.code === '55P03')) throw error;
    const why = ownKeys
      ? 'another instance runs on this database, and this one has only keys of its own'
      : 'the instance that runs on this database has only keys of its own';
    throw new Fault('keys_not_shared', `${why}: ${toShare}`, { cause: error });
  }
}
