// Builds the console, compresses what it is made of, and fails where the first page has grown too large for a phone.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

/** Of all that is loaded before the first view is shown, as browsers take it over HTTPS and on the machine itself: with Brotli. */
const mostBytes = 250 * 1024;
const root = fileURLToPath(new URL('.', import.meta.url));
const folder = join(root, '../../dist/console');

await build({ root, logLevel: 'warn' });
const names = await readdir(folder, { recursive: true });
const sent = new Map();
for (const name of names.filter(one => /\.(js|css|svg|txt)$/.test(one))) {
  const content = await readFile(join(folder, name));
  const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  sent.set(name.replaceAll('\\', '/'), brotli.length);
  await writeFile(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  await writeFile(join(folder, `${name}.br`), brotli);
}
const manifestPath = join(folder, 'manifest.json');
const manifest = JSON.parse(await readFile(manifestPath, 'utf8'));
await rm(manifestPath);

/** What is loaded with a piece, and with the pieces it cannot do without. */
function loadedWith(key, seen = new Set()) {
  const piece = manifest[key];
  if (seen.has(piece.file)) return seen;
  for (const file of [piece.file, ...(piece.css ?? [])]) seen.add(file);
  for (const next of piece.imports ?? []) loadedWith(next, seen);
  return seen;
}

// The first view is Today, in German.
const first = new Set(['index.html', 'src/places/today/today.tsx', 'src/text/de.ts'].flatMap(key => [...loadedWith(key)]));
const bytes = [...first].reduce((sum, file) => sum + (sent.get(file) ?? 0), 0);
const size = `${Math.round(bytes / 1024)} kB of at most ${mostBytes / 1024} kB`;
if (bytes > mostBytes) {
  console.error(`The console's first page has grown too large: ${size}.`);
  process.exit(1);
}
console.log(`The console's first page: ${size}, compressed.`);
