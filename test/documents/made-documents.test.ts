// What documents say of the code is the code's own: the table of codes, the events, what callers hear, the addresses of the API.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { apiDocument } from '../support/api-document.ts';
import { codesTable } from '../support/codes-table.ts';
import { consoleTypes } from '../support/console-types.ts';
import { eventsDocument } from '../support/events-document.ts';
import { speechDocument } from '../support/speech-document.ts';

test('every code stands in docs/answers.md with its status, and no other does', () => {
  const document = readFileSync(new URL('../../docs/answers.md', import.meta.url), 'utf8');
  const [, table] = /<!-- codes:[^>]*-->\n([\s\S]*?)\n<!-- \/codes -->/.exec(document) ?? [];
  expect(table).toBe(codesTable());
});

test('every event stands in docs/events.md as its schema has it', () => {
  expect(readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8')).toBe(eventsDocument());
});

test('every sentence stands in docs/speech.md as callers hear it', () => {
  expect(readFileSync(new URL('../../docs/speech.md', import.meta.url), 'utf8')).toBe(speechDocument());
});

test('the console is written against the API as it is', async () => {
  expect(readFileSync(new URL('../../packages/console/src/api/schema.d.ts', import.meta.url), 'utf8')).toBe(await consoleTypes());
});

const addresses = /\b(GET|POST|PUT|PATCH|DELETE) (\/v1\/[\w/:-]+)/g;

test('every address of the API that a document names is there, with its method', async () => {
  const { paths } = (await apiDocument()) as { paths: Record<string, object> };
  // Documents name a part of an address `:id`, whatever the route calls it.
  const known = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, ':id')}`),
  );
  const docs = readdirSync(new URL('../../docs', import.meta.url), { recursive: true, encoding: 'utf8' });
  const texts = docs
    .filter(name => name.endsWith('.md'))
    .map(name => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8'));
  const named = texts.flatMap(text =>
    [...text.matchAll(addresses)].map(([, method, path = '']) => `${method} ${path.replaceAll(/:\w+/g, ':id')}`),
  );
  expect(named.length).toBeGreaterThan(20);
  expect([...new Set(named)].filter(address => !known.includes(address))).toEqual([]);
});
