// One contender's turn in a round: 20 requests a second, what they cost, and then the highest rate it holds.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { load, quantiles } from '../load.ts';
import type { Contender } from './contenders.ts';
import { highestRate } from './highest-rate.ts';
import { watchProcessor } from './processor-time.ts';
import { watchStoreCounts } from './store-counts.ts';

export interface Turn {
  p50: number;
  p99: number;
  failed: number;
  /** Without the time Cal.com took. */
  share?: { p50: number; p99: number };
  /** Requests a second. */
  highest?: number;
  /** Processor milliseconds a request, by part. */
  processor: ReadonlyMap<string, number>;
  /** A request, by name. */
  counts?: ReadonlyMap<string, number>;
}

export interface Player {
  contender: Contender;
  turn(): Promise<Turn>;
  /** Throws unless all that was answered is so. */
  check(): Promise<void>;
}

const perSecond = 20;
const warmUp = 100;
/** The others have had their turns since: connections and caches are as in a service that has calls all the time. */
const warmAgain = 20;
const measured = 160;
/** Requests that are kept for the turns to come. */
const reserve = 800;
/** What a request leaves to be done is done by then. */
const afterMs = 700;

/** `calendar`: how long Cal.com took, by booking. */
export async function createPlayer(contender: Contender, client: Client, calendar: ReadonlyMap<string, number>): Promise<Player> {
  const done = new Set<number>();
  let used = 0;
  let held = contender.rate ?? 0;
  const next = (): number => {
    if (used >= contender.available) throw new Error(`${contender.name} has no appointments left: raise BENCH_APPOINTMENTS`);
    used += 1;
    return used - 1;
  };
  const request = async (index: number): Promise<boolean> => {
    const good = await contender.request(index);
    if (good) done.add(index);
    return good;
  };
  await load(perSecond, warmUp, () => request(next()));

  async function turn(): Promise<Turn> {
    await load(perSecond, warmAgain, () => request(next()));
    const processor = await watchProcessor(client, contender);
    const counts = contender.isCounted ? await watchStoreCounts(contender.address) : undefined;
    const first = used;
    const at20 = await load(perSecond, measured, () => request(next()));
    await sleep(afterMs);
    const perCall = (sums: Map<string, number>) => new Map([...sums].map(([name, sum]) => [name, sum / measured]));
    const result: Turn = { ...at20, processor: perCall(await processor()) };
    if (counts) result.counts = perCall(await counts());
    const { uidOf } = contender;
    if (uidOf) {
      const answered = [...at20.latencies].filter(([index]) => done.has(first + index));
      const shares = answered.map(([index, total]) => total - (calendar.get(uidOf(first + index)) ?? Number.NaN));
      if (shares.some(Number.isNaN)) throw new Error(`a call of ${contender.name} was answered without Cal.com`);
      result.share = quantiles(shares);
    }
    if (contender.rate !== undefined) {
      const left = () => contender.available - used - reserve;
      const highest = await highestRate(request, { next, left, around: held });
      if (highest === undefined)
        process.stderr.write(`${contender.name} has too few appointments left to find its highest rate\n`);
      else {
        held = highest;
        result.highest = highest;
      }
    }
    return result;
  }

  return {
    contender,
    turn,
    async check() {
      await contender.check?.(done);
    },
  };
}
