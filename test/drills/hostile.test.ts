// Strangers flood the service, one kind after another, beside three signed calls a second: all of these are served, about as soon as without.
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { emptyDatabase, freshEventStore } from '../support/database.ts';
import { programOf } from '../support/program.ts';
import { floodKinds } from './flood-kinds.ts';
import { isServed, startUnderCalls, untrue } from './under-calls.ts';

const isSoak = process.env.FLOOD_SECONDS !== undefined;
const seconds = Number(process.env.FLOOD_SECONDS ?? 0.5);
const scale = isSoak ? 1 : 0.1;
const restMs = isSoak ? (seconds * 1_000) / 2 : 0;
const deadlineMs = 20_000;
const [program, execArgv] = programOf(fileURLToPath(new URL('./flood-process.ts', import.meta.url)));

interface Span {
  began: number;
  ended: number;
}

test(`${floodKinds.length} kinds of flood, each for ${seconds} s`, { timeout: 3_600_000 }, async () => {
  const [database, eventStore] = await Promise.all([emptyDatabase(), freshEventStore()]);
  const lastsMs = floodKinds.length * (seconds * 1_000 + restMs);
  const services = await startUnderCalls(eventStore.url, database.url, { instances: 1, longestMs: lastsMs, callEveryMs: 333 });
  const during = ({ began, ended }: Span) => services.heard.filter(one => one.began > began && one.began < ended);
  /** Of those who ask, and of those who change something: they wait for other things, and a tenth of all would lie between the two. */
  const p90 = (spans: Span[]): { asking: number; changing: number } => {
    const of = (changes: boolean): number => {
      const calls = spans.flatMap(during).filter(({ change }) => (change !== undefined) === changes);
      const waits = calls.map(({ began, ended }) => ended - began).sort((a, b) => a - b);
      return Math.round(waits[Math.floor(waits.length * 0.9)] ?? 0);
    };
    return { asking: of(false), changing: of(true) };
  };
  const withoutFlood: Span[] = [];
  const floods: (Span & { kind: string; summary: string })[] = [];
  try {
    await services.served(60_000);
    for (const kind of floodKinds) {
      const rested = performance.now();
      await sleep(restMs);
      withoutFlood.push({ began: rested, ended: performance.now() });
      const began = performance.now();
      const args = [...execArgv, program, services.addresses[0] ?? '', kind, String(seconds), String(scale)];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      floods.push({ kind, began, ended: performance.now(), summary: stdout });
    }
    const unserved = services.heard.filter(one => !isServed(one));
    const untrueOnes = await services.verdict();
    const without = p90(withoutFlood);
    const each = floods.map(flood => p90([flood]));
    const worst = {
      asking: Math.max(...each.map(({ asking }) => asking)),
      changing: Math.max(...each.map(({ changing }) => changing)),
    };
    for (const flood of isSoak ? floods : [])
      process.stdout.write(
        `${flood.kind}: ${flood.summary}, ${during(flood).length} calls, p90 ${JSON.stringify(p90([flood]))} ms\n`,
      );
    process.stdout.write(
      `${floods.length} floods of ${seconds} s beside ${services.heard.length} signed calls: ${unserved.length} not served, ` +
        `${untrueOnes.length} untrue; p90 without a flood ${JSON.stringify(without)} ms, with the worst ${JSON.stringify(worst)} ms\n`,
    );
    expect(unserved).toEqual([]);
    expect(untrueOnes).toEqual([]);
    expect(untrue(services, deadlineMs)).toEqual([]);
    if (!isSoak) return;
    expect(worst.asking).toBeLessThanOrEqual(2 * without.asking);
    expect(worst.changing).toBeLessThanOrEqual(2 * without.changing);
  } finally {
    expect(await services.stop()).toEqual([]);
    await eventStore.drop();
    await database.drop();
  }
});
