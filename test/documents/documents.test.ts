// What documents say of the project is so: every file and folder they name is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documents = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'bench/README.md',
  ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' }).map(name => `docs/${name}`),
  ...readdirSync(`${root}packages`).map(name => `packages/${name}/README.md`),
].filter(name => name.endsWith('.md'));
/** What a reader is asked to write, or what stands for any name. */
const examples = /```[\s\S]*?```|src\/language\/fr\/[\w-]*|projections\/appointment-moves\.ts/g;
const path = /(?<![\w./@-])(?:src|commands|projections|packages|test|bench|deploy|docs|ops)\/[\w./-]*[\w/]/g;

test.each(documents)('%s names files and folders that are there', document => {
  const text = readFileSync(`${root}${document}`, 'utf8').replace(examples, '');
  const missing = [...new Set(text.match(path) ?? [])].filter(
    // A package names its own files from its own folder on.
    name => !existsSync(`${root}${name}`) && !existsSync(`${root}${dirname(document)}/${name}`),
  );
  expect(missing).toEqual([]);
});

/** As GitHub makes a heading's address. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

test.each(documents)('%s links to documents and headings that are there', document => {
  const text = readFileSync(`${root}${document}`, 'utf8').replace(/```[\s\S]*?```/g, '');
  const broken = [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? `${root}${document}` : `${root}${dirname(document)}/${file}`;
    if (!existsSync(target)) return [link];
    if (anchor === undefined) return [];
    const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
    return headings.includes(anchor) ? [] : [link];
  });
  expect(broken).toEqual([]);
});

test('the README is read in ten minutes', () => {
  expect(readFileSync(`${root}README.md`, 'utf8').split('\n').length).toBeLessThanOrEqual(150);
});

const foldersOf = (folder: string): string[] =>
  readdirSync(`${root}${folder}`, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() ? [`${folder}/${entry.name}/`] : [],
  );

test.each([
  ['README.md', 'src'],
  ['docs/architecture.md', 'src'],
  ['docs/architecture.md', 'test'],
])('%s has a row for every folder of %s/', (document, folder) => {
  const rows = readFileSync(`${root}${document}`, 'utf8').match(/^\|.*\|$/gm) ?? [];
  const folders = foldersOf(folder);
  expect(folders.length).toBeGreaterThan(5);
  expect(folders.filter(name => !rows.some(row => row.includes(`\`${name}\``)))).toEqual([]);
});

test('docs/architecture.md names the longest code file first, and every file of more than 250 lines', () => {
  const lengths = ['src', 'commands', 'projections'].flatMap(folder =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts'))
      .map(file => `${folder}/${file}`)
      .map(file => ({ file, lines: readFileSync(`${root}${file}`, 'utf8').split('\n').length - 1 })),
  );
  const [, section = ''] = readFileSync(`${root}docs/architecture.md`, 'utf8').split('## The longest files');
  const named = [...section.matchAll(/`(\S+\.ts)`/g)].map(([, file = '']) => file);
  const isList = /^src\/(domain\/customer\/(name-data\/|short-forms\.ts)|language\/..\/fillers\.ts)/;
  const code = lengths.filter(({ file }) => !isList.test(file)).sort((a, b) => b.lines - a.lines);
  expect(named[0]).toBe(code[0]?.file);
  expect(named.sort()).toEqual(lengths.flatMap(({ file, lines }) => (lines > 250 ? [file] : [])).sort());
});

test('documents are looked at, and a file that is missing is found', () => {
  expect(documents.length).toBeGreaterThan(10);
  expect('see `src/nothing/there.ts` or docs/time.md.'.match(path)).toEqual(['src/nothing/there.ts', 'docs/time.md']);
});
