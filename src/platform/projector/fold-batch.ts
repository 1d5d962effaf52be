// Folds events into rows in memory, each row read and written once. A large batch is folded in parts, so that the database writes
// one part while the next is folded.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Recorded } from '../../domain/event-catalogue.ts';
import { folding } from './event-fault.ts';
import type { Projection, Row, RowRef, Table } from './projection.ts';
import type { RowCache } from './row-cache.ts';
import { type Statements, together } from './statements.ts';
import { deleteRows, keyText, readRows, writeRows } from './tables.ts';

/** Events of one part: each row is written once for it. */
const part = 500;

/**
 * Applies the events to one projection's tables within the transaction of `client`; gives the tables into which it wrote rows. Several
 * projections may share the transaction: their statements run one after another on the connection.
 */
export async function foldBatch(
  client: Statements,
  cache: RowCache,
  projection: Projection,
  events: readonly Recorded[],
): Promise<string[]> {
  const concerning = folding(() =>
    events.map(event => ({ event, refs: projection.refs(event) })).filter(({ refs }) => refs.length > 0),
  );
  if (concerning.length === 0) return [];
  const memory = new Map(projection.tables.map(table => [table.name, new Rows(table, cache)]));
  // No row named after an event can be there before it, nor one of the one stream that it begins: each is applied once.
  const isFirst = (event: Recorded, key: Row): boolean =>
    (event.revision === 0n && projection.ofOneStream === true) || Object.values(key).includes(event.id);
  const rowsOf = (ref: RowRef): Rows => {
    const rows = memory.get(ref.table);
    if (!rows) throw new Error(`${projection.name} has no table ${ref.table}`);
    return rows;
  };
  folding(() => {
    for (const { event, refs } of concerning) for (const ref of refs) rowsOf(ref).want(ref.key, isFirst(event, ref.key));
  });
  await together([...memory.values()].map(rows => rows.load(client)));
  const written: Promise<void>[] = [];
  try {
    for (let from = 0; from < concerning.length; from += part) {
      // The connection answers, and sends waiting statements, between two ticks of the event loop.
      if (from > 0) await nextTurn();
      folding(() => {
        for (const { event } of concerning.slice(from, from + part)) {
          for (const change of projection.apply(event, ref => rowsOf(ref).get(ref.key)))
            rowsOf(change).set(change.key, change.row);
        }
      });
      for (const rows of memory.values()) written.push(handledLater(rows.flush(client)));
    }
  } finally {
    await together(written);
  }
  return [...memory].filter(([, rows]) => rows.wrote()).map(([name]) => name);
}

/** It may fail before anyone awaits it. */
function handledLater<T>(task: Promise<T>): Promise<T> {
  task.catch(() => undefined);
  return task;
}

/** The rows of one table a batch touches. */
class Rows {
  readonly #table: Table;
  readonly #cache: RowCache;
  readonly #keys = new Map<string, Row>();
  readonly #rows = new Map<string, Row | undefined>();
  #dirty = new Set<string>();
  #wrote = false;

  constructor(table: Table, cache: RowCache) {
    this.#table = table;
    this.#cache = cache;
  }
  want(key: Row, isNew: boolean): void {
    const text = keyText(this.#table, key);
    this.#keys.set(text, key);
    if (isNew) this.#cache.set(this.#table, text, undefined);
  }
  async load(client: Statements): Promise<void> {
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
  wrote(): boolean {
    return this.#wrote;
  }
  async flush(client: Statements): Promise<void> {
    const written: Row[] = [];
    const gone: Row[] = [];
    const dirty = this.#dirty;
    this.#dirty = new Set();
    for (const text of dirty) {
      const row = this.#rows.get(text);
      const key = this.#keys.get(text);
      this.#cache.set(this.#table, text, row);
      if (row) written.push(row);
      else if (key) gone.push(key);
    }
    this.#wrote ||= written.length > 0;
    // Deletions first: a row may take over a unique value of one that is gone.
    await together([
      ...(gone.length > 0 ? [deleteRows(client, this.#table, gone)] : []),
      ...(written.length > 0 ? [writeRows(client, this.#table, written)] : []),
    ]);
  }
}
