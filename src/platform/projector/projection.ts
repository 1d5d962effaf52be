// What a read model is: its tables, its version, and a pure fold from events to rows.
import type { Recorded } from '../../domain/event-catalogue.ts';

/** Values as they go into JSON: times as ISO text, revisions as decimal text. */
export type Row = Record<string, unknown>;

export interface Table {
  name: string;
  /** Column name → SQL type with its constraints. */
  columns: Record<string, string>;
  /** The columns of the primary key. */
  key: readonly string[];
  /** Column lists of further indexes, as SQL; `unique` before the list makes one unique. */
  indexes?: readonly string[];
}

/** A row by its key, whether it exists or not. */
export interface RowRef {
  table: string;
  key: Row;
}

export interface RowChange extends RowRef {
  /** Undefined: the row is gone. */
  row: Row | undefined;
}

/**
 * A read model can be thrown away and made again from the events, because a pure fold makes its rows: nobody writes them otherwise. So
 * one that was wrong is corrected by changing its fold and raising its version. Most are made by `tableProjection`:
 *
 * ```ts
 * export const appointmentMoves = tableProjection({
 *   version: 1,
 *   table: { name: 'appointment_moves', columns: { id: 'text not null', moves: 'integer not null' }, key: ['id'] },
 *   keyOf: event => (event.type === 'AppointmentRescheduled' ? { id: event.stream } : undefined),
 *   fold: row => ({ moves: Number(row?.moves ?? 0) + 1 }),
 * });
 * ```
 */
export interface Projection {
  name: string;
  /** Raised with every change of columns or fold: the tables are then rebuilt. */
  version: number;
  tables: readonly Table[];
  /**
   * Each row is made from the events of one stream alone, so that none exists before its stream begins: it is then not looked up. An
   * event of another stream may take from a row, and never makes one.
   * Left out, every row is read before it is folded, and rows may be made from any streams: those keyed by customer or company.
   */
  ofOneStream?: true;
  /** The rows an event reads or changes; none for an event that does not concern it. */
  refs(event: Recorded): RowRef[];
  /** Folds the event into these rows. Pure; throws for an event it cannot apply, which is then parked. */
  apply(event: Recorded, rowOf: (ref: RowRef) => Row | undefined): RowChange[];
}

/** The common form: one table, one row for each event, and a fold `(row | none, event) → row | none`. */
export function tableProjection(definition: {
  version: number;
  table: Table;
  /** Undefined for an event that does not concern it. */
  keyOf(event: Recorded): Row | undefined;
  fold(row: Row | undefined, event: Recorded): Row | undefined;
  /** The rows that an event of another stream takes what is personal from, and what then stands there. */
  erase?: { keysOf(event: Recorded): Row[]; columns(row: Row): Row };
  /** Each row is made from one stream alone; see `Projection`. */
  ofOneStream?: true;
}): Projection {
  const { version, table, keyOf, fold, erase, ofOneStream } = definition;
  const refOf = (event: Recorded): RowRef[] => {
    const key = keyOf(event);
    return key ? [{ table: table.name, key }] : [];
  };
  const erasedRefs = (event: Recorded): RowRef[] => erase?.keysOf(event).map(key => ({ table: table.name, key })) ?? [];
  const erased = (row: Row | undefined): Row | undefined => row && { ...row, ...erase?.columns(row) };
  return {
    name: table.name,
    version,
    tables: [table],
    ...(ofOneStream && { ofOneStream }),
    refs: event => [...refOf(event), ...erasedRefs(event)],
    apply: (event, rowOf) => [
      ...refOf(event).map(ref => ({ ...ref, row: withKey(fold(rowOf(ref), event), ref.key) })),
      ...erasedRefs(event).map(ref => ({ ...ref, row: erased(rowOf(ref)) })),
    ],
  };
}

const withKey = (row: Row | undefined, key: Row): Row | undefined => (row ? { ...row, ...key } : undefined);
