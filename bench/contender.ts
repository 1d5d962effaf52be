// Puts the same load on the servers that Rebook is compared with.
import { startChild } from './child.ts';
import { highestRate, load } from './load.ts';
import { post } from './post.ts';
import type { Figures } from './table.ts';

const warmUp = 60;
const measured = 600;

/** `available`: how many requests it can be sent. */
export async function benchContender(name: string, file: string, databaseUrl: string, available: number): Promise<Figures> {
  const child = await startChild(file, { BENCH_DATABASE_URL: databaseUrl, BENCH_SEEDED: String(available) });
  const call = (index: number): Promise<boolean> =>
    post(child.address, JSON.stringify({ index, reason: 'bench' })).then(() => true);
  try {
    await load(20, warmUp, call);
    const at20 = await load(20, measured, index => call(warmUp + index));
    const used = warmUp + measured;
    return { name, ...at20, highest: await highestRate(index => call(used + index), available - used) };
  } finally {
    await child.stop();
  }
}
