// What is downloaded as CSV is data to every spreadsheet, and is read only as fast as it is taken.
import { once } from 'node:events';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvOf, sheetOf } from '../../../src/channels/api/history/csv.ts';

async function* rowsOf(...rows: Record<string, unknown>[]) {
  yield* rows;
}
const written = async (columns: string[], ...rows: Record<string, unknown>[]): Promise<string> =>
  (await csvOf(columns, rowsOf(...rows)).toArray()).join('');

test.each<[string, unknown, string]>([
  ['a text', 'Salon', 'Salon'],
  ['an empty text', '', ''],
  ['nothing', null, ''],
  ['what is left out', undefined, ''],
  ['a number', 12.5, '12.5'],
  ['a number below zero', -3, '-3'],
  ['a yes', true, 'true'],
  ['a no', false, 'false'],
  ['a comma', 'Schnitt, Farbe', '"Schnitt, Farbe"'],
  ['a quotation', 'sie sagt "nein"', '"sie sagt ""nein"""'],
  ['a line end', 'eins\r\nzwei', '"eins\r\nzwei"'],
  ['half a line end', 'eins\nzwei', '"eins\nzwei"'],
  ['the other half', 'eins\rzwei', '"eins\rzwei"'],
  ['an object', { by: 'ana', reason_code: null }, '"{""by"":""ana"",""reason_code"":null}"'],
  ['a list', ['a', 1], '"[""a"",1]"'],
  ['a formula', '=1+1', "'=1+1"],
  ['a sum', '+49151', "'+49151"],
  ['a difference', '-1', "'-1"],
  ['a function', '@SUM(A1)', "'@SUM(A1)"],
  ['a tab', '\t=1', "'\t=1"],
  ['a formula with a comma', '=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ['a formula behind a line end', '\r=1', '"\'\r=1"'],
])('%s', async (_, value, expected) => {
  expect(await written(['first', 'value'], { first: 'x', value })).toBe(`first,value\r\nx,${expected}\r\n`);
});

test('the names are there also where there is no row', async () => {
  expect(await written(['company_id', 'fee'])).toBe('company_id,fee\r\n');
});

test('columns stand in the order of their names, and nothing else is written', async () => {
  expect(await written(['b', 'a'], { a: 1, b: 2, c: 3 }, { c: 4 })).toBe('b,a\r\n2,1\r\n,\r\n');
  expect(parse(await written(['a'], { a: 'x\ny, "z"' }), { columns: true })).toEqual([{ a: 'x\ny, "z"' }]);
});

test('a spreadsheet’s file begins with the mark that it is UTF-8, and what is below zero stays a number', async () => {
  const rows = rowsOf({
    company_id: 'salon',
    due_cents: -250,
    share: -0.5,
    seen: true,
    changed_at: '2026-12-01T10:00:00+00:00',
    text: '=1',
  });
  const columns = ['company_id', 'due_cents', 'share', 'seen', 'changed_at', 'text'];
  const text = (await sheetOf(columns, rows, 'de', () => 'Europe/Berlin').toArray()).join('');
  expect(text).toBe(
    '\ufeffcompany_id;due;share;seen;changed_at;text;time_zone\r\n' +
      "salon;-2,50;-0,5;ja;01.12.2026 11:00:00;'=1;Europe/Berlin\r\n",
  );
});

test('no more rows are read than are taken, and none once nobody takes them', async () => {
  let read = 0;
  let ended = false;
  async function* endless() {
    try {
      for (;;) {
        read += 1;
        yield { text: 'x'.repeat(1_000) };
      }
    } finally {
      ended = true;
    }
  }
  const lines = csvOf(['text'], endless());
  const taken = lines.iterator({ destroyOnReturn: false });
  for (let line = 0; line < 100; line += 1) await taken.next();
  expect(read).toBeGreaterThanOrEqual(99);
  expect(read).toBeLessThan(300);
  lines.destroy();
  await expect.poll(() => ended).toBe(true);
});

test('what breaks off the rows reaches who takes the lines', async () => {
  async function* broken() {
    yield { a: 1 };
    throw new Error('the database is away');
  }
  const lines = csvOf(['a'], broken());
  lines.resume();
  const [error] = await once(lines, 'error');
  expect(error).toMatchObject({ message: 'the database is away' });
});
