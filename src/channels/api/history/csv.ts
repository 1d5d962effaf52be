// Writes rows as CSV (RFC 4180) that a spreadsheet reads as data, never as a formula; for programs, or as a spreadsheet of a country opens it.
import { pipeline, Readable, Transform } from 'node:stream';
import { stringify } from 'csv-stringify';
import { DateTime } from 'luxon';

export const sheetLocales = ['de', 'en'] as const;

/** What a spreadsheet of a country takes for a number, a moment, a yes and the end of a cell. */
interface SheetForm {
  delimiter: string;
  decimals: string;
  moments: string;
  yes: string;
  no: string;
}
const forms: Record<(typeof sheetLocales)[number], SheetForm> = {
  de: { delimiter: ';', decimals: ',', moments: 'dd.MM.yyyy HH:mm:ss', yes: 'ja', no: 'nein' },
  en: { delimiter: ',', decimals: '.', moments: 'yyyy-MM-dd HH:mm:ss', yes: 'yes', no: 'no' },
};

const usual = {
  header: true,
  record_delimiter: 'windows',
  escape_formulas: true,
  // Quotes, delimiters and whole line ends are quoted in any case.
  quoted_match: /[\r\n]/,
} as const;

/**
 * A line with the names, then a line for each row; rows are read as fast as the lines are taken. Text that begins like a formula gets
 * an apostrophe, which spreadsheets show as text.
 */
export function csvOf(columns: string[], rows: AsyncIterable<Record<string, unknown>>): Readable {
  const lines = stringify({ ...usual, columns, cast: { boolean: String } });
  // What ends the rows ends the lines with the same error: who reads them gets it.
  pipeline(Readable.from(rows), lines, () => undefined);
  return lines;
}

/**
 * The same for a spreadsheet of this locale: moments are local to the company's zone, which is the last column; amounts are in their
 * currency instead of cents; and the file says that it is UTF-8.
 */
export function sheetOf(
  columns: string[],
  rows: AsyncIterable<Record<string, unknown>>,
  locale: (typeof sheetLocales)[number],
  zoneOf: (companyId: unknown) => string,
): Readable {
  const form = forms[locale];
  const lines = stringify({
    ...usual,
    delimiter: form.delimiter,
    bom: true,
    // Written by itself, so that what is below zero is no formula.
    cast: {
      number: (value, { column }) => (isCents(column) ? (value / 100).toFixed(2) : String(value)).replace('.', form.decimals),
    },
    columns: [...columns.map(column => ({ key: column, header: column.replace(/_cents$/, '') })), { key: 'time_zone' }],
  });
  const shown = new Transform({
    objectMode: true,
    transform(row: Record<string, unknown>, _encoding, done) {
      const zone = zoneOf(row.company_id);
      const cells = columns.map(column => [column, cellOf(column, row[column], form, zone)]);
      done(null, { ...Object.fromEntries(cells), time_zone: zone });
    },
  });
  pipeline(Readable.from(rows), shown, lines, () => undefined);
  return lines;
}

const isCents = (column: string | number | undefined): boolean => String(column).endsWith('_cents');

function cellOf(column: string, value: unknown, { moments, yes, no }: SheetForm, zone: string): unknown {
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'string' && column.endsWith('_at')) return DateTime.fromISO(value, { zone }).toFormat(moments);
  return value;
}
