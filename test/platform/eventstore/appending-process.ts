// A process that floods the event store through the program's own client code, and reports to its parent what it was answered.
import { randomUUID } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';
import { systemClock } from '../../../src/domain/clock.ts';
import { onStrayRejection } from '../../../src/platform/eventstore/client/stray-rejections.ts';
import { connectEventStore } from '../../../src/platform/eventstore/store.ts';
import { subscribeToAll } from '../../../src/platform/eventstore/subscription.ts';

const [, , url = '', run = '', flood = '0', lanes = '0'] = process.argv;
const patienceMs = 60_000;
let stray = 0;
onStrayRejection({
  connectionLost() {
    stray += 1;
  },
  unhandled(reason) {
    throw reason;
  },
});

const store = connectEventStore(url, systemClock, { patienceMs });
const stopping = new AbortController();
const acknowledged: string[] = [];
const seen: string[] = [];
let over = false;
let interrupted = 0;

const event = () =>
  jsonEvent({
    id: randomUUID(),
    type: 'LineReleased',
    // Large enough for writes to wait for the connection.
    data: { line: run, filling: 'x'.repeat(8_000) },
    metadata: { schemaVersion: 1 },
  });

async function append(stream: string, expected: bigint): Promise<void> {
  const one = event();
  const result = await store.append(stream, [one], expected);
  if (result.kind !== 'appended' || result.revision !== expected + 1n) throw new Error(`${stream}: ${result.kind}`);
  acknowledged.push(one.id);
  if (acknowledged.length % 500 === 0) process.send?.({ acknowledged: acknowledged.length });
}

async function lane(index: number): Promise<void> {
  for (let revision = -1n; !over; revision += 1n) await append(`company-${run}.lane${index}`, revision);
}

async function follow(): Promise<void> {
  const options = { from: 'start' as const, signal: stopping.signal, clock: systemClock };
  const onInterrupted = () => {
    interrupted += 1;
  };
  for await (const item of subscribeToAll(store, { ...options, onInterrupted }))
    if (item.kind === 'event' && item.event.stream.includes(run)) seen.push(item.event.id);
}

process.on('message', message => {
  if (message === 'stop') over = true;
});
const following = follow();
// All at once, and before there is a connection.
const flooding = Array.from({ length: Number(flood) }, (_, index) => append(`company-${run}.flood${index}`, -1n));
await Promise.all([...flooding, ...Array.from({ length: Number(lanes) }, (_, index) => lane(index))]);
while (seen.length < acknowledged.length) await systemClock.sleep(20);
stopping.abort();
await following;
process.send?.({ done: { acknowledged, seen, stray, interrupted } }, () => process.exit(0));
