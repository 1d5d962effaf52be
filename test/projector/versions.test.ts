// A fold or a column that was changed without raising the version would leave rows behind that nobody would make today.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projections } from '../../projections/index.ts';
import type { Recorded } from '../../src/domain/events/catalogue.ts';
import type { Projection, Row, RowRef } from '../../src/projector/projection.ts';
import { keyText } from '../../src/projector/tables.ts';
import { recordedMix } from '../support/event-mix.ts';

type Known = Record<string, { version: number; made: string }>;
const known = JSON.parse(readFileSync(new URL('../../projections/versions.json', import.meta.url), 'utf8')) as Known;
const events = recordedMix(200);

/** What the projection makes of a busy year's events, and in which columns, in one digest. */
function madeBy(projection: Projection): string {
  const rows = new Map<string, Row>();
  const place = ({ table, key }: RowRef) => {
    const found = projection.tables.find(({ name }) => name === table);
    if (!found) throw new Error(`${projection.name} has no table ${table}`);
    return `${table} ${keyText(found, key)}`;
  };
  const history: unknown[] = [];
  for (const event of events as Recorded[]) {
    if (projection.refs(event).length === 0) continue;
    for (const change of projection.apply(event, ref => rows.get(place(ref)))) {
      history.push(change);
      if (change.row) rows.set(place(change), change.row);
      else rows.delete(place(change));
    }
  }
  const shape = projection.tables.map(({ name, columns, key, indexes }) => ({ name, columns, key, indexes }));
  return createHash('sha256')
    .update(JSON.stringify([shape, history]))
    .digest('hex')
    .slice(0, 16);
}

test.each(projections.map(projection => [projection.name, projection] as const))(
  '%s makes what its version says',
  (name, projection) => {
    const now = { version: projection.version, made: madeBy(projection) };
    const noted = known[name];
    const advice =
      noted && noted.version === now.version && noted.made !== now.made
        ? `the fold or the columns of ${name} have changed: raise its version to ${now.version + 1}, then`
        : `for ${name}`;
    expect(noted, `${advice} write ${JSON.stringify({ [name]: now })} into projections/versions.json`).toEqual(now);
  },
);

test('nothing is noted of read models there are not', () => {
  expect(Object.keys(known).sort()).toEqual(projections.map(({ name }) => name).sort());
});

test('a changed fold, column or index is noticed', () => {
  const [first] = projections;
  const [table] = first?.tables ?? [];
  if (!first || !table) throw new Error('there is a projection');
  const changes: Projection[] = [
    {
      ...first,
      apply: (event, rowOf) =>
        first.apply(event, rowOf).map(change => ({ ...change, row: change.row && { ...change.row, status: 'x' } })),
    },
    { ...first, tables: [{ ...table, columns: { ...table.columns, added: 'text' } }] },
    { ...first, tables: [{ ...table, indexes: [] }] },
  ];
  const made = changes.map(madeBy);
  expect(new Set([madeBy(first), ...made]).size).toBe(4);
});
