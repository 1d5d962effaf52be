// Which language it is, only `packs.ts` and the languages' own folders know: elsewhere a third one would be treated as one of the others.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { defaultLanguage, languageSchema } from '../../src/domain/values.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const languages: readonly string[] = languageSchema.options;
const home = new RegExp(`^src/(?:domain/values\\.ts|language/(?:packs\\.ts|(?:${languages.join('|')})/.*))$`);
/**
 * The demonstration is a play in two languages; an agent's prompt is a text of its own, English where there is none; what a spreadsheet of
 * a country opens is no language that is spoken.
 */
const others = /^src\/(?:app\/cli\/demo\/|channels\/retell\/prompt\/prompt\.ts|channels\/api\/history\/csv\.ts)/;
const files = ['src', 'commands', 'projections'].flatMap(folder =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts'))
    .map(path => `${folder}/${path}`),
);

test('no file outside packs.ts and the languages compares a language, or keeps a table by language', () => {
  expect(files.length).toBeGreaterThan(300);
  const found = files
    .filter(path => !home.test(path) && !others.test(path))
    .flatMap(path => comparisons(readFileSync(`${root}${path}`, 'utf8')).map(({ line, text }) => `${path}:${line}: ${text}`));
  expect(found).toEqual([]);
});

test('no file speaks the default language without saying that it is the default', () => {
  const found = files.filter(
    path => !home.test(path) && !others.test(path) && textsIn(readFileSync(`${root}${path}`, 'utf8')).includes(defaultLanguage),
  );
  expect(found).toEqual([]);
});

test.each([
  "const word = language === 'de' ? 'und' : 'and';",
  "const word = 'en' !== settings.language ? 'und' : 'and';",
  "switch (language) { case 'de': break; }",
  "const words: Record<Language, string> = { de: 'und', en: 'and' };",
  "const word = words['en'];",
  'const word = words.de;',
  "const isOurs = ['de', 'en'].includes(language);",
  "const isOurs = language.startsWith('de');",
  "function say(language: 'de' | 'en') {}",
  'interface Words { de: string }',
])('%s is found', text => {
  expect(comparisons(text)).not.toEqual([]);
});

test.each([
  "const language = settings?.language ?? 'de';",
  "const local = at.setLocale('de');",
  "const host = { locale: 'de' };",
  "const word = 'de la Cruz' === name;",
])('%s names a language and compares none', text => {
  expect(comparisons(text)).toEqual([]);
});

function textsIn(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('scanned.ts', text, ts.ScriptTarget.Latest, true));
  return found;
}

/** Where the code of a language decides something, or is one of several in a list or a type. */
function comparisons(text: string): { line: number; text: string }[] {
  const source = ts.createSourceFile('scanned.ts', text, ts.ScriptTarget.Latest, true);
  const found: { line: number; text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (decides(node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ line, text: node.parent.getText().split('\n')[0] ?? '' });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function decides(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isIdentifier(node))
    return (
      languages.includes(node.text) &&
      ((ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodDeclaration(parent)) &&
          parent.name === node) ||
        ts.isShorthandPropertyAssignment(parent))
    );
  if (!ts.isStringLiteralLike(node) || !languages.includes(node.text)) return false;
  return (
    (ts.isBinaryExpression(parent) && comparing.has(parent.operatorToken.kind)) ||
    (ts.isCallExpression(parent) &&
      ts.isPropertyAccessExpression(parent.expression) &&
      asking.has(parent.expression.name.text)) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isCaseClause(parent) ||
    ts.isElementAccessExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isLiteralTypeNode(parent)
  );
}

const comparing = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);
const asking = new Set(['includes', 'has', 'startsWith', 'endsWith', 'indexOf', 'localeCompare', 'get']);
