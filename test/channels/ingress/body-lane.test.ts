// Large bodies of strangers share a lane; refusals of strangers come so many a second.
import { describe, expect, test } from 'vitest';
import { createBodyLane } from '../../../src/channels/ingress/body-lane.ts';
import { createRateQueue } from '../../../src/channels/ingress/rate-queue.ts';

describe('the lane', () => {
  test('lets the body that lacks least go first', async () => {
    const time = { now: 0 };
    const lane = createBodyLane({ bytesPerSecond: 1_000, burst: 250, mostHeld: 1_000_000, now: () => time.now });
    const order: number[] = [];
    lane.enter(() => undefined).took(1_000);
    const turns = [500, 3, 70].map(lacking => {
      const reader = lane.enter(() => undefined);
      return reader.waitForCapacity(lacking).then(() => order.push(lacking));
    });
    time.now = 60_000;
    await Promise.all(turns);
    expect(order).toEqual([3, 70, 500]);
  });

  test('gives up the one that has been read longest where the memory of all is needed', () => {
    const lane = createBodyLane({ bytesPerSecond: 1_000, burst: 250, mostHeld: 100 });
    const givenUp: string[] = [];
    const enter = (name: string) => {
      const reader = lane.enter(() => {
        givenUp.push(name);
        reader.leave();
      });
      return reader;
    };
    const [first, second, third] = [enter('first'), enter('second'), enter('third')];
    first.took(60);
    second.took(40);
    expect(givenUp).toEqual([]);
    third.took(20);
    expect(givenUp).toEqual(['first']);
    // What it held is free again.
    third.took(40);
    expect(givenUp).toEqual(['first']);
  });
});

describe('turns', () => {
  test('are given at once while few ask, then one after another, and not at all beyond the bound', async () => {
    const time = { now: 0 };
    const turns = createRateQueue({ perSecond: 10, burst: 2, mostWaiting: 1, now: () => time.now });
    expect([await turns.next(), await turns.next()]).toEqual([true, true]);
    let hadTurn = false;
    const third = turns.next().then(turn => {
      hadTurn = turn;
    });
    expect(await turns.next()).toBe(false);
    expect(hadTurn).toBe(false);
    time.now = 100;
    await third;
    expect(hadTurn).toBe(true);
  });
});
