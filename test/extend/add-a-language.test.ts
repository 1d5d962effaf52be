// docs/add-a-language.md is followed in a copy of the project: the compiler asks for what is missing, there and nowhere else.
import { execFile } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packOf } from '../../src/language/packs.ts';
import { codeIn, copyProject, type ProjectCopy } from '../support/project-copy.ts';

const packs = 'src/language/packs.ts';
let copy: ProjectCopy;
beforeAll(async () => {
  copy = await copyProject();
  await follow('src/domain/values.ts', 'export const languageSchema = ');
});
afterAll(() => copy.remove());

test('a language without a pack does not compile, and packs.ts is the only place that says so', {
  timeout: 120_000,
}, async () => {
  expect(await copy.complaints()).toEqual([packs]);
});

test('a pack that lacks one part does not compile', { timeout: 120_000 }, async () => {
  const lacking = partsOf(packOf('en')).map(
    path => `{\n  const pack: LanguagePack = ${without('english', path)}; // ${path.join('.')}\n  void pack;\n}`,
  );
  expect(lacking.length).toBeGreaterThan(140);
  const head = "import { english } from './en/pack.ts';\nimport type { LanguagePack } from './pack.ts';\n";
  const file = 'src/language/lacking.ts';
  const text = `${head}${lacking.join('\n')}\n`;
  await copy.write(file, text);
  const expected = text.split('\n').flatMap((code, index) => (code.includes('const pack:') ? [{ file, line: index + 1 }] : []));
  expect(await copy.errors(file)).toEqual(expected);
});

test('with its folder and its line it is spoken, and understood before the others and by their callers', async () => {
  const folder = 'src/language/fr';
  await cp(join(copy.path, 'src/language/en'), join(copy.path, folder), { recursive: true });
  await copy.replace(`${folder}/pack.ts`, 'export const english:', 'export const french:');
  await copy.replace(`${folder}/calendar-words.ts`, "'friday'", "'vendredi'");
  await copy.replace(`${folder}/sentences.ts`, '  cancelled: s => `Your appointment', '  cancelled: s => `Votre rendez-vous');
  await follow(packs, 'const packs: ');
  expect(await copy.complaints(packs)).toEqual([]);

  const script = `
    import { parseSpokenMoment } from './src/language/parse/moment.ts';
    import { packOf, packsFrom } from './src/language/packs.ts';
    import { renderAnswer } from './src/language/render/say.ts';
    const languages = ['de', 'en', 'fr'];
    const day = (text, language) =>
      parseSpokenMoment(text, undefined, { now: new Date('2026-11-23T09:00:00Z'), zone: 'Europe/Paris', language }).dates;
    console.log(JSON.stringify({
      vendredi: languages.map(language => day('vendredi', language)),
      others: [day('freitag', 'fr'), day('friday', 'fr')],
      order: languages.map(first => packsFrom(first).map(pack => languages.find(code => packOf(code) === pack)).join()),
      said: renderAnswer('cancelled', {}, 'fr'),
    }));`;
  await copy.write('added.ts', script);
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'added.ts'], { cwd: copy.path });
  const friday = ['2026-11-27'];
  expect(JSON.parse(stdout)).toEqual({
    vendredi: [friday, friday, friday],
    others: [friday, friday],
    order: ['de,en,fr', 'en,de,fr', 'fr,de,en'],
    said: 'Votre rendez-vous is cancelled.',
  });
});

/** Puts the document's code for a file in the place of the line that begins so. */
async function follow(path: string, begins: string): Promise<void> {
  const { code } = await codeIn('docs/add-a-language.md', path);
  const text = await readFile(join(copy.path, path), 'utf8');
  const line = text.split('\n').find(one => one.startsWith(begins)) ?? begins;
  const imports = code.match(/^import .*\n/gm)?.join('') ?? '';
  await copy.replace(path, line, code.replace(imports, '').trim());
  const first = text.split('\n').find(one => one.startsWith('import ')) ?? '';
  if (imports !== '') await copy.replace(path, first, `${imports}${first}`);
}

/** The paths of all parts of a pack: what it has, what these have, and each sentence. */
function partsOf(pack: object, path: string[] = []): string[][] {
  return Object.entries(pack).flatMap(([key, part]) => {
    const here = [...path, key];
    const isGroup = typeof part === 'object' && part !== null && Object.getPrototypeOf(part) === Object.prototype;
    return [here, ...(isGroup ? partsOf(part, here) : [])];
  });
}

/** An expression for the pack without that part: the groups around it copied, the part left out. */
function without(of: string, [key = '', ...rest]: string[]): string {
  const part = `${of}.${key}`;
  if (rest.length > 0) return `{ ...${of}, ${key}: ${without(part, rest)} }`;
  return `(({ ${key}: _, ...rest }) => rest)(${of})`;
}
