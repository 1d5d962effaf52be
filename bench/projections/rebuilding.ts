// A process that rebuilds all read models and prints its speed and memory. Arguments: database, event store.
import { pino } from 'pino';
import { projections } from '../../projections/index.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { connectEventStore } from '../../src/platform/eventstore/store.ts';
import { rebuildProjections } from '../../src/platform/projector/rebuild/rebuild.ts';

const [, , databaseUrl = '', eventStoreUrl = ''] = process.argv;
const store = connectEventStore(eventStoreUrl, systemClock);
const slice = 100_000;
const rates: number[] = [];
let from = { events: 0, at: 0 };
const began = performance.now();
const { events } = await rebuildProjections({
  databaseUrl,
  store,
  projections,
  clock: systemClock,
  log: pino({ level: 'error' }),
  signal: new AbortController().signal,
  onProgress(progress) {
    const at = performance.now();
    if (from.at === 0) from = { events: progress.events, at };
    if (progress.events - from.events < slice) return;
    rates.push(((progress.events - from.events) * 1_000) / (at - from.at));
    from = { events: progress.events, at };
  },
});
const rate = (events * 1_000) / (performance.now() - began);
process.send?.({ events, rate, rates, megabytes: process.resourceUsage().maxRSS / 1_024 });
await store.close();
process.exit(0);
