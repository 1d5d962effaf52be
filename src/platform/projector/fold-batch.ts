// Folds events into rows in memory, each row read and written once. A large batch is folded in parts, so that the database writes
// one part while the next is folded.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Recorded } from '../../domain/event-catalogue.ts';
import { folding } from './event-fault.ts';
import type { Projection, Row, RowRef, Table } from './projection.ts';
import type { RowCache } from './row-cache.ts';
import { type RowChanges, type RowsByTable, readRows } from './row-functions.ts';
import { type Statements, together } from './statements.ts';
import { keyText } from './tables.ts';

/** Events of one part: each row is written once for it. */
const part = 500;

/** A projection, and the events it has yet to see. */
export interface Share {
  projection: Projection;
  events: readonly Recorded[];
}

/**
 * The rows the events change in the tables of all these projections. Of a large batch all parts but the last are given to `flush` before,
 * and are written when this resolves.
 */
export async function foldBatch(
  client: Statements,
  cache: RowCache,
  shares: readonly Share[],
  flush: (changes: RowChanges) => Promise<void>,
): Promise<RowChanges> {
  const memory = new Map<string, Rows>();
  const folds = folding(() => shares.map(share => wantedBy(share, memory, cache)));
  await load(client, memory);
  const longest = Math.max(0, ...folds.map(({ concerning }) => concerning.length));
  const written: Promise<void>[] = [];
  try {
    for (let from = 0; from < longest; from += part) {
      if (from > 0) {
        written.push(handledLater(flush(changesIn(memory))));
        // The connection answers, and sends waiting statements, between two ticks of the event loop.
        await nextTurn();
      }
      folding(() => {
        for (const { projection, concerning } of folds) {
          for (const event of concerning.slice(from, from + part)) {
            for (const { table, key, row } of projection.apply(event, ref => rowsIn(memory, ref).get(ref.key)))
              rowsIn(memory, { table, key }).set(key, row);
          }
        }
      });
    }
  } finally {
    await together(written);
  }
  return changesIn(memory);
}

/** The events that concern a projection; their rows are wanted in memory. */
function wantedBy({ projection, events }: Share, memory: Map<string, Rows>, cache: RowCache) {
  const concerning: Recorded[] = [];
  for (const table of projection.tables) memory.set(table.name, new Rows(table, cache));
  for (const event of events) {
    const refs = projection.refs(event);
    if (refs.length === 0) continue;
    concerning.push(event);
    // No row named after an event can be there before it, nor one of the one stream that it begins: each is applied once.
    const begins = event.revision === 0n && projection.ofOneStream === true;
    for (const ref of refs) rowsIn(memory, ref).want(ref.key, begins || Object.values(ref.key).includes(event.id));
  }
  return { projection, concerning };
}

function rowsIn(memory: ReadonlyMap<string, Rows>, { table }: RowRef): Rows {
  const rows = memory.get(table);
  if (!rows) throw new Error(`no projection of this batch has the table ${table}`);
  return rows;
}

async function load(client: Statements, memory: ReadonlyMap<string, Rows>): Promise<void> {
  const unknown: RowsByTable = {};
  for (const [table, rows] of memory) {
    const keys = rows.unknown();
    if (keys.length > 0) unknown[table] = keys;
  }
  if (Object.keys(unknown).length === 0) return;
  for (const { table, row } of await readRows(client, unknown)) memory.get(table)?.found(row);
}

function changesIn(memory: ReadonlyMap<string, Rows>): RowChanges {
  const changes: RowChanges = { gone: {}, written: {} };
  for (const [table, rows] of memory) {
    const { gone, written } = rows.takeChanges();
    if (gone.length > 0) changes.gone[table] = gone;
    if (written.length > 0) changes.written[table] = written;
  }
  return changes;
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

  constructor(table: Table, cache: RowCache) {
    this.#table = table;
    this.#cache = cache;
  }
  want(key: Row, isNew: boolean): void {
    const text = keyText(this.#table, key);
    this.#keys.set(text, key);
    if (isNew) this.#cache.set(this.#table, text, undefined);
  }
  /** The keys of rows that must be read; what the cache knows is taken from it. */
  unknown(): Row[] {
    const unknown: Row[] = [];
    for (const [text, key] of this.#keys) {
      const known = this.#cache.get(this.#table, text);
      if (known === undefined) unknown.push(key);
      else if (known !== 'none') this.#rows.set(text, known);
    }
    return unknown;
  }
  found(row: Row): void {
    const text = keyText(this.#table, row);
    this.#rows.set(text, row);
    this.#cache.set(this.#table, text, row);
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
  /** Since they were taken last. They count as written from now on. */
  takeChanges(): { gone: Row[]; written: Row[] } {
    const gone: Row[] = [];
    const written: Row[] = [];
    for (const text of this.#dirty) {
      const row = this.#rows.get(text);
      const key = this.#keys.get(text);
      this.#cache.set(this.#table, text, row);
      if (row) written.push(row);
      else if (key) gone.push(key);
    }
    this.#dirty = new Set();
    return { gone, written };
  }
}
