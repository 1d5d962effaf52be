// What tracing costs a cancel call: a service that sends its spans to a collector here, and does not, in turns, call by call.
import { createServer } from 'node:http';
import { z } from 'zod';
import { span } from '../src/platform/tracing/trace.ts';
import { benchCall } from './calls/cancel-call.ts';
import { quantiles } from './load.ts';
import { type Bench, openBench } from './open-bench.ts';
import { table } from './table.ts';

const turns = 24;
/** The first ones are none: a process gets faster with its first calls. */
const warmUp = 4;
const ofTurn = 20;
const mostShare = 10;

interface Turn {
  latencies: number[];
  /** Milliseconds of CPU of the whole process, for each call, until its spans were sent. */
  cpu: number;
}

export async function bench(): Promise<void> {
  const collector = await openCollector();
  const open = await openBench(ofTurn * (turns + warmUp));
  const rounds: { traced: boolean; turn: Turn }[] = [];
  try {
    for (let index = 0; index < turns + warmUp; index += 1) {
      const traced = index % 2 === 1;
      rounds.push({ traced, turn: await turnOf(open, traced ? collector.address : null, index * ofTurn) });
    }
  } finally {
    await open.stopService();
    await open.close();
    collector.close();
  }
  const measured = (traced: boolean): Turn[] => rounds.slice(warmUp).flatMap(one => (one.traced === traced ? [one.turn] : []));
  const row = (name: string, of: (turns: Turn[]) => number): string[] => {
    const [off, on] = [of(measured(false)), of(measured(true))];
    return [name, off.toFixed(2), on.toFixed(2), `${((on / off - 1) * 100).toFixed(1)} %`];
  };
  const latency = (of: Turn[]) => quantiles(of.flatMap(({ latencies }) => latencies)).p50;
  process.stdout.write(
    `${table([
      ['cancel calls, one after another', 'not traced', 'traced', 'more'],
      row('p50 ms', latency),
      row('CPU ms of the process, median of the turns', of => quantiles(of.map(({ cpu }) => cpu)).p50),
    ])}\n(${mostShare} % more or less wanted)\n\n`,
  );
  process.stdout.write(`spans for each traced call: ${(collector.spans() / ((ofTurn * (turns + warmUp)) / 2)).toFixed(1)}\n`);
  process.stdout.write(`a span while nothing is traced: ${(await costWhileOff()).toFixed(3)} µs\n`);
}

async function turnOf(open: Bench, traceTo: string | null, from: number): Promise<Turn> {
  const before = cpuMs(await open.tell({ traceTo }));
  const latencies: number[] = [];
  for (let index = from; index < from + ofTurn; index += 1) {
    const began = performance.now();
    if (!(await benchCall(open, index))) throw new Error(`call ${index} failed`);
    latencies.push(performance.now() - began);
  }
  const after = cpuMs(await open.tell({ traceTo: null }));
  return { latencies, cpu: (after - before) / ofTurn };
}

const usage = z.object({ user: z.number(), system: z.number() });
function cpuMs(reply: unknown): number {
  const { user, system } = usage.parse(reply);
  return (user + system) / 1000;
}

/** Takes what it is sent, and counts the spans. */
async function openCollector() {
  let spans = 0;
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    spans += text.split('"startTimeUnixNano"').length - 1;
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { address: `http://127.0.0.1:${address.port}`, spans: () => spans, close: () => server.close() };
}

/** Beyond the work itself, in microseconds. */
async function costWhileOff(): Promise<number> {
  const times = 1_000_000;
  const work = async () => 1;
  const took = async (each: () => Promise<number>): Promise<number> => {
    const began = performance.now();
    for (let index = 0; index < times; index += 1) await each();
    return performance.now() - began;
  };
  const spanned = () => span('part', { 'rebook.category': 'call', 'rebook.events': 1 }, work);
  const least = { bare: Number.POSITIVE_INFINITY, spanned: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 5; round += 1) {
    least.bare = Math.min(least.bare, await took(work));
    least.spanned = Math.min(least.spanned, await took(spanned));
  }
  return ((least.spanned - least.bare) / times) * 1000;
}
