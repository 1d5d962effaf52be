// Whether a rebuild takes more memory or gets slower as the store grows.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { table } from '../table.ts';
import type { Filled } from './stores.ts';

const sizes = [10_000, Number(process.env.BENCH_MOST_EVENTS ?? 1_000_000)];
const mostMegabytes = 300;
const aloneMs = 5_000;
const measured = z.object({ events: z.number(), rate: z.number(), rates: z.array(z.number()), megabytes: z.number() });

/** Of all read models, in a process of its own. */
async function rebuildAlone(filled: Filled, databaseUrl: string): Promise<z.infer<typeof measured>> {
  const program = fileURLToPath(new URL('./rebuilding.ts', import.meta.url));
  const child = fork(program, [databaseUrl, filled.eventStoreUrl], { execArgv: ['--import', 'tsx'] });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the rebuild ended with ${code} before it had reported anything`);
  });
  const [message] = await Promise.race([once(child, 'message'), failed]);
  await once(child, 'exit').catch(() => undefined);
  return measured.parse(message);
}

export async function benchGrowth(filled: Filled): Promise<string> {
  const rows: string[][] = [];
  for (const size of sizes) {
    process.stderr.write(`filling the store to ${size} events …\n`);
    await filled.fillTo(size);
    const { url } = await filled.database(`growth${size}`);
    // A rebuild is throttled while others have just worked in its database.
    await setTimeout(aloneMs);
    const { events, rate, rates, megabytes } = await rebuildAlone(filled, url);
    const [slowest, fastest] = [Math.min(...rates), Math.max(...rates)].map(Math.round);
    rows.push([
      `${events} events`,
      `${Math.round(rate)}/s`,
      rates.length > 1 ? `${slowest} to ${fastest}/s` : '',
      `${Math.round(megabytes)} MB`,
      megabytes <= mostMegabytes ? 'ok' : 'missed',
    ]);
  }
  return table([
    [
      'all read models from nothing',
      'from start to exchange',
      'by each 100000',
      'memory at most',
      `wanted ≤ ${mostMegabytes} MB`,
    ],
    ...rows,
  ]);
}
