// Writes what documents are made from code: `npm run docs`.
import { readFile, writeFile } from 'node:fs/promises';
import { codesTable } from './codes-table.ts';
import { consoleTypes } from './console-types.ts';
import { eventsDocument } from './events-document.ts';
import { speechDocument } from './speech-document.ts';

const place = (name: string) => new URL(`../../docs/${name}`, import.meta.url);

await writeFile(place('events.md'), eventsDocument());
await writeFile(place('speech.md'), speechDocument());
await writeFile(new URL('../../packages/console/src/api/schema.d.ts', import.meta.url), await consoleTypes());
const answers = await readFile(place('answers.md'), 'utf8');
const table = /(<!-- codes:[^>]*-->\n)[\s\S]*?(\n<!-- \/codes -->)/;
await writeFile(
  place('answers.md'),
  answers.replace(table, (_, before, after) => `${before}${codesTable()}${after}`),
);
