// Measures a cancel call from request to answer, beside one INSERT and beside what a user would write instead.
import { benchCalls } from './calls.ts';
import { benchContender } from './contender.ts';
import { openBench } from './open-bench.ts';
import { benchProcess } from './process.ts';
import { settleDatabase } from './settle.ts';
import { type Figures, latencyTable } from './table.ts';

export async function bench(): Promise<void> {
  const open = await openBench();
  const rows: Figures[] = [];
  try {
    const { databaseUrl } = open;
    await settleDatabase(databaseUrl);
    rows.push(await benchContender('a Fastify route with one INSERT', './insert-server.ts', databaseUrl, 20_000));
    await settleDatabase(databaseUrl);
    rows.push(await benchContender('Emmett: load, decide, append', './emmett-server.ts', databaseUrl, 4_000));
    await settleDatabase(databaseUrl);
    rows.push(...(await benchCalls(open)));
    await open.stopService();
    const started = await benchProcess(open.env);
    process.stdout.write(`${latencyTable(rows)}\n(our share: p50 15 ms and p99 40 ms or less wanted)\n\n`);
    process.stdout.write(`start on existing data: ${started.startMs} ms (wanted: 3000 or less)\n`);
    process.stdout.write(`idle memory of the Node process: ${started.idleMegabytes} MB (wanted: 200 or less)\n`);
  } finally {
    await open.close();
  }
}
