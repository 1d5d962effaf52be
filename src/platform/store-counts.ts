// What is asked of the two stores is counted: the counts of a call do not depend on the machine, so a test can hold them.
import type { ClientBase } from 'pg';

export interface StoreCounts {
  /** A round trip to PostgreSQL, on the connections of this name (`pg_stat_activity.application_name`). */
  statement(connection: string): void;
  /** A request to the event store: each try counts. */
  request(kind: 'append' | 'read'): void;
  /** An event was decoded, by whatever reads the event store. */
  decoded(): void;
}

export const uncounted: StoreCounts = { statement() {}, request() {}, decoded() {} };

/** Counts what this connection is asked from now on. */
export function countStatements(client: ClientBase, connection: string, counts: StoreCounts): void {
  const query = client.query;
  const counted = (...args: unknown[]): unknown => {
    counts.statement(connection);
    return Reflect.apply(query, client, args);
  };
  client.query = counted as typeof query;
}
