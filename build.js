// Builds the program: checks the types where the compiler is installed (`npm ci --omit=dev` leaves it out), then bundles. With
// --if-changed only where a source is newer than what was built: an installation builds once, and a start after it does not again.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const built = 'dist/bundle/rebook.js';
const packages = readdirSync('packages').map(name => `packages/${name}/src`);
const sources = [
  'src',
  'commands',
  'projections',
  ...packages,
  'bundle.js',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

const filesIn = path =>
  statSync(path).isDirectory() ? readdirSync(path, { recursive: true }).map(name => join(path, name)) : [path];

function isBuilt() {
  if (!existsSync(built)) return false;
  const builtAt = statSync(built).mtimeMs;
  return sources.flatMap(filesIn).every(file => statSync(file).mtimeMs <= builtAt);
}

function compiler() {
  try {
    return createRequire(import.meta.url).resolve('typescript/bin/tsc');
  } catch {
    return undefined;
  }
}

if (!process.argv.includes('--if-changed') || !isBuilt()) {
  const tsc = compiler();
  if (tsc !== undefined) {
    const { status } = spawnSync(process.execPath, [tsc, '-b', 'tsconfig.build.json'], { stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? 1);
  }
  await import('./bundle.js');
}
