// How far behind: by our own events, whatever else others keep in the store.
import { jsonEvent } from '@eventstore/db-client';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { lagBehind, mostCounted } from '../../../src/platform/projector/admin/lag.ts';
import { counting, useEngine } from './support/engine.ts';

const engine = useEngine();
const lag = async (position: bigint) => (await lagBehind(engine.store(), systemClock, [position])).get(position);

async function foreign(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1_000) {
    const events = Array.from({ length: Math.min(left, 1_000) }, () => jsonEvent({ type: 'Seen', data: {} }));
    await engine.store().client.appendToStream('album-1', events);
  }
}

test('none, where the last of ours has been applied, though others have come since', async () => {
  await engine.register('a', 'Gut');
  const head = await engine.store().head();
  expect(await lag(head)).toEqual({ events: 0, seconds: 0 });
  await foreign(40);
  expect(await engine.store().head()).toBe(head);
  expect(await lag(head)).toEqual({ events: 0, seconds: 0 });
});

test('ours are counted, and the oldest of them gives the age, behind however many of others', async () => {
  await engine.register('a', 'Gut');
  const head = await engine.store().head();
  await foreign(mostCounted + 500);
  await engine.register('b', 'Gut');
  await engine.register('c', 'Gut');
  expect(await lag(head)).toEqual({ events: 2, seconds: expect.any(Number) });
  const later = { ...systemClock, now: () => new Date(Date.now() + 90_000) };
  const behindLater = (await lagBehind(engine.store(), later, [head])).get(head);
  expect(behindLater?.seconds).toBeGreaterThanOrEqual(90);
  expect(behindLater?.seconds).toBeLessThan(150);
});

test('a reader is not kept waiting by what others have appended', async () => {
  const projector = await engine.start([counting('first')]);
  await engine.register('a', 'Gut');
  await engine.caughtUp(projector);
  await foreign(3);
  expect(await projector.waitFor(await engine.store().head(), 60_000)).toBe(true);
});
