// The packed program: it holds what it needs and no sources, and runs where it is installed. With INSTALL it is installed from the
// registry into an empty folder, and a copy of the project without what is for development (`npm run soak -- package`).
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../', import.meta.url));
const manifestSchema = z.object({
  version: z.string(),
  license: z.string(),
  dependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});
/** Without the variables with which npm tells a script what it runs in. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_|^(PORT|DATA_DIR|NODE_ENV|EVENTSTORE_URL|DATABASE_URL)$/.test(name)),
);
const run = (file: string, args: string[], cwd: string) =>
  promisify(execFile)(file, args, { cwd, env, maxBuffer: 16 * 1024 * 1024 });

let folder: string;
let tarball: string;
let installed: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-package-'));
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], root);
  const [name = ''] = (await readdir(folder)).filter(file => file.endsWith('.tgz'));
  tarball = join(folder, name);
  installed = join(folder, 'node_modules', '@rebook', 'rebook');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'], folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const filesOf = async (where: string): Promise<string[]> => {
  const entries = await readdir(where, { recursive: true, withFileTypes: true });
  return entries.flatMap(entry => (entry.isFile() ? [relative(where, join(entry.parentPath, entry.name))] : []));
};
const manifest = async () => manifestSchema.parse(JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')));

describe('the package', () => {
  test('holds the program, its documents and its licence, and no sources', async () => {
    const files = await filesOf(installed);
    for (const file of ['LICENSE', 'README.md', 'CHANGELOG.md', 'SECURITY.md', 'examples/customers.csv', 'docs/connect.md'])
      expect(files).toContain(file);
    const places = new Set(files.filter(file => file.includes('/')).map(file => file.split('/').slice(0, 2).join('/')));
    expect([...places].filter(place => !/^(bin|deploy|docs|examples|ops)\/|^dist\/(bundle|console)$/.test(place))).toEqual([]);
    expect((await stat(join(installed, 'bin/rebook.js'))).mode & 0o111).toBe(0o111);
    const { license } = await manifest();
    expect(license).toBe('Apache-2.0');
    expect(await readFile(join(installed, 'LICENSE'), 'utf8')).toMatch(/Apache License\s+Version 2\.0/);
  });

  test('names each library that its program loads from elsewhere', async () => {
    const { dependencies, optionalDependencies } = await manifest();
    const known = [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...builtinModules];
    const pieces = (await filesOf(join(installed, 'dist/bundle'))).filter(file => file.endsWith('.js'));
    const texts = await Promise.all(pieces.map(file => readFile(join(installed, 'dist/bundle', file), 'utf8')));
    const named = texts.flatMap(text =>
      [...text.matchAll(/^(?:import|export)\b[^;'"]*from"([^".][^"]*)"|\bimport\("([^".][^"]*)"\)/gm)].map(
        ([, from, later]) => from ?? later ?? '',
      ),
    );
    expect(named).toContain('@scalar/fastify-api-reference');
    expect([...new Set(named)].filter(name => !name.startsWith('node:') && !known.includes(name))).toEqual([]);
  });

  test('runs as it is laid out, beside its libraries alone', async () => {
    const { version, dependencies, optionalDependencies } = await manifest();
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const place = join(folder, 'node_modules', name);
      await mkdir(dirname(place), { recursive: true });
      await symlink(join(root, 'node_modules', name), place);
    }
    const program = join(installed, 'bin/rebook.js');
    expect((await run(program, ['--version'], folder)).stdout).toBe(`rebook ${version}\n`);
    const { stdout } = await run(program, ['retell-functions', '--url', 'https://rebook.example'], folder);
    expect(JSON.parse(stdout)).not.toHaveLength(0);
    const { stdout: help } = await run(program, ['demo', '--help'], folder);
    expect(help).toContain('--lang <language>');
  });

  test('that is not built says so', async () => {
    const bare = join(folder, 'bare');
    await cp(join(root, 'bin'), join(bare, 'bin'), { recursive: true });
    await writeFile(join(bare, 'package.json'), '{"type":"module"}');
    await expect(run(join(bare, 'bin/rebook.js'), ['--help'], bare)).rejects.toMatchObject({
      code: 2,
      stderr: 'The program is not built yet: npm run build\n',
    });
  });
});

/** What it prints, also where a step did not go as expected. */
const demoIn = async (where: string): Promise<string> =>
  (await run('npx', ['rebook', 'demo', '--exit'], where).catch((failed: { stdout: string }) => failed)).stdout;

describe.runIf(process.env.INSTALL)('installed from the registry', () => {
  test('into an empty folder, it explains itself and plays the demonstration', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], empty);
    expect((await run('npx', ['rebook', '--help'], empty)).stdout).toContain('Usage: rebook');
    expect(await demoIn(empty)).toContain('All 5 calls were as they must be.');
  });

  test('without what is for development, a copy of the project builds itself and runs', async () => {
    const copy = join(folder, 'copy');
    const left = ['node_modules', 'dist', '.git', '.rebook', '.rebook-demo', '.env'];
    await cp(root, copy, {
      recursive: true,
      filter: source => !left.some(name => `/${relative(root, source)}/`.includes(`/${name}/`)),
    });
    await run('npm', ['ci', '--omit=dev', '--prefer-offline', '--no-audit', '--no-fund'], copy);
    expect(await readdir(join(copy, 'node_modules'))).not.toContain('typescript');
    expect(await demoIn(copy)).toContain('All 5 calls were as they must be.');
  });
});
