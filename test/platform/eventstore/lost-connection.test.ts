// What the client does when its connection breaks under load is kept from everyone: no process dies of it, no command is lost,
// subscriptions go on.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { EventStoreDBClient } from '@eventstore/db-client';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { useKillableStore } from '../../app/eventstore/killable-store.ts';
import { forkProgram } from '../../support/program.ts';

const program = fileURLToPath(new URL('./appending-process.ts', import.meta.url));
const kills = Number(process.env.KILLS ?? 1);
const doneSchema = z.object({
  acknowledged: z.array(z.string()),
  seen: z.array(z.string()),
  stray: z.number(),
  interrupted: z.number(),
});
const messageSchema = z.union([z.object({ acknowledged: z.number() }), z.object({ done: doneSchema })]);

const store = useKillableStore();

function startAppending(run: string, flood: number, lanes: number) {
  const child = forkProgram(program, [store().connectionString, run, String(flood), String(lanes)]);
  let progress = 0;
  const done = new Promise<z.infer<typeof doneSchema>>((resolve, reject) => {
    child.on('message', received => {
      const message = messageSchema.parse(received);
      if ('done' in message) resolve(message.done);
      else progress = message.acknowledged;
    });
    child.once('exit', (code, signal) => reject(new Error(`the process ended with ${code ?? signal}`)));
  });
  const exited = once(child, 'exit');
  return {
    done,
    exited,
    stop: () => child.send('stop'),
    grown: async () => {
      const before = progress;
      await expect.poll(() => progress, { interval: 5 }).toBeGreaterThan(before);
    },
  };
}

/** Ids in the store, in the order of the log. */
async function stored(run: string): Promise<string[]> {
  const client = EventStoreDBClient.connectionString(store().connectionString);
  const ids: string[] = [];
  for await (const { event } of client.readAll()) if (event?.streamId.includes(run)) ids.push(event.id);
  await client.dispose();
  return ids;
}

test('under 64 appends in flight', { timeout: 3_600_000 }, async () => {
  const run = randomUUID();
  const appending = startAppending(run, 0, 64);
  for (let kill = 0; kill < kills; kill += 1) {
    await appending.grown();
    await store().kill('store');
  }
  await appending.grown();
  appending.stop();
  const { acknowledged, seen, interrupted } = await appending.done;
  expect(await appending.exited).toEqual([0, null]);
  const ids = await stored(run);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(acknowledged.toSorted());
  expect(seen).toEqual(ids);
  expect(interrupted).toBeGreaterThan(0);
});

test('under a cold flood of thousands at once', { timeout: 120_000 }, async () => {
  const run = randomUUID();
  const flood = 2_000;
  const appending = startAppending(run, flood, 0);
  await appending.grown();
  await store().kill('store');
  const { acknowledged, seen, stray } = await appending.done;
  expect(await appending.exited).toEqual([0, null]);
  // Each append fails, if at all, to the one who asked for it.
  expect(stray).toBe(0);
  expect(acknowledged.length).toBe(flood);
  const ids = await stored(run);
  expect(ids.toSorted()).toEqual(acknowledged.toSorted());
  expect(seen).toEqual(ids);
});
