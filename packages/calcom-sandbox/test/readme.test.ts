// The README's example runs, and prints what it says there.
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

test('the example of the README', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const [, example = ''] = /```js\n([\s\S]*?)```/.exec(readme) ?? [];
  await mkdir(dirname(program), { recursive: true });
  await writeFile(program, example);
  onTestFinished(() => rm(program));
  const promised = [...example.matchAll(/\/\/ prints (.+)$/gm)].map(([, line]) => line);
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program], {
    env: process.env,
  });
  expect(promised.length).toBeGreaterThan(0);
  expect(stdout.trim().split('\n')).toEqual(promised);
});

/** In the package's own folder, where its name leads to itself: to what was built where a build is named, else to its source. */
const program = fileURLToPath(new URL('../dist/readme-example.mjs', import.meta.url));
const flags = process.env.BUILT_SOURCES ? [] : ['--import', 'tsx', '--conditions', '@rebook/source'];
