// A code that nothing gives has a sentence nobody hears, and a row in the documents nobody meets.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { codes } from '../../src/domain/codes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Where codes are listed, described or shown as examples. */
const aboutCodes =
  /^src\/(?:domain\/codes|channels\/server\/fault-messages|language\/(?!parse\/).*|channels\/api\/schemas\/.*)\.ts$/;

test('every code is given somewhere', () => {
  const files = ['src', 'commands'].flatMap(folder =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.ts'))
      .map(path => `${folder}/${path}`),
  );
  expect(files.length).toBeGreaterThan(300);
  const given = new Set(
    files.filter(path => !aboutCodes.test(path)).flatMap(path => givenIn(readFileSync(`${root}${path}`, 'utf8'))),
  );
  expect(Object.keys(codes).filter(code => !given.has(code))).toEqual([]);
});

test.each([
  "const answer = refused('conflict');",
  "const found = { code: 'conflict' };",
  "const code = late ? 'conflict' : undefined;",
  "function codeOf() { return 'conflict'; }",
])('%s gives a code', text => {
  expect(givenIn(text)).toEqual(['conflict']);
});

test.each([
  "if (code === 'conflict') again();",
  "switch (code) { case 'conflict': break; }",
  "type Known = 'conflict';",
  "const route = { errors: [...ofWrites, 'conflict'] };",
  "const offers = new Set(['conflict']);",
  'const sentences = { conflict: true };',
  '// conflict',
])('%s gives none', text => {
  expect(givenIn(text)).toEqual([]);
});

/** The texts that stand as a value, and are not only compared or listed. */
function givenIn(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && Object.hasOwn(codes, node.text) && isValue(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('scanned.ts', text, ts.ScriptTarget.Latest, true));
  return found;
}

function isValue(node: ts.StringLiteralLike): boolean {
  const { parent } = node;
  const isCompared = ts.isBinaryExpression(parent) && comparing.has(parent.operatorToken.kind);
  const isName = ts.isPropertyAssignment(parent) && parent.name === node;
  return !(
    isCompared ||
    isName ||
    ts.isCaseClause(parent) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isArrayLiteralExpression(parent)
  );
}

const comparing = new Set([ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken]);
