// What the client rejects to no one ends no process; what is ours does.
import { EventStoreDBClient } from '@eventstore/db-client';
import { expect, test } from 'vitest';
import { isOfClient } from '../../../src/platform/eventstore/client/stray-rejections.ts';

const thrownBy = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

test.each([
  [
    'a TypeError in its own code, as at an answer that finds nothing',
    () => Reflect.apply(EventStoreDBClient.prototype.subscribeToAll, undefined, []),
  ],
  [
    'a discovery that fails',
    () => {
      const client = EventStoreDBClient.connectionString('esdb+discover://127.0.0.1:9?tls=false&maxDiscoverAttempts=1');
      return client.deleteStream('line-1');
    },
  ],
  [
    'a connection that is refused',
    () => EventStoreDBClient.connectionString('esdb://127.0.0.1:9?tls=false').deleteStream('line-1'),
  ],
])('%s is the client’s', async (_, work) => {
  expect(isOfClient(await thrownBy(work))).toBe(true);
});

test.each([
  ['an error of ours', () => Promise.reject(new TypeError('undefined is not iterable'))],
  ['one that a callback of ours throws when the client calls it', callbackOfOurs],
  ['what is no error', () => Promise.reject('gone')],
])('%s is not', async (_, work) => {
  expect(isOfClient(await thrownBy(work))).toBe(false);
});

/** Frames of the client stand below ours in its stack. */
function callbackOfOurs(): unknown {
  const client = EventStoreDBClient.connectionString('esdb://127.0.0.1:9?tls=false');
  return new Promise((_, reject) => {
    client.readAll().on('error', () => {
      try {
        JSON.parse('{');
      } catch (error) {
        reject(error);
      }
    });
  });
}
