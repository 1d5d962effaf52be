// Reads the rows of a CSV or JSON Lines file, each with its line; a row that cannot be read is reported and the others go on.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import { Fault } from '../../../domain/fault.ts';

export type SourceRow =
  | { line: number; bytes: number; values: Record<string, unknown> }
  | { line: number; bytes: number; unreadable: string };

export type Encoding = 'utf8' | 'latin1';

/**
 * The rows in order, though broken ones may come early; `bytes` is how far into the file they are. Throws
 * `import_file_unreadable`.
 */
export async function* readRows(path: string, encoding: Encoding): AsyncGenerator<SourceRow> {
  yield* isJsonLines(path) ? jsonLines(path, encoding) : csv(path, encoding);
}

const isJsonLines = (path: string): boolean => /\.(jsonl|ndjson|json)$/i.test(path);

async function* jsonLines(path: string, encoding: Encoding): AsyncGenerator<SourceRow> {
  const stream = createReadStream(path, { encoding });
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  let line = 0;
  try {
    for await (const text of lines) {
      line += 1;
      const json = text.replace(/^\uFEFF/, '').trim();
      if (json === '') continue;
      yield { line, bytes: stream.bytesRead, ...objectOf(json) };
    }
  } catch (error) {
    throw unreadable(error);
  }
}

function objectOf(json: string): { values: Record<string, unknown> } | { unreadable: string } {
  try {
    const value: unknown = JSON.parse(json);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? { values: { ...value } }
      : { unreadable: 'not a JSON object' };
  } catch {
    return { unreadable: 'not JSON' };
  }
}

async function* csv(path: string, encoding: Encoding): AsyncGenerator<SourceRow> {
  const header = await firstLine(path, encoding);
  const stream = createReadStream(path);
  const skipped: SourceRow[] = [];
  let lastLine = 1;
  const parser = parse({
    bom: true,
    encoding,
    delimiter: delimiterOf(header),
    columns: names => names.map((name: string) => name.trim().toLowerCase()),
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    info: true,
  });
  parser.on('skip', error => {
    const isOpen = error?.code === 'CSV_QUOTE_NOT_CLOSED';
    const unreadable = isOpen
      ? 'a quote is opened and never closed; nothing after it could be read'
      : 'not a CSV row of this header';
    // An open quote is noticed at the end of the file; it began after the last good row.
    skipped.push({ line: isOpen ? lastLine + 1 : Number(error?.lines ?? 0), bytes: stream.bytesRead, unreadable });
  });
  stream.on('error', error => parser.destroy(error));
  stream.pipe(parser);
  try {
    for await (const { record, info } of parser) {
      yield* skipped.splice(0);
      lastLine = info.lines;
      yield { line: info.lines, bytes: stream.bytesRead, values: record };
    }
    yield* skipped.splice(0);
  } catch (error) {
    throw unreadable(error);
  }
}

async function firstLine(path: string, encoding: Encoding): Promise<string> {
  try {
    const file = await open(path);
    try {
      for await (const line of file.readLines({ encoding })) return line;
      return '';
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(error);
  }
}

/** Spreadsheets in German write semicolons. */
function delimiterOf(header: string): string {
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((most, each) => (count(each) > count(most) ? each : most));
}

function unreadable(error: unknown): Fault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new Fault('import_file_unreadable', `the file cannot be read (${code})`, { cause: error });
}
