// What documents are made of is the code's: the table of codes, the events, and what callers hear.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { codesTable } from './support/codes-table.ts';
import { eventsDocument } from './support/events-document.ts';
import { speechDocument } from './support/speech-document.ts';

test('every code stands in docs/answers.md with its status, and no other does', () => {
  const document = readFileSync(new URL('../docs/answers.md', import.meta.url), 'utf8');
  const [, table] = /<!-- codes:[^>]*-->\n([\s\S]*?)\n<!-- \/codes -->/.exec(document) ?? [];
  expect(table).toBe(codesTable());
});

test('every event stands in docs/events.md as its schema has it', () => {
  expect(readFileSync(new URL('../docs/events.md', import.meta.url), 'utf8')).toBe(eventsDocument());
});

test('every sentence stands in docs/speech.md as callers hear it', () => {
  expect(readFileSync(new URL('../docs/speech.md', import.meta.url), 'utf8')).toBe(speechDocument());
});
