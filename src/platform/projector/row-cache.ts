// Caches the rows a runner has written last. Only the runner writes them, so they equal the tables.
import { LRUCache } from 'lru-cache';
import type { Row, Table } from './projection.ts';

export interface RowCache {
  /** Undefined: not in the cache. `none`: there is no such row. */
  get(table: Table, key: string): Row | 'none' | undefined;
  set(table: Table, key: string, row: Row | undefined): void;
  /** After a transaction that failed, and when another process may have written. */
  clear(): void;
}

const mostRows = 5_000;

/** Remembers so many rows; the others are read back. */
export function createRowCache(most = mostRows): RowCache {
  const rows = new LRUCache<string, Row | 'none'>({ max: most });
  const place = (table: Table, key: string): string => `${table.name} ${key}`;
  return {
    get: (table, key) => rows.get(place(table, key)),
    set: (table, key, row) => {
      rows.set(place(table, key), row ? complete(table, row) : 'none');
    },
    clear: () => rows.clear(),
  };
}

/** As Postgres would give it back: every column, null where nothing was said. */
const complete = (table: Table, row: Row): Row =>
  Object.fromEntries(Object.keys(table.columns).map(column => [column, row[column] ?? null]));
