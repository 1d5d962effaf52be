// Who fails too often waits, longer each time, and takes nobody else along.
import { describe, expect, test } from 'vitest';
import { createKeyGuesses } from '../../../src/channels/api/access/key-guesses.ts';
import { createFailureLimit } from '../../../src/channels/ingress/failure-limit.ts';
import { createLineLimit } from '../../../src/channels/ingress/line-limit.ts';
import { networkOf } from '../../../src/channels/ingress/network.ts';

const minute = 60_000;
const options = { most: 3, withinMs: minute, waitMs: minute, longestWaitMs: 60 * minute };

function at() {
  const time = { now: 1_000 };
  return { time, now: () => time.now };
}

describe('a network', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('of %s is %s', (address, network) => expect(networkOf(address)).toBe(network));

  test('that fails too often waits twice as long each time, an hour at most, and begins again after an hour of quiet', () => {
    const { time, now } = at();
    const limit = createFailureLimit({ ...options, now });
    const waits: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      for (let failure = 0; failure < 3; failure += 1) limit.failed('a');
      waits.push(limit.waitOf('a') / minute);
      time.now += limit.waitOf('a');
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(limit.waitOf('a')).toBe(0);
    time.now += 60 * minute + 1;
    for (let failure = 0; failure < 3; failure += 1) limit.failed('a');
    expect(limit.waitOf('a')).toBe(minute);
  });

  test('that fails now and then never waits, nor does its neighbour', () => {
    const { time, now } = at();
    const limit = createFailureLimit({ ...options, now });
    for (let round = 0; round < 20; round += 1) {
      limit.failed('a');
      limit.failed('a');
      expect(limit.waitOf('a')).toBe(0);
      time.now += minute + 1;
    }
    for (let failure = 0; failure < 3; failure += 1) limit.failed('a');
    expect(limit.waitOf('b')).toBe(0);
  });

  test('that changes its address with every guess meets the limit for all', () => {
    const limit = createFailureLimit({ ...options, mostOfAll: 50 });
    for (let address = 0; address < 50; address += 1) limit.failed(networkOf(`2001:db8:${address}::1`));
    expect(limit.waitOf(networkOf('2001:db8:ffff::1'))).toBeGreaterThan(0);
  });

  test('and a hundred thousand others are kept in bounded memory', () => {
    const limit = createFailureLimit(options);
    for (let address = 0; address < 100_000; address += 1) limit.failed(String(address));
    for (let failure = 0; failure < 3; failure += 1) limit.failed('last');
    expect(limit.waitOf('last')).toBeGreaterThan(0);
    expect(limit.waitOf('0')).toBe(0);
  });
});

describe('a guessed key', () => {
  test('that is right does not open the door while its network has to wait; one that was good from there before goes on working', () => {
    const guesses = createKeyGuesses();
    guesses.good('a', 'in use');
    for (let guess = 0; guess < 30; guess += 1) {
      expect(guesses.waitOf('a', `guess ${guess}`)).toBe(0);
      guesses.wrong('a');
    }
    expect(guesses.waitOf('a', 'right')).toBeGreaterThan(0);
    expect(guesses.waitOf('a', 'in use')).toBe(0);
    // What is known from one place does not help the one who guesses from another.
    for (let guess = 0; guess < 30; guess += 1) guesses.wrong('b');
    expect(guesses.waitOf('b', 'in use')).toBeGreaterThan(0);
  });
});

test('of a flood of lines so many are written, and the next one says how many were not', () => {
  const { time, now } = at();
  const limit = createLineLimit({ most: 2, withinMs: 1_000, now });
  expect([limit('a'), limit('a'), limit('a'), limit('a'), limit('b')]).toEqual([{}, {}, undefined, undefined, {}]);
  time.now += 1_001;
  expect([limit('a'), limit('a')]).toEqual([{ suppressed: 2 }, {}]);
});
