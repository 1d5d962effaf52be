// The table of codes in the documents is the catalogue's.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { codesTable } from './support/codes-table.ts';

test('every code stands in docs/answers.md with its status, and no other does', () => {
  const document = readFileSync(new URL('../docs/answers.md', import.meta.url), 'utf8');
  const [, table] = /<!-- codes:[^>]*-->\n([\s\S]*?)\n<!-- \/codes -->/.exec(document) ?? [];
  expect(table).toBe(codesTable());
});
