// Writes rows as CSV (RFC 4180) that a spreadsheet reads as data, never as a formula.
import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';

/**
 * A line with the names, then a line for each row; rows are read as fast as the lines are taken. Text that begins like a formula gets
 * an apostrophe, which spreadsheets show as text.
 */
export function csvOf(columns: string[], rows: AsyncIterable<Record<string, unknown>>): Readable {
  const lines = stringify({
    header: true,
    columns,
    record_delimiter: 'windows',
    escape_formulas: true,
    // Quotes, commas and whole line ends are quoted in any case.
    quoted_match: /[\r\n]/,
    cast: { boolean: String },
  });
  // What ends the rows ends the lines with the same error: who reads them gets it.
  pipeline(Readable.from(rows), lines, () => undefined);
  return lines;
}
