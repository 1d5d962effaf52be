// Several statements asked for at once on one connection, which carries them out one after the other.
import type { ClientBase, QueryConfig, QueryResult, QueryResultRow } from 'pg';

export interface Statements {
  query<R extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<R>>;
}

/**
 * Of one transaction, in the order in which they were asked for. After one that failed none is sent, and all fail for its reason:
 * the database would only say that the transaction has failed.
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

/** Waits for all, also where one fails: what was asked of the connection is over before it is rolled back. */
export async function together<T>(tasks: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(tasks);
  return Promise.all(tasks);
}
