// The figures as a table.

export interface Figures {
  name: string;
  p50: number;
  p99: number;
  failed: number;
  /** Requests a second; left out where it is another row's. */
  highest?: number;
}

export const latencyTable = (rows: Figures[]): string =>
  table([
    ['at 20 a second', 'p50 ms', 'p99 ms', 'failed', 'highest rate held'],
    ...rows.map(({ name, p50, p99, failed, highest }) => [
      name,
      p50.toFixed(1),
      p99.toFixed(1),
      String(failed),
      highest === undefined ? '' : `${highest}/s`,
    ]),
  ]);

/** The first column to the left, all others to the right. */
export function table(cells: string[][]): string {
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map(row => row[column]?.length ?? 0))) ?? [];
  return cells
    .map(row =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
