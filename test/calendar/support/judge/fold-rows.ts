// Read models folded in memory, event by event, by the projections themselves.
import type { Recorded } from '../../../../src/domain/event-catalogue.ts';
import type { Projection, Row, RowRef } from '../../../../src/platform/projector/projection.ts';

/** The rows of each table of the projection. */
export function foldRows(projection: Projection, events: readonly Recorded[]): Map<string, Row[]> {
  const rows = new Map<string, Row>();
  const keyOf = ({ table, key }: RowRef) => JSON.stringify([table, ...Object.entries(key).sort()]);
  for (const event of events) {
    if (projection.refs(event).length === 0) continue;
    for (const change of projection.apply(event, ref => rows.get(keyOf(ref)))) {
      if (change.row) rows.set(keyOf(change), change.row);
      else rows.delete(keyOf(change));
    }
  }
  const tables = new Map<string, Row[]>(projection.tables.map(({ name }) => [name, []]));
  for (const [key, row] of rows) {
    const [table] = JSON.parse(key) as [string];
    tables.get(table)?.push(row);
  }
  return tables;
}
