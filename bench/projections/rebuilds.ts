// How fast read models are made from the events: beside reading alone, beside Emmett, beside COPY of the finished rows.
import { START } from '@eventstore/db-client';
import type { Client } from 'pg';
import { pino } from 'pino';
import { appointments } from '../../projections/appointments.ts';
import { projections } from '../../projections/index.ts';
import { rebuildThread } from '../../src/app/rebuild/thread-url.ts';
import { rebuildInThread } from '../../src/platform/projector/rebuild/in-thread.ts';
import { digestsOf } from '../../test/support/table-contents.ts';
import { median } from '../eventstore/measure.ts';
import { settleDatabase } from '../settle.ts';
import { table } from '../table.ts';
import { emmettRebuild } from './emmett.ts';
import type { Filled } from './stores.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const log = pino({ level: 'error' });

/** Events a second that a subscription to `$all` brings and nobody does anything with. */
async function readAlone({ store, events }: Filled): Promise<number> {
  const subscription = store.client.subscribeToAll({ fromPosition: START });
  const began = performance.now();
  let seen = 0;
  for await (const { event } of subscription) {
    if (event && !event.type.startsWith('$')) seen += 1;
    if (seen >= events()) break;
  }
  const seconds = (performance.now() - began) / 1_000;
  await subscription.unsubscribe();
  return events() / seconds;
}

/** Events a second, from the start of the thread until the new tables are in place. */
export async function rebuilt(filled: Filled, databaseUrl: string, names: readonly string[]): Promise<number> {
  const began = performance.now();
  const { eventStoreUrl, vault, events } = filled;
  await rebuildInThread({
    thread: rebuildThread,
    databaseUrl,
    eventStoreUrl,
    vault,
    names,
    log,
    signal: new AbortController().signal,
  });
  return (events() * 1_000) / (performance.now() - began);
}

/** What the finished rows alone cost: `COPY` into tables of the same shape, in events a second that led to them. */
async function copied(client: Client, events: number): Promise<number> {
  let milliseconds = 0;
  for (const { name } of projections.flatMap(({ tables }) => tables)) {
    await client.query(`create temporary table finished (like ${name} including all)`);
    await client.query(`copy ${name} to '/tmp/rebook-bench-${process.pid}-${name}.copy'`);
    const began = performance.now();
    await client.query(`copy finished from '/tmp/rebook-bench-${process.pid}-${name}.copy'`);
    milliseconds += performance.now() - began;
    await client.query(`copy (select 1) to program 'rm -f /tmp/rebook-bench-${process.pid}-${name}.copy'`);
    await client.query('drop table finished');
  }
  return (events * 1_000) / milliseconds;
}

export async function benchRebuilds(filled: Filled): Promise<string> {
  const { url, client } = await filled.database('ours');
  const names = projections.map(({ name }) => name);
  const figures: Record<'alone' | 'single' | 'all' | 'copy', number[]> = { alone: [], single: [], all: [], copy: [] };
  await rebuilt(filled, url, names);
  const first = await digestsOf(client, projections);
  for (let round = 0; round < rounds; round += 1) {
    await settleDatabase(url);
    figures.alone.push(await readAlone(filled));
    figures.single.push(await rebuilt(filled, url, ['appointments']));
    figures.all.push(await rebuilt(filled, url, names));
    figures.copy.push(await copied(client, filled.events()));
    const again = await digestsOf(client, projections);
    if (JSON.stringify(again) !== JSON.stringify(first)) throw new Error('two rebuilds differ');
  }
  const alone = median(figures.alone);
  const single = median(figures.single);
  const all = median(figures.all);
  const rate = (value: number) => `${Math.round(value)}/s`;
  const row = (name: string, value: number, wanted: string) => [name, rate(value), (value / alone).toFixed(2), wanted];
  return table([
    [`${filled.events()} events, medians of ${rounds}`, 'events', 'of $all', 'wanted'],
    row('reading $all alone', alone, ''),
    row('one read model (appointments)', single, '0.5'),
    row('all read models', all, '0.3'),
    row('COPY of the finished rows of all', median(figures.copy), 'the limit'),
  ]);
}

/** The same read model by Emmett's projections from the same events in its own store, beside ours. */
export async function benchEmmett(filled: Filled): Promise<string> {
  const { url, client } = await filled.database('beside');
  await rebuilt(filled, url, ['appointments']);
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1) rates.push(await rebuilt(filled, url, ['appointments']));
  const ours = median(rates);
  const { rate } = await emmettRebuild(filled, client, appointments);
  return table([
    [`appointments from ${filled.events()} events`, 'events', 'wanted'],
    ['one read model, ours', `${Math.round(ours)}/s`, ''],
    ['Emmett, as documents', `${Math.round(rate)}/s`, `ours ${(ours / rate).toFixed(1)} times, wanted 8`],
  ]);
}
