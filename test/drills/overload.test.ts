// Three times as many callers as the service can serve: it goes on serving as many as before, all others hear at once that it cannot,
// and nothing of theirs is begun.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type ManyCallers, startManyCallers, type Told } from './many-callers.ts';
import { untrueTold } from './many-verdict.ts';

const isSoak = process.env.OVERLOAD_SECONDS !== undefined;
const seconds = Number(process.env.OVERLOAD_SECONDS ?? 1);
const stepSeconds = 4;
const steps = [5, 10, 15, 20, 25, 30, 35, 40, 50, 60, 80, 100, 120, 160, 200];
const [heldP99Ms, usualSeconds, restSeconds] = [1_000, 10, 10];
/** Beside all other tests, on one core: more than the places, and than those that may wait for one. */
const crowd = 100;

const scenarios = [
  { name: 'one instance', instances: 1, calendarMs: 0 },
  { name: 'Cal.com takes 800 ms', instances: 1, calendarMs: 800 },
  { name: 'two instances', instances: 2, calendarMs: 0 },
].filter(({ name }) => name.includes(process.env.OVERLOAD_ONLY ?? ''));

if (isSoak)
  test.each(scenarios)('overloaded for a while: $name', { timeout: 3_600_000 }, async ({ name, ...options }) => {
    const callers = await startManyCallers({ ...options, companies: 60 });
    const note = (text: string) => process.stdout.write(`${name}: ${text}\n`);
    try {
      await callers.stock(800);
      const warm = await load(callers, 10, 10);
      note(`warm: ${inWords(warm)}`);
      const rate = await highestRate(callers, heldP99Ms + options.calendarMs, note);
      expect(rate).toBeGreaterThan(0);
      await callers.stock(rate * (usualSeconds * 2 + 2 * seconds) + 200);
      await sleep(5_000);
      const usual = await load(callers, rate / 2, usualSeconds);
      const memory = await callers.memory();
      note(`usual, ${rate / 2} a second: ${inWords(usual)}; ${memory.map(Math.round)} MB`);

      const watched = watchGauges(callers);
      const over = await load(callers, 3 * rate, seconds);
      const seen = await watched();
      const memoryAfter = await callers.memory();
      const done = over.filter(isDone).length / seconds;
      note(`overloaded, ${3 * rate} a second for ${seconds} s: ${inWords(over)}`);
      note(`${done.toFixed(1)} changes a second of ${rate}; ${seen}; ${memoryAfter.map(Math.round)} MB`);

      await sleep(restSeconds * 1_000);
      const after = await load(callers, rate / 2, usualSeconds);
      note(`afterwards: ${inWords(after)}`);
      const wrong = await untrueTold(callers);
      note(`${callers.told.length} callers, ${wrong.length} untrue`);
      expect(wrong).toEqual([]);
      expect(callers.told.filter(one => !isSayable(one))).toEqual([]);
      expect(callers.exits).toEqual([]);
      expect(done).toBeGreaterThanOrEqual(0.8 * rate);
      expect(quantile(over, 1)).toBeLessThanOrEqual(callers.replyBudgetMs);
      expect(quantile(over.filter(isTurnedAway), 0.99)).toBeLessThanOrEqual(300);
      for (const [index, before] of memory.entries()) expect(memoryAfter[index]).toBeLessThanOrEqual(1.5 * before + 100);
      expect(quantile(after, 0.5)).toBeLessThanOrEqual(1.5 * quantile(usual, 0.5));
    } finally {
      expect(await callers.stop()).toEqual([]);
    }
  });
else
  test(`${crowd} callers at once on two instances: some are served, and whoever is turned away has begun nothing`, async () => {
    const callers = await startManyCallers({ instances: 2, calendarMs: 200, companies: 6 });
    try {
      await callers.stock(crowd);
      const told = await Promise.all(Array.from({ length: crowd }, () => callers.ring()));
      expect(told.filter(one => !isSayable(one))).toEqual([]);
      expect(told.filter(isDone).length).toBeGreaterThan(0);
      expect(told.filter(isTurnedAway).length).toBeGreaterThan(0);
      expect(await untrueTold(callers)).toEqual([]);
      expect((await callers.ring()).code).toBe('cancelled');
    } finally {
      expect(await callers.stop()).toEqual([]);
    }
  });

const isDone = ({ code }: Told): boolean => code === 'cancelled';
const isTurnedAway = ({ code }: Told): boolean => code === 'overloaded';
const isSayable = ({ code, message }: Told): boolean =>
  ['cancelled', 'cancellation_pending', 'overloaded'].includes(code ?? '') && /^[A-ZÄÖÜ].+[.?!]$/.test(message);

/** Callers ring on their beat, whether earlier ones are answered or not; all that were told. */
async function load(callers: ManyCallers, perSecond: number, forSeconds: number): Promise<Told[]> {
  const began = performance.now();
  const ringing: Promise<Told>[] = [];
  for (let index = 0; index < perSecond * forSeconds; index += 1) {
    const wait = began + (index * 1_000) / perSecond - performance.now();
    if (wait > 0) await sleep(wait);
    ringing.push(callers.ring());
  }
  return Promise.all(ringing);
}

/** Of a machine that is busy with something else once or twice it is not said that it cannot more. */
const tries = 3;

/** The last step at which all are served, nearly all in good time. */
async function highestRate(callers: ManyCallers, mostP99Ms: number, note: (text: string) => void): Promise<number> {
  const holds = async (rate: number): Promise<boolean> => {
    for (let nth = 0; nth < tries; nth += 1) {
      await callers.stock(rate * stepSeconds);
      const told = await load(callers, rate, stepSeconds);
      note(`${rate} a second: ${inWords(told)}`);
      if (told.every(isDone) && quantile(told, 0.99) <= mostP99Ms) return true;
    }
    return false;
  };
  let held = 0;
  for (const rate of steps) {
    if (!(await holds(rate))) break;
    held = rate;
  }
  return held;
}

function quantile(told: readonly Told[], share: number): number {
  const waits = told.map(({ began, ended }) => ended - began).sort((a, b) => a - b);
  return waits[Math.floor((waits.length - 1) * share)] ?? 0;
}

function inWords(told: readonly Told[]): string {
  const codes = new Set(told.map(({ code }) => code));
  return [...codes]
    .map(code => {
      const those = told.filter(one => one.code === code);
      const [p50, p99, most] = [0.5, 0.99, 1].map(share => Math.round(quantile(those, share)));
      return `${those.length} ${code ?? 'nothing'} (p50 ${p50}, p99 ${p99}, most ${most} ms)`;
    })
    .join(', ');
}

/** Looks at the services every second; the result ends that, and gives what was seen in words. */
function watchGauges(callers: ManyCallers): () => Promise<string> {
  const seen: Awaited<ReturnType<ManyCallers['gauges']>> = [];
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      seen.push(...(await callers.gauges()));
      await sleep(1_000);
    }
  })();
  return async () => {
    stopping.abort();
    await watching;
    return (['limit', 'used', 'queued', 'inFlight'] as const)
      .map(name => {
        const values = seen.map(gauges => gauges[name]).sort((a, b) => a - b);
        return `${name} ${values[0]} to ${values.at(-1)}, mostly ${values[Math.floor(values.length / 2)]}`;
      })
      .join('; ');
  };
}
