// Many subscribers, one of which reads nothing: it costs little memory and holds up nobody, and has missed nothing in the end.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { binaryEvent, END, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect, test } from 'vitest';
import { follow } from '../../../packages/embedded-eventstore/test/support/following.ts';
import { useKillableStore } from './killable-store.ts';

const subscribers = 200;
/** Small ones for all to read, and then large ones. */
const small = Number(process.env.SUBSCRIBED ?? 25);
const largeBytes = 256 * 1024;
const largeMegabytes = Number(process.env.UNREAD_MB ?? 120);
/** What a server weighs that has handled as much without the idle reader varies by less. */
const allowedMegabytes = 100;
const patienceMs = 600_000;

const store = useKillableStore();

async function residentMegabytes(): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(store().pid())]);
  return Math.round(Number(stdout) / 1024);
}

test(`${subscribers} subscribers, one reading nothing, while ${small} small and ${largeMegabytes} MB of large events come`, {
  timeout: 3_600_000,
}, async () => {
  const client = EventStoreDBClient.connectionString(store().connectionString);
  const idleClient = EventStoreDBClient.connectionString(store().connectionString);
  const following = Array.from({ length: subscribers - 1 }, () => follow(client.subscribeToAll({ fromPosition: END })));
  const idle = idleClient.subscribeToAll({ fromPosition: END });
  await new Promise(resolve => idle.once('caughtUp', resolve));
  idle.pause();
  await Promise.all(following.map(one => one.caughtUp()));

  const ids: string[] = [];
  const stream = `subscribed-${randomUUID()}`;
  for (let index = 0; index < small; index += 1) {
    const event = jsonEvent({ id: randomUUID(), type: 'Small', data: { index } });
    await client.appendToStream(stream, event, { expectedRevision: index === 0 ? 'no_stream' : BigInt(index - 1) });
    ids.push(event.id);
  }
  await Promise.all(following.map(one => one.until(small, patienceMs)));
  for (const one of following) expect(one.ids).toEqual(ids);

  const [last, ...others] = following;
  await Promise.all(others.map(one => one.stop()));
  const before = await residentMegabytes();
  const large = Math.ceil((largeMegabytes * 1024 * 1024) / largeBytes);
  let heaviest = before;
  for (let index = 0; index < large; index += 1) {
    const event = binaryEvent({ id: randomUUID(), type: 'Large', data: Buffer.alloc(largeBytes, 'x') });
    await client.appendToStream(stream, event);
    ids.push(event.id);
    if (index % 50 === 0) heaviest = Math.max(heaviest, await residentMegabytes());
  }
  await last?.until(ids.length, patienceMs);
  expect(last?.ids).toEqual(ids);
  heaviest = Math.max(heaviest, await residentMegabytes());
  expect(heaviest - before).toBeLessThan(allowedMegabytes);

  const late = follow(idle);
  idle.resume();
  await late.until(ids.length, patienceMs);
  expect(late.ids).toEqual(ids);
  expect(late.signals).toContain('fellBehind');
  // The store says so after the last event.
  await expect.poll(() => late.signals.at(-1), { timeout: patienceMs, interval: 5 }).toBe('caughtUp');
  process.stdout.write(
    `eventstore: ${subscribers} subscribers saw ${small} events each; while one read nothing of ${largeMegabytes} MB ` +
      `the process grew from ${before} MB to ${heaviest} MB at most; it caught up on all ${ids.length}\n`,
  );
  await Promise.all([last?.stop(), late.stop()]);
  await Promise.all([client.dispose(), idleClient.dispose()]);
});
