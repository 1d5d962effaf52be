// The event store in its own thread.
import { setTimeout as wait } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startEmbeddedEventStore } from '../../../src/embedded/eventstore/server.ts';
import { fill, newStream, revisions } from '../../eventstore-contract/server.ts';
import { emptyDatabase } from '../../support/database.ts';

const log = pino({ level: 'silent' });

test('it serves, stops, and serves again at the port it is given', async () => {
  const database = await emptyDatabase();
  const stream = newStream();
  const first = await startEmbeddedEventStore({ databaseUrl: database.url, log });
  const client = EventStoreDBClient.connectionString(first.connectionString);
  await fill(client, stream, 2);
  await first.stop();
  const second = await startEmbeddedEventStore({ databaseUrl: database.url, port: first.port, log });
  expect(second.port).toBe(first.port);
  // The same client finds the server again by itself.
  await expect.poll(() => revisions(client.readStream(stream)).catch(() => wait(50)), { timeout: 15_000 }).toEqual([0n, 1n]);
  client.dispose();
  await second.stop();
  await database.drop();
});

test('a database that cannot be reached is told', async () => {
  const unreachable = startEmbeddedEventStore({ databaseUrl: 'postgres://nobody@127.0.0.1:9/none', log });
  await expect(unreachable).rejects.toMatchObject({ code: 'event_store_failed' });
});
