// `npm run bench -- proof`: checking all events against the transparency log, beside reading `$all` alone in the same run.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '../src/domain/clock.ts';
import { connectDatabase } from '../src/platform/postgres/database.ts';
import { createLogExtender } from '../src/platform/proof/extend-log.ts';
import { readLogs } from '../src/platform/proof/log-tables.ts';
import { wholeLog } from '../src/platform/proof/own-events.ts';
import { verifyStore } from '../src/platform/proof/verify-store.ts';
import { makeSigningKey, parseSigningKey, parseVerifierKey } from '../src/proof/note.ts';
import { median } from './eventstore/measure.ts';
import { openFilled } from './projections/stores.ts';
import { table } from './table.ts';

const events = Number(process.env.BENCH_EVENTS ?? 200_000);
const rounds = 5;
const wanted = 0.5;
const mebibyte = 1024 * 1024;

export async function bench(): Promise<void> {
  const filled = await openFilled();
  const { url } = await filled.database('proof');
  const db = connectDatabase(url, undefined, 'upkeep');
  try {
    process.stderr.write(`${events} events …\n`);
    await filled.fillTo(events);
    const { store } = filled;
    const key = parseSigningKey(makeSigningKey('bench.example/log'));
    const verifier = key && parseVerifierKey(key.verifierKey);
    if (!key || !verifier) throw new Error('a key that was made is one');
    const extender = createLogExtender({ db, store, key, clock: systemClock, checkpointAfterMs: 0 });
    const built = await timed(async () => {
      while (!(await extender.extend()).caughtUp);
    });
    const [log] = await readLogs(db);
    if (!log) throw new Error('the log was begun');
    const read = async () => {
      for await (const page of wholeLog(store)) void page;
    };
    const readParsed = async () => {
      for (let from = -1n, page = await store.readAll(from, 1_000); page.length > 1; page = await store.readAll(from, 1_000))
        from = page.at(-1)?.position ?? from;
    };
    const verify = async () => {
      const { findings, events: checked } = await verifyStore({ db, store, keys: [verifier] });
      if (findings.length > 0 || checked !== log.size) throw new Error('the log holds');
    };
    const seconds: Record<'read' | 'parsed' | 'verify', number[]> = { read: [], parsed: [], verify: [] };
    await verify();
    const before = heap();
    // In turns, so that other work of the machine slows all of them.
    for (let round = 0; round < rounds; round += 1) {
      seconds.read.push(await timed(read));
      seconds.verify.push(await timed(verify));
      seconds.parsed.push(await timed(readParsed));
    }
    const grown = (heap() - before) / mebibyte;
    const rate = (of: number[]): number => log.size / median(of);
    const ratio = rate(seconds.verify) / rate(seconds.read);
    process.stdout.write(
      `${table([
        [`${log.size} events, medians of ${rounds} rounds in turns`, 'events a second', 'of reading alone', `wanted ≥ ${wanted}`],
        ['reading $all, the bytes as they are stored', rate(seconds.read).toFixed(0), '1', ''],
        [
          'reading $all by the client, which parses them',
          rate(seconds.parsed).toFixed(0),
          (rate(seconds.parsed) / rate(seconds.read)).toFixed(2),
          '',
        ],
        ['rebook verify', rate(seconds.verify).toFixed(0), ratio.toFixed(2), ratio >= wanted ? 'ok' : 'missed'],
        ['building the log, once', (log.size / built).toFixed(0), '', ''],
        ['heap grown over all rounds, MiB', grown.toFixed(1), '', ''],
      ])}\n`,
    );
  } finally {
    await db.destroy();
    await filled.close();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

function heap(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
