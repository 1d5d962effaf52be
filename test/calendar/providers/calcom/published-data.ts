// Cal.com's own document and samples, where they lie beside the repository; tests on them are skipped where they do not.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../../../../shared/data');

export function hasPublished(file: string): boolean {
  return existsSync(resolve(folder, file));
}

export function readPublished(file: string): unknown {
  return JSON.parse(readFileSync(resolve(folder, file), 'utf8'));
}
