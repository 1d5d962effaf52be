// `npm run bench`: a cancel call from request to answer, beside what one INSERT costs and what a user would write instead.
import { benchCalls } from './calls.ts';
import { benchEmmett } from './emmett.ts';
import { benchInsert } from './insert.ts';
import { openBench } from './open-bench.ts';
import { benchProcess } from './process.ts';
import { type Figures, table } from './table.ts';

const bench = await openBench();
const rows: Figures[] = [];
try {
  rows.push(await benchInsert(bench));
  rows.push(await benchEmmett(bench));
  rows.push(...(await benchCalls(bench)));
} finally {
  await bench.close();
}
const started = await benchProcess();
process.stdout.write(`${table(rows)}\n(our share: p50 15 ms and p99 40 ms or less wanted)\n\n`);
process.stdout.write(`start on existing data: ${started.startMs} ms (wanted: 3000 or less)\n`);
process.stdout.write(`idle memory of the Node process: ${started.idleMegabytes} MB (wanted: 200 or less)\n`);
process.exit(0);
