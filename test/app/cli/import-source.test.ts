// Reading files as people have them: spreadsheets, JSON Lines, and lines that are broken.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRows, type SourceRow } from '../../../src/app/cli/import/source.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebook-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function rowsOf(
  name: string,
  content: string | Buffer,
  encoding: 'utf8' | 'latin1' = 'utf8',
): Promise<Partial<SourceRow>[]> {
  const path = join(folder, name);
  await writeFile(path, content);
  const rows: Partial<SourceRow>[] = [];
  for await (const { bytes: _, ...row } of readRows(path, encoding)) rows.push(row);
  return rows;
}

describe('a CSV file', () => {
  test.each([
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
  ])('separated by %s is read by the names in its first line', async (_, separator) => {
    const lines = [
      ['Name', 'Phone'],
      ['Erika Beispiel', '+49151'],
      ['"Vogel, Jonas; jr."', ''],
    ];
    expect(await rowsOf('a.csv', lines.map(line => line.join(separator)).join('\r\n'))).toEqual([
      { line: 2, values: { name: 'Erika Beispiel', phone: '+49151' } },
      { line: 3, values: { name: 'Vogel, Jonas; jr.', phone: '' } },
    ]);
  });

  test('may begin with a byte order mark, and may be in Latin-1', async () => {
    expect(await rowsOf('b.csv', '\uFEFFname\nJürgen\n')).toEqual([{ line: 2, values: { name: 'Jürgen' } }]);
    expect(await rowsOf('c.csv', Buffer.from('name\nJürgen\n', 'latin1'), 'latin1')).toEqual([
      { line: 2, values: { name: 'Jürgen' } },
    ]);
  });

  test('with broken lines is read but for these, which are listed by number', async () => {
    const rows = await rowsOf('d.csv', 'name,phone\nErika,1\nToo,many,fields\nJonas,2\n');
    expect(rows.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))).toEqual([
      { line: 2, values: { name: 'Erika', phone: '1' } },
      { line: 3, unreadable: 'not a CSV row of this header' },
      { line: 4, values: { name: 'Jonas', phone: '2' } },
    ]);
  });

  test('with stray quotes is read as it stands', async () => {
    const rows = await rowsOf('g.csv', 'name,phone\nErika "Eri" Beispiel,1\n"Jo"nas,2\n');
    expect(rows).toMatchObject([{ values: { name: 'Erika "Eri" Beispiel' } }, { line: 3, values: { phone: '2' } }]);
  });

  test('with a quote that is never closed says where the rest was lost', async () => {
    expect(await rowsOf('h.csv', 'name,phone\nErika,1\n"Jonas,2\nMia,3\n')).toEqual([
      { line: 2, values: { name: 'Erika', phone: '1' } },
      { line: 3, unreadable: 'a quote is opened and never closed; nothing after it could be read' },
    ]);
  });

  test('that is empty has no rows', async () => {
    expect(await rowsOf('e.csv', '')).toEqual([]);
  });
});

test('a JSON Lines file is read line by line, broken lines listed by number', async () => {
  expect(await rowsOf('f.jsonl', '{"name":"Erika"}\n\nnot json\n["a"]\n{"name":"Jonas"}')).toEqual([
    { line: 1, values: { name: 'Erika' } },
    { line: 3, unreadable: 'not JSON' },
    { line: 4, unreadable: 'not a JSON object' },
    { line: 5, values: { name: 'Jonas' } },
  ]);
});

test.each(['nothing.csv', 'nothing.jsonl'])('a file that is not there (%s) is a fault with a code', async name => {
  const reading = readRows(join(folder, name), 'utf8').next();
  await expect(reading).rejects.toMatchObject({ code: 'import_file_unreadable' });
});
