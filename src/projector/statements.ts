// Several statements asked for at once on one connection, which carries them out one after the other.
import type { ClientBase, QueryConfig, QueryResult, QueryResultRow } from 'pg';

export interface Statements {
  query<R extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<R>>;
}

/** In the order in which they were asked for; one that fails does not keep the next from its turn. */
export function oneByOne(client: ClientBase): Statements {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query<R extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<R>> {
      const next = last.then(() => client.query<R>(statement));
      last = next.catch(() => undefined);
      return next;
    },
  };
}

/**
 * Waits for all, also where one fails: what was asked of the connection is over before it is rolled back. Throws the failure
 * that came first, since in a transaction it makes the others fail as well.
 */
export async function together<T>(tasks: readonly Promise<T>[]): Promise<T[]> {
  let first: { error: unknown } | undefined;
  const noted = tasks.map(task =>
    task.catch((error: unknown) => {
      first ??= { error };
      throw error;
    }),
  );
  await Promise.allSettled(noted);
  if (first) throw first.error;
  return Promise.all(noted);
}
