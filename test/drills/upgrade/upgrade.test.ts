// An upgrade, and the way back, of two instances one by one under calls: nobody is refused for long, every answer is true, nothing is parked,
// and the read models are what a rebuild makes.
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyDatabase, freshEventStore } from '../../support/database.ts';
import type { BuiltProject } from '../../support/extended-project.ts';
import { changedEvent, changedReadModel, nextRelease } from './next-release.ts';
import { type Release, startRolling } from './rolling.ts';
import { buildTag, type TaggedRelease } from './tagged-release.ts';

const isSoak = process.env.ROLLS !== undefined;
const rolls = Number(process.env.ROLLS ?? 1);
/** A promise of the product; a sample beside all other tests keeps no times. */
const refusedAtMostMs = 10_000;

const present: Release = { name: 'present', command: [fileURLToPath(new URL('../../../bin/rebook.js', import.meta.url))] };
let tagged: TaggedRelease | undefined;
let built: BuiltProject | undefined;
/** From the last tag to the present, or, in a sample and where there is no tag, from the present to the present with a change. */
let from: Release;
let to: Release;

beforeAll(async () => {
  tagged = isSoak ? await buildTag() : undefined;
  if (tagged) {
    [from, to] = [tagged, present];
    return;
  }
  built = await nextRelease().build();
  const [file, execArgv] = built.programOf('src/app/cli/rebook.ts');
  [from, to] = [present, { name: 'next', command: [...execArgv, file] }];
}, 1_800_000);
afterAll(async () => {
  await tagged?.remove();
  await built?.remove();
});

test(`up and back ${rolls} times`, { timeout: 3_600_000 * 4 }, async () => {
  const [database, eventStore] = await Promise.all([emptyDatabase(), freshEventStore()]);
  const rolling = await startRolling(eventStore.url, database.url, from);
  try {
    await rolling.everyKindServed();
    for (let roll = 0; roll < rolls; roll += 1) {
      const order = roll % 2 === 0 ? 'in place' : 'beside';
      await rolling.exchange(0, to, order);
      await rolling.everyKindServed();
      await rolling.exchange(1, to, order);
      await rolling.everyKindServed();
      await rolling.isRunBy(to);
      const forth = await rolling.liveAndRebuilt(to);
      expect(forth.live).toEqual(forth.rebuilt);

      await rolling.exchange(0, from, order);
      await rolling.everyKindServed();
      await rolling.exchange(1, from, order);
      await rolling.everyKindServed();
      await rolling.isRunBy(from);
      const back = await rolling.liveAndRebuilt(from);
      expect(back.live).toEqual(back.rebuilt);
      if (!tagged) {
        const columns = (contents: typeof back.live) => Object.keys(JSON.parse(contents[changedReadModel]?.[0] ?? '{}'));
        expect(columns(forth.live).filter(column => !columns(back.live).includes(column))).toEqual(['moved_by_minutes']);
      }
    }
    expect(await rolling.parked()).toEqual([]);
    if (!tagged) expect(await rolling.versionsOf(changedEvent)).toEqual([1, 2]);
    const untrue = await rolling.verdict();
    const waits = rolling.heard.map(({ waitedMs }) => waitedMs).sort((a, b) => a - b);
    const again = rolling.heard.filter(({ before }) => before.length > 0);
    const codes = [...new Set(again.flatMap(({ before }) => before))].join(', ');
    process.stdout.write(
      `${from.name} to ${to.name} and back, ${rolls} times: ${waits.length} callers, ${again.length} had to try again (${codes}), ` +
        `p99 ${waits[Math.floor((waits.length - 1) * 0.99)]} ms, longest ${waits.at(-1)} ms; ` +
        `the read models stood still for ${Math.max(...rolling.stillMs)} ms at most; ${untrue.length} untrue\n`,
    );
    expect(untrue).toEqual([]);
    expect(rolling.heard.filter(({ status }) => status === undefined)).toEqual([]);
    if (!isSoak) return;
    expect(waits.at(-1)).toBeLessThanOrEqual(refusedAtMostMs);
    // Who has just booked is not found in the meantime.
    expect(Math.max(...rolling.stillMs)).toBeLessThanOrEqual(refusedAtMostMs);
  } finally {
    await rolling.stop();
    expect(rolling.exits).toEqual([]);
    await eventStore.drop();
    await database.drop();
  }
});
