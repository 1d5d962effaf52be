// `npm run bench`: a cancel call from request to answer, beside what one INSERT costs and what a user would write instead.
import { benchCalls } from './calls.ts';
import { benchContender } from './contender.ts';
import { openBench } from './open-bench.ts';
import { benchProcess } from './process.ts';
import { settleDatabase } from './settle.ts';
import { type Figures, table } from './table.ts';

const bench = await openBench();
const rows: Figures[] = [];
try {
  const { databaseUrl } = bench;
  await settleDatabase(databaseUrl);
  rows.push(await benchContender('a Fastify route with one INSERT', './insert-server.ts', databaseUrl, 20_000));
  await settleDatabase(databaseUrl);
  rows.push(await benchContender('Emmett: load, decide, append', './emmett-server.ts', databaseUrl, 4_000));
  await settleDatabase(databaseUrl);
  rows.push(...(await benchCalls(bench)));
  await bench.stopService();
  const started = await benchProcess(bench.env);
  process.stdout.write(`${table(rows)}\n(our share: p50 15 ms and p99 40 ms or less wanted)\n\n`);
  process.stdout.write(`start on existing data: ${started.startMs} ms (wanted: 3000 or less)\n`);
  process.stdout.write(`idle memory of the Node process: ${started.idleMegabytes} MB (wanted: 200 or less)\n`);
} finally {
  await bench.close();
}
process.exit(0);
