// A store that stops says so to everyone connected.
import { once } from 'node:events';
import { EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb, { type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { credentials, type ServiceError } from '@grpc/grpc-js';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { startEmbeddedEventStore } from '../src/server.ts';
import { emptyDatabase } from './support/database.ts';
import { failure, fill, newStream } from './support/events.ts';
import { telling } from './support/raw-store.ts';

const unavailable = 14;
const log = pino({ level: 'silent' });

describe('a store that stops', () => {
  test('ends everything open with UNAVAILABLE, and answers what it has taken', async () => {
    const database = await emptyDatabase();
    const secret = 'of-a-store-that-stops';
    const server = await startEmbeddedEventStore({ databaseUrl: database.url, secret, log });
    const client = EventStoreDBClient.connectionString(server.connectionString);
    const stream = newStream();
    await fill(client, stream, 1);
    const bare = new StreamsClient(`127.0.0.1:${server.port}`, credentials.createInsecure(), telling(secret));

    const ends = new Map<string, Promise<unknown>>();
    const all = client.subscribeToAll();
    const one = client.subscribeToStream(stream);
    const missing = client.subscribeToStream(newStream());
    const waiting = [all, one, missing];
    await Promise.all([once(all, 'caughtUp'), once(one, 'caughtUp'), once(missing, 'confirmation')]);
    for (const [index, subscription] of waiting.entries()) ends.set(`subscription ${index}`, failed(subscription));
    const half = new Promise<ServiceError | null>(resolve => {
      const call = bare.append(resolve);
      call.write(new streamsPb.AppendReq());
    });
    ends.set('a half-written append', half);
    const batch = bare.batchAppend();
    batch.on('data', (_: BatchAppendResp) => undefined);
    ends.set('a batch', failed(batch));
    const appended = fill(client, newStream(), 1);
    await appended;

    await server.stop();
    for (const [what, end] of ends) expect(await end, what).toMatchObject({ code: unavailable });
    expect(String(await ends.get('subscription 0'))).toContain('the event store stops');
    expect(await failure(fill(client, stream, 1))).toMatchObject({ code: unavailable });
    bare.close();
    await database.drop();
  });
});

const failed = (call: { once(event: 'error', listener: (error: unknown) => void): unknown }): Promise<unknown> =>
  new Promise(resolve => call.once('error', resolve));
