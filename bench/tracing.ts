// What tracing costs a cancel call: a service that sends its spans to a collector here, and one that does not, in turns on the same data.
import { createServer } from 'node:http';
import { span } from '../src/platform/tracing/trace.ts';
import { benchCall } from './calls.ts';
import { load } from './load.ts';
import { type Bench, openBench } from './open-bench.ts';
import { table } from './table.ts';

/** Which is first changes, since a later round finds more data. */
const turns = [false, true, true, false, false, true, true, false];
const warmUp = 30;
const measured = 120;
const mostShare = 10;

interface Turn {
  p50: number;
  p99: number;
  /** Milliseconds of CPU of the whole process, for each call. */
  cpu: number;
}

export async function bench(): Promise<void> {
  const collector = await openCollector();
  const open = await openBench();
  await open.stopService();
  const rounds: { traced: boolean; turn: Turn }[] = [];
  try {
    for (const [index, traced] of turns.entries()) {
      const endpoint = traced ? collector.address : '';
      rounds.push({ traced, turn: await turnOf(open, endpoint, index * (warmUp + measured)) });
    }
  } finally {
    await open.close();
    collector.close();
  }
  const median = (traced: boolean, of: keyof Turn): number => {
    const sorted = rounds.flatMap(round => (round.traced === traced ? [round.turn[of]] : [])).sort((a, b) => a - b);
    return (
      ((sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN) + (sorted[Math.floor(sorted.length / 2)] ?? Number.NaN)) / 2
    );
  };
  const row = (name: string, of: keyof Turn): string[] => {
    const [off, on] = [median(false, of), median(true, of)];
    return [name, off.toFixed(2), on.toFixed(2), `${((on / off - 1) * 100).toFixed(1)} %`];
  };
  process.stdout.write(
    `${table([
      [`a cancel call at 20 a second, medians of ${turns.length / 2} turns`, 'not traced', 'traced', 'more'],
      row('p50 ms', 'p50'),
      row('p99 ms', 'p99'),
      row('CPU ms of the process', 'cpu'),
    ])}\n(p50 and CPU: ${mostShare} % more or less wanted)\n\n`,
  );
  process.stdout.write(
    `spans for each traced call: ${(collector.spans() / ((warmUp + measured) * (turns.length / 2))).toFixed(1)}\n`,
  );
  process.stdout.write(`a span while nothing is traced: ${(await costWhileOff()).toFixed(3)} µs\n`);
}

async function turnOf(open: Bench, endpoint: string, from: number): Promise<Turn> {
  const service = await open.serve({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  try {
    await load(20, warmUp, index => benchCall(service, from + index));
    const before = await cpuMs(service.address);
    const { p50, p99, failed } = await load(20, measured, index => benchCall(service, from + warmUp + index));
    const cpu = ((await cpuMs(service.address)) - before) / measured;
    if (failed > 0) throw new Error(`${failed} calls failed, from ${from} on`);
    process.stderr.write(
      `${endpoint === '' ? 'not traced' : 'traced'}: p50 ${p50.toFixed(1)} ms, CPU ${cpu.toFixed(1)} ms a call\n`,
    );
    return { p50, p99, cpu };
  } finally {
    await service.stop();
  }
}

async function cpuMs(address: string): Promise<number> {
  const metrics = await fetch(`${address}/metrics`).then(response => response.text());
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(metrics)?.[1] ?? Number.NaN) * 1000;
}

/** Takes what it is sent, and counts the spans. */
async function openCollector() {
  let spans = 0;
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    spans += text.split('"spanId"').length - 1;
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
  await took(work);
  const bare = await took(work);
  const spanned = await took(() => span('part', { 'rebook.category': 'call', 'rebook.events': 1 }, work));
  return ((spanned - bare) / times) * 1000;
}
