// The embedded event store beside a server that keeps everything in memory, and beside plain INSERTs into the same PostgreSQL.
import { randomUUID } from 'node:crypto';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { Client } from 'pg';
import { startChild } from '../child.ts';
import { table } from '../table.ts';
import {
  appendToSubscriber,
  catchUp,
  event,
  fill,
  median,
  parallelAppends,
  rate,
  readFive,
  requestsAndInserts,
  residentMegabytes,
  sequentialAppends,
  someOfFive,
} from './measure.ts';
import { type BenchedStore, openStore } from './store.ts';

const rounds = 5;
const roundMs = 1_500;
const lanes = 64;
const few = 10_000;
const many = Number(process.env.BENCH_EVENTS ?? 1_000_000);
const readStreams = 400;
const livePerSecond = 500;
const liveSeconds = 10;

export async function bench(): Promise<void> {
  const store = await openStore();
  const ceiling = await startChild('./eventstore/ceiling-server.ts', {});
  try {
    await compare(store, ceiling.address);
  } finally {
    await ceiling.stop();
    await store.remove();
  }
}

async function compare(store: BenchedStore, ceilingAddress: string): Promise<void> {
  let ours = EventStoreDBClient.connectionString(store.connectionString());
  const top = EventStoreDBClient.connectionString(ceilingAddress);

  progress(`${few} events …`);
  const warmUp = await someOfFive(ours, readStreams);
  const names = await someOfFive(ours, readStreams);
  await fill(ours, few - 2 * readStreams * 5);
  await fill(top, few);
  // Started again, so that reads come from the tables, as most reads do.
  await ours.dispose();
  await store.restart();
  ours = EventStoreDBClient.connectionString(store.connectionString());
  const catchUps = await inTurns({ ours: () => catchUp(ours, few), ceiling: () => catchUp(top, few) });
  await readFive(ours, warmUp);
  const readOfFew = await readFive(ours, names);

  progress('appends …');
  const plain = await plainInserts(await store.database());
  const sequential = await inTurns({
    plain: () => plain.insertsPerSecond(roundMs),
    parts: () => requestsAndInserts(top, plain.insert, roundMs),
    ours: () => sequentialAppends(ours, roundMs),
    ceiling: () => sequentialAppends(top, roundMs),
  });
  const parallel = await inTurns({
    ours: () => parallelAppends(ours, lanes, roundMs),
    ceiling: () => parallelAppends(top, lanes, roundMs),
  });
  await plain.end();
  progress('live …');
  const live = await appendToSubscriber(ours, livePerSecond, liveSeconds);

  progress(`${many} events …`);
  const began = performance.now();
  await fill(ours, many);
  const filledPerSecond = (many * 1000) / (performance.now() - began);
  await ours.dispose();
  const startMs = await store.restart();
  ours = EventStoreDBClient.connectionString(store.connectionString());
  await readFive(ours, warmUp);
  const readOfMany = await readFive(ours, names);
  const catchUpOfMany = await catchUp(ours, many);
  const memory = await residentMegabytes(store.pid());

  const row = (name: string, value: string, beside: string, ratio: string, wanted: string): string[] => [
    name,
    value,
    beside,
    ratio,
    wanted,
  ];
  const perSecond = (value: number): string => `${Math.round(value)}/s`;
  const ratio = (a: number, b: number): string => (a / b).toFixed(2);
  const rows = [
    row('', 'embedded', 'beside', 'ratio', 'wanted'),
    row(
      'appends one after another, beside plain INSERTs',
      perSecond(sequential.ours),
      perSecond(sequential.plain),
      ratio(sequential.ours, sequential.plain),
      '0.5',
    ),
    row(
      '  beside a request to the ceiling and then a plain INSERT',
      perSecond(sequential.ours),
      perSecond(sequential.parts),
      ratio(sequential.ours, sequential.parts),
      '',
    ),
    row(
      '  beside the ceiling in memory',
      perSecond(sequential.ours),
      perSecond(sequential.ceiling),
      ratio(sequential.ours, sequential.ceiling),
      '',
    ),
    row(
      `appends, ${lanes} in flight, beside the ceiling`,
      perSecond(parallel.ours),
      perSecond(parallel.ceiling),
      ratio(parallel.ours, parallel.ceiling),
      '0.6',
    ),
    row(
      `$all catch-up of ${few} events, beside the ceiling`,
      perSecond(catchUps.ours),
      perSecond(catchUps.ceiling),
      ratio(catchUps.ours, catchUps.ceiling),
      '0.7',
    ),
    row(
      `$all catch-up of ${many} events, beside the ceiling`,
      perSecond(catchUpOfMany),
      perSecond(catchUps.ceiling),
      ratio(catchUpOfMany, catchUps.ceiling),
      '0.7',
    ),
    row(
      `  beside ${few} events`,
      perSecond(catchUpOfMany),
      perSecond(catchUps.ours),
      ratio(catchUpOfMany, catchUps.ours),
      'flat',
    ),
    row(
      `reading a stream of 5, ${many} stored, beside ${few}`,
      `${readOfMany.toFixed(2)} ms`,
      `${readOfFew.toFixed(2)} ms`,
      ratio(readOfMany, readOfFew),
      '1',
    ),
    row(`append to live subscriber at ${livePerSecond}/s, p50`, `${live.p50.toFixed(1)} ms`, '', '', ''),
    row(`append to live subscriber at ${livePerSecond}/s, p99`, `${live.p99.toFixed(1)} ms`, '', '', '10 ms'),
    row(`start with ${many} events`, `${Math.round(startMs)} ms`, '', '', '3000 ms'),
    row('memory of the whole process after reading them all', `${memory} MB`, '', '', '150 MB'),
    row('storing them, 5 an append', perSecond(filledPerSecond), '', '', ''),
  ];
  process.stdout.write(`${table(rows)}\n`);
  await Promise.all([ours.dispose(), top.dispose()]);
}

/** The medians of several rounds. All contenders run in each round; the first round does not count. */
async function inTurns<K extends string>(contenders: Record<K, () => Promise<number>>): Promise<Record<K, number>> {
  const names = Object.keys(contenders).filter((name): name is K => name in contenders);
  const measured = new Map<K, number[]>(names.map(name => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const value = await contenders[name]();
      if (round > 0) measured.get(name)?.push(value);
    }
  }
  const medians: Partial<Record<K, number>> = {};
  for (const name of names) medians[name] = median(measured.get(name) ?? []);
  return medians as Record<K, number>;
}

/** The same content in a table that has a key and nothing else. */
async function plainInserts(client: Client) {
  await client.query('create table plain (id uuid primary key, stream text, type text, data bytea, metadata bytea)');
  const insert = async (): Promise<void> => {
    const { id, type, data, metadata } = event();
    await client.query({
      name: 'plain',
      text: 'insert into plain values ($1, $2, $3, $4, $5)',
      values: [id, `plain-${randomUUID()}`, type, Buffer.from(JSON.stringify(data)), Buffer.from(JSON.stringify(metadata))],
    });
  };
  return {
    insert,
    insertsPerSecond: (milliseconds: number): Promise<number> => rate(milliseconds, insert),
    end: () => client.end(),
  };
}

const progress = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
