// Where the built console lies: beside the bundle, or in `dist` where the program runs from its sources.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const places = ['../console', '../../console', '../../dist/console'];

/** The last place where it is nowhere: then it is not built, and its pages say so. */
export function consoleFolder(): string {
  const folders = places.map(place => fileURLToPath(new URL(place, import.meta.url)));
  return folders.find(folder => existsSync(`${folder}/index.html`)) ?? folders.at(-1) ?? '';
}
