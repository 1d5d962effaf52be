// The figures of all rounds: medians, and how they stand to each other.
import { median } from '../eventstore/measure.ts';
import { table } from '../table.ts';
import type { Turn } from './rounds.ts';

export interface Result {
  name: string;
  turns: readonly Turn[];
}

/** The median over the rounds; NaN where nothing was measured. */
const over = ({ turns }: Result, value: (turn: Turn) => number | undefined): number =>
  median(turns.map(value).flatMap(each => (each === undefined ? [] : [each])));

const sumOf = (turn: Turn): number => [...turn.processor.values()].reduce((sum, each) => sum + each, 0);
const shown = (value: number, digits = 1): string => (Number.isNaN(value) ? '' : value.toFixed(digits));

export const turnText = (name: string, turn: Turn): string =>
  `${name.padEnd(28)}  p50 ${shown(turn.p50).padStart(6)}  p99 ${shown(turn.p99).padStart(6)}  share ${shown(turn.share?.p50 ?? Number.NaN).padStart(6)} ${shown(turn.share?.p99 ?? Number.NaN).padStart(6)}  failed ${turn.failed}  held ${turn.highest ?? '-'}/s  processor ${shown(sumOf(turn), 2)} ms`;

export const resultTable = (results: readonly Result[]): string =>
  table([
    ['at 20 a second, medians', 'p50 ms', 'p99 ms', 'without Cal.com: p50', 'p99', 'processor ms', 'highest rate held', 'failed'],
    ...results.map(result => [
      result.name,
      shown(over(result, turn => turn.p50)),
      shown(over(result, turn => turn.p99)),
      shown(over(result, turn => turn.share?.p50)),
      shown(over(result, turn => turn.share?.p99)),
      shown(over(result, sumOf), 2),
      Number.isNaN(over(result, turn => turn.highest)) ? '' : `${over(result, turn => turn.highest)}/s`,
      String(result.turns.reduce((sum, turn) => sum + turn.failed, 0)),
    ]),
  ]);

/** Where the processor time of a request goes, and what it asks of the stores. */
export function processorTable(results: readonly Result[]): string {
  const parts = (result: Result, of: (turn: Turn) => ReadonlyMap<string, number> | undefined, unit: string): string[][] => {
    const names = new Set(result.turns.flatMap(turn => [...(of(turn)?.keys() ?? [])]));
    return [...names].map(part => [
      `${result.name}: ${part}`,
      shown(
        over(result, turn => of(turn)?.get(part) ?? 0),
        2,
      ),
      unit,
    ]);
  };
  return table([
    ['a request', 'median', ''],
    ...results.flatMap(result => parts(result, turn => turn.processor, 'ms')),
    ...results.flatMap(result => parts(result, turn => turn.counts, '')),
  ]);
}

/** Our figures beside the others', with what is wanted of them. `results`: in the order of the contenders. */
export function wantedTable(results: readonly Result[], process: { startMs: number; idleMegabytes: number }): string {
  const [insert, floor, single, sameWork, ours] = results;
  if (!insert || !floor || !single || !sameWork || !ours) throw new Error('a contender is missing');
  const ratio = (value: (turn: Turn) => number | undefined, beside: Result, ofBeside = value): string =>
    (over(ours, value) / over(beside, ofBeside)).toFixed(2);
  const highest = (turn: Turn) => turn.highest;
  return table([
    ['Rebook', 'measured', 'wanted'],
    [
      'our share, p50, beside the INSERT route',
      ratio(
        turn => turn.share?.p50,
        insert,
        turn => turn.p50,
      ),
      '≤ 4',
    ],
    [
      'our share, p99, beside the INSERT route',
      ratio(
        turn => turn.share?.p99,
        insert,
        turn => turn.p99,
      ),
      '≤ 4',
    ],
    ['highest rate, beside Emmett: load, decide, append', ratio(highest, single), '≥ 0.6'],
    ['highest rate, beside Emmett, the same work', ratio(highest, sameWork), '≥ 2'],
    ['processor time, beside the INSERT route', ratio(sumOf, insert), '≤ 6'],
    ['  beside the floor', ratio(sumOf, floor), ''],
    ['  beside Emmett, the same work', ratio(sumOf, sameWork), ''],
    ['  the floor beside the INSERT route', (over(floor, sumOf) / over(insert, sumOf)).toFixed(2), ''],
    ['start on existing data', `${process.startMs} ms`, '≤ 2500'],
    ['idle memory of the Node process', `${process.idleMegabytes} MB`, '≤ 160'],
  ]);
}
