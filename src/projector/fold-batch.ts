// Folds events into rows in memory: what is read once is folded as often as needed and written once.
import type { ClientBase } from 'pg';
import type { Recorded } from '../domain/events/catalogue.ts';
import { folding } from './event-fault.ts';
import type { Projection, Row, RowRef, Table } from './projection.ts';
import type { RowCache } from './row-cache.ts';
import { deleteRows, keyText, readRows, writeRows } from './tables.ts';

/** Applies the events to one projection's tables within the transaction of `client`; gives the tables it changed. */
export async function foldBatch(
  client: ClientBase,
  cache: RowCache,
  projection: Projection,
  events: readonly Recorded[],
): Promise<Set<string>> {
  const concerning = folding(() =>
    events.map(event => ({ event, refs: projection.refs(event) })).filter(({ refs }) => refs.length > 0),
  );
  if (concerning.length === 0) return new Set();
  const memory = new Map(projection.tables.map(table => [table.name, new Rows(table, cache)]));
  const rowsOf = (ref: RowRef): Rows => {
    const rows = memory.get(ref.table);
    if (!rows) throw new Error(`${projection.name} has no table ${ref.table}`);
    return rows;
  };
  folding(() => {
    for (const { event, refs } of concerning) for (const ref of refs) rowsOf(ref).want(ref.key, event);
  });
  for (const rows of memory.values()) await rows.load(client);
  folding(() => {
    for (const { event } of concerning) {
      for (const change of projection.apply(event, ref => rowsOf(ref).get(ref.key))) rowsOf(change).set(change.key, change.row);
    }
  });
  for (const rows of memory.values()) await rows.flush(client);
  return new Set([...memory].filter(([, rows]) => rows.changed()).map(([name]) => name));
}

/** The rows of one table a batch touches. */
class Rows {
  readonly #table: Table;
  readonly #cache: RowCache;
  readonly #keys = new Map<string, Row>();
  readonly #rows = new Map<string, Row | undefined>();
  readonly #dirty = new Set<string>();

  constructor(table: Table, cache: RowCache) {
    this.#table = table;
    this.#cache = cache;
  }
  want(key: Row, event: Recorded): void {
    const text = keyText(this.#table, key);
    this.#keys.set(text, key);
    // A row named after an event cannot be there before it: each event is applied once.
    if (Object.values(key).includes(event.id)) this.#cache.set(this.#table, text, undefined);
  }
  async load(client: ClientBase): Promise<void> {
    const unknown: Row[] = [];
    for (const [text, key] of this.#keys) {
      const known = this.#cache.get(this.#table, text);
      if (known === undefined) unknown.push(key);
      else if (known !== 'none') this.#rows.set(text, known);
    }
    if (unknown.length === 0) return;
    for (const row of await readRows(client, this.#table, unknown)) this.#rows.set(keyText(this.#table, row), row);
  }
  get(key: Row): Row | undefined {
    return this.#rows.get(keyText(this.#table, key));
  }
  set(key: Row, row: Row | undefined): void {
    const text = keyText(this.#table, key);
    this.#keys.set(text, key);
    this.#rows.set(text, row);
    this.#dirty.add(text);
  }
  changed(): boolean {
    return this.#dirty.size > 0;
  }
  async flush(client: ClientBase): Promise<void> {
    const written: Row[] = [];
    const gone: Row[] = [];
    for (const text of this.#dirty) {
      const row = this.#rows.get(text);
      const key = this.#keys.get(text);
      this.#cache.set(this.#table, text, row);
      if (row) written.push(row);
      else if (key) gone.push(key);
    }
    // Deletions first: a row may take over a unique value of one that is gone.
    if (gone.length > 0) await deleteRows(client, this.#table, gone);
    if (written.length > 0) await writeRows(client, this.#table, written);
  }
}
