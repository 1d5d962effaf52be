// What documents say of the project is so: every file and folder they name is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documents = [
  'README.md',
  ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' }).map(name => `docs/${name}`),
  ...readdirSync(`${root}packages`).map(name => `packages/${name}/README.md`),
].filter(name => name.endsWith('.md'));
/** What a reader is told to write, or what stands for any name. */
const examples = /```[\s\S]*?```|src\/language\/fr\/[\w-]*|projections\/appointment-moves\.ts/g;
const path = /(?<![\w./@-])(?:src|commands|projections|packages|test|bench|docs|ops)\/[\w./-]*[\w/]/g;

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

test('documents are looked at, and a file that is missing is found', () => {
  expect(documents.length).toBeGreaterThan(10);
  expect('see `src/nothing/there.ts` or docs/time.md.'.match(path)).toEqual(['src/nothing/there.ts', 'docs/time.md']);
});
