// Until when somebody waits for what is asked of the database: a query that gets its connection later is not begun.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool, PoolClient } from 'pg';
import { Fault } from '../domain/fault.ts';

const waiting = new AsyncLocalStorage<AbortSignal>();

/** Whatever `work` asks of the database is not begun once `over` has aborted: it throws `deadline_passed`. */
export const whileWaitedFor = <T>(over: AbortSignal, work: () => T): T => waiting.run(over, work);

/** The pool as it is, but for who has waited for a connection longer than anybody waits for them. */
export const patientPool = (pool: Pool) => ({
  async connect(): Promise<PoolClient> {
    const client = await pool.connect();
    if (!waiting.getStore()?.aborted) return client;
    client.release();
    throw new Fault('deadline_passed', 'nobody waits for this query any more');
  },
  end: () => pool.end(),
});
