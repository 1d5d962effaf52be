// Which kinds of change there are, only their homes say: elsewhere a third one would be treated as one of the others, and in silence.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { modificationKindSchema } from '../../src/domain/values.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const kinds: readonly string[] = modificationKindSchema.options;
const inQuotes = new RegExp(`'(?:${kinds.join('|')})'`);
const homes = [
  'src/domain/appointment/modification-kinds.ts',
  'src/domain/values.ts',
  // It says of which kind an answer is that was stored when there were two.
  'src/language/render/parameters.ts',
];
const files = ['src', 'commands', 'projections'].flatMap(folder =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts'))
    .map(path => `${folder}/${path}`),
);
const findingsIn = (path: string) => findings(readFileSync(`${root}${path}`, 'utf8'));

test('no file outside the homes compares a kind of change, lists the kinds, or takes one for granted', () => {
  expect(files.length).toBeGreaterThan(300);
  const found = files
    .filter(path => !homes.includes(path))
    .flatMap(path => findingsIn(path).map(({ line, text }) => `${path}:${line}: ${text}`));
  expect(found).toEqual([]);
});

test('the homes of the kinds are where they are named', () => {
  expect(homes.filter(path => !kinds.every(kind => readFileSync(`${root}${path}`, 'utf8').includes(`'${kind}'`)))).toEqual([]);
});

test.each([
  "const noun = operation === 'cancel' ? 'Absage' : 'Verlegung';",
  "const noun = 'reschedule' !== kind ? 'Absage' : 'Verlegung';",
  "const type = z.enum(['cancel', 'reschedule']);",
  "const isKind = text.startsWith('cancel');",
  "function decide(operation: 'cancel' | 'reschedule') {}",
  "const kind = newStartsAt === undefined ? 'cancel' : 'reschedule';",
  "const kind = row.kind ?? 'cancel';",
  "function decide(operation = 'cancel') {}",
  "switch (operation) { case 'cancel': return 1; default: return 2; }",
  `const rows = sql\`select coalesce(kind, 'reschedule') from \${table}\`;`,
  'const rows = query("select 1 where kind = \'cancel\'");',
])('%s is found', text => {
  expect(findings(text)).not.toEqual([]);
});

test.each([
  "switch (operation) { case 'cancel': return 1; case 'reschedule': return 2; }",
  "const nouns: Record<ModificationKind, string> = { cancel: 'Absage', reschedule: 'Verlegung' };",
  "const change = { kind: 'cancel', bookingUid };",
  "const judged = judge(state, command, 'cancel', context);",
  "type Change = { kind: Extract<ModificationKind, 'cancel'> };",
  "type Rules = NonNullable<Policy['reschedule']>;",
  "const code = kind === 'cancelled' ? 1 : 2;",
])('%s names a kind and forgets none', text => {
  expect(findings(text)).toEqual([]);
});

/** Where a kind of change decides something that the compiler does not ask for again when there is another one. */
function findings(text: string): { line: number; text: string }[] {
  const source = ts.createSourceFile('scanned.ts', text, ts.ScriptTarget.Latest, true);
  const found: { line: number; text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (forgets(node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ line, text: node.parent.getText().split('\n')[0] ?? '' });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function forgets(node: ts.Node): boolean {
  const { parent } = node;
  // A query.
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
    if (inQuotes.test(node.text)) return true;
  }
  if (!ts.isStringLiteralLike(node) || !kinds.includes(node.text)) return false;
  return (
    (ts.isBinaryExpression(parent) && deciding.has(parent.operatorToken.kind)) ||
    (ts.isCallExpression(parent) &&
      ts.isPropertyAccessExpression(parent.expression) &&
      asking.has(parent.expression.name.text)) ||
    ts.isConditionalExpression(parent) ||
    ts.isParameter(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    (ts.isLiteralTypeNode(parent) && ts.isUnionTypeNode(parent.parent)) ||
    // With a default no switch is exhaustive.
    (ts.isCaseClause(parent) && parent.parent.clauses.some(ts.isDefaultClause))
  );
}

const deciding = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
]);
const asking = new Set(['includes', 'has', 'startsWith', 'endsWith', 'indexOf', 'localeCompare', 'get']);
