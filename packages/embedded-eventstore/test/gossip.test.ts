// A client that asks a cluster for its leader finds the embedded store, under the address it has asked at.
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect, test } from 'vitest';
import { useRawStore } from './support/raw-store.ts';

const store = useRawStore();

test.each([
  ['one name', (port: string) => `esdb+discover://localhost:${port}`],
  ['several nodes', (port: string) => `esdb://127.0.0.1:1,127.0.0.1:${port}`],
])('by %s it is discovered, appended to and read from', async (_, address) => {
  const { port, search } = new URL(store().connectionString.replace('esdb', 'http'));
  const client = EventStoreDBClient.connectionString(address(port) + search);
  const stream = `discovered-${_.length}`;
  await client.appendToStream(stream, jsonEvent({ type: 'Kept', data: {} }));
  const types: string[] = [];
  for await (const { event } of client.readStream(stream)) if (event) types.push(event.type);
  expect(types).toEqual(['Kept']);
  await client.dispose();
});
