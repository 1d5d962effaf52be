// kill -9 of the store and of its PostgreSQL at random moments under many appends: what was acknowledged is there, once, in order.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type EventData, EventStoreDBClient, jsonEvent, START } from '@eventstore/db-client';
import { expect, test } from 'vitest';
import { collect } from '../../../packages/embedded-eventstore/test/support/events.ts';
import { isConnectionFault } from '../../../src/platform/eventstore/client/connection-fault.ts';
import { useKillableStore, type Victim } from './killable-store.ts';
import { createRandom } from './random.ts';
import { resuming } from './resuming.ts';

const kills = Number(process.env.KILLS ?? 2);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const lanes = 64;
/** The store is away for a second or two after a kill. */
const longestLifeMs = 400;

const store = useKillableStore();

test(`${kills} kills under ${lanes} appends in flight lose nothing and double nothing`, { timeout: 3_600_000 }, async () => {
  const random = createRandom(seed);
  const client = EventStoreDBClient.connectionString(store().connectionString);
  const run = randomUUID();
  const acknowledged = new Map<string, string[]>();
  let count = 0;
  let repeats = 0;
  let over = false;

  /** One append after another, each repeated with the same ids until it is acknowledged. */
  async function lane(index: number): Promise<void> {
    const sizes = createRandom(seed + index + 1);
    const stream = `killed-${run}.${index}`;
    const ids: string[] = [];
    acknowledged.set(stream, ids);
    while (!over) {
      const events = Array.from({ length: 1 + sizes.below(3) }, () =>
        jsonEvent({ id: randomUUID(), type: 'Kept', data: { index } }),
      );
      const expected = ids.length === 0 ? ('no_stream' as const) : BigInt(ids.length - 1);
      // Half of the lanes know nothing of revisions: repeats are recognised by their ids alone.
      const { nextExpectedRevision } = await untilTaken(stream, events, index % 2 === 0 ? expected : 'any');
      ids.push(...events.map(event => event.id));
      expect(nextExpectedRevision).toBe(BigInt(ids.length - 1));
      count += 1;
    }
  }
  async function untilTaken(stream: string, events: EventData[], expectedRevision: bigint | 'any' | 'no_stream') {
    for (;;) {
      try {
        return await client.appendToStream(stream, events, { expectedRevision });
      } catch (error) {
        if (!isConnectionFault(error)) throw error;
        repeats += 1;
        await pause(50);
      }
    }
  }

  const seen = [resuming(client, undefined), resuming(client, [`killed-${run}.`])];
  const working = Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)));
  const victims: Record<Victim, number> = { store: 0, postmaster: 0, session: 0 };
  for (let kill = 0; kill < kills; kill += 1) {
    const before = count;
    // Only while appends go through, and then at any moment.
    await expect.poll(() => count, { interval: 5 }).toBeGreaterThan(before + lanes);
    await pause(random.below(longestLifeMs));
    const victim = random.of(['store', 'postmaster', 'session'] as const);
    victims[victim] += 1;
    await store().kill(victim);
  }
  // What was in flight may still have been acknowledged; more than that comes only once all is back.
  const last = count;
  await expect.poll(() => count).toBeGreaterThan(last + lanes);
  over = true;
  await working;

  const all = [...acknowledged.values()].flat();
  for (const [stream, ids] of acknowledged) {
    const stored = await collect(client.readStream(stream));
    expect(stored.map(({ event }) => event?.id)).toEqual(ids);
    expect(stored.map(({ event }) => event?.revision)).toEqual(ids.map((_, index) => BigInt(index)));
  }
  const wanted = new Set(all);
  const log: string[] = [];
  for await (const { event } of client.readAll({ fromPosition: START })) if (event && wanted.has(event.id)) log.push(event.id);
  expect(log.length).toBe(all.length);
  for (const subscriber of seen) {
    await subscriber.until(ids => ids.length >= all.length);
    await subscriber.stop();
    expect(subscriber.ids().filter(id => wanted.has(id))).toEqual(log);
  }
  await client.dispose();
  const how = Object.entries(victims).map(([victim, times]) => `${victim} ${times}`);
  process.stdout.write(
    `eventstore: ${kills} kills (${how.join(', ')}), seed ${seed}: ${count} appends of ${all.length} events acknowledged, ` +
      `${repeats} repeated; none lost, none twice, subscribers saw each once\n`,
  );
});
