// What the client rejects to no one ends no process; what is ours does.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EventStoreDBClient } from '@eventstore/db-client';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { isOfClient } from '../../../src/platform/eventstore/client/stray-rejections.ts';

const thrownBy = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

test.each([
  [
    'a TypeError in its own code, as at an answer that finds nothing',
    () => Reflect.apply(EventStoreDBClient.prototype.subscribeToAll, undefined, []),
  ],
  [
    'a discovery that fails',
    () => {
      const client = EventStoreDBClient.connectionString('esdb+discover://127.0.0.1:9?tls=false&maxDiscoverAttempts=1');
      return client.deleteStream('line-1');
    },
  ],
  [
    'a connection that is refused',
    () => EventStoreDBClient.connectionString('esdb://127.0.0.1:9?tls=false').deleteStream('line-1'),
  ],
])('%s is the client’s', async (_, work) => {
  expect(isOfClient(await thrownBy(work))).toBe(true);
});

test.each([
  ['an error of ours', () => Promise.reject(new TypeError('undefined is not iterable'))],
  ['one that a callback of ours throws when the client calls it', callbackOfOurs],
  ['what is no error', () => Promise.reject('gone')],
])('%s is not', async (_, work) => {
  expect(isOfClient(await thrownBy(work))).toBe(false);
});

test('in a bundle as well, each is told apart by the file it came from', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rebook-bundle-'));
  try {
    const outfile = join(folder, 'bundle.mjs');
    await build({
      stdin: { contents: bundled, resolveDir: fileURLToPath(new URL('.', import.meta.url)), sourcefile: 'ours.js' },
      outfile,
      ...({ bundle: true, format: 'esm', platform: 'node', minifyWhitespace: true, sourcemap: 'linked' } as const),
      banner: { js: "import { createRequire as of } from 'node:module';const require = of(import.meta.url);" },
    });
    const stacks = JSON.parse(execFileSync(process.execPath, [outfile], { encoding: 'utf8' })) as string[];
    expect(stacks.map(stack => isOfClient(Object.assign(new Error(), { stack })))).toEqual([true, false]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** Prints the stack of an error of the client, and that of one of ours. */
const bundled = `
  import { EventStoreDBClient } from '@eventstore/db-client';
  const stacks = [];
  for (const work of [() => Reflect.apply(EventStoreDBClient.prototype.subscribeToAll, undefined, []), () => JSON.parse('{')])
    try { work(); } catch (error) { stacks.push(error.stack); }
  console.log(JSON.stringify(stacks));
  process.exit();`;

/** Frames of the client stand below ours in its stack. */
function callbackOfOurs(): unknown {
  const client = EventStoreDBClient.connectionString('esdb://127.0.0.1:9?tls=false');
  return new Promise((_, reject) => {
    client.readAll().on('error', () => {
      try {
        JSON.parse('{');
      } catch (error) {
        reject(error);
      }
    });
  });
}
