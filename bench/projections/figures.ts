// `npm run bench -- projections`
import { benchRebuilds } from './rebuilds.ts';
import { openFilled } from './stores.ts';

const eventsWanted = Number(process.env.BENCH_EVENTS ?? 200_000);

export async function bench(): Promise<void> {
  const filled = await openFilled();
  try {
    process.stderr.write(`filling a store with ${eventsWanted} events …\n`);
    await filled.fillTo(eventsWanted);
    process.stdout.write(`${await benchRebuilds(filled)}\n`);
  } finally {
    await filled.close();
  }
}
