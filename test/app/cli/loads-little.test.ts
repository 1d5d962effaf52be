// The program loads what a command needs: `--help` and `--version` nothing of the service, a command against a running one no server.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../../bin/rebook.js', import.meta.url));
/** Notes the address of every module that Node loads. */
const hooks = `import { writeSync } from 'node:fs';
export const load = (url, context, next) => { writeSync(2, 'LOADED ' + url + '\\n'); return next(url, context); };`;
const address = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;
const noting = address(`import { register } from 'node:module'; register(${JSON.stringify(address(hooks))});`);

/** The sources that a run of the bundled program loads, as its maps name them. */
function loadedBy(...args: string[]): string[] {
  const { stderr } = spawnSync(process.execPath, ['--import', noting, program, ...args], { encoding: 'utf8' });
  const pieces = [...stderr.matchAll(/^LOADED (file:.*)$/gm)].map(([, url = '']) => fileURLToPath(url));
  return pieces.flatMap(piece => {
    if (!existsSync(`${piece}.map`)) return [];
    const { sources }: { sources: string[] } = JSON.parse(readFileSync(`${piece}.map`, 'utf8'));
    return sources.map(source => source.replace(/^(?:\.\.\/)+/, ''));
  });
}

/** How a master key is written is no part of a server: the configuration is checked by it. */
const servers =
  /^(?:packages|projections)\/|^src\/(?:app\/start|app\/servers|platform(?!\/vault\/master-keys)|calendar|audit)|^node_modules\/(?:fastify|pg|kysely|nats|pino|@grpc|@eventstore)\//;
const service = /^(?:packages|projections|commands)\/|^src\/(?!app\/cli\/|domain\/(?:clock|fault)\.ts)/;

test.each([['--help'], ['--version'], ['help']])('%s loads the commands’ names, and nothing of the service', argument => {
  const loaded = loadedBy(argument);
  expect(loaded).toContain('src/app/cli/commands.ts');
  expect(loaded.filter(source => service.test(source))).toEqual([]);
  const libraries = loaded.flatMap(source => /^node_modules\/([^/]+)/.exec(source)?.[1] ?? []);
  expect([...new Set(libraries)]).toEqual(['commander']);
});

test.each([
  ['call', 'list_appointments', '--from', 'anonymous', '--url', 'http://127.0.0.1:9'],
  ['status', '--url', 'http://127.0.0.1:9'],
  ['retell-functions', '--url', 'https://rebook.example'],
  ['retell-setup', '--print', '--url', 'https://rebook.example'],
  ['replay', '--help'],
])('%s loads no server', (...args) => {
  const loaded = loadedBy(...args);
  expect(loaded.filter(source => servers.test(source))).toEqual([]);
});

test('a command that starts servers is found by the same look', () => {
  expect(loadedBy('eventstore', '--help').some(source => servers.test(source))).toBe(true);
});
