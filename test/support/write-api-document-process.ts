// Writes the document of the API to the file that is named, for a linter to read.
import { writeFile } from 'node:fs/promises';
import { apiDocument } from './api-document.ts';

const [, , path] = process.argv;
if (path === undefined) throw new Error('which file?');
await writeFile(path, JSON.stringify(await apiDocument(), undefined, 2));
