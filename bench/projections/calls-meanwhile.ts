// What a rebuild of all read models does to the calls that come meanwhile.
import { pino } from 'pino';
import { projections } from '../../projections/index.ts';
import { rebuildThread } from '../../src/app/rebuild/thread-url.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { connectEventStore } from '../../src/platform/eventstore/store.ts';
import { rebuildInThread } from '../../src/platform/projector/rebuild/in-thread.ts';
import { appendMix } from '../../test/support/event-mix.ts';
import { benchCall } from '../calls/cancel-call.ts';
import { median } from '../eventstore/measure.ts';
import { load } from '../load.ts';
import { openBench } from '../open-bench.ts';
import { settleDatabase } from '../settle.ts';
import { table } from '../table.ts';

const perSecond = 20;
const warmUp = 100;
const measured = 200;
const rounds = 5;
/** Enough that a rebuild lasts as long as a round. */
const background = 20_000;
const wanted = 2;

export async function benchCallsMeanwhile(): Promise<string> {
  const open = await openBench();
  const store = connectEventStore(open.eventStoreUrl, systemClock);
  const names = projections.map(({ name }) => name);
  let folded = 0;
  let rebuildingMs = 0;
  /** Rebuilds one after another until asked to stop; a running rebuild is cancelled. */
  const rebuildUntil = async (signal: AbortSignal): Promise<void> => {
    const { databaseUrl, eventStoreUrl, masterKey } = open;
    const began = performance.now();
    while (!signal.aborted) {
      let seen = 0;
      const onProgress = ({ events }: { events: number }) => {
        folded += events - seen;
        seen = events;
      };
      await rebuildInThread({
        thread: rebuildThread,
        databaseUrl,
        eventStoreUrl,
        vault: { databaseUrl, masterKey: { kind: 'given', keys: masterKey } },
        names,
        log: pino({ level: 'error' }),
        signal,
        onProgress,
      }).catch(error => {
        if (!signal.aborted) throw error;
      });
    }
    rebuildingMs += performance.now() - began;
  };
  try {
    process.stderr.write('filling the store with what a rebuild has to read …\n');
    await appendMix(store, background, { seed: 'background' });
    await settleDatabase(open.databaseUrl);
    let next = 0;
    const calls = async (count: number) => {
      const first = next;
      next += count;
      return load(perSecond, count, index => benchCall(open, first + index));
    };
    await calls(warmUp);
    const alone: { p50: number; p99: number }[] = [];
    const meanwhile: { p50: number; p99: number }[] = [];
    let failed = 0;
    for (let round = 0; round < rounds; round += 1) {
      const undisturbed = await calls(measured);
      alone.push(undisturbed);
      const ended = new AbortController();
      const rebuilding = rebuildUntil(ended.signal);
      const busy = await calls(measured);
      meanwhile.push(busy);
      failed += undisturbed.failed + busy.failed;
      ended.abort();
      await rebuilding;
    }
    const of = (figures: { p50: number; p99: number }[], which: 'p50' | 'p99') => median(figures.map(figure => figure[which]));
    const ratio = of(meanwhile, 'p99') / of(alone, 'p99');
    return table([
      [
        `cancel calls at ${perSecond} a second, medians of ${rounds}`,
        'p50 ms',
        'p99 ms',
        'failed',
        `wanted: p99 ≤ ${wanted} times`,
      ],
      ['without a rebuild', of(alone, 'p50').toFixed(1), of(alone, 'p99').toFixed(1), '', ''],
      [
        `during one, which takes ${Math.round((folded * 1_000) / rebuildingMs)} events/s`,
        of(meanwhile, 'p50').toFixed(1),
        of(meanwhile, 'p99').toFixed(1),
        String(failed),
        `${ratio.toFixed(2)} times`,
      ],
    ]);
  } finally {
    await store.close();
    await open.stopService();
    await open.close();
  }
}
