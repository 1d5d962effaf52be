// `npm run note-release`: notes what this release reads, for the next one to be held to. Run when the version in package.json was raised.
import { readFileSync, writeFileSync } from 'node:fs';
import { contractOf } from './contract.ts';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
const file = new URL('released.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(contractOf(version), undefined, 1)}\n`);
