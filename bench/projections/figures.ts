// `npm run bench -- projections`: how fast read models are made from events, how soon they show one, what that costs callers and
// memory. `BENCH_ONLY` names one part.
import { benchCallsMeanwhile } from './calls-meanwhile.ts';
import { benchGrowth } from './growth.ts';
import { benchEmmett, benchRebuilds } from './rebuilds.ts';
import { type Filled, openFilled } from './stores.ts';
import { benchVisible } from './visible.ts';

const eventsWanted = Number(process.env.BENCH_EVENTS ?? 200_000);
/** It needs minutes for what takes us seconds. */
const emmettEvents = 20_000;

const parts: Record<string, () => Promise<string>> = {
  rebuilds: () =>
    withStore(async filled => {
      process.stderr.write(`filling a store with ${eventsWanted} events …\n`);
      await filled.fillTo(eventsWanted);
      return benchRebuilds(filled);
    }),
  emmett: () =>
    withStore(async filled => {
      await filled.fillTo(emmettEvents);
      return benchEmmett(filled);
    }),
  visible: () => withStore(benchVisible),
  calls: benchCallsMeanwhile,
  growth: () => withStore(benchGrowth),
};

async function withStore(use: (filled: Filled) => Promise<string>): Promise<string> {
  const filled = await openFilled();
  try {
    return await use(filled);
  } finally {
    await filled.close();
  }
}

export async function bench(): Promise<void> {
  const only = process.env.BENCH_ONLY;
  for (const [name, part] of Object.entries(parts)) {
    if (only === undefined || only === name) process.stdout.write(`${await part()}\n\n`);
  }
}
