// A fold or a column that was changed without raising the version would leave rows behind that nobody would make today.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { projections } from '../../../projections/index.ts';
import type { Recorded } from '../../../src/domain/event-catalogue.ts';
import type { Projection, Row, RowRef } from '../../../src/platform/projector/projection.ts';
import { keyText } from '../../../src/platform/projector/tables.ts';
import { recordedMix } from '../../support/event-mix.ts';

/** `code` notices what no event of the year would show. */
type Known = Record<string, { version: number; made: string; code: string }>;
const folder = new URL('../../../projections/', import.meta.url);
const notes = new URL('versions.json', folder);
const known = JSON.parse(readFileSync(notes, 'utf8')) as Known;
const events = recordedMix(200);
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const files = await Promise.all(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && file !== 'index.ts')
    .map(async file => ({ file, exported: Object.values(await import(new URL(file, folder).href)) })),
);

/** Of a projection's file and of those beside it that it takes from, without comments and types. */
function codeOf(projection: Projection): string {
  const own = files.find(({ exported }) => exported.includes(projection))?.file;
  if (own === undefined) throw new Error(`no file exports ${projection.name}`);
  const read = (file: string): string => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const compilerOptions = { removeComments: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
    const { outputText } = ts.transpileModule(text, { compilerOptions });
    const imported = [...outputText.matchAll(/from '(\.[a-z./-]+\.ts)'/g)].map(
      ([, name = '']) => new URL(name, new URL(file, folder)).href,
    );
    const beside = imported.filter(href => href.startsWith(folder.href)).map(href => read(href.slice(folder.href.length)));
    return [outputText, ...beside].join('');
  };
  return digest(read(own));
}

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
  return digest(JSON.stringify([shape, history]));
}

test.each(projections.map(projection => [projection.name, projection] as const))(
  '%s makes what its version says',
  (name, projection) => {
    const now = { version: projection.version, made: madeBy(projection), code: codeOf(projection) };
    const noted = known[name];
    // A new one is noted by the first run on the machine it was written on.
    if (!noted && process.env.CI === undefined) {
      const all = Object.entries({ ...known, [name]: now }).sort(([a], [b]) => (a < b ? -1 : 1));
      writeFileSync(notes, `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`);
      return;
    }
    const higher = `raise its version to ${now.version + 1}, then`;
    const advice =
      noted?.version !== now.version
        ? `for ${name}`
        : noted.made !== now.made
          ? `the fold or the columns of ${name} have changed: ${higher}`
          : `the code of ${name} has changed: unless it makes the same rows of every event, ${higher}`;
    expect(noted, `${advice} write ${JSON.stringify({ [name]: now })} into projections/versions.json`).toEqual(now);
  },
);

test('nothing is noted of read models there are not', () => {
  expect(Object.keys(known).filter(noted => !projections.some(({ name }) => name === noted))).toEqual([]);
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
