// Which files `npm test` runs: all that start no server and no process, and a whole service in a few stories. The others take minutes.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** What a whole service hears, says and changes, in seconds. */
const stories = [
  'test/attacks/strangers.test.ts',
  'test/promises/companies-apart.test.ts',
  'test/stories/calls.test.ts',
  'test/stories/hand-over.test.ts',
  'test/stories/happy.test.ts',
  'test/stories/services.test.ts',
  'test/stories/unclear.test.ts',
];

/** Seconds each: they wait for what does not come, or try thousands of cases. */
const slow = [
  'test/app/config/watch-keys.test.ts',
  'test/app/trace-export.test.ts',
  'test/calendar/saga/hidden-effects.test.ts',
  'test/calendar/saga/send-again.test.ts',
  'test/language/names/heard-names.test.ts',
  'test/platform/eventstore/append-call.test.ts',
];

const startsSomething =
  /'(?:node:child_process|node:worker_threads|@rebook\/embedded-[\w-]+(?:\/[\w-]+)?|[./\w-]*\/support\/database\.ts)'/;
const imported = /(?:from|import) '(\.[^']+\.ts)'/g;

export function quickFiles(): string[] {
  const known = new Map<string, boolean>();
  /** By what it imports of the tests: the product starts nothing by being loaded. */
  function isHeavy(path: string): boolean {
    const before = known.get(path);
    if (before !== undefined) return before;
    known.set(path, false);
    if (!existsSync(path)) return false;
    const text = readFileSync(path, 'utf8');
    const heavy =
      startsSomething.test(text) ||
      [...text.matchAll(imported)]
        .map(([, to = '']) => normalize(join(dirname(path), to)))
        .some(to => to.startsWith('test/') && isHeavy(to));
    known.set(path, heavy);
    return heavy;
  }
  const light = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .map(path => join('test', path))
    .filter(path => path.endsWith('.test.ts') && !isHeavy(path) && !slow.includes(path));
  return [...light, ...stories].sort();
}
