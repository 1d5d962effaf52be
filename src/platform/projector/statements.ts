// Sends several statements on one connection, which executes them one after the other.
import type { ClientBase, QueryConfig, QueryResult, QueryResultRow } from 'pg';

export interface Statements {
  query<R extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<R>>;
}

/**
 * Statements of one transaction, in order. After one that failed none is sent, and all fail for its reason: the database would
 * only say that the transaction has failed.
 */
export function oneByOne(client: ClientBase): Statements {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query<R extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<R>> {
      const next = last.then(() => client.query<R>(statement));
      next.catch(() => undefined);
      last = next;
      return next;
    },
  };
}

/** Waits for all, also where one fails: every statement on the connection has ended before it is rolled back. */
export async function together<T>(tasks: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(tasks);
  return Promise.all(tasks);
}
