#!/usr/bin/env node
// The command line. It runs the bundled program; `npm run build` makes it.
import { existsSync } from 'node:fs';

const program = new URL('../dist/bundle/rebook.js', import.meta.url);
if (!existsSync(program)) {
  process.stderr.write('The program is not built yet: npm run build\n');
  process.exit(2);
}
await import(program.href);
