// The store's port is open to every user of the machine; its events are not.
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessDeniedError, EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import { credentials, type ServiceError } from '@grpc/grpc-js';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runEventStore } from '../src/run.ts';
import { keptSecret } from '../src/secret.ts';
import { emptyDatabase } from './support/database.ts';
import { collect, failure, fill, newStream, ways } from './support/events.ts';
import { useRawStore } from './support/raw-store.ts';

const store = useRawStore();
const words = /asks for its secret/;

describe.each([
  ['no name', ''],
  ['another name', '&connectionName=somebody'],
  ['user and password', '&connectionName=admin'],
])('a client that tells %s', (_, parameters) => {
  const connect = () => {
    const users = parameters.endsWith('admin') ? 'admin:changeit@' : '';
    return EventStoreDBClient.connectionString(`esdb://${users}${store().address}?tls=false${parameters}`);
  };

  test('is refused whatever it asks for, in words', async () => {
    const client = connect();
    const stream = newStream();
    const [, plain] = ways;
    const calls = [
      () => fill(client, stream, 1),
      () => client.appendToStream(stream, [], plain[1]),
      () => collect(client.readStream(stream)),
      () => collect(client.readAll({ maxCount: 1 })),
      () => client.deleteStream(stream),
      () => client.tombstoneStream(stream),
      () => client.setStreamMetadata(stream, { maxCount: 1 }),
      () => new Promise((_resolve, reject) => client.subscribeToAll().on('error', reject)),
      () => new Promise((_resolve, reject) => client.subscribeToStream(stream).on('error', reject)),
      () => client.listProjections(),
    ];
    for (const call of calls) {
      const error = await failure(call());
      expect(error).toBeInstanceOf(AccessDeniedError);
      expect(error).toMatchObject({ code: 7, message: expect.stringMatching(words) });
    }
    await client.dispose();
  });
});

test('an append without the secret has written nothing', async () => {
  const stream = newStream();
  const bare = new StreamsClient(store().address, credentials.createInsecure());
  const error = await new Promise<ServiceError | null>(resolve => {
    const call = bare.append(resolve);
    call.on('error', resolve);
    call.write(new streamsPb.AppendReq());
    call.end();
  });
  bare.close();
  expect(error).toMatchObject({ code: 7 });
  const client = EventStoreDBClient.connectionString(store().connectionString);
  expect(await failure(collect(client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
  await client.dispose();
});

describe('the secret of a data folder', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rebook-secret-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const file = () => join(folder, 'eventstore-secret');

  test('is made once, for its owner alone, and stays', async () => {
    const made = await keptSecret(folder);
    expect(made.length).toBeGreaterThanOrEqual(32);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await keptSecret(folder)).toBe(made);
    expect((await readFile(file(), 'utf8')).trim()).toBe(made);
  });

  test('that others can read is none: it is refused in words', async () => {
    await chmod(file(), 0o644);
    const error = await failure(keptSecret(folder));
    expect(error).toMatchObject({ code: 'event_store_secret_readable_by_others', message: expect.stringContaining('chmod 600') });
    await chmod(file(), 0o600);
  });

  test('of an empty file is none either', async () => {
    await writeFile(file(), '\n');
    expect(await failure(keptSecret(folder))).toMatchObject({ code: 'event_store_secret_readable_by_others' });
  });
});

test('the secret stands in nothing that is logged, whatever happens', async () => {
  const lines: string[] = [];
  const database = await emptyDatabase();
  const secret = 'a-secret-nobody-may-read';
  const log = pino({ level: 'trace' }, { write: line => lines.push(line) });
  const server = await runEventStore({ databaseUrl: database.url, secret, log });
  const client = EventStoreDBClient.connectionString(server.connectionString);
  await fill(client, newStream(), 1);
  await client.setStreamMetadata(newStream(), { acl: { readRoles: ['readers'] } });
  const stranger = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${server.port}?tls=false`);
  const refused = await failure(collect(stranger.readAll()));
  await database.drop();
  const broken = await failure(collect(client.readAll()));
  await server.stop();
  expect(broken).toMatchObject({ code: 14 });
  expect(lines.length).toBeGreaterThan(0);
  for (const text of [...lines, String(refused), String(broken)]) expect(text).not.toContain(secret);
});
