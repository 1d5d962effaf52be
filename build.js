// Builds the program: checks the types where the compiler is installed (`npm ci --omit=dev` leaves it out), then bundles, and builds the
// console where its builder is installed. With --if-changed only what has a source newer than itself: an installation builds once, and a
// start after it does not again.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const program = 'dist/bundle/rebook.js';
const consolePage = 'dist/console/index.html';
const packages = readdirSync('packages').flatMap(name => (name === 'console' ? [] : [`packages/${name}/src`]));
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

const sourcesOfConsole = ['src', 'public', 'index.html', 'build.js', 'vite.config.ts', 'package.json'].map(
  name => `packages/console/${name}`,
);

const filesIn = path =>
  statSync(path).isDirectory() ? readdirSync(path, { recursive: true }).map(name => join(path, name)) : [path];

function isBuilt(built, from) {
  if (process.argv.includes('--if-changed') === false || !existsSync(built)) return false;
  const builtAt = statSync(built).mtimeMs;
  return from.flatMap(filesIn).every(file => statSync(file).mtimeMs <= builtAt);
}

/** Undefined where it is not installed. */
function placeOf(module) {
  try {
    return createRequire(import.meta.url).resolve(module);
  } catch {
    return undefined;
  }
}

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const tsc = placeOf('typescript/bin/tsc');
if (!isBuilt(program, sources)) {
  if (tsc !== undefined) run(tsc, '-b', 'tsconfig.build.json');
  await import('./bundle.js');
}
if (!isBuilt(consolePage, sourcesOfConsole)) {
  // An installation without what is for development keeps the console that it came with.
  const hasBuilder = placeOf('vite') !== undefined && placeOf('react') !== undefined;
  if (hasBuilder && tsc !== undefined) run(tsc, '-p', 'packages/console');
  if (hasBuilder) run('packages/console/build.js');
  else console.warn('The console is not built: what builds it is not installed.');
}
