// What is turned away under too much work, by whose network, and how many strangers are answered a second.
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { networkOf } from '../../../src/channels/ingress/network.ts';
import { overloadGate, sampleMs } from '../../../src/channels/ingress/overload.ts';
import { createRateQueue } from '../../../src/channels/ingress/rate-queue.ts';

describe('the gate', () => {
  const refusal = { refused: true };
  /** Answers of the gate to one request for each of these measured delays, `pauseMs` apart. */
  async function answers(delays: number[], pauseMs = 100): Promise<boolean[]> {
    let at = 0;
    const gate = overloadGate(
      () => refusal,
      () => at,
    );
    const app = fastify();
    const refused: boolean[] = [];
    app.get('/', async (request: FastifyRequest, reply: FastifyReply) => {
      refused.push(gate(request, reply, 'eventLoopDelay', delays[refused.length]) === refusal);
      return {};
    });
    for (const _ of delays) {
      at += pauseMs;
      await app.inject('/');
    }
    await app.close();
    return refused;
  }
  test('lets all through while one long delay was measured once: a process that was stopped is not overloaded', async () => {
    expect(await answers([2_000, 2_000, 2_000])).toEqual([false, false, false]);
  });
  test('refuses from the second long measurement on', async () => {
    expect(await answers([2_000, 1_500, 1_500, 1_800])).toEqual([false, true, true, true]);
  });
  test('begins again after a time in which nothing was too long', async () => {
    expect(await answers([2_000, 1_500, 1_400], 3 * sampleMs)).toEqual([false, false, false]);
  });
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
])('%s is of the network %s', (address, network) => expect(networkOf(address)).toBe(network));

test('strangers are answered so many a second, wait for their turn beyond that, and are sent away beyond a bound', async () => {
  let at = 0;
  const turns = createRateQueue({ perSecond: 100, burst: 3, mostWaiting: 2, now: () => at });
  const turnsGiven: [number, boolean][] = [];
  const asked = [1, 2, 3, 4, 5, 6].map(name => turns.next().then(ours => turnsGiven.push([name, ours])));
  await new Promise(resolve => setTimeout(resolve, 60));
  expect([...turnsGiven].sort()).toEqual([
    [1, true],
    [2, true],
    [3, true],
    [6, false],
  ]);
  at += 10;
  await expect.poll(() => turnsGiven.length).toBe(5);
  at += 10;
  await Promise.all(asked);
  expect(turnsGiven.slice(4)).toEqual([
    [4, true],
    [5, true],
  ]);
});
