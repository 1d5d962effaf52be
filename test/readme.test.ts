// The README's table of codes is the catalogue's.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { codesTable } from './support/codes-table.ts';

test('every code stands in the README with its status, and no other does', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, table] = /<!-- codes:[^>]*-->\n([\s\S]*?)\n<!-- \/codes -->/.exec(readme) ?? [];
  expect(table).toBe(codesTable());
});
